"""The command ``staffplan``: a group whose commands are loaded when they are called."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from staffplan.version import __version__
from staffplan.words.language import _, language_of_environment, marked
from staffplan_cli import signals, streams
from staffplan_cli.errors import EXIT_CODES, ExitCode, complain
from staffplan_cli.help import Command, Option
from staffplan_cli.options import language_option
from staffplan_cli.screen import speak
from staffplan_cli.work import abandon_unfinished

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COMMANDS = (
    "solve",
    "read",
    "forecast",
    "require",
    "evaluate",
    "simulate",
    "calibrate",
    "check",
    "review",
    "compare",
    "sweep",
    "batch",
    "seasons",
    "init",
    "report",
    "export",
    "import-edits",
    "completion",
)
"""All commands in the order of a planner's work; each is a module of ``staffplan_cli.commands``."""
FROM_HISTORY = ("forecast", "calibrate", "review")
"""Those whose modules stand in the room ``history``."""


COLLECT_AFTER = 100_000
"""New objects after which memory is searched for cycles. Plans make millions of objects and hardly a cycle: at Python's
own 700 the search takes a third of the time of the files."""


class StaffplanGroup(Command, click.Group):
    """The group: lazy commands, the language of the environment, and every error shown in one place."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command; None where there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        room = ".history" if cmd_name in FROM_HISTORY else ""
        module = import_module(f"staffplan_cli.commands{room}.{cmd_name.replace('-', '_')}")
        found: click.Command = module.command
        return found

    def help_sections(self, ctx: click.Context) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Commands, options and exit codes."""
        named = [(name, self.get_command(ctx, name)) for name in COMMANDS]
        yield _("Commands:"), [(name, command.get_short_help_str()) for name, command in named if command]
        yield from super().help_sections(ctx)
        yield _("Exit codes:"), [(str(int(code)), _(meaning)) for code, meaning in EXIT_CODES.items()]

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        **settings: Any,  # noqa: ANN401
    ) -> NoReturn:
        """Run the command line and exit with its code."""
        arguments = sys.argv[1:] if args is None else list(args)
        speak(language_of_environment())
        signals.forget()
        settings["standalone_mode"] = False
        as_json = "--json" in arguments
        try:
            with _own_pipe_error():
                code = super().main(arguments, prog_name or "staffplan", **settings)
                sys.stdout.flush()
        except ReaderLeft:
            streams.silence_stdout()
            code = ExitCode.PIPE_CLOSED
        except (Exception, KeyboardInterrupt) as error:
            code = _told(error, as_json=as_json)
        if code == ExitCode.INTERRUPTED:
            code = signals.exit_code() or code
        sys.exit(code if isinstance(code, int) else 0)

    def make_context(self, *args: Any, **settings: Any) -> click.Context:  # noqa: ANN401
        """Parse the group's own words; help and version are printed here."""
        with _own_pipe_error():
            return super().make_context(*args, **settings)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        """Run the command."""
        with _own_pipe_error():
            return super().invoke(ctx)


def _told(error: BaseException, *, as_json: bool) -> int:
    """Complain where it can be read: on standard error where standard output takes nothing."""
    if isinstance(error, streams.DeadOutputError):
        streams.silence_stdout()
        as_json = False
    try:
        code = complain(error, as_json=as_json)
        sys.stdout.flush()
    except (streams.DeadOutputError, BrokenPipeError):
        streams.silence_stdout()
        return complain(error, as_json=False)
    return code


class ReaderLeft(Exception):  # noqa: N818
    """The program that read the output closed it; click would make it exit code 1."""


@contextmanager
def _own_pipe_error() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderLeft from error


@click.group(
    "staffplan",
    cls=StaffplanGroup,
    help=marked(
        "Plan the smallest legal customer-service team that answers in time.\n\n"
        "staffplan turns a forecast of inquiries into shifts for every agent, proves that no smaller team could do "
        "it, and writes the schedule that payroll reads."
    ),
    examples=(
        (marked("A scenario and a forecast to start from, then a plan:"), "staffplan init my-shop"),
        (marked("Needs no scenario; all defaults hold:"), "staffplan solve forecast.csv"),
        (marked("What a command does, with examples:"), "staffplan solve --help"),
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """See the help text above."""


def _show_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"staffplan {__version__}")
        ctx.exit()


cli.params += [
    language_option(),
    Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_version,
        help=marked("Show the version and exit."),
    ),
]


def main() -> None:
    """What the installed command calls."""
    signals.heed()
    gc.set_threshold(COLLECT_AFTER)
    streams.prepare()
    if not os.environ.get("STAFFPLAN_DEBUG"):
        warnings.simplefilter("ignore")
    try:
        cli.main()
    finally:
        abandon_unfinished()


if __name__ == "__main__":
    main()
