"""Rules of the service that the agents on duty give: no slot left alone, the floor, and each limit of the target."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.violation import Violation
from staffplan.verify import figures
from staffplan.verify.answered import TOLERANCE, groups, keeping_up
from staffplan.verify.opening import of_target
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.plan import Plan
    from staffplan.schema.violation import Rule
    from staffplan.verify.answered import Answered
    from staffplan.verify.roster import Roster


def uncovered(roster: Roster, plan: Plan, result: Answered) -> Iterator[Violation]:
    """Somebody is on duty wherever somebody asks; with patience, only in scored slots that have a floor to keep."""
    needed = result.asked
    if roster.scenario.handling.patience is not None:
        needed = result.scored & (_floor(roster) > 0)
    for slot in np.flatnonzero(needed & (result.duty == 0)):
        found = _("nobody on duty for {volume:.4g} inquiries").format(volume=result.volume[slot])
        yield _of_slot(roster, int(slot), "uncovered", found, _("somebody on duty"))


def keeps_up(roster: Roster, plan: Plan, result: Answered) -> Iterator[Violation]:
    """Where nobody leaves, the agents on duty can do more than is asked, or the queue would only grow."""
    if roster.scenario.handling.patience is not None:
        return
    least = keeping_up(roster.scenario, result.load)
    for slot in np.flatnonzero(result.asked & (result.duty > 0) & (result.duty < least)):
        found = _("{count} on duty for a load of {load:.4g}").format(count=result.duty[slot], load=result.load[slot])
        yield _of_slot(roster, int(slot), "keeps_up", found, _("at least {least}").format(least=least[slot]))


def slot_floor(roster: Roster, plan: Plan, result: Answered) -> Iterator[Violation]:
    """No scored slot with somebody on duty falls under the floor."""
    floor = of_target(roster, "slot_floor")
    short = result.scored & (result.duty > 0) & (np.nan_to_num(result.service.in_time) < floor - TOLERANCE)
    for slot in np.flatnonzero(short):
        found = _answered(float(result.service.in_time[slot]))
        yield _of_slot(roster, int(slot), "slot_floor", found, _at_least(float(floor[slot])))


def target(roster: Roster, plan: Plan, result: Answered) -> Iterator[Violation]:
    """Each slot, day, calendar week or the period, whatever the target averages over, meets its share."""
    wanted = _reached(roster, result, of_target(roster, "share"))
    for (label, reached), (_label, share) in zip(_reached(roster, result, result.service.in_time), wanted, strict=True):
        if reached < share - TOLERANCE:
            yield _of_group(roster, label, "target", _answered(reached), _at_least(share))


def average_wait(roster: Roster, plan: Plan, result: Answered) -> Iterator[Violation]:
    """The mean wait of each group is within its limit."""
    most = roster.scenario.target.average_wait
    if most is None:
        return
    for label, reached in _reached(roster, result, result.service.wait_s):
        if reached > most.total_seconds() * (1 + TOLERANCE):
            found = _("a mean wait of {wait:.4g} s").format(wait=reached)
            yield _of_group(roster, label, "average_wait", found, f"{most.total_seconds():g} s")


def max_occupancy(roster: Roster, plan: Plan, result: Answered) -> Iterator[Violation]:
    """The mean occupancy of each group, weighted by volume, is within its limit."""
    most = roster.scenario.target.max_occupancy
    for label, reached in _reached(roster, result, result.occupancy) if most is not None else ():
        if most is not None and reached > most + TOLERANCE:
            found = _("an occupancy of {share}").format(share=figures.percent(reached))
            yield _of_group(roster, label, "max_occupancy", found, _at_most(most))


def max_abandonment(roster: Roster, plan: Plan, result: Answered) -> Iterator[Violation]:
    """The share of customers who leave in each group is within its limit."""
    most = roster.scenario.target.max_abandonment
    for label, reached in _reached(roster, result, result.service.abandonment) if most is not None else ():
        if most is not None and reached > most + TOLERANCE:
            found = _("{share} left unanswered").format(share=figures.percent(reached))
            yield _of_group(roster, label, "max_abandonment", found, _at_most(most))


def _floor(roster: Roster) -> NDArray[np.float64]:
    """Share that each scored slot has to reach by itself, shape (n_slots,)."""
    target, floor = roster.scenario.target, of_target(roster, "slot_floor")
    return np.maximum(of_target(roster, "share"), floor) if target.scope == "slot" else floor


def _reached(roster: Roster, result: Answered, measure: NDArray[np.float64]) -> Iterator[tuple[str, float]]:
    """Label and volume-weighted mean of every group with inquiries; a slot of nobody on duty is ``uncovered``'s."""
    by_slot = roster.scenario.target.scope == "slot"
    for label, slots in groups(roster, result.scored & (result.duty > 0) if by_slot else result.scored):
        reached = result.mean(measure, slots)
        if reached is not None:
            yield label, reached


def _answered(share: float) -> str:
    return _("{share} answered in time").format(share=figures.percent(share))


def _at_least(share: float) -> str:
    return _("at least {share}").format(share=figures.percent(share))


def _at_most(share: float) -> str:
    return _("at most {share}").format(share=figures.percent(share))


def _of_group(roster: Roster, label: str, rule: Rule, found: str, allowed: str) -> Violation:
    scope = roster.scenario.target.scope
    phrases = {
        "slot": _("{found} in the slot of {label}"),
        "day": _("{found} on the day"),
        "week": _("{found} in the calendar week of {label}"),
        "period": _("{found} over the period"),
    }
    return Violation(
        rule=rule,
        date=None if scope == "period" else date.fromisoformat(label[:10]),
        found=phrases[scope].format(found=found, label=label),
        allowed=allowed,
    )


def _of_slot(roster: Roster, slot: int, rule: Rule, found: str, allowed: str) -> Violation:
    return Violation(
        rule=rule,
        date=date.fromordinal(int(roster.slot_clock.ordinal[slot])),
        found=_("{found} at {start}").format(
            found=found, start=figures.moment(int(roster.slot_starts[slot]), roster.zone)
        ),
        allowed=allowed,
    )
