"""``staffplan solve``: the whole road from a forecast to a plan's files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.processes.child import SOLVER, WALKER, started_early
from staffplan.words.language import marked
from staffplan_cli.errors import ExitCode
from staffplan_cli.help import Option
from staffplan_cli.options import (
    FOLDER,
    FORECAST,
    HEADERS,
    parameter,
    planner_command,
    read_data,
    scenario_options,
    screen_options,
    show_kept,
)
from staffplan_cli.team import team_options
from staffplan_cli.work import watched

if TYPE_CHECKING:
    from staffplan.pipeline.problem import TeamInput
    from staffplan_cli.options import ScenarioChoice
    from staffplan_cli.screen import Screen


@planner_command(
    "solve",
    marked(
        "Find the smallest legal team and write its schedule.\n\n"
        "Ctrl-C ends the search early: the best plan so far is written and says what is proved about it."
    ),
    examples=(
        (marked("With all defaults; the plan goes to forecast-plan/:"), "staffplan solve forecast.csv"),
        (
            marked("With a scenario, but a bot that closes 80%, and two minutes to search:"),
            "staffplan solve forecast.csv -c shop.toml --deflection 80% --time-limit 2min",
        ),
        (marked("Only the headcount, for a program:"), "staffplan solve forecast.csv --json | jq .headcount"),
    ),
)
@parameter(
    FORECAST,
    Option(
        ["-o", "--out"],
        type=FOLDER,
        metavar="DIR",
        help=marked(
            "Folder for the plan; without it, the forecast's name and -plan, here. A plan in it that was changed by "
            "hand stays: the new one goes beside it."
        ),
    ),
)
@scenario_options(search=True)
@team_options
@parameter(
    Option(
        ["--explain"],
        is_flag=True,
        help=marked("Also find out why one agent fewer is impossible, and which rule costs the most."),
    ),
    Option(
        ["--two-steps"],
        is_flag=True,
        help=marked("For comparison: fix each slot's need first, then the shifts, as other tools do."),
    ),
    HEADERS,
)
@screen_options(progress=True)
def command(
    forecast: Path,
    out: Path | None,
    scenario: ScenarioChoice,
    people: TeamInput,
    explain: bool,
    two_steps: bool,
    screen: Screen,
) -> int:
    """Solve, write, show."""
    with started_early(SOLVER, WALKER):  # what they import and what this process does takes a second each
        from staffplan import pipeline

        result = watched(
            lambda watcher, stop: pipeline.solve(
                forecast,
                scenario.path,
                scenario.overrides,
                out=out or Path(f"{forecast.stem}-plan"),
                watcher=watcher,
                stop=stop,
                explain=explain,
                two_steps=two_steps,
                people=people,
            ),
            screen,
        )
    summary = result.plan.summary
    if screen.as_json:
        files = {"files": [str(path) for path in result.files], "kept": [str(path) for path in result.kept]}
        screen.print_json(summary.model_dump(mode="json") | files | read_data(result.reading))
    elif screen.wants_text:
        from staffplan.report.screen.plan import plan_screen

        screen.show(plan_screen(result.plan, result.files))
    show_kept(result.kept, result.files)
    return ExitCode.INTERRUPTED if summary.interrupted else ExitCode.SOLVED
