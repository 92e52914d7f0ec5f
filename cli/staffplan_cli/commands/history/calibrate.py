"""``staffplan calibrate``: what a scenario should say, by a log of contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.words.language import _, marked
from staffplan_cli.help import Argument, Option
from staffplan_cli.options import (
    FILE,
    FOLDER,
    TableType,
    parameter,
    planner_command,
    scenario_options,
    screen_options,
)

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan_cli.options import ScenarioChoice
    from staffplan_cli.screen import Screen


@planner_command(
    "calibrate",
    marked(
        "Measure the scenario's values in a log of contacts.\n\n"
        "Handling times, patience (those who were answered would have waited longer, which counts), throughput with "
        "several chats in hand, the share of the agents seen that works, the bot's share, absence: each with its 95% "
        "interval. The first half of the days is measured; on the others the service that this predicts is shown "
        "beside what was, so that nobody plans with a model that does not fit."
    ),
    examples=(
        (marked("What does the log say?"), "staffplan calibrate log.csv --within 20s"),
        (marked("Plan with it:"), "staffplan calibrate log.csv -c scenario.toml -o measured.toml"),
    ),
)
@parameter(
    Argument(
        ["log"],
        about=marked("A row a contact: arrived, answered, ended, and where known left, agent, bot."),
        type=FILE,
    ),
    Option(
        ["-o", "--out"],
        type=TableType(".toml"),
        metavar="FILE",
        help=marked("Write what was measured as a scenario file, n and interval beside each value."),
    ),
    Option(
        ["--schedule"],
        type=FOLDER,
        metavar="DIR",
        help=marked("A plan whose agents have the log's names: shifts without any contact count as absence."),
    ),
)
@scenario_options()
@screen_options(quiet=False)
def command(log: Path, out: Path | None, schedule: Path | None, scenario: ScenarioChoice, screen: Screen) -> None:
    """Measure, write, show."""
    from staffplan import pipeline
    from staffplan.report.measured import measured_data, measured_toml
    from staffplan.storage.write import check_writable, write_files

    if out is not None:
        check_writable(out.parent, [out.name])
    found = pipeline.calibrate(log, scenario.path, scenario.overrides, schedule=schedule)
    files = [] if out is None else write_files(out.parent, {out.name: measured_toml(found)})
    if screen.as_json:
        screen.print_json(measured_data(found) | {"files": [str(path) for path in files]})
        return
    from staffplan.report.screen.history.measured import measured_screen

    hints = [_("{file} is written.").format(file=path) for path in files]
    screen.show(measured_screen(found), "", *(hints or [_("As a scenario file: add -o measured.toml")]))
