"""``staffplan batch``: many shops at once, each with a plan of its own, and the whole of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from staffplan.words.language import _, marked
from staffplan_cli.errors import ExitCode, Stopped
from staffplan_cli.help import Argument, Option
from staffplan_cli.options import (
    CLUSTER,
    HEADERS,
    executor_of,
    parameter,
    planner_command,
    scenario_options,
    screen_options,
)
from staffplan_cli.work import watched

if TYPE_CHECKING:
    from staffplan.pipeline import Batch
    from staffplan.schema.progress import Stop, Watcher
    from staffplan.schema.shops.batch import BatchResult
    from staffplan_cli.options import ScenarioChoice
    from staffplan_cli.screen import Screen

MOST_JOBS = 256


@planner_command(
    "batch",
    marked(
        "Plan many shops at once: a plan for each, and a summary of all.\n\n"
        "SHOPS is a folder with a folder for each shop (forecast.csv, and scenario.toml if it has its own), a pattern "
        "of forecasts in quotes, or a table with the columns shop and forecast, perhaps scenario, and any key of the "
        "scenario, such as bot.deflection. The scenario of -c holds for all; over it the shop's own file, its row, and "
        "the options of this command.\n\n"
        "A shop without a plan says why in its row. What is done for the same inputs is not done again: after Ctrl-C, "
        "the same command goes on where it ended."
    ),
    examples=(
        (marked("A folder of shops, one scenario for all:"), "staffplan batch shops -c shop.toml -o plans"),
        (marked("A table with a forecast and a bot for each:"), "staffplan batch shops.xlsx -c shop.toml -o plans"),
        (marked("All forecasts of a folder:"), "staffplan batch 'forecasts/*.csv' -o plans --share 90%"),
    ),
)
@parameter(
    Argument(
        ["shops"],
        about=marked("A folder of shops, a pattern such as 'shops/*/forecast.csv', or a table of shops."),
        nargs=-1,
        required=True,
        metavar="SHOPS",
    ),
    Option(
        ["-o", "--out"],
        required=True,
        metavar="DIR",
        help=marked("Folder for the plans and the summary; or a URL that fsspec knows, such as s3://bucket/plans."),
    ),
)
@scenario_options(search=True)
@parameter(
    Option(
        ["-j", "--jobs"],
        type=click.IntRange(1, MOST_JOBS),
        metavar="NUMBER",
        help=marked("Shops to plan at a time; without it, one for each core."),
    ),
    CLUSTER,
    Option(
        ["--pool"],
        is_flag=True,
        help=marked("Also say what sharing agents among shops of the same rules and hours could save at most."),
    ),
    HEADERS,
)
@screen_options(progress=True)
def command(
    shops: tuple[str, ...],
    out: str,
    scenario: ScenarioChoice,
    jobs: int | None,
    cluster: str | None,
    pool: bool,
    screen: Screen,
) -> int:
    """Plan every shop, write, show."""
    from staffplan.report.batch import batch_data
    from staffplan.report.headers import headers_in_use

    headers = headers_in_use()

    def work(watcher: Watcher, stop: Stop) -> Batch:
        from staffplan import pipeline

        with executor_of(cluster, jobs, watcher) as executor:
            return pipeline.batch(
                shops,
                scenario.path,
                scenario.overrides,
                out=out,
                headers=headers,
                jobs=jobs,
                executor=executor,
                pool=pool,
                watcher=watcher,
                stop=stop,
            )

    found = watched(work, screen)
    result = found.result
    if not result.rows:
        raise Stopped(_("Stopped before any shop was done; nothing was written."))
    if screen.as_json:
        screen.print_json(batch_data(result) | {"files": found.files})
    elif screen.wants_text:
        from staffplan.report.screen.shops import batch_screen

        screen.show(batch_screen(result, found.jobs, found.files))
    return _exit_code(result)


def _exit_code(result: BatchResult) -> ExitCode:
    """Solved where any shop has a plan."""
    if result.interrupted:
        return ExitCode.INTERRUPTED
    if result.planned:
        return ExitCode.SOLVED
    outcomes = {row.outcome for row in result.rows}
    return ExitCode.INFEASIBLE if outcomes == {"infeasible"} else ExitCode.NO_PLAN
