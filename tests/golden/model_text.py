"""A model as text that people read, family by family, so that a change of the maths shows in a diff."""

from bisect import bisect_right

import numpy as np


def model_text(model, contracts=(), families=None):
    """Columns with their ranges and rows with their terms; ``families``: only rows whose name begins so."""
    columns = _names(model.column_names, model.n_columns) | _labels(contracts)
    rows = _names(model.row_names, model.n_rows)
    shown = [k for k in range(model.n_rows) if families is None or rows[k].startswith(families)]
    terms = {row: [] for row in shown}
    for row, column, value in zip(*(part.tolist() for part in model.matrix()), strict=True):
        if row in terms:
            terms[row].append((column, value))
    used = sorted({column for row in terms.values() for column, _value in row})
    lower, upper = model.bounds()
    integer = np.concatenate(model.integer)
    lines = ["columns"]
    lines += [f"  {columns[k]}: {_range(lower[k], upper[k])}{' whole' if integer[k] else ''}" for k in used]
    low, high = model.row_bounds()
    lines += ["rows", *(f"  {rows[k]}: {_sum(terms[k], columns)} {_bound(low[k], high[k])}" for k in shown)]
    return "\n".join(lines) + "\n"


def _names(families, count):
    """``name#k`` for the k-th of a family of several, else its name."""
    begins = [first for _name, first in families]
    sizes = np.diff([*begins, count]).tolist()
    names = {}
    for k in range(count):
        family = bisect_right(begins, k) - 1
        name = families[family][0]
        names[k] = name if sizes[family] == 1 else f"{name}#{k - begins[family]}"
    return names


def _labels(contracts):
    """Shifts by their slots, and breaks by where they lie in which shift."""
    labels = {}
    for contract in contracts:
        work, name = contract.work, contract.work.contract.name
        span = [f"{a}-{a + n}" for a, n in zip(work.start.tolist(), work.length.tolist(), strict=True)]
        labels |= {int(column): f"shift[{name}]({span[k]})" for k, column in enumerate(contract.shifts)}
        for places in contract.breaks:
            for column, shift, start in zip(places.column, places.shift, places.start, strict=True):
                labels[int(column)] = f"break{places.rank + 1}[{name}]({span[shift]} at {start})"
    return labels


def _range(lower, upper):
    return f"{lower:g} or more" if np.isinf(upper) else f"{lower:g} to {upper:g}"


def _sum(terms, columns):
    parts = [f"{'-' if v < 0 else '+'} {'' if abs(v) == 1 else f'{abs(v):.4g} '}{columns[c]}" for c, v in terms]
    return " ".join(parts).removeprefix("+ ") or "0"


def _bound(low, high):
    if low == high:
        return f"= {low:.4g}"
    return " and ".join([f">= {low:.4g}"] * bool(np.isfinite(low)) + [f"<= {high:.4g}"] * bool(np.isfinite(high)))
