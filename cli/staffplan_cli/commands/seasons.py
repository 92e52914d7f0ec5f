"""``staffplan seasons``: whom to employ, whom to hire out and what to leave to the bot, over a year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.words.language import marked
from staffplan_cli.errors import ExitCode
from staffplan_cli.help import Argument, Option
from staffplan_cli.options import (
    FILE,
    FOLDER,
    DurationType,
    parameter,
    planner_command,
    read_data,
    screen_options,
    show_kept,
)
from staffplan_cli.work import watched

if TYPE_CHECKING:
    from staffplan_cli.screen import Screen


@planner_command(
    "seasons",
    marked(
        "Plan a year of promotion seasons and off-season as a whole.\n\n"
        "It decides how many people to employ all year, whom to take on for a season, how many seats to hire, which "
        "inquiries to hand over and which bot to use, and writes a plan for each season, the bill of every month, and "
        "what is proved about the whole."
    ),
    examples=(
        (marked("The year that the file describes; the plans go to year-plan/:"), "staffplan seasons year.toml"),
        (marked("With more time to search:"), "staffplan seasons year.toml --time-limit 5min -o plans"),
        (marked("Only the cost, for a program:"), "staffplan seasons year.toml --json | jq .cost"),
    ),
)
@parameter(
    Argument(["year"], about=marked("The year: seasons, forecasts, contracts, vendors and bots (TOML)."), type=FILE),
    Option(
        ["-o", "--out"],
        type=FOLDER,
        metavar="DIR",
        help=marked(
            "Folder for the plans; without it, the file's name and -plan, here. Plans in it that were changed by hand "
            "stay: the new ones go beside them."
        ),
    ),
    Option(
        ["--time-limit"],
        type=DurationType(),
        metavar="TIME",
        help=marked("Time for the whole command, 30s or 5min (3min); the best plan so far is kept."),
    ),
)
@screen_options(progress=True)
def command(year: Path, out: Path | None, time_limit: str | None, screen: Screen) -> int:
    """Solve, write, show."""
    from staffplan.pipeline.year.seasons import seasons

    result = watched(
        lambda watcher, stop: seasons(
            year, out=out or Path(f"{year.stem}-plan"), watcher=watcher, stop=stop, time_limit=time_limit
        ),
        screen,
    )
    if screen.as_json:
        files = {"files": [str(path) for path in result.files], "kept": [str(path) for path in result.kept]}
        read = {file: read_data(reading)["read"] for file, reading in result.readings.items()}
        screen.print_json(result.summary.model_dump(mode="json") | files | {"read": read})
    elif screen.wants_text:
        from staffplan.report.screen.seasons import year_screen

        screen.show(year_screen(result.summary, result.files))
    show_kept(result.kept, result.files)
    return ExitCode.INTERRUPTED if result.summary.interrupted else ExitCode.SOLVED
