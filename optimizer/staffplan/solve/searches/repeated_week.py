"""A short piece of a long period: the hardest week is searched as one that follows itself, and repeated.

With few agents a plan at the bound leaves hardly an hour to spare, and no solver finds a month of it at once. One week
is soon searched. Repeated, it is a legal month; the days that need something else are then repaired. A period that is
short itself is its own piece.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.incumbent import Incumbent
from staffplan.solve.model.master import build_master
from staffplan.solve.model.service import service_met
from staffplan.solve.searches.choices import minutes_by_clock
from staffplan.solve.searches.facts import most_near
from staffplan.solve.searches.fix_and_relax import by_mending, mended
from staffplan.solve.smoothing.paid_hours import improved
from staffplan.solve.tours.split import repair, split_exactly, split_raised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.schema.legal_shifts import ContractWork, HardWeek
    from staffplan.solve.bound.relaxation import Relaxed
    from staffplan.solve.engine.process import Outcome
    from staffplan.solve.incumbent import Tours
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run
    from staffplan.solve.searches.fix_and_relax import Part
    from staffplan.solve.tours.team import Team

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Piece:
    """What is searched instead of the period: the hardest week, or a short period as it is."""

    run: Run
    master: Master
    """Of the period."""
    hard: HardWeek | None
    """The week; None: the period itself."""

    @property
    def part(self) -> Part:
        """Shifts and need of it."""
        return (self.run.problem.works, self.run.problem.staffing) if self.hard is None else self.hard.repeated

    @property
    def bounding(self) -> Part:
        """What is not possible here with so many agents is not in the period either."""
        return self.part if self.hard is None else self.hard.alone

    def plan(self, master: Master, values: Floats, heads: int) -> Incumbent | None:
        """The period's plan from a solution of a ``master`` of the piece, of at most so many agents."""
        if self.hard is None:
            return filled(self.run, self.master, master.counts(values))
        return in_all_weeks(self.run, self.master, master, values, heads)


def _piece(run: Run, start: Relaxed) -> Piece:
    short = len(run.problem.staffing.grid.days) <= run.params.week.short_days
    return Piece(run, start.master, None if short else run.problem.hard_week)


def by_search(run: Run, start: Relaxed, best: Incumbent) -> Incumbent | None:
    """A plan from a short piece of few agents more than the bound, whole in its running totals; the bound may rise.

    One week of a cyclic roster stands for all (Baker 1976). Whether so many agents can be enough is asked one number
    after the other, which proves a bound where they cannot (destructive improvement: Klein & Scholl 1999).
    """
    piece = _piece(run, start)
    for heads in range(run.bound.heads, _most(run, best) + 1):
        run.tell("searching_team", best.heads)
        week, outcome = _searched(run, piece.part, heads)
        if outcome.values is not None:
            return piece.plan(week, outcome.values, heads)
        if outcome.status != "infeasible" or run.is_over:
            return None
        if heads == run.bound.heads and _is_impossible(run, piece, heads):
            run.bound.prove(heads + 1)
    return None


def by_repair(run: Run, start: Relaxed, best: Incumbent) -> Incumbent | None:
    """A plan from a short piece, of few agents more than the bound, by repair of one that leaves a little short.

    A few days at a time are open, all others fixed (fix-and-optimize: Helber & Sahling 2010).
    """
    piece, found = _piece(run, start), None
    for plan in by_mending(run, piece.part, run.bound.heads, most_near(run, best), run.params.repair.share):
        found = piece.plan(plan.master, plan.values, plan.heads) or found
    return found


def _most(run: Run, best: Incumbent) -> int:
    """The most agents that a piece is searched with."""
    return run.bound.heads + run.params.week.more_heads if best.heads is None else best.heads - 1


def _searched(run: Run, part: Part, heads: int) -> tuple[Master, Outcome]:
    """Any plan of a piece of at most ``heads`` agents, and its master, whose shifts alone mean anything."""
    master = build_master(*part, totals=True)
    model, seconds = master.capped(heads), run.params.week.share * run.clock.left
    return master, run.engine.run(model, np.zeros(model.n_columns), seconds=seconds, seek="either")


def _is_impossible(run: Run, piece: Piece, heads: int) -> bool:
    """Whether so few agents are provably too few for the period, where the piece itself is impossible with them."""
    return piece.hard is None or _searched(run, piece.bounding, heads)[1].status == "infeasible"


def _clock(work: ContractWork, grid: Grid, shift: int) -> tuple[object, ...]:
    """What tells a shift from the others of its week: contract, weekday, minutes of clock time, name or length.

    Where it has activities, also when they and the breaks may be.
    """
    weekday, pattern = work.days[work.day[shift]].weekday(), work.patterns[int(work.pattern[shift])]
    clock = work.contract.name, weekday, minutes_by_clock(work, grid, shift)
    breaks = pattern.breaks if pattern.activities else ()
    return *clock, pattern.name or int(work.length[shift]), breaks


def _in_week(run: Run, master: Master, week: Master) -> list[Ints]:
    """By contract, the shift of the week that each shift of the period is like; −1: none, shape (shifts,)."""
    assert run.problem.hard_week is not None
    grid, whole = run.problem.hard_week.repeated[1].grid, run.problem.staffing.grid
    like = []
    for part, contract in zip(week.contracts, master.contracts, strict=True):
        of_week = {_clock(part.work, grid, shift): shift for shift in range(part.work.n_shifts)}
        shifts = range(contract.work.n_shifts)
        like.append(np.array([of_week.get(_clock(contract.work, whole, k), -1) for k in shifts], dtype=np.int64))
    return like


def in_every_week(run: Run, master: Master, week: Master, values: Floats) -> list[Ints]:
    """Agents in each shift of the whole period, by contract, where every week is as in ``values``."""
    counts = [np.append(count, 0) for count in week.counts(values)]
    return [count[like] for count, like in zip(counts, _in_week(run, master, week), strict=True)]


def _in_all(run: Run, master: Master, week: Master, teams: Sequence[Team]) -> Tours:
    """The shifts of each agent, by contract, whose tours of the week are those of ``teams`` in every week."""
    like = _in_week(run, master, week)
    return [
        [np.flatnonzero(np.isin(here, tour)).tolist() for tour in team.tours]
        for team, here in zip(teams, like, strict=True)
    ]


def _turning(run: Run, week: Master, values: Floats) -> tuple[Floats, list[Team]] | None:
    """The week, or one like it, with a tour for everybody that the same tour may follow; None: not found.

    Where its shifts do not split into tours, nor others do, it has as few more agents as it takes.
    """
    seconds, per_day = min(run.params.week.fill_seconds, run.clock.for_tours), run.problem.slots_per_day
    for _time in range(2):
        split = [split_exactly(run.engine, each, values, per_day, seconds) for each in week.contracts]
        teams = [team for team in split if team is not None]
        if len(teams) == len(split):
            return values, teams
        better = repair(run.engine, week, values, seconds, all_shifts=True)
        if better is None:
            break
        values = better
    more = [
        team or split_raised(run.engine, each, values, per_day, seconds)
        for team, each in zip(split, week.contracts, strict=True)
    ]
    teams = [team for team in more if team is not None]
    return (_in_shifts(week, teams), teams) if len(teams) == len(more) else None


def _in_shifts(week: Master, teams: Sequence[Team]) -> Floats:
    """The agents in each shift of the week, and no more of a solution, as ``teams`` have them."""
    values = np.zeros(week.model.n_columns)
    for contract, team in zip(week.contracts, teams, strict=True):
        values[contract.shifts], values[contract.headcount] = team.in_shift, team.headcount
    return values


def _in_turn(run: Run, master: Master, week: Master, values: Floats) -> Incumbent | None:
    """The plan of a period that follows itself, where everybody's tour of the week does so too."""
    turning = _turning(run, week, values)
    if turning is None:
        return None
    values, teams = turning
    found = filled(run, master, in_every_week(run, master, week, values), [team.headcount for team in teams])
    return found and replace(found, tours=_in_all(run, master, week, teams))


def in_all_weeks(run: Run, master: Master, week: Master, values: Floats, heads: int) -> Incumbent | None:
    """The week in every week: with few paid hours where that serves, as it is, or repaired; None where all fail.

    Where the period follows itself, everybody's tour of the week does too: what has no such tours is no plan.
    """
    params, week = run.params.week, replace(week, model=week.capped(heads))
    seconds = min(params.saving_seconds, params.share * run.clock.left)
    saved = improved(run, week, week.paid_cost(), values, seconds=seconds, nodes=params.saving_nodes)
    ways = [each for each in (saved, values) if each is not None]
    cyclic = run.problem.staffing.grid.cyclic
    for each in ways:
        if run.is_over and each is not ways[0]:
            return None
        counts = in_every_week(run, master, week, each)
        found = _in_turn(run, master, week, each) if cyclic else filled(run, master, counts)
        if found is not None and (found.heads or 0) <= heads:
            return replace(found, hours_saved=True)
    if cyclic or heads > params.small_heads or run.is_over:
        return None
    made = mended(run, (run.problem.works, run.problem.staffing), heads, counts)
    found = filled(run, master, made.counts) if made is not None and made.whole else None
    return None if found is None else replace(found, hours_saved=True)


def filled(run: Run, master: Master, counts: Sequence[Ints], agents: Sequence[int] | None = None) -> Incumbent | None:
    """The plan of the master with these agents in each shift; None where there is none that meets the target.

    ``agents`` of each contract are those whose tours are known; None: as few as the master takes.
    """
    model = master.model.copy()
    for contract, count in zip(master.contracts, counts, strict=True):
        model.fix_columns(contract.shifts, count)
    if agents is not None:
        model.fix_columns(np.array([contract.headcount for contract in master.contracts]), np.array(agents))
    seconds = min(run.params.week.fill_seconds, run.clock.for_tours)
    outcome = run.engine.run(model, master.headcount_cost(), seconds=seconds)
    if outcome.values is None or not service_met(run.problem.staffing, master.agents_above(outcome.values)):
        return None
    return Incumbent(outcome.values, outcome.objective or 0.0)
