"""The options that name people: their table and their last plan."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from staffplan.words.language import marked
from staffplan_cli.help import Option
from staffplan_cli.options import FILE, FOLDER, with_parameters

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan_cli.options import Callback

_TEAM = Option(
    ["--team"],
    type=FILE,
    metavar="FILE",
    help=marked(
        "Table of the people by name, in place of the scenario's team.file; its days and wishes hold besides. "
        "`staffplan init --team` writes one to start from."
    ),
)
_AFTER = Option(
    ["--after"],
    type=FOLDER,
    metavar="DIR",
    help=marked("Folder of the last plan of the same people: what they worked then counts."),
)


def team_options(function: Callback) -> Callback:
    """Give the command ``--team`` and ``--after``; it receives ``people``, a ``TeamInput``."""

    @wraps(function)
    def with_people(*args: Any, team: Path | None, after: Path | None, **values: Any) -> Any:  # noqa: ANN401
        from staffplan.pipeline.problem import TeamInput

        return function(*args, people=TeamInput(team, after), **values)

    return with_parameters(with_people, [_TEAM, _AFTER])
