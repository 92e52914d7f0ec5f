"""What the keys of one contract must be to one another: one function per rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise, product
from typing import TYPE_CHECKING

from staffplan.schema.base import MINUTES_PER_DAY, format_clock, format_duration
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from staffplan.schema.scenario.keys import BreakRule, Contract, Scenario

DAY = timedelta(days=1)
NOTHING = timedelta(0)
WEEKS = tuple(product((False, True), repeat=7))
"""Every week of days off and working days."""


@dataclass(frozen=True)
class Inconsistency:
    """Keys that are right alone and wrong together."""

    key: str
    """The key to change, dotted; lists count from 1: ``contract[2].breaks[1].starts``."""
    found: str
    """What stands there, as a phrase."""
    accepted: str
    """What would be accepted, as a phrase."""


def lengths_fit_the_grid(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """Shift lengths, breaks and their windows, and the step of starts are multiples of the grid."""
    lengths = {f"shift_lengths[{k}]": length for k, length in enumerate(contract.shift_lengths, start=1)}
    if contract.start_step is not None:
        lengths["start_step"] = contract.start_step
    for k, rule in enumerate(contract.breaks, start=1):
        lengths[f"breaks[{k}].length"] = rule.length
        lengths[f"breaks[{k}].starts[1]"], lengths[f"breaks[{k}].starts[2]"] = rule.starts
    for key, length in lengths.items():
        if length % scenario.grid:
            accepted = _("a multiple of the grid, {grid}").format(grid=format_duration(scenario.grid))
            yield Inconsistency(key, format_duration(length), accepted)


def starts_fit_the_grid(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """Earliest and latest start lie on the grid, and the earliest before midnight."""
    if contract.starts is None:
        return
    for k, minutes in enumerate(contract.starts, start=1):
        if minutes % scenario.slot_minutes:
            accepted = _("a multiple of the grid ({grid}) after midnight").format(grid=format_duration(scenario.grid))
            yield Inconsistency(f"starts[{k}]", format_clock(minutes), accepted)
    if contract.starts[0] == MINUTES_PER_DAY:
        yield Inconsistency("starts[1]", "24:00", _('"00:00": the earliest start is a time of the day itself'))


def shifts_last_some_of_a_day(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """A shift is longer than nothing and shorter than a day, and each length is listed once."""
    del scenario
    for k, length in enumerate(contract.shift_lengths, start=1):
        text = format_duration(length)
        if not NOTHING < length < DAY:
            yield Inconsistency(f"shift_lengths[{k}]", text, _("more than 0s and less than 24h"))
        elif length in contract.shift_lengths[: k - 1]:
            yield Inconsistency(f"shift_lengths[{k}]", _("{length} again").format(length=text), _("each length once"))


def start_step_is_positive(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """Starts are some time apart."""
    if contract.start_step is not None and not NOTHING < contract.start_step <= DAY:
        accepted = _("a multiple of the grid, {grid}, up to 24h").format(grid=format_duration(scenario.grid))
        yield Inconsistency("start_step", format_duration(contract.start_step), accepted)


def breaks_last_some_time(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """A break is longer than nothing, and its window does not end before it begins."""
    del scenario
    for k, rule in enumerate(contract.breaks, start=1):
        if rule.length <= NOTHING:
            yield Inconsistency(f"breaks[{k}].length", format_duration(rule.length), _("more than 0s"))
        if rule.starts[1] < rule.starts[0]:
            yield Inconsistency(f"breaks[{k}].starts", _window(rule), _("the earlier time first"))


def breaks_come_one_after_the_other(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """A break ends, wherever in its window it starts, before the next one may start."""
    del scenario
    for k, (rule, following) in enumerate(pairwise(contract.breaks), start=2):
        if following.starts[0] < rule.starts[1] + rule.length:
            accepted = _("{end} or later, when the break before it is over at the latest")
            accepted = accepted.format(end=format_duration(rule.starts[1] + rule.length))
            yield Inconsistency(f"breaks[{k}].starts", _window(following), accepted)


def breaks_fit_a_shift(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """Each break that was asked for fits, with its whole window, into the longest shift; shorter ones go without it."""
    longest = max((*contract.shift_lengths, *lengths_without_breaks(contract, scenario)), default=None)
    if longest is None:
        return  # all its shifts have breaks of their own
    asked_for = contract.breaks if "breaks" in contract.model_fields_set else ()
    for k, rule in enumerate(asked_for, start=1):
        if rule.starts[1] + rule.length > longest:
            found = _("{window} and {length} long").format(window=_window(rule), length=format_duration(rule.length))
            accepted = _("a break that is over {longest} into the longest shift")
            yield Inconsistency(f"breaks[{k}].starts", found, accepted.format(longest=format_duration(longest)))


def lengths_without_breaks(contract: Contract, scenario: Scenario) -> list[timedelta]:
    """Lengths of the named shifts that have no breaks but the contract's."""
    shifts = scenario.shifts_of(contract)
    return [each.spans[0][1] for each in shifts if each.breaks is None and len(each.parts) == 1]


def work_is_left_between_breaks(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """The breaks of a shift leave some of it for work."""
    del scenario
    for k, length in enumerate(contract.shift_lengths, start=1):
        breaks = [rule.length for rule in contract.breaks if rule.starts[1] + rule.length <= length]
        if NOTHING < length <= sum(breaks, NOTHING):
            found = _("{length}, all of it breaks").format(length=format_duration(length))
            yield Inconsistency(f"shift_lengths[{k}]", found, _("a shift longer than its breaks"))


def days_per_week_are_in_order(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """0 ≤ least ≤ most ≤ 7, and most is a day at least; pairs that take turns are looked at one by one elsewhere."""
    del scenario
    least, most = contract.days_per_week
    if not (0 <= least <= most <= 7 and most >= 1) and not contract.weeks_in_turn:
        yield Inconsistency("days_per_week", f"[{least}, {most}]", _("least and most from 0 to 7, the least first"))


def some_week_obeys_all_day_rules(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """A week exists that has the working days, days in a row and days off side by side that are asked for."""
    del scenario
    keys = {f"weeks_in_turn[{k}]": pair for k, pair in enumerate(contract.weeks_in_turn, start=1)}
    for key, (least, most) in (keys or {"days_per_week": contract.days_per_week}).items():
        if not 0 <= least <= most <= 7 or any(_obeys(week, least, most, contract) for week in WEEKS):
            continue
        found = _("[{least}, {most}] with max_days_in_row = {row} and days_off_in_row = {off}")
        found = found.format(least=least, most=most, row=contract.max_days_in_row, off=contract.days_off_in_row)
        if contract.days_off_in_any:
            found = _("{found} and days_off_in_any").format(found=found)
        yield Inconsistency(key, found, _("rules that some week of 7 days can keep"))


def _obeys(week: tuple[bool, ...], least: int, most: int, contract: Contract) -> bool:
    """Whether a week keeps the rules of days; days off that may lie over its end go on outside it."""
    runs = "".join("x" if works else " " for works in week)
    off = max(map(len, runs.split("x")))
    if contract.days_off_across_weeks and not (week[0] and week[-1]):
        off = 7
    in_row = max(map(len, runs.split()), default=0)
    return (
        least <= sum(week) <= most
        and in_row <= contract.max_days_in_row
        and off >= contract.days_off_in_row
        and all(_enough_off(week, *window) for window in contract.days_off_in_any)
    )


def _enough_off(week: tuple[bool, ...], window: int, off: int) -> bool:
    """Whether each window of so many days in a row has the days off; none lies in the week if it is longer."""
    if not window >= 2 or not off < window:  # told elsewhere
        return True
    return all(window - sum(week[first : first + window]) >= off for first in range(7 - window + 1))


def headcounts_are_in_order(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """Least ≤ most."""
    del scenario
    least, most = contract.headcount
    if most is not None and most < least:
        yield Inconsistency("headcount", f"[{least}, {most}]", _("least and most of 0 or more, the least first"))


def cost_is_known(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """Who minimises cost says what each contract costs."""
    if scenario.objective.minimise == "cost" and contract.hourly_cost is None:
        found = _('nothing, while objective.minimise = "cost"')
        yield Inconsistency("hourly_cost", found, _("the cost of a paid hour, in every contract"))


def some_shift_lies_in_opening_hours(contract: Contract, scenario: Scenario) -> Iterator[Inconsistency]:
    """Where no starts are given, the shortest shift fits between opening and closing of some day."""
    opening, shortest = scenario.opening, min(contract.shift_lengths, default=NOTHING)
    longest = max(0 if hours is None else hours[1] - hours[0] for hours in opening.of_any_day())
    if contract.starts is None and 0 < longest < shortest.total_seconds() / 60:
        found = _("none, while the shortest shift lasts {shift} and the longest opening hours {hours}").format(
            shift=format_duration(shortest), hours=format_duration(timedelta(minutes=longest))
        )
        yield Inconsistency("starts", found, _("earliest and latest start, or a shift within the opening hours"))


def _window(rule: BreakRule) -> str:
    return f"[{format_duration(rule.starts[0])}, {format_duration(rule.starts[1])}]"


CONTRACT_RULES: tuple[Callable[[Contract, Scenario], Iterator[Inconsistency]], ...] = (
    lengths_fit_the_grid,
    starts_fit_the_grid,
    shifts_last_some_of_a_day,
    start_step_is_positive,
    breaks_last_some_time,
    breaks_come_one_after_the_other,
    breaks_fit_a_shift,
    work_is_left_between_breaks,
    days_per_week_are_in_order,
    some_week_obeys_all_day_rules,
    headcounts_are_in_order,
    cost_is_known,
    some_shift_lies_in_opening_hours,
)
