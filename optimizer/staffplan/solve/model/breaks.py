"""Constraint family "breaks": everyone in a shift takes each of its breaks once, inside its window (Aykin 1996)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.model.columns import ContractColumns


def add_breaks(model: LinearModel, contract: ContractColumns) -> None:
    """For every shift and every one of its breaks: Σ over places of the break = agents in the shift."""
    for places in contract.breaks:
        shifts, row_of = np.unique(places.shift, return_inverse=True)
        rows = model.add_rows(f"break{places.rank + 1}[{contract.work.contract.name}]", len(shifts), 0, 0)
        model.add_terms(rows[row_of], places.column)
        model.add_terms(rows, contract.shifts[shifts], -1)
