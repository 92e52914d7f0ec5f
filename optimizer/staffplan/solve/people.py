"""From flows to people: which agent works which shift, and where each takes breaks.

Agents in one state of the tour network are interchangeable, so any of those who are rested may take a shift. Shifts
are given away from the earliest start on, each to the rested agent whose last shift began nearest to its time of day:
starts stay stable, and nobody is left over, since whoever is rested for a start is rested for every later one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.roster import RosterShift
from staffplan.solve.tours import NO_SHIFT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.work import ContractWork
    from staffplan.solve.tours import TourArcs

Tour = list[int]
"""The shifts of one agent, in order, as indices into the contract's work."""
Breaks = dict[int, list[list[int]]]
"""By shift and rank, the start of each agent's break."""
NEVER = -(2**40)


def split_flow(
    work: ContractWork, arcs: TourArcs, flow: NDArray[np.int64], headcount: int, slots_per_day: int
) -> list[Tour]:
    """The tours of ``headcount`` agents: every arc is taken by as many as ``flow`` says; shape (arcs,)."""
    agents = _Agents(work, headcount, slots_per_day)
    _tag(agents, work, arcs, flow)
    for day in range(len(work.days)):
        taken = np.flatnonzero((work.day[arcs.shift] == day) & (flow > 0))
        group = agents.groups()
        worked: dict[int, tuple[int, int]] = {}
        for arc in taken[np.argsort(work.start[arcs.shift[taken]], kind="stable")]:
            key = int(arcs.tag[arc]), int(arcs.state[arc])
            shift = int(arcs.shift[arc])
            for agent in agents.nearest(group[key], shift, int(flow[arc])):
                worked[agent] = shift, key[1]
            group[key] = [agent for agent in group[key] if agent not in worked]
        agents.end_day(day, {agent: shift for agent, (shift, _state) in worked.items()})
    return agents.tours


class _Agents:
    """Where everybody stands in the network, day after day."""

    def __init__(self, work: ContractWork, headcount: int, slots_per_day: int) -> None:
        self.work, self.slots_per_day = work, slots_per_day
        self.tours: list[Tour] = [[] for _ in range(headcount)]
        self.tag = np.zeros(headcount, dtype=np.int64)
        self.state = np.zeros(headcount, dtype=np.int64)
        self.rested = np.full(headcount, NEVER, dtype=np.int64)
        self.usual = np.full(headcount, NEVER, dtype=np.int64)

    def groups(self) -> dict[tuple[int, int], list[int]]:
        """Agents by tag and state."""
        groups: dict[tuple[int, int], list[int]] = defaultdict(list)
        for agent, key in enumerate(zip(self.tag.tolist(), self.state.tolist(), strict=True)):
            groups[key].append(agent)
        return groups

    def nearest(self, candidates: list[int], shift: int, count: int) -> list[int]:
        """``count`` rested candidates whose last shift began nearest to the time of day of ``shift``."""
        start = int(self.work.start[shift])
        pool = np.array(candidates)
        pool = pool[self.rested[pool] <= start]
        apart = np.abs(self.usual[pool] - start % self.slots_per_day)
        apart = np.where(self.usual[pool] == NEVER, self.slots_per_day, np.minimum(apart, self.slots_per_day - apart))
        chosen: list[int] = pool[np.argsort(apart, kind="stable")[:count]].tolist()
        return chosen

    def end_day(self, day: int, worked: dict[int, int]) -> None:
        """Everybody goes on to the next day."""
        work, automaton = self.work, self.work.automaton
        at_work = np.zeros(len(self.tours), dtype=bool)
        for agent, shift in worked.items():
            self.tours[agent].append(shift)
            self.rested[agent] = work.start[shift] + work.length[shift] + work.rest
            self.usual[agent] = work.start[shift] % self.slots_per_day
            at_work[agent] = True
        self.state = np.where(at_work, automaton.work[day][self.state], automaton.off[day][self.state])


def _tag(agents: _Agents, work: ContractWork, arcs: TourArcs, flow: NDArray[np.int64]) -> None:
    """In a cyclic period, agents are told apart by the start of their shift on its first days."""
    if work.cycle is None:
        return
    first = (work.start[arcs.shift] == arcs.tag) & (flow > 0)
    tags = np.repeat(arcs.tag[first], flow[first])
    agents.tag[:] = NO_SHIFT
    agents.tag[: len(tags)] = tags


def hand_out_breaks(work: ContractWork, tours: list[Tour], wanted: Breaks) -> list[list[tuple[tuple[int, int], ...]]]:
    """Breaks of every shift of every tour: those in ``wanted`` first, then each option's places in turn.

    ``wanted[shift][rank]`` lists the starts that the model chose for the agents in that shift.
    """
    given: dict[int, int] = defaultdict(int)
    breaks = []
    for tour in tours:
        row = []
        for shift in tour:
            turn = given[shift]
            given[shift] += 1
            row.append(tuple(_break(work, shift, rank, wanted, turn) for rank in range(_n_breaks(work, shift))))
        breaks.append(row)
    return breaks


def _n_breaks(work: ContractWork, shift: int) -> int:
    return len(work.breaks[int(work.length[shift])])


def _break(work: ContractWork, shift: int, rank: int, wanted: Breaks, turn: int) -> tuple[int, int]:
    option = work.breaks[int(work.length[shift])][rank]
    starts = wanted[shift][rank] if shift in wanted else []
    start = starts[turn] if turn < len(starts) else int(work.start[shift]) + option.offsets[turn % len(option.offsets)]
    return start, start + option.length


def roster_shifts(
    work: ContractWork, tours: list[Tour], breaks: list[list[tuple[tuple[int, int], ...]]], first_agent: int
) -> list[RosterShift]:
    """The shifts of a contract's agents, numbered from ``first_agent``; cyclic slots are brought into the period."""
    shifts = []
    name, starts, lengths, paid = (
        work.contract.name,
        work.start.tolist(),
        work.length.tolist(),
        work.paid_slots.tolist(),
    )
    for agent, (tour, rests) in enumerate(zip(tours, breaks, strict=True), start=first_agent):
        own = []
        for shift, rest in zip(tour, rests, strict=True):
            turn = -work.cycle if work.cycle is not None and starts[shift] >= work.cycle else 0
            start = starts[shift] + turn
            pauses = tuple((a + turn, b + turn) for a, b in rest) if turn else rest
            own.append(RosterShift(agent, name, start, start + lengths[shift], pauses, paid[shift]))
        shifts += sorted(own, key=lambda shift: shift.start)
    return shifts
