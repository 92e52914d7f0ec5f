"""Constraint family "limits": seats in the room and roles in the room, one row a slot that such a rule binds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.engine.linear import ROUNDING
from staffplan.solve.model.coverage import add_spans, on_duty

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.service.staffing import DutyLimit, Staffing
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.model.columns import ContractColumns


@dataclass(frozen=True, eq=False)
class LimitRows:
    """One rule and where it is in the model."""

    limit: DutyLimit
    rows: NDArray[np.int64]
    """Row of each slot, −1 where the rule binds nothing, shape (n_slots,)."""

    @property
    def bound(self) -> NDArray[np.int64]:
        """The rows."""
        return self.rows[self.rows >= 0]


def add_limits(model: LinearModel, contracts: list[ContractColumns], staffing: Staffing) -> list[LimitRows]:
    """For each rule and slot: least ≤ Σ shifts that hold it − Σ breaks that hold it ≤ most, of its contracts alone."""
    return [_add_limit(model, contracts, limit) for limit in staffing.limits]


def _add_limit(model: LinearModel, contracts: list[ContractColumns], limit: DutyLimit) -> LimitRows:
    slots = np.flatnonzero((limit.least > 0) | np.isfinite(limit.most))
    rows = np.full(len(limit.least), -1, dtype=np.int64)
    least = np.where(limit.least > 0, limit.least, -np.inf)
    rows[slots] = model.add_rows(limit.key, len(slots), least[slots], limit.most[slots])
    for contract in contracts:
        work = contract.work
        if limit.counts(work.contract.name):
            add_spans(model, rows, contract.shifts, work.start, work.length, 1.0, work.cycle)
            for places in contract.breaks:
                add_spans(model, rows, places.column, places.start, places.length, -1.0, work.cycle)
    return LimitRows(limit, rows)


def limits_kept(limits: list[LimitRows], contracts: list[ContractColumns], values: NDArray[np.float64]) -> bool:
    """Whether the shifts and breaks of a solution keep every rule."""
    for each in limits:
        counted = [contract for contract in contracts if each.limit.counts(contract.work.contract.name)]
        duty = on_duty(counted, values, len(each.rows))
        if (duty < each.limit.least - ROUNDING).any() or (duty > each.limit.most + ROUNDING).any():
            return False
    return True
