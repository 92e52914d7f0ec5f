"""From flows to people: which agent works which shift, and where each takes breaks.

Agents in one state of the tour network are interchangeable, so any of those who are rested may take a shift. Shifts
are given away from the earliest start on, each to the rested agent whose last shift began nearest to its time of day:
starts stay stable, and nobody is left over, since whoever is rested for a start is rested for every later one.
Agents who have worked the same shifts stay together as one group until a shift takes only some of them.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.roster import RosterShift
from staffplan.solve.tours.network import NO_SHIFT
from staffplan.solve.tours.team import OFF, Team

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.solve.model.columns import Breaks
    from staffplan.solve.tours.network import TourArcs

    Ints = NDArray[np.int64]

NEVER = -(2**40)


def split_flow(work: ContractWork, arcs: TourArcs, flow: Ints, headcount: int, slots_per_day: int) -> Team:
    """The tours of ``headcount`` agents: every arc is taken by as many as ``flow`` says; shape (arcs,)."""
    count, tag = _tagged(work, arcs, flow, headcount)
    groups = _Groups(work, slots_per_day, count[count > 0], tag[count > 0])
    for day in range(len(work.days)):
        taken = np.flatnonzero((work.day[arcs.shift] == day) & (flow > 0))
        for arc in taken[np.argsort(work.start[arcs.shift[taken]], kind="stable")].tolist():
            groups.work_shift(day, int(arcs.shift[arc]), (int(arcs.tag[arc]), int(arcs.state[arc])), int(flow[arc]))
        groups.end_day(day)
    return groups.team()


def _tagged(work: ContractWork, arcs: TourArcs, flow: Ints, headcount: int) -> tuple[Ints, Ints]:
    """Agents and their tag, group by group: in a cyclic period the start of their shift on its first days."""
    if work.cycle is None:
        return np.array([headcount]), np.zeros(1, dtype=np.int64)
    first = (work.start[arcs.shift] == arcs.tag) & (flow > 0)
    left = headcount - int(flow[first].sum())
    return np.append(flow[first], left), np.append(arcs.tag[first], NO_SHIFT)


class _Groups:
    """Agents who have come the same way through the network, day after day."""

    def __init__(self, work: ContractWork, slots_per_day: int, count: Ints, tag: Ints) -> None:
        self.work, self.slots_per_day = work, slots_per_day
        self.count, self.tag = count, tag
        self.first = np.cumsum(count) - count
        """Agents before the group: groups are taken in this order."""
        self.rows = np.full((len(count), len(work.days)), OFF, dtype=np.int64)
        self.state = np.zeros(len(count), dtype=np.int64)
        self.rested = np.full(len(count), NEVER, dtype=np.int64)
        self.usual = np.full(len(count), NEVER, dtype=np.int64)

    def work_shift(self, day: int, shift: int, place: tuple[int, int], flow: int) -> None:
        """Let ``flow`` rested agents of a tag and state work ``shift``: whose last one began nearest to it by day."""
        start = int(self.work.start[shift])
        free = (self.rows[:, day] == OFF) & (self.tag == place[0]) & (self.state == place[1])
        pool = np.flatnonzero(free & (self.rested <= start) & (self.count > 0))
        usual = self.usual[pool]
        apart = np.abs(usual - start % self.slots_per_day)
        apart = np.where(usual == NEVER, self.slots_per_day, np.minimum(apart, self.slots_per_day - apart))
        pool = pool[np.lexsort((self.first[pool], apart))]
        upto = np.cumsum(self.count[pool])
        last = min(int(np.searchsorted(upto, flow)), len(pool) - 1)
        if len(pool) and upto[last] > flow:
            self._split(int(pool[last]), int(upto[last]) - flow)
        self.rows[pool[: last + 1], day] = shift

    def _split(self, group: int, left: int) -> None:
        """Part the last ``left`` agents of a group from the others."""
        for name in ("tag", "state", "rested", "usual", "rows", "first", "count"):
            values = getattr(self, name)
            setattr(self, name, np.concatenate([values, values[group : group + 1]]))
        self.count[group] -= left
        self.count[-1] = left
        self.first[-1] += self.count[group]

    def end_day(self, day: int) -> None:
        """Everybody goes on to the next day."""
        work, shift = self.work, self.rows[:, day]
        at_work = shift != OFF
        self.rested[at_work] = work.rested[shift[at_work]]
        self.usual[at_work] = work.start[shift[at_work]] % self.slots_per_day
        self.state = work.automaton.after[day][self.state, work.symbols(shift)]

    def team(self) -> Team:
        """Everybody's tour."""
        order = np.argsort(self.first, kind="stable")
        order = order[self.count[order] > 0]
        return Team(self.work, self.rows[order], self.count[order])


def break_starts(work: ContractWork, shift: int, wanted: Breaks, agents: int) -> list[list[int]]:
    """Where the breaks of so many agents of a shift start, by rank: those in ``wanted`` first, then all in turn.

    ``wanted[shift][rank]`` lists the starts that the model chose for the agents in that shift.
    """
    starts, begin = [], int(work.start[shift])
    for rank, option in enumerate(work.breaks_of(shift)):
        chosen = wanted[shift][rank][:agents] if shift in wanted else []
        places = [begin + offset for offset in option.offsets]
        starts.append(chosen + [places[turn % len(places)] for turn in range(len(chosen), agents)])
    return starts


def roster_shifts(work: ContractWork, rows: Ints, wanted: Breaks, first_agent: int) -> list[RosterShift]:
    """The shifts of a contract's agents, numbered from ``first_agent``; cyclic slots are brought into the period.

    ``rows`` has the shift of each day of each agent, or ``OFF``; breaks are handed out as ``break_starts`` says.
    """
    agent, day = np.nonzero(rows != OFF)
    shift = rows[agent, day]
    turn = np.where(work.start >= work.cycle, -work.cycle, 0) if work.cycle is not None else np.zeros_like(work.start)
    start = work.start + turn
    by_start = np.lexsort((start[shift], agent))
    values = (start, start + work.length, work.paid_slots)
    names = np.array([pattern.name for pattern in work.patterns], dtype=object)[work.pattern][shift]
    held = _activities(work)[work.pattern][shift]
    starts, ends, paid = (np.array(each.tolist(), dtype=object)[shift][by_start].tolist() for each in values)
    breaks = _breaks(work, shift, wanted, turn)[by_start].tolist()
    agents = (agent[by_start] + first_agent).tolist()
    columns = starts, ends, breaks, paid, names[by_start].tolist(), held[by_start].tolist()
    return list(map(RosterShift, agents, repeat(work.contract.name), *columns))


def _activities(work: ContractWork) -> NDArray[np.object_]:
    """What each break of each pattern is, shape (patterns,); nothing for patterns without activities."""
    held = np.empty(len(work.patterns), dtype=object)
    held[:] = [tuple([each.name for each in one.breaks]) if one.activities else () for one in work.patterns]
    return held


def _breaks(work: ContractWork, shift: Ints, wanted: Breaks, turn: Ints) -> NDArray[np.object_]:
    """The breaks of each of ``shift``, moved by the shift's ``turn``; who takes the same ones shares them."""
    found = np.empty(len(shift), dtype=object)
    order = np.argsort(shift, kind="stable")
    for mine in np.split(order, np.flatnonzero(np.diff(shift[order])) + 1) if len(shift) else ():
        one = int(shift[mine[0]])
        lengths = [option.length for option in work.breaks_of(one)]
        starts = np.array(break_starts(work, one, wanted, len(mine)), dtype=np.int64).reshape(len(lengths), len(mine))
        key = np.zeros(len(mine), dtype=np.int64)
        for places in starts - work.start[one]:
            key = key * work.length[one] + places
        _keys, first, kind = np.unique(key, return_index=True, return_inverse=True)
        made = np.empty(len(first), dtype=object)
        made[:] = [_spans(begin, lengths) for begin in (starts[:, first] + turn[one]).T.tolist()]
        found[mine] = made[kind]
    return found


def _spans(starts: list[int], lengths: list[int]) -> tuple[tuple[int, int], ...]:
    return tuple((start, start + length) for start, length in zip(starts, lengths, strict=True))
