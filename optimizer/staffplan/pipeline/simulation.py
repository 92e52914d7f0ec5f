"""``simulate``: what given numbers on duty, or a plan's shifts, give when days are simulated customer by customer."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.errors import Fault, InputError
from staffplan.pipeline.problem import read_problem
from staffplan.schema.service.simulated import Randomness
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.pipeline.problem import Overrides, TableInput
    from staffplan.schema.demand import Demand
    from staffplan.schema.plan import Plan
    from staffplan.schema.reading import Reading
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.service.simulated import SimulatedService
    from staffplan.words.messages import Message

REPLICATIONS = 100
MOST_REPLICATIONS = 1_000_000
MOST_VARIATION = 10.0
LEAST_SHAPE, MOST_SHAPE = 0.2, 20.0


@dataclass(frozen=True)
class Runs:
    """How often, and with what, a period is simulated."""

    replications: int = REPLICATIONS
    """How often; intervals get narrower by its square root."""
    randomness: Randomness = field(default_factory=Randomness)
    """What varies besides arrivals."""
    confidence: float = 0.95
    """Probability with which each interval holds the true mean."""


@dataclass(frozen=True, eq=False)
class Simulation:
    """The simulated service of given numbers on duty."""

    scenario: Scenario
    """The scenario in force."""
    demand: Demand
    """The inquiries that humans must answer."""
    service: SimulatedService
    """Means with their intervals."""
    by_shift: bool
    """Whether a plan's shifts were simulated, each agent absent for whole ones."""
    randomness: Randomness
    """What varied."""
    reading: Reading | None
    """What was read of the forecast."""
    warnings: tuple[Message, ...]
    """What a planner should know before using the figures."""


def simulate(
    forecast: TableInput,
    scenario_path: str | Path | None = None,
    overrides: Overrides | None = None,
    *,
    staff: TableInput,
    runs: Runs | None = None,
) -> Simulation:
    """Simulate ``staff``: a table (start, on_duty), or a plan's folder, whose shifts are taken. Raises InputError.

    ``solve.seed`` seeds the random streams: the same seed gives the same figures.
    """
    from staffplan.read import read_plan, read_staff
    from staffplan.service import simulated_schedule, simulated_service

    runs = runs or Runs()
    if faults := list(_faults(runs)):
        raise InputError(faults)
    problem = read_problem(forecast, scenario_path, overrides or {}, shifts=False)
    demand, scenario = problem.demand, problem.scenario
    given = {
        "replications": runs.replications,
        "seed": scenario.solve.seed,
        "randomness": runs.randomness,
        "confidence": runs.confidence,
    }
    is_plan = isinstance(staff, (str, Path)) and Path(staff).is_dir()
    if is_plan:
        plan = read_plan(Path(str(staff)))
        _refuse_another_period(plan, demand)
        service = simulated_schedule(demand, scenario, plan.shifts, **given)  # type: ignore[arg-type]
    else:
        service = simulated_service(demand, scenario, read_staff(staff, demand.grid), **given)  # type: ignore[arg-type]
    return Simulation(scenario, demand, service, is_plan, runs.randomness, problem.reading, problem.warnings)


def _refuse_another_period(plan: Plan, demand: Demand) -> None:
    """A plan of other days than the forecast's would leave them empty."""
    first, last = plan.coverage[0].start, plan.coverage[-1].start
    starts = demand.grid.starts
    if (first, last) != (starts[0], starts[-1]):
        found = _("a plan from {first} to {last}").format(
            first=f"{first:%Y-%m-%d %H:%M}", last=f"{last:%Y-%m-%d %H:%M}"
        )
        accepted = _("one of the forecast's period, {first} to {last}")
        accepted = accepted.format(first=f"{starts[0]:%Y-%m-%d %H:%M}", last=f"{starts[-1]:%Y-%m-%d %H:%M}")
        raise InputError([Fault("staff", found, accepted)])


def _faults(runs: Runs) -> Iterator[Fault]:
    """Figures that nobody can mean."""
    random = runs.randomness
    limits = (
        ("replications", runs.replications, 1, MOST_REPLICATIONS),
        ("handling-variation", random.handling_variation or 0, 0, MOST_VARIATION),
        ("volume-variation", random.volume_variation, 0, MOST_VARIATION),
        ("patience-shape", random.patience_shape, LEAST_SHAPE, MOST_SHAPE),
        ("balking", random.balking, 0, 1),
        ("confidence", runs.confidence, 0.5, 0.9999),
    )
    for name, value, least, most in limits:
        if not least <= value <= most:
            accepted = _("a number from {least:g} to {most:g}").format(least=least, most=most)
            yield Fault(name, f"{value:g}", accepted)
