"""``staffplan evaluate``: the service that given numbers of agents on duty give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.words.language import marked
from staffplan_cli.help import Option
from staffplan_cli.options import (
    CSV,
    FORECAST,
    HEADERS,
    PathType,
    parameter,
    planner_command,
    read_data,
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
    Option(["-o", "--out"], type=CSV, metavar="FILE", help=marked("Write the figures by slot as csv into this file.")),
    HEADERS,
)
@scenario_options()
@screen_options(quiet=False, progress=True)
def command(forecast: Path, staff: Path, out: Path | None, scenario: ScenarioChoice, screen: Screen) -> None:
    """Compute, then write or draw."""
    from staffplan import pipeline
    from staffplan.report.evaluation import evaluation_csv, evaluation_data
    from staffplan.storage.write import check_writable, write_files
    from staffplan_cli.progress import tell_reading, working

    if out is not None:
        check_writable(out.parent, [out.name])
    with working(screen, "following_queue"):
        found = pipeline.evaluate(forecast, scenario.path, scenario.overrides, staff=staff)
    tell_reading(screen, forecast, found.reading, found.warnings)
    models = (found.demand, found.steady, found.time_varying)
    if out is not None:
        write_files(out.parent, {out.name: evaluation_csv(*models)})
    if screen.as_json:
        data = evaluation_data(found.scenario.target, *models, found.messages, found.short)
        screen.print_json(data | read_data(found.reading, found.warnings))
    else:
        from staffplan.report.screen.evaluation import evaluation_screen

        screen.show(evaluation_screen(found.scenario.target, *models, found.messages, found.short))
