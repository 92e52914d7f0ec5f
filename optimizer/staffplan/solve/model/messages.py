"""Constraint family "messages": replies in time, in what live inquiries leave of the agents' time.

Work is cumulated over the slots in which a message may be open. That it never falls need not be said: where cumulated
work with falls obeys the rows, so does the most that it has come to by each slot, which has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.service.staffing import DeferrableWork, Staffing
    from staffplan.solve.engine.linear import LinearModel

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class MessageRows:
    """Where the messages are in the model; arrays over the k slots in which a message may be open."""

    work: DeferrableWork
    """The need."""
    slots: NDArray[np.intp]
    """The slots, shape (k,)."""
    done: Ints
    """Column of the work done by the end of each, shape (k,)."""
    rows: Ints
    """Row of the work that is done in each at most, shape (k,)."""
    switched: NDArray[np.intp]
    """Places among the k of slots whose least agents may not do the live work."""
    switches: Ints
    """Column, for each of those, of whether messages are replied to at all."""
    switch_rows: Ints
    """Row, for each of those, that ties work to its switch."""


def add_messages(model: LinearModel, above: Ints, staffing: Staffing) -> MessageRows | None:
    """Work done by the end of each slot: what is due at least, what has come in at most, and no more than agents can.

    ``above`` are the columns of the agents above the least of each slot. None where no messages are planned for.
    """
    work = staffing.deferrable
    if work is None or not work.counts.any():
        return None
    slots = np.flatnonzero(work.counts)
    due, released = work.due[slots], np.maximum(work.released[slots], work.due[slots])
    done = model.add_columns("messages_done", len(slots), due, released)
    spare = work.each * staffing.least[slots] - work.live[slots]
    switched = np.flatnonzero(spare < -ROUNDING * np.maximum(1.0, work.live[slots]))
    most = spare.copy()
    most[switched] += work.live[slots[switched]]
    start = np.zeros(len(slots))
    if staffing.grid.cyclic:
        start[0] = work.total
    rows = model.add_rows("messages", len(slots), upper=most - start)
    model.add_terms(rows, done)
    model.add_terms(rows, above[slots], -work.each)
    _from_before(model, rows, done, cyclic=staffing.grid.cyclic)
    before = np.concatenate([[work.due[-1] - work.total if staffing.grid.cyclic else 0.0], due[:-1]])
    switches = model.add_columns("messages_switch", len(switched), 0, 1, integer=True)
    model.add_terms(rows[switched], switches, work.live[slots[switched]])
    ties = model.add_rows("messages_on", len(switched), upper=0.0 - start[switched])
    model.add_terms(ties, done[switched])
    model.add_terms(ties, switches, -(released - before)[switched])
    of_place = np.full(len(slots), -1, dtype=np.int64)
    of_place[switched] = ties
    _from_before(model, of_place, done, cyclic=staffing.grid.cyclic)
    return MessageRows(work, slots, done, rows, switched, switches, ties)


def _from_before(model: LinearModel, rows: Ints, done: Ints, *, cyclic: bool) -> None:
    """Take the work done before each slot off its row (−1: it has none); a cyclic period follows its own end."""
    follows = np.flatnonzero(rows[1:] >= 0) + 1
    model.add_terms(rows[follows], done[follows - 1], -1)
    if cyclic and rows[0] >= 0:
        model.add_terms(rows[0], done[-1], -1)


def deadlines(work: DeferrableWork, slots: NDArray[np.intp], *, cyclic: bool) -> NDArray[np.intp]:
    """Places among ``slots`` at whose end messages come due."""
    due = work.due[slots]
    before = np.concatenate([[work.due[-1] - work.total if cyclic else 0.0], due[:-1]])
    return np.flatnonzero(due - before > ROUNDING * max(work.total, 1.0))


def most_agents(work: DeferrableWork) -> Ints:
    """Agents in each slot, shape (n_slots,), who could reply to all that may be open there; more add nothing."""
    before = np.concatenate([[min(work.due[-1] - work.total, 0.0)], work.due[:-1]])
    open_work = np.where(work.counts, work.live + work.released - before, 0.0)
    return np.ceil(open_work / work.each).astype(np.int64)
