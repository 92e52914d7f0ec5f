"""``staffplan evaluate``: the service that given numbers of agents on duty give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.words.language import _, marked
from staffplan_cli.help import Option
from staffplan_cli.options import (
    FILE,
    FORECAST,
    HEADERS,
    PathType,
    parameter,
    planner_command,
    scenario_options,
    screen_options,
)

if TYPE_CHECKING:
    from staffplan_cli.options import ScenarioChoice
    from staffplan_cli.screen import Screen


@planner_command(
    "evaluate",
    marked(
        "Say how well given numbers of agents on duty answer.\n\n"
        "Service level, waits, customers who leave and how busy agents are: each slot as a queue of its own, and the "
        "whole period as one queue that carries over from slot to slot."
    ),
    examples=(
        (
            marked("Agents on duty from a file with the columns start and on_duty:"),
            "staffplan evaluate forecast.csv --staff staff.csv",
        ),
        (
            marked("Would the plan hold if the bot closed less?"),
            "staffplan evaluate forecast.csv --staff forecast-plan --deflection 70%",
        ),
    ),
)
@parameter(
    FORECAST,
    Option(
        ["--staff"],
        required=True,
        type=PathType(path_type=Path),
        metavar="FILE|DIR",
        help=marked("Agents on duty by slot (start, on_duty), or a plan's folder."),
    ),
    Option(["-o", "--out"], type=FILE, metavar="FILE", help=marked("Write the figures by slot as csv into this file.")),
    HEADERS,
)
@scenario_options()
@screen_options(quiet=False)
def command(forecast: Path, staff: Path, out: Path | None, scenario: ScenarioChoice, screen: Screen) -> None:
    """Compute, then write or draw."""
    from staffplan import pipeline
    from staffplan.report.evaluation import evaluation_csv, evaluation_data

    with screen.working(_("following the queue through the period")):
        found = pipeline.evaluate(forecast, scenario.path, scenario.overrides, staff=staff)
    models = (found.demand, found.steady, found.time_varying)
    if out is not None:
        from staffplan.report.files import write_files

        write_files(out.parent, {out.name: evaluation_csv(*models)})
    if screen.as_json:
        screen.print_json(evaluation_data(found.scenario.target, *models, found.messages, found.short))
    else:
        from staffplan.report.screen.evaluation import evaluation_screen

        screen.show(evaluation_screen(found.scenario.target, *models, found.messages, found.short))
