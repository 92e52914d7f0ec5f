"""Rules of the whole plan: headcount, paid hours and cost as plan.json states them, and what it claims to be proved."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.violation import Violation
from staffplan.verify import figures
from staffplan.verify.rules.shape import paid_hours_of
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.plan import PlanSummary
    from staffplan.verify.roster import Roster

ROUNDING = 0.005
"""What written hours and costs may be off by rounding to two decimals."""
RELATIVE = 1e-9
"""What sums may be off by the order of adding, relative to their size."""


def headcount_limits(roster: Roster, summary: PlanSummary) -> Iterator[Violation]:
    """Every contract has from its least to its most agents."""
    agents = _agents_by_contract(roster)
    for contract in roster.scenario.contract:
        least, most = contract.headcount
        count = agents[contract.name]
        if count < least or (most is not None and count > most):
            yield Violation(
                rule="headcount_limits",
                found=_("{count} agents of the contract {contract}").format(count=count, contract=contract.name),
                allowed=figures.limits(least, most),
            )


def headcount(roster: Roster, summary: PlanSummary) -> Iterator[Violation]:
    """The stated headcount is the number of agents with a shift."""
    if summary.headcount != len(roster.agent_ids):
        yield Violation(
            rule="headcount",
            found=_("a stated headcount of {count}").format(count=summary.headcount),
            allowed=_("{count}, the agents in the schedule").format(count=len(roster.agent_ids)),
        )


def headcount_by_contract(roster: Roster, summary: PlanSummary) -> Iterator[Violation]:
    """The stated agents of each contract are those of the schedule."""
    agents = _agents_by_contract(roster)
    for name in sorted({*agents, *summary.headcount_by_contract}):
        stated = summary.headcount_by_contract.get(name, 0)
        if stated != agents[name]:
            yield Violation(
                rule="headcount_by_contract",
                found=_("{count} agents stated of the contract {contract}").format(count=stated, contract=name),
                allowed=_("{count}, the agents in the schedule").format(count=agents[name]),
            )


def _agents_by_contract(roster: Roster) -> Counter[str]:
    first = np.searchsorted(roster.agent, np.arange(len(roster.agent_ids)))
    return Counter(roster.shifts[shift].contract for shift in first)


def total_paid_hours(roster: Roster, summary: PlanSummary) -> Iterator[Violation]:
    """The stated paid hours are the sum over all shifts."""
    total = float(paid_hours_of(roster).sum())
    if not _equal(summary.paid_hours, total):
        yield Violation(
            rule="paid_hours",
            found=_("{hours:.6f} paid hours stated").format(hours=summary.paid_hours),
            allowed=_("{hours:.6f}, the sum of the schedule").format(hours=total),
        )


def cost(roster: Roster, summary: PlanSummary) -> Iterator[Violation]:
    """The stated cost is that of the paid hours; it is absent where a contract in use has no hourly cost."""
    true = _cost(roster)
    stated = summary.cost
    same = stated is true if stated is None or true is None else _equal(stated, true)
    if not same:
        yield Violation(
            rule="cost",
            found=_("no cost stated") if stated is None else _("a stated cost of {cost:.2f}").format(cost=stated),
            allowed=_("none, as a contract in use has no hourly cost")
            if true is None
            else _("{cost:.2f}, the cost of the schedule").format(cost=true),
        )


def _cost(roster: Roster) -> float | None:
    rates = [contract.hourly_cost for contract in roster.scenario.contract]
    used = {int(position) for position in np.unique(roster.contract)}
    if any(position < 0 or rates[position] is None for position in used):
        return None
    rate = np.array([value or 0.0 for value in rates])
    return float((rate[roster.contract] * paid_hours_of(roster)).sum())


def bound(roster: Roster, summary: PlanSummary) -> Iterator[Violation]:
    """No plan is under what was proved to be the least headcount, or the least cost where cost was minimised."""
    agents = len(roster.agent_ids) if summary.team is None else summary.headcount
    if agents < summary.headcount_bound:
        yield Violation(
            rule="bound",
            found=_("{count} agents").format(count=agents),
            allowed=_("at least {bound}, the stated bound").format(bound=summary.headcount_bound),
        )
    true = _cost(roster)
    if summary.cost_bound is not None and true is not None and true < _floor(summary.cost_bound):
        yield Violation(
            rule="bound",
            found=_("a cost of {cost:.2f}").format(cost=true),
            allowed=_("at least {bound:.2f}, the stated bound").format(bound=summary.cost_bound),
        )


def status(roster: Roster, summary: PlanSummary) -> Iterator[Violation]:
    """A plan calls itself optimal only where what was minimised equals its bound."""
    if summary.status != "optimal":
        return
    if summary.objective == "headcount":
        proved = summary.headcount <= summary.headcount_bound
        bound_text = str(summary.headcount_bound)
        value_text = str(summary.headcount)
    else:
        known = summary.cost is not None and summary.cost_bound is not None
        proved = known and _equal(summary.cost or 0.0, summary.cost_bound or 0.0)
        value_text, bound_text = (str(value) for value in (summary.cost, summary.cost_bound))
    if not proved:
        yield Violation(
            rule="status",
            found=_("called optimal at {value} with a bound of {bound}").format(value=value_text, bound=bound_text),
            allowed=_("optimal only where both are equal"),
        )


def _equal(stated: float, true: float) -> bool:
    return abs(stated - true) <= ROUNDING + RELATIVE * abs(true)


def _floor(bound: float) -> float:
    return bound - ROUNDING - RELATIVE * abs(bound)
