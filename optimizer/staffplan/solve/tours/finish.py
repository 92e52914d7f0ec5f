"""From a solution of the master to everybody's legal shifts and breaks."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from staffplan.errors import NoPlanError
from staffplan.schema.progress import Progress
from staffplan.schema.roster import Roster
from staffplan.solve.engine.linear import ROUNDING
from staffplan.solve.model.service import service_met
from staffplan.solve.tours.fair import shared
from staffplan.solve.tours.people import roster_shifts
from staffplan.solve.tours.split import repair, split_exactly, split_raised
from staffplan.solve.tours.team import Team, of_teams
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from staffplan.schema.roster import RosterShift
    from staffplan.solve.engine.process import Outcome
    from staffplan.solve.model.columns import Breaks, ContractColumns
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Known, Run

TOUR_SECONDS = 20.0
"""Time for each way of splitting tours, even where the time limit is spent: without tours there is no plan."""


def tours(run: Run, master: Master, values: NDArray[np.float64]) -> tuple[list[Team], NDArray[np.float64]]:
    """Legal tours at the master's headcount where there are any, else with as few more agents as it takes."""
    run.tell(_("splitting the shifts into legal tours"))
    if run.known is not None and values is run.known.values:
        return _known(run.known, master), values
    teams = split(run, master, values)
    for all_shifts in (False, True):
        if None not in teams or run.left <= 0:
            break
        better = repair(run.engine, master, values, run.left, all_shifts=all_shifts)
        # Where curves are thinned, other shifts may give less than the model says.
        if better is not None and service_met(run.staffing, master.agents_above(better)):
            values = better
            teams = split(run, master, values)
    return _whole(run, master, teams, values)


def _whole(
    run: Run, master: Master, teams: list[Team | None], values: NDArray[np.float64]
) -> tuple[list[Team], NDArray[np.float64]]:
    """Tours for the contracts that have none yet: of more agents, unless the plan that was put together needs fewer."""
    split_ = [team for team in teams if team is not None]
    if len(split_) == len(teams):
        return split_, values
    known = run.known
    if known is None:
        return [team or raised(run, part, values) for team, part in zip(teams, master.contracts, strict=True)], values
    if known.headcount > int(master.headcount_cost() @ values):
        with suppress(NoPlanError):
            more = [team or raised(run, part, values) for team, part in zip(teams, master.contracts, strict=True)]
            if sum(team.headcount for team in more) <= known.headcount:
                return more, values
    return _known(known, master), known.values


def _known(known: Known, master: Master) -> list[Team]:
    return [Team.of(part.work, tours) for part, tours in zip(master.contracts, known.tours, strict=True)]


def split(run: Run, master: Master, values: NDArray[np.float64]) -> list[Team | None]:
    """The tours of each contract; None where its shifts do not split."""
    slots_per_day = 24 * run.staffing.grid.slots_per_hour
    return [split_exactly(run.engine, contract, values, slots_per_day, TOUR_SECONDS) for contract in master.contracts]


def raised(run: Run, contract: ContractColumns, values: NDArray[np.float64]) -> Team:
    """Tours of as few more agents as it takes; raises NoPlanError where none are found in time."""
    team = split_raised(run.engine, contract, values, 24 * run.staffing.grid.slots_per_hour, TOUR_SECONDS)
    if team is None:
        raise NoPlanError(_("the shifts found could not be split into legal tours"))
    return team


def roster(run: Run, first: Outcome, teams: Sequence[Team], wanted: Sequence[Breaks]) -> Roster:
    """Everybody's shifts and breaks, and the proof; ``wanted`` are the breaks of each team."""
    heads, duty = sum(team.headcount for team in teams), of_teams(teams, wanted, run.staffing.grid.n_slots)
    run.watcher(Progress(_("sharing nights and weekends fairly"), heads, run.headcount_bound, duty))
    with run.timed("fairness"):
        slots_per_day = 24 * run.staffing.grid.slots_per_hour
        fair = [shared(team.work, team.agents, slots_per_day) for team in teams]
    shifts: list[RosterShift] = []
    counts: dict[str, int] = {}
    for team, agents, places in zip(teams, fair, wanted, strict=True):
        shifts += roster_shifts(team.work, agents, places, sum(counts.values()))
        counts[team.work.contract.name] = len(agents)
    by_cost = run.objective.minimise == "cost"
    spent = sum(_money(team) for team in teams) if by_cost else 0.0
    proved = spent <= first.bound * (1 + ROUNDING) if by_cost else sum(counts.values()) == run.headcount_bound
    return Roster(
        shifts=tuple(shifts),
        headcount_by_contract=counts,
        headcount_bound=run.headcount_bound,
        proved=proved,
        cost_bound=max(first.bound, 0.0) * run.staffing.grid.slot_minutes / 60 if by_cost else None,
        interrupted=run.stop.is_set(),
        seconds=run.seconds,
    )


def _money(team: Team) -> float:
    """Cost of a team in paid slots times hourly cost."""
    rate = team.work.contract.hourly_cost or 0.0
    return rate * int(team.in_shift @ team.work.paid_slots)
