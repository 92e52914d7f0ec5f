"""The search: headcount (or cost) by the master, then paid hours, a legal tour for everyone, even service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.errors import NoPlanError
from staffplan.solve.bound.relaxation import relaxed
from staffplan.solve.engine.process import Engine
from staffplan.solve.model.service import service_met
from staffplan.solve.priced import best_priced
from staffplan.solve.run import Run, no_week
from staffplan.solve.searches.least import first, some_plan
from staffplan.solve.smoothing.paid_hours import second
from staffplan.solve.smoothing.spread import spread
from staffplan.solve.tours.finish import roster, tours
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from staffplan.schema.legal_shifts import ContractWork, HardWeek
    from staffplan.schema.progress import Stop, Watcher
    from staffplan.schema.roster import Roster
    from staffplan.schema.scenario.keys import Objective, Solving
    from staffplan.schema.service.staffing import Staffing
    from staffplan.solve.engine.process import Outcome
    from staffplan.solve.model.master import Master


def find_roster(
    works: tuple[ContractWork, ...],
    staffing: Staffing,
    objective: Objective,
    solving: Solving,
    watcher: Watcher,
    stop: Stop,
    find_hard_week: Callable[[], HardWeek | None] = no_week,
) -> Roster | None:
    """The best roster for the need of ``staffing``; None where the rules and the need contradict each other.

    The search for a small team over several weeks begins with their hard week, and only that asks ``find_hard_week``.

    Raises NoPlanError where the time limit ends, or the user stops, before there is any plan.
    """
    with Engine(stop, solving.seed) as engine:
        run = Run(engine, works, staffing, objective, solving, watcher, stop, find_hard_week)
        return _searched(run) if staffing.prices is None else best_priced(run)


def _searched(run: Run) -> Roster | None:
    with run.timed("relaxation"):
        start = relaxed(run)
    if start is None:
        return None
    with run.timed("search"):
        found = first(run, start)
    outcome, master = found.outcome, found.master
    if outcome.status == "infeasible":
        return None
    if not _serves(run, master, outcome):
        outcome = some_plan(run, master) or outcome
    if outcome.values is None or not _serves(run, master, outcome):
        raise NoPlanError(_("no plan was found within {seconds:.0f} s").format(seconds=run.spent))
    values = outcome.values
    if not found.weekly:
        with run.timed("second_objective"):
            values = second(run, master, outcome)
    with run.timed("tours"):
        teams, values = tours(run, master, values)
    with run.timed("evenness"):
        teams, breaks = spread(run, teams, [contract.chosen_breaks(values) for contract in master.contracts])
    return roster(run, outcome, teams, breaks)


def _serves(run: Run, master: Master, outcome: Outcome) -> bool:
    """Whether there is a plan and it meets the target."""
    return outcome.values is not None and service_met(run.staffing, master.agents_above(outcome.values))
