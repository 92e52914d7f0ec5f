"""``evaluate``: what given numbers of agents on duty give."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.pipeline.plan.assemble import message_service
from staffplan.pipeline.problem import read_problem

if TYPE_CHECKING:
    from staffplan.pipeline.problem import Overrides, TableInput
    from staffplan.schema.demand import Demand
    from staffplan.schema.plan import MessageService, ShortSlot
    from staffplan.schema.reading import Reading
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.service.steady import SteadyService
    from staffplan.schema.service.time_varying import TimeVaryingService
    from staffplan.words.messages import Message


@dataclass(frozen=True, eq=False)
class Evaluation:
    """The service of given numbers on duty, by two models."""

    scenario: Scenario
    """The scenario in force."""
    demand: Demand
    """The inquiries that humans must answer."""
    steady: SteadyService
    """Each slot as a queue of its own."""
    time_varying: TimeVaryingService
    """The period as one queue that carries over from slot to slot."""
    messages: MessageService | None
    """Replies to messages; None where none are planned for."""
    reading: Reading | None
    """What was read of the forecast."""
    warnings: tuple[Message, ...]
    """What a planner should know before using the figures."""

    @property
    def short(self) -> tuple[ShortSlot, ...]:
        """Slots with fewer on duty than the forecast needs."""
        from staffplan.schema.plan import ShortSlot

        needed = self.demand.required
        slots = [] if needed is None else (self.steady.on_duty < needed).nonzero()[0].tolist()
        return tuple(
            ShortSlot(start=self.demand.grid.starts[k], on_duty=int(self.steady.on_duty[k]), needed=int(needed[k]))
            for k in slots
            if needed is not None
        )


def evaluate(
    forecast: TableInput,
    scenario_path: str | Path | None = None,
    overrides: Overrides | None = None,
    *,
    staff: TableInput,
) -> Evaluation:
    """The service that the agents on duty in ``staff`` give: a table (start, on_duty) or a plan's folder.

    Raises InputError.
    """
    from staffplan.read import read_staff
    from staffplan.service import steady_service, time_varying_service
    from staffplan.storage.read import whole

    problem = read_problem(forecast, scenario_path, overrides or {}, shifts=False)
    if isinstance(staff, (str, Path)):
        path = Path(staff)
        with whole(path if path.is_dir() else path.parent):
            on_duty = read_staff(path / "coverage.csv" if path.is_dir() else path, problem.demand.grid)
    else:
        on_duty = read_staff(staff, problem.demand.grid)
    return Evaluation(
        problem.scenario,
        problem.demand,
        steady_service(problem.demand, problem.scenario, on_duty),
        time_varying_service(problem.demand, problem.scenario, on_duty),
        message_service(problem.demand, problem.scenario, on_duty),
        problem.reading,
        problem.warnings,
    )
