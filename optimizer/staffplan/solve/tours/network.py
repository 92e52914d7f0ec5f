"""Single agents' legal tours: a network whose states know both when one is rested and which days one has worked.

Node (day, start, state): agents who are rested, may begin at that start of the day, and are in that state of the day
automaton. Every integer flow from the first day to the last splits into legal tours, one for each unit, so that rules
that tie days and rest together hold for every single person. In a cyclic period each agent's own last day is followed
by their own first one: flows are kept apart by the start of the shift on the first day, or on the first days where
rest from the end of the period reaches further.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.model.rest import RestNetwork, rest_network

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.solve.engine.linear import LinearModel

NO_SHIFT = -1
"""The tag of who does not work on the first days of a cyclic period; the only tag of a period that does not wrap."""


@dataclass(frozen=True, eq=False)
class TourArcs:
    """One working arc for each legal (shift, state before, tag); arrays have shape (arcs,)."""

    shift: NDArray[np.int64]
    """The shift worked."""
    state: NDArray[np.int64]
    """State of the day automaton before that day."""
    tag: NDArray[np.int64]
    """Slot at which the first shift of the first days starts, or NO_SHIFT; 0 only where nothing wraps."""
    column: NDArray[np.int64]
    """The variable: how many agents take it."""


def add_tours(model: LinearModel, work: ContractWork, headcount: int, name: str = "tour") -> TourArcs:
    """Add the network of ``work``; the flow out of its source equals the column ``headcount``.

    Returns the working arcs; the caller ties them to the number of agents wanted in each shift.
    """
    network = rest_network(work)
    first_days = _days_that_rest_reaches(network)
    tags = [0] if work.cycle is None else [NO_SHIFT, *map(int, np.unique(work.start[work.day < first_days]))]
    source = model.add_rows(f"{name}_source[{work.contract.name}]", 1, 0, 0)
    model.add_terms(source, headcount)
    if work.automaton.n_states(0) == 0:
        none = np.zeros(0, dtype=np.int64)
        return TourArcs(none, none, none, none)
    parts = [_add_tag(model, work, network, first_days, tag, int(source[0]), name) for tag in tags]
    return TourArcs(*(np.concatenate([getattr(p, f) for p in parts]) for f in ("shift", "state", "tag", "column")))


def _days_that_rest_reaches(network: RestNetwork) -> int:
    """How many days of a cyclic period someone may have to rest on from its end; the first one at least."""
    nodes = network.ready[network.wraps]
    days = np.searchsorted(network.first, nodes, side="right") - 1
    return max(1, int((days + (nodes > network.first[days])).max(initial=1)))


def _add_tag(
    model: LinearModel, work: ContractWork, network: RestNetwork, first_days: int, tag: int, source: int, name: str
) -> TourArcs:
    """The network of the agents whose first shift on the first days starts at ``tag``."""
    automaton = work.automaton
    n_days = automaton.n_days
    sizes = np.array([automaton.n_states(day) for day in range(n_days)])
    starts_of_day = np.diff(network.first)
    # Nodes are numbered by day, start, state.
    first = np.concatenate([[0], np.cumsum(starts_of_day * sizes)])
    rows = model.add_rows(f"{name}_node[{work.contract.name},{tag}]", int(first[-1]), 0, 0)
    entry = model.add_columns(f"{name}_in[{work.contract.name},{tag}]", 1, integer=True)
    model.add_terms(source, entry, -1)
    model.add_terms(rows[0], entry, 1)
    shifts, states, columns = [], [], []
    for day in range(n_days):
        base, n, m = first[day], sizes[day], int(starts_of_day[day])
        if m > 1:
            wait = model.add_columns(f"{name}_wait[{work.contract.name},{tag},{day}]", (m - 1) * n)
            model.add_terms(rows[base : base + (m - 1) * n], wait, -1)
            model.add_terms(rows[base + n : base + m * n], wait, 1)
        _add_days_off(model, work, day, tag, rows, first, name)
        shift, state = _working_arcs(work, day, tag, first_days)
        legal, landings = _landings(work, network, day, shift, state)
        shift, state = shift[legal], state[legal]
        column = model.add_columns(f"{name}_work[{work.contract.name},{tag},{day}]", len(shift), integer=True)
        model.add_terms(rows[base + (network.origin[shift] - network.first[day]) * n + state], column, -1)
        for arcs, later, after in landings:
            place = network.ready[shift[arcs]] - network.first[later]
            model.add_terms(rows[first[later] + place * sizes[later] + after], column[arcs], 1)
        shifts.append(shift)
        states.append(state)
        columns.append(column)
    n_arcs = sum(map(len, shifts))
    return TourArcs(
        np.concatenate(shifts), np.concatenate(states), np.full(n_arcs, tag, dtype=np.int64), np.concatenate(columns)
    )


def _add_days_off(
    model: LinearModel,
    work: ContractWork,
    day: int,
    tag: int,
    rows: NDArray[np.int64],
    first: NDArray[np.int64],
    name: str,
) -> None:
    """From the last start of the day on to the next day, where the state allows a day off."""
    automaton, n_days = work.automaton, work.automaton.n_days
    if work.cycle is not None and tag != NO_SHIFT and day == _day_of(work, tag):
        return
    off = automaton.after[day][:, 0]
    states = np.flatnonzero(off >= 0)
    column = model.add_columns(f"{name}_off[{work.contract.name},{tag},{day}]", len(states))
    model.add_terms(rows[first[day + 1] - automaton.n_states(day) + states], column, -1)
    if day + 1 < n_days:
        model.add_terms(rows[first[day + 1] + off[states]], column, 1)


def _day_of(work: ContractWork, tag: int) -> int:
    return int(work.day[work.start == tag][0])


def _working_arcs(
    work: ContractWork, day: int, tag: int, first_days: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Shift and state of every working arc of ``day`` as far as that day alone decides."""
    shifts = np.flatnonzero(work.day == day)
    if work.cycle is not None and tag == NO_SHIFT:
        shifts = shifts[:0] if day < first_days else shifts
    elif work.cycle is not None:
        if day <= _day_of(work, tag):
            shifts = shifts[work.start[shifts] == tag]
        # Rested again for one's own first shift of the next turn.
        shifts = shifts[work.rested[shifts] <= tag + work.cycle]
    place, state = np.nonzero(work.automaton.after[day][:, work.symbol[shifts]].T >= 0)
    return shifts[place], state


def _landings(
    work: ContractWork, network: RestNetwork, day: int, shift: NDArray[np.int64], state: NDArray[np.int64]
) -> tuple[NDArray[np.intp], list[tuple[NDArray[np.intp], int, NDArray[np.intp]]]]:
    """Which arcs are legal, and where those lead that do not lead to the end: (index among the legal, day, state).

    Days that the rest skips are days off, which the state must allow.
    """
    automaton = work.automaton
    now = automaton.after[day][state, work.symbol[shift]]
    ready = np.where(network.wraps[shift], network.n_nodes, network.ready[shift])
    lands = np.searchsorted(network.first, ready, side="right") - 1  # the day; n_days: behind the end
    found = []
    for later in range(day + 1, int(lands.max(initial=0)) + 1):
        if later == automaton.n_days:
            break
        here = np.flatnonzero((lands == later) & (now >= 0))
        found.append((here, later, now[here]))
        rests = np.flatnonzero((lands > later) & (now >= 0))
        now[rests] = automaton.after[later][now[rests], 0]
    legal = np.flatnonzero(now >= 0)
    renumbered = np.full(len(shift), -1)
    renumbered[legal] = np.arange(len(legal))
    return legal, [(renumbered[here], later, after) for here, later, after in found if len(here)]
