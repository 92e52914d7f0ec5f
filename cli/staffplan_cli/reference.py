"""The reference page of the commands, made from the commands: ``python -m staffplan_cli.reference docs/cli.md``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from staffplan.words.language import use_language
from staffplan_cli.errors import EXIT_CODES
from staffplan_cli.help import Argument, Command
from staffplan_cli.main import COMMANDS, cli

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

INTRODUCTION = """\
# Commands

<!-- Made by `python -m staffplan_cli.reference docs/cli.md`; a test fails when it is stale. -->

`staffplan COMMAND --help` shows the same on the screen. Results go to standard output; progress, warnings of the work
and errors go to standard error. `NO_COLOR=1` turns colours off. `STAFFPLAN_DEBUG=1` adds the traceback to an error.
Solvers work in processes of their own. Each may hold nine tenths of the machine's memory (of the container's, in one);
`STAFFPLAN_MEMORY=8GB` sets another limit, `STAFFPLAN_MEMORY=none` no limit. Only Linux keeps to it.
"""


def reference() -> str:
    """The page as Markdown, in English."""
    use_language("en")
    context = click.Context(cli, info_name="staffplan")
    parts = [INTRODUCTION, *_exit_codes()]
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert isinstance(command, Command)
        parts += _section(command, click.Context(command, info_name=f"staffplan {name}"))
    return "\n".join(parts)


def _exit_codes() -> Iterator[str]:
    yield "## Exit codes\n"
    yield _table("code", "meaning", ((str(int(code)), meaning) for code, meaning in EXIT_CODES.items()))


def _section(command: Command, context: click.Context) -> Iterator[str]:
    yield f"## {command.name}\n"
    yield f"{command.help}\n"
    yield f"```text\n{context.info_name} {' '.join(command.collect_usage_pieces(context))}\n```\n"
    arguments = [p for p in command.params if isinstance(p, Argument)]
    if arguments:
        yield _table("argument", "what it is", ((f"`{p.make_metavar(context)}`", p.about) for p in arguments))
    options = [row for p in command.params if not isinstance(p, Argument) and (row := p.get_help_record(context))]
    yield _table("option", "what it does", ((f"`{names}`", text) for names, text in options))
    lines = "\n".join(f"# {about}\n{line}" for about, line in command.examples)
    yield f"```bash\n{lines}\n```\n"


def _table(first: str, second: str, rows: Iterable[tuple[str, str]]) -> str:
    cells = "\n".join(f"| {a.replace('|', chr(92) + '|')} | {b.replace('|', chr(92) + '|')} |" for a, b in rows)
    return f"| {first} | {second} |\n|---|---|\n{cells}\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
