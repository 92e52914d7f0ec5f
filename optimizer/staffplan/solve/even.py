"""The third objective: service spread evenly, at the same headcount and for the same paid hours.

What is made small is the unevenness of ``solve/penalty.py``. It is convex, so that a linear program finds the best
fractions; close to them a search of fixed size looks for whole numbers: first among their roundings, then among all
that lies between the plan at hand and the roundings. Weeks are taken one by one, each with the others as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.language import _
from staffplan.solve.coverage import on_duty
from staffplan.solve.even_rows import add_unevenness
from staffplan.solve.penalty import unevenness
from staffplan.solve.run import ROUNDING
from staffplan.solve.service import service_met
from staffplan.solve.weeks import Weeks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.linear import LinearModel
    from staffplan.solve.master import Master
    from staffplan.solve.run import Run

MOST_COLUMNS = 6000
"""A week with more legal shifts and places of breaks than this is left as it is: it would take too long."""
EVEN_NODES = 1
EVEN_GAP = 0.02
"""Where the search for whole numbers ends: at this share of what is to be gained, or after so many nodes; at the same
point on every machine, unless time runs out."""
EVEN_SECONDS = 10.0


def spread(run: Run, master: Master, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """``values`` with shifts and breaks of less unevenness, where any are found; headcount and paid hours stay."""
    weeks = Weeks(master, run.staffing.grid)
    best = unevenness(run.staffing, _surplus(run, master, values))
    for week in range(weeks.count):
        part = _part(weeks, week)
        if len(part.columns) > MOST_COLUMNS or run.left <= 0 or run.stop.is_set():
            continue
        run.tell(_("spreading service evenly"), int(master.headcount_cost() @ values))
        found = _evener(run, master, part, values)
        if found is None or not service_met(run.staffing, master.agents_above(found)):
            continue
        now = unevenness(run.staffing, _surplus(run, master, found))
        if now < best:
            best, values = now, found
    return values


@dataclass(frozen=True, eq=False)
class _Part:
    """What of the master is open while one week is made even."""

    columns: NDArray[np.int64]
    """Shifts and places of breaks of the week."""
    others: NDArray[np.int64]
    """Those of all other weeks."""
    slots: NDArray[np.bool_]
    """Slots that its shifts may hold, shape (n_slots,)."""


def _part(weeks: Weeks, week: int) -> _Part:
    following = weeks.opening & (weeks.of_slot == (week + 1) % weeks.count)
    return _Part(
        np.flatnonzero(weeks.of_column == week),
        np.flatnonzero((weeks.of_column >= 0) & (weeks.of_column != week)),
        (weeks.of_slot == week) | following,
    )


def _surplus(run: Run, master: Master, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Agents above the least in every slot, shape (n_slots,)."""
    return on_duty(master.contracts, values, len(master.coverage)) - run.staffing.least


def _evener(run: Run, master: Master, part: _Part, values: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """The solution with the least unevenness that the search comes to; None where it finds none."""
    whole = master.model.copy()
    _keep(whole, run, master, part, values)
    cost, now = add_unevenness(whole, master, run.staffing, part.slots, _surplus(run, master, values))
    model, loose = whole.without_fixed()
    hint = np.append(values, np.zeros(whole.n_columns - len(values)))[loose]
    open_ = np.flatnonzero(np.isin(loose, part.columns))
    chosen = _whole_numbers(run, model, cost[loose], open_, hint, now)
    if chosen is None:
        return None
    found = values.copy()
    found[loose[open_]] = chosen
    return found


def _whole_numbers(
    run: Run,
    model: LinearModel,
    cost: NDArray[np.float64],
    open_: NDArray[np.int64],
    hint: NDArray[np.float64],
    now: float,
) -> NDArray[np.float64] | None:
    """The columns ``open_`` of a solution close to the best fractions; ``hint`` is the one at hand, it costs ``now``.

    None where none was found, or nothing is to be gained.
    """
    best = run.engine.run(model, cost, seconds=min(run.left, EVEN_SECONDS), solver="GLOP", relax=True)
    if best.status != "optimal" or best.values is None:
        return None
    gain = (now - best.bound) / max(abs(best.bound), 1e-9)
    if gain <= ROUNDING:
        return None
    floor, ceiling = np.floor(best.values[open_] + 1e-6), np.ceil(best.values[open_] - 1e-6)
    here = hint[open_]
    for lower, upper in ((floor, ceiling), (np.minimum(floor, here), np.maximum(ceiling, here))):
        boxed = model.copy()
        boxed.limit_columns(open_, lower, upper)
        outcome = run.engine.run(
            boxed, cost, seconds=min(run.left, EVEN_SECONDS), hint=hint, nodes=EVEN_NODES, gap=EVEN_GAP * gain
        )
        if outcome.values is not None:
            return outcome.values[open_]
    return None


def _keep(model: LinearModel, run: Run, master: Master, part: _Part, values: NDArray[np.float64]) -> None:
    """Hold on to what comes first: the team, what it is paid, and all shifts of other weeks."""
    team = np.flatnonzero(master.headcount_cost())
    fixed = np.concatenate([team, part.others])
    model.fix_columns(fixed, values[fixed])
    for name, cost in (("paid", master.paid_cost()), ("money", master.money_cost())):
        priced = np.flatnonzero(cost)
        model.add_terms(model.add_rows(name, 1, upper=float(cost @ values) * (1 + 1e-9)), priced, cost[priced])
    _settle(model, master, part, _surplus(run, master, values))


def _settle(model: LinearModel, master: Master, part: _Part, surplus: NDArray[np.float64]) -> None:
    """Where all shifts are fixed, so are the agents above the least and the steps of service that they take."""
    settled = np.flatnonzero((master.above >= 0) & ~part.slots)
    model.fix_columns(master.above[settled], surplus[settled])
    slot_of_row = np.full(master.model.n_rows, -1)
    for group in master.groups:
        slot_of_row[group.rows[1:]] = group.slots
    row, column, value = master.model.matrix()
    steps = (slot_of_row[row] >= 0) & (value < 0)
    row, column = row[steps], column[steps]
    if not len(row):
        return
    width = master.model.bounds()[1][column]
    before = np.cumsum(width) - width
    first = np.concatenate([[True], row[1:] != row[:-1]])
    before -= before[first][np.cumsum(first) - 1]
    slot = slot_of_row[row]
    taken = np.clip(surplus[slot] - before, 0, width)
    fixed = ~part.slots[slot]
    model.fix_columns(column[fixed], taken[fixed])
