"""``staffplan sweep``: the plan over a range of one parameter or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from staffplan.words.language import _, marked
from staffplan_cli.errors import ExitCode, Stopped
from staffplan_cli.help import Option
from staffplan_cli.options import (
    CLUSTER,
    CSV,
    FORECAST,
    HEADERS,
    executor_of,
    parameter,
    planner_command,
    read_data,
    scenario_options,
    screen_options,
)
from staffplan_cli.team import team_options
from staffplan_cli.work import watched

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan.pipeline.problem import TeamInput
    from staffplan.schema.progress import Stop, Watcher
    from staffplan.schema.sweep import SweepResult
    from staffplan_cli.options import ScenarioChoice
    from staffplan_cli.screen import Screen

MOST_JOBS = 256


@planner_command(
    "sweep",
    marked(
        "Plan over a range of one parameter or two: agents, cost, service.\n\n"
        "Parameters are volume (a factor of the forecast), deflection, share, within, aht, concurrency, or any key of "
        "the scenario with one value, such as shrinkage.absence or contract[2].hourly_cost. A range is FROM:TO:STEP, "
        "both ends included (the last step is shorter where it must be); a list is A,B,C.\n\n"
        "A point without a plan says why in its row. Ctrl-C ends the sweep and keeps the points that are done."
    ),
    examples=(
        (marked("What does a better bot save?"), "staffplan sweep forecast.csv --vary deflection=0.5:0.9:0.05"),
        (
            marked("Two parameters at once, as a table for Excel:"),
            "staffplan sweep f.csv --vary share=80%,90% --vary aht=3min:6min:1min -o s.csv",
        ),
        (marked("A promotion with up to five times the volume:"), "staffplan sweep forecast.csv --vary volume=1:5:0.5"),
    ),
)
@parameter(
    FORECAST,
    Option(
        ["--vary"],
        multiple=True,
        required=True,
        metavar="NAME=VALUES",
        help=marked("What to vary, deflection=0.5:0.9:0.05 or within=30s,1min; give it twice for two parameters."),
    ),
    Option(["-o", "--out"], type=CSV, metavar="FILE", help=marked("Write a row for each point as csv into this file.")),
)
@scenario_options(search=True)
@team_options
@parameter(
    Option(
        ["-j", "--jobs"],
        type=click.IntRange(1, MOST_JOBS),
        metavar="NUMBER",
        help=marked("Points to compute at a time; without it, one for each core."),
    ),
    CLUSTER,
    HEADERS,
)
@screen_options(progress=True)
def command(
    forecast: Path,
    vary: tuple[str, ...],
    out: Path | None,
    scenario: ScenarioChoice,
    people: TeamInput,
    jobs: int | None,
    cluster: str | None,
    screen: Screen,
) -> int:
    """Solve every point, write, show."""
    from staffplan import pipeline
    from staffplan.report.sweep import sweep_csv, sweep_data
    from staffplan.storage.write import check_writable, write_files

    if out is not None:
        check_writable(out.parent, [out.name])

    def work(watcher: Watcher, stop: Stop) -> SweepResult:
        with executor_of(cluster, jobs, watcher) as executor:
            return pipeline.sweep(
                forecast,
                vary,
                scenario.path,
                scenario.overrides,
                jobs=jobs,
                executor=executor,
                watcher=watcher,
                stop=stop,
                people=people,
            )

    result = watched(work, screen)
    if not result.points:
        raise Stopped(_("Stopped before any point was done; nothing was written."))
    files = [] if out is None else write_files(out.parent, {out.name: sweep_csv(result)})
    if screen.as_json:
        screen.print_json(sweep_data(result) | {"files": [str(path) for path in files]} | read_data(result.reading))
    elif screen.wants_text:
        from staffplan.report.screen.sweep import sweep_screen

        screen.show(sweep_screen(result), *(_("{file} is written.").format(file=path) for path in files))
    return _exit_code(result)


def _exit_code(result: SweepResult) -> ExitCode:
    """Solved where any point has a plan."""
    if result.interrupted:
        return ExitCode.INTERRUPTED
    if any(point.headcount is not None for point in result.points):
        return ExitCode.SOLVED
    illegal = all(point.outcome == "infeasible" for point in result.points)
    return ExitCode.INFEASIBLE if illegal else ExitCode.NO_PLAN
