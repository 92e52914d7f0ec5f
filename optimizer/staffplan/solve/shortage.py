"""Where rules and need contradict each other: the least shortage that any legal team leaves (an elastic model)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.progress import Stop
from staffplan.solve.engine import Engine
from staffplan.solve.master import build_master
from staffplan.solve.messages import deadlines

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.staffing import Staffing
    from staffplan.schema.work import ContractWork
    from staffplan.solve.linear import LinearModel
    from staffplan.solve.messages import MessageRows

SECONDS = 3.0
"""Time for one elastic model: an explanation is wanted soon, and the relaxation already names the slots."""
EXCHANGE = 1.0
"""Part of a group's possible gain that counts like one agent short in one slot: averages are missed first."""
LATE = 0.5
"""What an agent-slot of late replies counts: messages wait before a slot is short."""


@dataclass(frozen=True, eq=False)
class Shortage:
    """What the best legal team leaves open."""

    agents: NDArray[np.float64]
    """Agents short in each slot, shape (n_slots,)."""
    service: dict[str, float]
    """By group of slots, the part of what its requirement asks that is missed."""
    late: NDArray[np.float64]
    """Agent-slots that lack for the messages due by the end of each slot, shape (n_slots,)."""

    @property
    def total(self) -> float:
        """Agents short over all slots, service missed, and agent-slots that lack for messages."""
        return float(self.agents.sum()) + sum(self.service.values()) + float(self.late.sum())


def least_shortage(works: tuple[ContractWork, ...], staffing: Staffing, most: int | None = None) -> Shortage | None:
    """The least shortage, of at most ``most`` agents; None where no team at all obeys the rules."""
    master = build_master(works, staffing)
    model = master.model
    short = model.add_columns("short", staffing.grid.n_slots)
    model.add_terms(master.coverage, short, 1)
    if most is not None:
        model.add_terms(model.add_rows("most", 1, upper=most), [c.headcount for c in master.contracts])
    cost = [np.zeros(int(short[0])), np.ones(len(short))]
    missed = {}
    for name, row in model.row_names:
        label = name.partition("[")[2].rstrip("]")
        if any(name == f"{r.measure}[{label}]" for r in staffing.requirements):
            column = model.add_columns("missed", 1)
            model.add_terms(row, column, EXCHANGE)
            missed[label] = int(column[0])
            cost.append(np.ones(1))
    slots, late = _add_late(model, master.messages, cyclic=staffing.grid.cyclic)
    cost.append(np.full(len(late), LATE))
    with Engine(Stop()) as engine:
        weights = np.concatenate(cost)
        outcome = engine.run(model, weights, seconds=SECONDS)
        if outcome.values is None and outcome.status != "infeasible":
            outcome = engine.run(model, weights, seconds=SECONDS, solver="GLOP", relax=True)
    if outcome.values is None:
        return None
    values = np.where(outcome.values < 1e-6, 0.0, outcome.values)
    lacking = np.zeros(staffing.grid.n_slots)
    lacking[slots] = values[late]
    return Shortage(values[short], {label: float(values[column]) for label, column in missed.items()}, lacking)


def _add_late(
    model: LinearModel, messages: MessageRows | None, *, cyclic: bool
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """A column for each slot with a deadline: agent-slots of work on messages that are done in name only."""
    if messages is None:
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.int64)
    places = deadlines(messages.work, messages.slots, cyclic=cyclic)
    late = model.add_columns("late", len(places))
    model.add_terms(messages.rows[places], late, -messages.work.each)
    tied = np.full(len(messages.slots), -1, dtype=np.int64)
    tied[messages.switched] = messages.switch_rows
    having = tied[places] >= 0
    model.add_terms(tied[places][having], late[having], -messages.work.each)
    return messages.slots[places], late
