"""The reference page of the commands, made from the commands: ``python -m staffplan_cli.reference docs/cli.md``.

A page whose name ends in ``.zh.md`` is made in Chinese.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from staffplan.words.language import _, marked, use_language
from staffplan.words.sentences import CHANGES, FORECASTING, INFEASIBLE, PROGRESS, REMEDIES, WARNINGS
from staffplan_cli.errors import EXIT_CODES
from staffplan_cli.help import Argument, Command
from staffplan_cli.main import COMMANDS, cli

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from staffplan.errors import FaultCode

FAULTS: dict[FaultCode, str] = {
    "file": marked("the file as a whole: it is not there, cannot be read, or is not what it should be"),
    "syntax": marked("TOML or JSON that cannot be read"),
    "column": marked("a column that is missing, or there twice"),
    "row": marked("a row as a whole"),
    "cell": marked("what stands in one cell"),
    "step": marked("intervals that are not all of one length, or not of 15, 30 or 60 minutes"),
    "gap": marked("an interval that is missing"),
    "duplicate": marked("what is there twice: an interval, an agent, a day"),
    "ambiguous": marked("what could be read in two ways; both are told"),
    "unknown_key": marked("a key that does not exist"),
    "missing_key": marked("a key that must be there"),
    "wrong_value": marked("a key whose value is not accepted"),
    "inconsistent": marked("keys, or options, that are right alone and wrong together"),
    "option": marked("an option of the command line"),
}
"""What is wrong with an input, by the code of the fault."""
_FORMAT = re.compile(r":[^{}\s]*}")
INTRODUCTION = marked(
    """\
# Commands

<!-- Made by `python -m staffplan_cli.reference docs/cli.md`; a test fails when it is stale. -->

`staffplan COMMAND --help` shows the same on the screen. Results go to standard output; progress, what was read of a
forecast, warnings and errors go to standard error. `NO_COLOR=1` turns colours off. `STAFFPLAN_DEBUG=1` adds the
traceback to an error.

Solvers work in processes of their own. Each may hold nine tenths of the machine's memory (of the container's, in one);
`STAFFPLAN_MEMORY=8GB` sets another limit, `STAFFPLAN_MEMORY=none` no limit. Only Linux keeps to it.
"""
)
LINES = {
    "message": '{"code": "rows_sorted", "values": {"row": 3}, '
    '"text": "the rows were not in order of time (the first is row 3): sorted"}',
    "line": '{"code": "saving_hours", "values": {}, "text": "saving paid hours", "seconds": 1.5, '
    '"headcount": 12, "bound": 9}',
}
"""What programs read, as it is written."""
FOR_PROGRAMS = marked(
    """\
## For programs

`--json` prints the result, or the error, as one JSON object on standard output. A message in it is an object:

```json
{message}
```

`code` and `values` are the same in every language; `text` is the sentence in the language in use. `plan.json` and
`year.json` hold their warnings in the same way, so that a plan made in one language is told in another; sentences of
plans that older versions wrote are told as they are.

Commands that read a forecast have `read`: `rows`, the `first` and `last` interval, `step_minutes`, `total_inquiries`,
`columns_taken` (the file's header of each), `columns_left`, `aht_unit`, `encoding` (where it was guessed), `sheet`,
`layout`, and the reader's `warnings`. `seasons` has one for each forecast, by its file.

`--progress json` writes progress to standard error, a JSON object on each line. Errors stand there in plain text,
unless `--json` is given too.

```json
{line}
```

`seconds` counts from the start; `headcount` is that of the best plan so far and `bound` what is proved, null where
nothing is known yet. `forecast_read` has `read`; `points_done` of a sweep has the values `done`, `count`, the values of
the latest `point`, its `agents` (null: no plan), and `seconds_left`. `shops_done` of a batch has `done`, `count`, the
latest `shop` with its `agents` and `outcome`, `per_minute` and `seconds_left`; `shops_read` how many there are, are
`kept` from before, and are `faulty`; `cluster_ready` the `address`, `workers`, `memory` and `dashboard`.

### Codes of progress

{progress}
### Codes of warnings

{warnings}
### Codes of shortages and remedies

An error of exit code 4 has a `summary`, `shortages` and `remedies`.

{infeasible}
### Codes of faults

An error of exit code 3 has `faults`, each with `code`, `file`, `row`, `column`, and what was `found` and is `accepted`.

{faults}"""
)


def reference(language: Literal["en", "zh"] = "en") -> str:
    """The page as Markdown, in ``language``."""
    use_language(language)
    context = click.Context(cli, info_name="staffplan")
    parts = [_(INTRODUCTION), *_exit_codes(), _for_programs()]
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert isinstance(command, Command)
        parts += _section(command, click.Context(command, info_name=f"staffplan {name}"))
    return "\n".join(parts)


def _exit_codes() -> Iterator[str]:
    title = _("Exit codes")
    yield f"## {title}\n"
    yield _table(_("code"), _("meaning"), ((str(int(code)), _(meaning)) for code, meaning in EXIT_CODES.items()))


def _for_programs() -> str:
    """What programs read: messages, progress, faults, and all their codes."""
    tables = {
        "progress": PROGRESS,
        "warnings": WARNINGS | FORECASTING,
        "infeasible": INFEASIBLE | REMEDIES | CHANGES,
    }
    text = _(FOR_PROGRAMS).replace("{faults}", _table(_("code"), _("what is wrong"), _codes(FAULTS)))
    for name, line in LINES.items():
        text = text.replace(f"{{{name}}}", line)
    for name, sentences in tables.items():
        text = text.replace(f"{{{name}}}", _table(_("code"), _("sentence"), _codes(sentences)))
    return text


def _codes(meanings: Mapping[Any, str]) -> Iterator[tuple[str, str]]:
    """Codes and what they mean; of the places in sentences only the names."""
    yield from ((f"`{code}`", _FORMAT.sub("}", _(meaning))) for code, meaning in meanings.items())


def _section(command: Command, context: click.Context) -> Iterator[str]:
    yield f"## {command.name}\n"
    yield f"{_(command.help or '')}\n"
    yield f"```text\n{context.info_name} {' '.join(command.collect_usage_pieces(context))}\n```\n"
    arguments = [p for p in command.params if isinstance(p, Argument)]
    if arguments:
        yield _table(_("argument"), _("what it is"), ((f"`{p.make_metavar(context)}`", _(p.about)) for p in arguments))
    options = [row for p in command.params if not isinstance(p, Argument) and (row := p.get_help_record(context))]
    yield _table(_("option"), _("what it does"), ((f"`{names}`", text) for names, text in options))
    lines = "\n".join(f"# {_(about)}\n{line}" for about, line in command.examples)
    yield f"```bash\n{lines}\n```\n"


def _table(first: str, second: str, rows: Iterable[tuple[str, str]]) -> str:
    cells = "\n".join(f"| {a.replace('|', chr(92) + '|')} | {b.replace('|', chr(92) + '|')} |" for a, b in rows)
    return f"| {first} | {second} |\n|---|---|\n{cells}\n"


if __name__ == "__main__":
    for page in map(Path, sys.argv[1:]):
        page.write_text(reference("zh" if page.name.endswith(".zh.md") else "en"), encoding="utf-8")
