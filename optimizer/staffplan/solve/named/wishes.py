"""Constraint family "wishes": which of them a plan grants, and what the others weigh."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.schema.people.preferences import WishTerm
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.model.columns import ContractColumns

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


def add_wishes(
    model: LinearModel, contracts: list[ContractColumns], wishes: Sequence[WishTerm], values: Floats
) -> tuple[Floats, float, Floats]:
    """The cost of every column, what is added to their sum to have the weight of all that is not granted, and values.

    These are ``values`` with those of the new columns behind them.
    """
    cost, fixed = np.zeros(model.n_columns), 0.0
    missed: list[tuple[int, float, float]] = []
    for number, term in enumerate(wishes):
        mine = contracts[term.work].shifts[term.shifts]
        if term.kind in ("none", "one"):
            is_one = term.kind == "one"
            fixed += term.weight * is_one
            cost[mine] += term.weight * (-1 if is_one else 1)
            continue
        others = _others(contracts, term)
        column = model.add_columns(f"wish[{number}]", 1, 0, 1, integer=term.kind == "few")
        rows = _add_missed(model, f"wish[{number}]", term, mine, others)
        model.add_terms(rows, column, max(len(mine) - term.most, 1) if term.kind == "few" else 1.0)
        missed.append((int(column[0]), term.weight, _is_missed(term, values[mine].sum(), values[others].sum())))
    cost = np.pad(cost, (0, model.n_columns - len(cost)))
    cost[[column for column, _weight, _taken in missed]] = [weight for _column, weight, _taken in missed]
    return cost, fixed, np.concatenate([values, [taken for _column, _weight, taken in missed]])


def _others(contracts: list[ContractColumns], term: WishTerm) -> Ints:
    shifts = contracts[term.colleague].shifts
    return shifts[:0] if term.others is None else shifts[term.others]


def _add_missed(model: LinearModel, name: str, term: WishTerm, mine: Ints, others: Ints) -> Ints:
    """Rows that the column of a wish that is not granted, at 1, makes hold whatever is worked."""
    if term.kind == "together":  # both work
        rows = model.add_rows(name, 2, 1)
        model.add_terms(rows[0], mine)
        model.add_terms(rows[1], others)
        return rows
    rows = model.add_rows(name, 1, lower=-float(term.most if term.kind == "few" else 1))
    model.add_terms(rows, np.concatenate([mine, others]), -1)
    return rows


def _is_missed(term: WishTerm, mine: float, others: float) -> float:
    if term.kind == "together":
        return float(min(mine, others) < 1)
    return float(mine > term.most) if term.kind == "few" else float(mine + others > 1)
