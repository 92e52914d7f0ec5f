"""Commands whose help is looked up in the reader's language when it is shown, and always ends with examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from staffplan.words.language import _
from staffplan.words.text_width import width_of, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Example = tuple[str, str]
"""What it does (marked for translation), and the command line."""


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Names and translated help; None for a hidden option."""
        names_and_help = super().get_help_record(ctx)
        return names_and_help and (names_and_help[0], _(self.help or ""))


class Argument(click.Argument):
    """An argument with a description."""

    def __init__(self, declarations: Sequence[str], about: str, **attributes: Any) -> None:  # noqa: ANN401
        """``about`` is marked for translation; the rest is click's."""
        self.about = about
        super().__init__(declarations, **attributes)


class Command(click.Command):
    """A command with a description, translated help and examples."""

    def __init__(self, *args: Any, examples: Sequence[Example] = (), **attributes: Any) -> None:  # noqa: ANN401
        """``examples`` close the help page; the rest is click's."""
        super().__init__(*args, **attributes)
        self.examples = tuple(examples)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence of the help, translated; never cut."""
        return _(self.short_help or self.help or "").split("\n\n")[0].removesuffix(".").removesuffix("。")

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, description, arguments, options, commands, examples."""
        self.format_usage(ctx, formatter)
        for paragraph in _(self.help or "").split("\n\n"):
            formatter.write("\n" + "".join(f"  {line}\n" for line in wrap(paragraph, formatter.width - 2)))
        for title, rows in self.help_sections(ctx):
            _write_section(formatter, title, rows)
        if self.examples:
            formatter.write("\n" + _("Examples:") + "\n")
            for about, line in self.examples:
                formatter.write("".join(f"  # {text}\n" for text in wrap(_(about), formatter.width - 4)))
                formatter.write(f"  {line}\n")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, in the language now in use: click keeps the option as it was first made."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Show this message and exit.")
        return option

    def help_sections(self, ctx: click.Context) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Title and rows (name, description) of the page's tables."""
        parameters = self.get_params(ctx)
        arguments = [(p.make_metavar(ctx), _(p.about)) for p in parameters if isinstance(p, Argument)]
        if arguments:
            yield _("Arguments:"), arguments
        options = [row for p in parameters if not isinstance(p, Argument) and (row := p.get_help_record(ctx))]
        yield _("Options:"), options


def _write_section(formatter: click.HelpFormatter, title: str, rows: Sequence[tuple[str, str]]) -> None:
    column = min(max(width_of(name) for name, _text in rows), 24) + 4
    formatter.write(f"\n{title}\n")
    for name, text in rows:
        lines = wrap(text, formatter.width - column)
        fits = width_of(name) <= column - 4
        first = lines.pop(0) if fits and lines else ""
        formatter.write(f"  {name}{' ' * (column - 2 - width_of(name))}{first}".rstrip() + "\n")
        formatter.write("".join(f"{' ' * column}{line}\n" for line in lines))
