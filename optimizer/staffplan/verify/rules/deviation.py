"""Rules of a need that has prices: what plan.json says of it, recounted from the written schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.violation import Violation
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.plan import Plan
    from staffplan.verify.roster import Roster

ROUNDING = 1e-6
"""What sums may be off by the order of adding, and by the solver's tolerance, relative to their size."""


def same(stated: float, true: float) -> bool:
    """Whether two sums are the same but for rounding."""
    return abs(stated - true) <= ROUNDING * max(1.0, abs(true))


def deviation(roster: Roster, plan: Plan, duty: NDArray[np.int64]) -> Iterator[Violation]:
    """plan.json states surplus, missing agents, shift types and the sum of their prices as the schedule has them."""
    prices, stated = roster.scenario.objective.prices, plan.summary.deviation
    if prices is None or stated is None:
        if (prices is None) != (stated is None):
            found = _("no deviation stated") if stated is None else _("a deviation stated")
            allowed = _("one, as the need has prices") if stated is None else _("none, as the need has no prices")
            yield Violation(rule="deviation", found=found, allowed=allowed)
        return
    gap = duty - np.array([row.required for row in plan.coverage], dtype=np.int64)
    hour = 3600 / roster.slot_s
    over, under = float(gap[gap > 0].sum()) / hour, float(-gap[gap < 0].sum()) / hour
    types = shift_types(roster)
    total = prices.overstaff * over + prices.understaff * under + prices.per_shift_type * types
    counted = (
        (_("agent-hours over the need"), stated.overstaff_hours, over),
        (_("agent-hours missing"), stated.understaff_hours, under),
        (_("slots short"), stated.slots_short, int((gap < 0).sum())),
        (_("shift types"), stated.shift_types, types),
        (_("as the sum of the prices"), stated.total, total),
    )
    for what, claim, true in counted:
        if not same(claim, true):
            found = _("{value:g} {what} stated").format(value=claim, what=what)
            allowed = _("{value:g}, as the schedule has it").format(value=true)
            yield Violation(rule="deviation", found=found, allowed=allowed)
    if total < stated.bound and not same(stated.bound, total):
        found = _("prices that add up to {total:g}").format(total=total)
        yield Violation(
            rule="bound", found=found, allowed=_("at least {bound:g}, the stated bound").format(bound=stated.bound)
        )
    if plan.summary.status == "optimal" and not same(stated.bound, stated.total):
        found = _("called optimal at {value} with a bound of {bound}").format(value=stated.total, bound=stated.bound)
        yield Violation(rule="status", found=found, allowed=_("optimal only where both are equal"))


def shift_types(roster: Roster) -> int:
    """Distinct pairs of a start by the wall clock and a length, over all days and contracts."""
    if not len(roster.start_s):
        return 0
    pairs = np.stack((roster.start_clock.minute, roster.end_s - roster.start_s))
    return int(np.unique(pairs, axis=1).shape[1])
