"""What a contract's rules of sequences must be to one another and to its shifts: one function per rule."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.schema.base import format_duration
from staffplan.schema.scenario.consistency.contract import Inconsistency
from staffplan.schema.scenario.contract import MAY_STAND_ALONE
from staffplan.schema.scenario.named_shift import breaks_within
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from staffplan.schema.scenario.keys import BreakRule, Contract, Scenario

NOTHING = timedelta(0)
LONGEST_WINDOW = 28
"""Days of a rolling window, at most."""
DAYS_OF = {"hours_per_week": 7, "hours_per_month": 31}
"""Days of a span, at most; the period may have any number."""


def least_comes_first(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """Least ≤ most, of days, nights and hours; some day may be worked."""
    del scenario
    for key in MAY_STAND_ALONE:
        limits = None if key == "headcount" else getattr(contract, key)
        if limits is None or limits[1] is None:
            continue
        least, most = limits
        if most < least or (key == "days_per_period" and not most):
            found = f"[{_text(least)}, {_text(most)}]"
            yield Inconsistency(key, found, _("least and most, the least first, and something to work"))


def limits_are_of_listed_shifts(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """Limits of a name are of a shift that the contract lists, the least first."""
    del scenario
    for name, (least, most) in contract.shifts_per_period.items():
        key = f"shifts_per_period.{name}"
        if name not in contract.shifts:
            accepted = _("a shift that the contract lists: {names}").format(names=", ".join(contract.shifts) or "-")
            yield Inconsistency(key, name, accepted)
        elif most is not None and most < least:
            yield Inconsistency(key, f"[{least}, {most}]", _("least and most, the least first"))


def _text(value: timedelta | int) -> str:
    return str(value) if isinstance(value, int) else format_duration(value)


def weeks_in_turn_are_in_order(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """Each pair is 0 ≤ least ≤ most ≤ 7, and some week has a day of work."""
    del scenario
    pairs = contract.weeks_in_turn
    for k, (least, most) in enumerate(pairs, start=1):
        if not 0 <= least <= most <= 7:
            accepted = _("least and most from 0 to 7, the least first")
            yield Inconsistency(f"weeks_in_turn[{k}]", f"[{least}, {most}]", accepted)
    if pairs and not any(most for _least, most in pairs):
        yield Inconsistency("weeks_in_turn", _("no working day in any week"), _("some week with work"))


def any_week_is_one_in_turn(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """Where weeks take turns, days_per_week is what any of them may have; without turns there is no phase."""
    del scenario
    pairs = contract.weeks_in_turn
    if not pairs:
        if contract.week_phase == "shared":
            found = _('"shared", while no weeks take turns')
            yield Inconsistency("week_phase", found, _("nothing, or weeks_in_turn as well"))
        return
    hull = min(least for least, _most in pairs), max(most for _least, most in pairs)
    if contract.days_per_week != hull:
        found = _("[{least}, {most}] beside weeks_in_turn")
        found = found.format(least=contract.days_per_week[0], most=contract.days_per_week[1])
        accepted = _("nothing, or [{least}, {most}], which holds all pairs").format(least=hull[0], most=hull[1])
        yield Inconsistency("days_per_week", found, accepted)


def rows_have_room(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """The fewest days in a row are no more than the most."""
    del scenario
    if contract.min_days_in_row > contract.max_days_in_row:
        accepted = _("{most} at most, the max_days_in_row").format(most=contract.max_days_in_row)
        yield Inconsistency("min_days_in_row", str(contract.min_days_in_row), accepted)


def windows_have_days(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """A rolling window is of 2 to 28 days, of which some are off and some are not."""
    del scenario
    for k, (window, off) in enumerate(contract.days_off_in_any, start=1):
        if not (2 <= window <= LONGEST_WINDOW and 1 <= off < window):
            accepted = _("days from 2 to {longest}, then days off from 1 to less than those")
            yield Inconsistency(f"days_off_in_any[{k}]", f"[{window}, {off}]", accepted.format(longest=LONGEST_WINDOW))


def successions_are_of_listed_shifts(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """Forbidden successions name shifts that the contract lists."""
    del scenario
    for k, pair in enumerate(contract.forbidden_successions, start=1):
        for place, name in enumerate(pair, start=1):
            if name not in contract.shifts:
                key = f"forbidden_successions[{k}][{place}]"
                yield Inconsistency(key, repr(name), _of_the_list(contract))


def _of_the_list(contract: Contract) -> str:
    if contract.shifts:
        return _("a name of the contract's shifts: {names}").format(names=", ".join(contract.shifts))
    return _("the name of a [[shift]] that the contract lists in shifts")


def hours_suit_some_shift(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """The most hours have room for a shift, and so many days as a week may have come to hours that are allowed."""
    paid = paid_lengths(contract, scenario)
    for key in ("hours_per_week", "hours_per_month", "hours_per_period"):
        limits = getattr(contract, key)
        if limits is None or not paid or (limits[1] is not None and limits[1] < limits[0]):
            continue
        least, most = limits
        found = (
            f"[{format_duration(least)}]" if most is None else f"[{format_duration(least)}, {format_duration(most)}]"
        )
        if most is not None and most < min(paid):
            accepted = _("{hours} or more at most, the paid time of the shortest shift")
            yield Inconsistency(key, found, accepted.format(hours=format_duration(min(paid))))
        elif key in DAYS_OF and DAYS_OF[key] * max(paid) < least:
            accepted = _("{hours} at least or less: {days} days of the longest shift")
            accepted = accepted.format(hours=format_duration(DAYS_OF[key] * max(paid)), days=DAYS_OF[key])
            yield Inconsistency(key, found, accepted)
        elif key == "hours_per_week" and not _some_week(contract, paid, least, most):
            yield Inconsistency(key, found, _("hours that the shifts of some week with days_per_week come to"))


def paid_lengths(contract: Contract, scenario: Scenario) -> set[timedelta]:
    """The paid time of each shift that the contract may work, on a day on which the clock does not change."""
    own = {_paid(contract.breaks, ((NOTHING, length),)) for length in contract.shift_lengths}
    return own | {_paid(each.rules(contract), each.spans) for each in scenario.shifts_of(contract) if each.parts}


def _paid(rules: Sequence[BreakRule], parts: Sequence[tuple[timedelta, timedelta]]) -> timedelta:
    """The time from the first part to the last, less unpaid breaks and what lies between the parts."""
    return parts[-1][1] - sum((rule.length for rule in breaks_within(rules, parts) if not rule.paid), NOTHING)


def _some_week(contract: Contract, paid: set[timedelta], least: timedelta, most: timedelta | None) -> bool:
    """Whether so many shifts as a week may have come to hours from ``least`` to ``most``."""
    fewest, many = contract.days_per_week
    totals = {NOTHING}
    for days in range(min(many, 7) + 1):
        if days >= fewest and any(least <= total and (most is None or total <= most) for total in totals):
            return True
        totals = {total + length for total in totals for length in paid}
    return not 0 <= fewest <= many <= 7  # told elsewhere


SEQUENCE_RULES: tuple[Callable[[Contract, Scenario], Iterator[Inconsistency]], ...] = (
    least_comes_first,
    limits_are_of_listed_shifts,
    weeks_in_turn_are_in_order,
    any_week_is_one_in_turn,
    rows_have_room,
    windows_have_days,
    successions_are_of_listed_shifts,
    hours_suit_some_shift,
)
