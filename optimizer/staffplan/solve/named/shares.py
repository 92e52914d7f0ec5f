"""Constraint family "shares": how far each one's nights, weekends, holidays and hours are from a fair share.

A fair share of a group is a window as wide as its spread; where it lies is up to the plan. What somebody has over or
under it is a column, and small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.people.preferences import ShareTerm
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.model.columns import ContractColumns

    Floats = NDArray[np.float64]


def add_share(
    model: LinearModel, contracts: list[ContractColumns], share: ShareTerm, values: Floats
) -> tuple[NDArray[np.int64], Floats]:
    """Columns of what each one of ``share`` has beyond the window, and ``values`` with those of the new columns."""
    name, n = f"{share.what}[{share.group}]", len(share.works)
    sums = [_counted(model, contracts, share, k, values) for k in range(n)]
    values = np.concatenate([values, *(added for _columns, _weights, added, _amount in sums)])
    amounts = np.array([amount for _columns, _weights, _added, amount in sums])
    low = model.add_columns(f"{name}_low", 1, -np.inf)
    beyond = model.add_columns(f"{name}_beyond", n)
    least = model.add_rows(f"{name}_least", n, -np.array(share.before))
    most = model.add_rows(f"{name}_most", n, upper=share.spread - np.array(share.before))
    for k, (columns, weights, _added, _amount) in enumerate(sums):
        for rows, sign in ((least, 1.0), (most, -1.0)):
            model.add_terms(rows[k], columns, weights)
            model.add_terms(rows[k], low, -1)
            model.add_terms(rows[k], beyond[k], sign)
    at = _best_window(amounts, share.spread)
    over = np.maximum(np.maximum(at - amounts, amounts - at - share.spread), 0.0)
    return beyond, np.concatenate([values, [at], over])


def _counted(
    model: LinearModel, contracts: list[ContractColumns], share: ShareTerm, k: int, values: Floats
) -> tuple[NDArray[np.int64], Floats, Floats, float]:
    """Columns and weights whose sum one of the people has, values of the new ones among them, and the sum so far."""
    shifts, amount, parts = contracts[share.works[k]].shifts, share.amount[k], share.parts[k]
    if amount is not None:
        columns = shifts[parts[0]] if parts else shifts[:0]
        return columns, amount, np.zeros(0), float(amount @ values[columns]) + share.before[k]
    if all(len(part) == 1 for part in parts):
        columns = shifts[np.concatenate([np.zeros(0, dtype=np.intp), *parts])]
        return columns, np.ones(len(columns)), np.zeros(0), float(values[columns].sum()) + share.before[k]
    added = model.add_columns(f"{share.what}_any[{k}]", len(parts), 0, 1, integer=True)
    some = np.zeros(len(parts))
    for place, part in enumerate(parts):
        rows = model.add_rows(f"{share.what}_any[{k},{place}]", len(part) + 1, upper=0)
        model.add_terms(rows[:-1], shifts[part])
        model.add_terms(rows[:-1], added[place], -1)
        model.add_terms(rows[-1], shifts[part], -1)
        model.add_terms(rows[-1], added[place])
        some[place] = min(values[shifts[part]].sum(), 1.0)
    return added, np.ones(len(parts)), some, float(some.sum()) + share.before[k]


def _best_window(amounts: Floats, spread: float) -> float:
    """Where the window of least excess begins."""
    borders = np.unique(np.concatenate([amounts, amounts - spread]))
    excess = [float(np.maximum(np.maximum(at - amounts, amounts - at - spread), 0).sum()) for at in borders]
    return float(borders[int(np.argmin(excess))])
