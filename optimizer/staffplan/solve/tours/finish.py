"""From a solution of the master to everyone's legal shifts and breaks."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import NoPlanError
from staffplan.schema.progress import Progress
from staffplan.schema.roster import Roster
from staffplan.solve.content import least_cost
from staffplan.solve.engine.linear import ROUNDING
from staffplan.solve.model.service import service_met
from staffplan.solve.tours.fair import shared
from staffplan.solve.tours.people import roster_shifts
from staffplan.solve.tours.split import repair, split_exactly, split_raised
from staffplan.solve.tours.team import Team, of_teams
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.schema.roster import RosterShift
    from staffplan.solve.incumbent import Incumbent, Tours
    from staffplan.solve.model.columns import Breaks, ContractColumns
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run

    Floats = NDArray[np.float64]


MORE = 3
"""Agents more than the search found, at most, where who is on duty is limited: extra shifts take seats."""


def tours(run: Run, master: Master, best: Incumbent, sure: Incumbent | None) -> tuple[list[Team], Floats]:
    """Legal tours at the headcount of ``best`` where there are any, else with as few more agents as it takes.

    ``sure`` is a plan whose tours are known, and which is taken where those took more agents, or there are none.
    """
    run.tell("splitting_tours")
    assert best.values is not None
    values = best.values
    if best.tours is not None:
        return _known(best.tours, master), values
    teams = split(run, master, values)
    for all_shifts in (False, True):
        if None not in teams or run.clock.left <= 0:
            break
        better = repair(run.engine, master, values, run.clock.left, all_shifts=all_shifts)
        # Where curves are thinned, other shifts may give less than the model says.
        if better is not None and service_met(run.problem.staffing, master.agents_above(better)):
            values = better
            teams = split(run, master, values)
    return _whole(run, master, teams, values, sure)


def _whole(
    run: Run, master: Master, teams: list[Team | None], values: Floats, sure: Incumbent | None
) -> tuple[list[Team], Floats]:
    """Tours for the contracts that have none yet: of more agents, unless the plan that is sure needs fewer."""
    split_ = [team for team in teams if team is not None]
    if len(split_) == len(teams):
        return split_, values
    if run.problem.staffing.limits:
        return _within_limits(run, master, values, sure)
    if sure is None or sure.tours is None or sure.values is None:
        return [team or raised(run, part, values) for team, part in zip(teams, master.contracts, strict=True)], values
    known = _known(sure.tours, master)
    heads = sum(team.headcount for team in known)
    if heads > int(master.headcount_cost() @ values):
        with suppress(NoPlanError):
            more = [team or raised(run, part, values) for team, part in zip(teams, master.contracts, strict=True)]
            if sum(team.headcount for team in more) <= heads:
                return more, values
    return known, sure.values


def _within_limits(run: Run, master: Master, values: Floats, sure: Incumbent | None) -> tuple[list[Team], Floats]:
    """Tours of a few more agents who keep the rules of who is on duty, or those of the plan that is sure.

    Raises NoPlanError where neither is known.
    """
    for more in range(1, MORE + 1):
        better = repair(run.engine, master, values, run.clock.for_tours, all_shifts=True, more=more)
        if better is not None and service_met(run.problem.staffing, master.agents_above(better)):
            teams = [team for team in split(run, master, better) if team is not None]
            if len(teams) == len(master.contracts):
                return teams, better
    if sure is None or sure.tours is None or sure.values is None:
        raise NoPlanError(_("the shifts found could not be split into legal tours"))
    return _known(sure.tours, master), sure.values


def _known(tours: Tours, master: Master) -> list[Team]:
    return [Team.of(part.work, each) for part, each in zip(master.contracts, tours, strict=True)]


def split(run: Run, master: Master, values: Floats) -> list[Team | None]:
    """The tours of each contract; None where its shifts do not split."""
    per_day = run.problem.slots_per_day
    return [split_exactly(run.engine, contract, values, per_day, run.clock.for_tours) for contract in master.contracts]


def raised(run: Run, contract: ContractColumns, values: Floats) -> Team:
    """Tours of as few more agents as it takes; raises NoPlanError where none are found in time."""
    team = split_raised(run.engine, contract, values, run.problem.slots_per_day, run.clock.for_tours)
    if team is None:
        raise NoPlanError(_("the shifts found could not be split into legal tours"))
    return team


def roster(run: Run, bound: float, teams: Sequence[Team], wanted: Sequence[Breaks]) -> Roster:
    """Everybody's shifts and breaks, and the proof; ``wanted`` are the breaks of each team.

    ``bound`` is that of the cost, in paid slots times hourly cost, where cost is minimised.
    """
    heads, duty = sum(team.headcount for team in teams), of_teams(teams, wanted, run.problem.staffing.grid.n_slots)
    run.watcher(Progress("sharing_nights", heads, run.bound.heads, duty))
    with run.clock.timed("fairness"):
        is_over = run.clock.over_in(run.clock.for_tours)
        fair = [shared(team.work, team.agents, run.problem.slots_per_day, is_over) for team in teams]
    shifts: list[RosterShift] = []
    counts: dict[str, int] = {}
    by_work = [len(agents) for agents in fair]
    for team, agents, places in zip(teams, fair, wanted, strict=True):
        shifts += roster_shifts(team.work, agents, places, sum(counts.values()))
        name = team.work.contract.name
        counts[name] = counts.get(name, 0) + len(agents)
    by_cost = not run.problem.by_headcount
    spent = sum(_money(team) for team in teams) if by_cost else 0.0
    proved = spent <= bound * (1 + ROUNDING) if by_cost else sum(counts.values()) == run.bound.heads
    return Roster(
        shifts=tuple(shifts),
        headcount_by_contract=counts,
        headcount_by_work=tuple(by_work),
        headcount_bound=run.bound.heads,
        proved=proved,
        cost_bound=in_money(run, bound if by_cost else -np.inf),
        interrupted=run.stop.is_set(),
        seconds=run.clock.seconds,
    )


def in_money(run: Run, bound: float, total: float = np.inf) -> float | None:
    """``bound``, or what the need's content costs if that is more, in money; None where nothing is known."""
    known = least_cost(run.problem.works, run.problem.staffing, total)
    if known is not None:
        bound = max(bound, known)
    return max(bound, 0.0) * run.problem.staffing.grid.slot_minutes / 60 if np.isfinite(bound) else None


def _money(team: Team) -> float:
    """Cost of a team in paid slots times hourly cost."""
    rate = team.work.contract.hourly_cost or 0.0
    return rate * int(team.in_shift @ team.work.paid_slots)
