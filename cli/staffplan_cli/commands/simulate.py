"""``staffplan simulate``: the service of given numbers on duty, or of a plan, customer by customer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from staffplan.words.language import _, marked
from staffplan_cli.help import Option
from staffplan_cli.options import (
    CSV,
    FORECAST,
    HEADERS,
    MAX_SEED,
    PathType,
    ShareType,
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
    "simulate",
    marked(
        "Simulate given numbers on duty, or a plan, customer by customer.\n\n"
        "For what no formula covers: handling times that vary less or more than exponential ones, days busier than "
        "forecast, customers who leave at once or whose patience has another shape, agents absent for whole shifts. "
        "Every figure has its interval; the share in time is given by each definition in use."
    ),
    examples=(
        (
            marked("A plan on days that are not as forecast:"),
            "staffplan simulate f.csv --staff plan --volume-variation 0.1",
        ),
        (
            marked("Agents on duty from a file, and 10% who leave at once:"),
            "staffplan simulate f.csv --staff staff.csv --balking 10%",
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
        help=marked("Agents on duty by slot (start, on_duty), or a plan's folder, whose shifts are simulated."),
    ),
    Option(
        ["-n", "--replications"],
        type=click.IntRange(1),
        default=100,
        metavar="NUMBER",
        help=marked("How often the period is simulated; 100 by default."),
    ),
    Option(
        ["--seed"],
        type=click.IntRange(0, MAX_SEED),
        metavar="NUMBER",
        help=marked("Seed of everything random: the same seed gives the same figures."),
    ),
    Option(
        ["--handling-variation"],
        type=float,
        metavar="NUMBER",
        help=marked("Standard deviation ÷ mean of handling times, then log-normal; without it, exponential."),
    ),
    Option(
        ["--volume-variation"],
        type=float,
        default=0.0,
        metavar="NUMBER",
        help=marked("Standard deviation ÷ mean of a day's volume around the forecast."),
    ),
    Option(
        ["--patience-shape"],
        type=float,
        default=1.0,
        metavar="NUMBER",
        help=marked("Shape of the patience's Weibull distribution: 1 is exponential, below it more leave soon."),
    ),
    Option(
        ["--balking"],
        type=ShareType(),
        default=0.0,
        metavar="SHARE",
        help=marked("Share of customers who leave at once if they have to wait."),
    ),
    Option(["-o", "--out"], type=CSV, metavar="FILE", help=marked("Write the figures by slot as csv into this file.")),
    HEADERS,
)
@scenario_options()
@screen_options(quiet=False, progress=True)
def command(
    forecast: Path,
    staff: Path,
    replications: int,
    seed: int | None,
    out: Path | None,
    scenario: ScenarioChoice,
    screen: Screen,
    **varied: Any,  # noqa: ANN401
) -> None:
    """Simulate, then write or show."""
    from staffplan.pipeline import simulate
    from staffplan.pipeline.simulation import Runs
    from staffplan.report.simulation import simulation_csv, simulation_data
    from staffplan.schema.service.simulated import Randomness
    from staffplan.storage.write import check_writable, write_files
    from staffplan_cli.progress import tell_reading, working

    if out is not None:
        check_writable(out.parent, [out.name])
    with working(screen, "simulating"):
        runs = Runs(replications, Randomness(**varied))
        overrides = scenario.overrides | ({} if seed is None else {"solve.seed": ("--seed", seed)})
        found = simulate(forecast, scenario.path, overrides, staff=staff, runs=runs)
    tell_reading(screen, forecast, found.reading, found.warnings)
    target = found.scenario.target
    files = [] if out is None else write_files(out.parent, {out.name: simulation_csv(found.service)})
    if screen.as_json:
        data = simulation_data(target, found.service, found.randomness) | {"files": [str(path) for path in files]}
        screen.print_json(data | read_data(found.reading, found.warnings))
        return
    from staffplan.report.screen.simulation import simulation_screen

    hints = [_("{file} is written.").format(file=path) for path in files]
    screen.show(simulation_screen(target, found.service, by_shift=found.by_shift), *hints)
