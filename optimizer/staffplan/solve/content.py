"""Bounds without any solver: what the need takes in all, by the most that one agent gives, or the least it costs.

They are known in a moment, also where a relaxation does not end in time (bin packing's bound by content: Martello &
Toth 1990, 8.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.run import whole_bound

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.service.staffing import Staffing

    Works = tuple[ContractWork, ...]


def least_agents(works: Works, staffing: Staffing, total: float = np.inf) -> int:
    """Agents of any legal plan, at least; where the need has prices, of any whose sum of prices is ``total`` at most.

    Nobody stands twice in the busiest slot, and nobody works more than the rules let one.
    """
    wanted, spare = _wanted(staffing, total)
    busiest, content = max(wanted.max(initial=0.0) - spare, 0.0), max(wanted.sum() - spare, 0.0)
    least = max(float(staffing.least.max(initial=0)), busiest)
    must = sum(work.contract.headcount[0] for work in works)
    return max(must, whole_bound(least), _sharing(works, max(content, float(staffing.least.sum()))))


def least_cost(works: Works, staffing: Staffing, total: float = np.inf) -> float | None:
    """The same of the cost, in paid slots times hourly cost; None where a contract has no hourly cost."""
    rates = [work.contract.hourly_cost for work in works]
    wanted, spare = _wanted(staffing, total)
    content = max(float(staffing.least.sum()), wanted.sum() - spare)
    each = [
        rate * float((work.paid_slots[duty > 0] / duty[duty > 0]).min(initial=np.inf))
        for work, rate in zip(works, rates, strict=True)
        if rate is not None
        for duty in (_on_duty(work),)
    ]
    if len(each) < len(rates):
        return None
    cheapest = min(each, default=np.inf)
    return content * cheapest if content > 0 and np.isfinite(cheapest) else 0.0


def most_on_duty(work: ContractWork) -> int:
    """Slots that one agent may be on duty over the horizon, at most: the longest shifts, however little rest."""
    automaton = work.automaton
    if not automaton.n_states(0):
        return 0
    gain = np.full((automaton.n_days, 1 + automaton.n_symbols), -np.inf)
    gain[:, 0] = 0.0
    np.maximum.at(gain, (work.day, work.symbol), _on_duty(work).astype(float))
    future = np.zeros(int(automaton.after[-1].max()) + 1)
    for day in reversed(range(automaton.n_days)):
        ends = np.append(future, -np.inf)[automaton.after[day]]  # −1, not allowed, is the last one
        future = (ends + gain[day]).max(axis=1)
    return max(int(future[0]), 0) if np.isfinite(future[0]) else 0


def _wanted(staffing: Staffing, total: float) -> tuple[NDArray[np.float64], float]:
    """Agents wanted in each slot, shape (n_slots,), and the agent-slots that may be missing from them in all."""
    if staffing.prices is None:
        return staffing.least.astype(float), 0.0
    price = staffing.prices.understaff / staffing.grid.slots_per_hour
    return staffing.required.astype(float), total / price if price > 0 else np.inf


def _on_duty(work: ContractWork) -> NDArray[np.int64]:
    """Slots on duty of each shift, shape (shifts,)."""
    away = np.array([sum(each.length for each in pattern.breaks) for pattern in work.patterns], dtype=np.int64)
    duty: NDArray[np.int64] = work.length - away[work.pattern]
    return duty


def _sharing(works: Works, content: float) -> int:
    """Agents who share so many agent-slots, at least: those who may give most first, up to each contract's limit."""
    heads, left = 0.0, content
    for gives, most in sorted(((most_on_duty(work), _most(work)) for work in works), reverse=True):
        if left <= 0 or gives <= 0:
            break
        more = min(left / gives, most)
        heads, left = heads + more, left - more * gives
    return whole_bound(heads)


def _most(work: ContractWork) -> float:
    most = work.contract.headcount[1]
    return np.inf if most is None else float(most)
