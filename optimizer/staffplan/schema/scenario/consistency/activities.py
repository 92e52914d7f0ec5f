"""What the activities of a scenario must be, and to its grid, contracts and shifts: one function per rule."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.schema.base import MINUTES_PER_DAY, format_clock, format_duration, name_key
from staffplan.schema.scenario.consistency.contract import Inconsistency
from staffplan.schema.scenario.named_shift import breaks_within
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from staffplan.schema.scenario.activity import Activity
    from staffplan.schema.scenario.keys import BreakRule, Contract, Scenario

NOTHING = timedelta(0)
DAY = timedelta(days=1)
BETWEEN_BREAKS = frozenset(";,、")
"""What a schedule's cell has between two breaks."""


def activity_names_differ(scenario: Scenario) -> Iterator[Inconsistency]:
    """Plans name activities, so each name stands for one and can be told from the next break of a cell."""
    keys = [name_key(each.name) for each in scenario.activity]
    for k, (key, each) in enumerate(zip(keys, scenario.activity, strict=True)):
        place = f"activity[{k + 1}].name"
        if not key or not each.name.isprintable() or BETWEEN_BREAKS & set(key):
            yield Inconsistency(place, repr(each.name), _('a name that can be read, without ";" and ","'))
        elif key in keys[:k]:
            found = _("{name} again, as in activity[{first}]").format(name=repr(each.name), first=keys.index(key) + 1)
            yield Inconsistency(place, found, _("a name of its own"))


def activities_are_of_contracts(scenario: Scenario) -> Iterator[Inconsistency]:
    """An activity names contracts of the scenario, each once."""
    names = [contract.name for contract in scenario.contract]
    for k, each in enumerate(scenario.activity, start=1):
        for c, name in enumerate(each.contracts, start=1):
            if name not in names or name in each.contracts[: c - 1]:
                accepted = _("the name of a contract, once: {names}").format(names=", ".join(names))
                yield Inconsistency(f"activity[{k}].contracts[{c}]", repr(name), accepted)


def activities_fit_the_grid(scenario: Scenario) -> Iterator[Inconsistency]:
    """Length, time and window of an activity lie on the grid, the earlier start first; it lasts some of a day."""
    for k, each in enumerate(scenario.activity, start=1):
        lengths = {"length": each.length}
        if each.starts is not None:
            lengths |= {"starts[1]": each.starts[0], "starts[2]": each.starts[1]}
        for key, length in lengths.items():
            if length % scenario.grid:
                accepted = _("a multiple of the grid, {grid}").format(grid=format_duration(scenario.grid))
                yield Inconsistency(f"activity[{k}].{key}", format_duration(length), accepted)
        if not NOTHING < each.length < DAY:
            accepted = _("more than 0s and less than 24h")
            yield Inconsistency(f"activity[{k}].length", format_duration(each.length), accepted)
        if each.starts is not None and each.starts[1] < each.starts[0]:
            found = " ".join(map(format_duration, each.starts))
            yield Inconsistency(f"activity[{k}].starts", found, _("the earlier time first"))
        if each.at is not None and each.at % scenario.slot_minutes:
            accepted = _("a multiple of the grid ({grid}) after midnight").format(grid=format_duration(scenario.grid))
            yield Inconsistency(f"activity[{k}].at", format_clock(each.at), accepted)
        if each.at == MINUTES_PER_DAY:
            yield Inconsistency(f"activity[{k}].at", "24:00", _('"00:00" of the next day'))


def activities_have_a_time(scenario: Scenario) -> Iterator[Inconsistency]:
    """An activity has a time, or comes once in so many weeks, in a window of the shift or not; weekdays once each."""
    for k, each in enumerate(scenario.activity, start=1):
        if each.at is None and each.every_weeks is None:
            yield Inconsistency(f"activity[{k}].every_weeks", _("nothing"), _("every_weeks, or at, or both"))
        if each.at is not None and each.starts is not None:
            found = _("{window} beside at").format(window=" ".join(map(format_duration, each.starts)))
            yield Inconsistency(f"activity[{k}].starts", found, _("at for all at once, or starts for each"))
        for place, weekday in enumerate(each.weekdays):
            if weekday in each.weekdays[:place]:
                found = _("{weekday} again").format(weekday=weekday)
                yield Inconsistency(f"activity[{k}].weekdays[{place + 1}]", found, _("each weekday once"))


def activities_fit_into_shifts(scenario: Scenario) -> Iterator[Inconsistency]:
    """Each contract of an activity without a time has a shift with a place for it, beside the windows of the breaks."""
    for k, each in enumerate(scenario.activity, start=1):
        if each.at is not None or each.length <= NOTHING or scenario.grid <= NOTHING:
            continue
        for contract in scenario.contract:
            shifts = _shifts_of(contract, scenario)
            if (
                each in scenario.activities_of(contract)
                and shifts
                and not any(_has_place(each, length, breaks, scenario.grid) for length, breaks in shifts)
            ):
                found = _("{length} in a shift of {contract}")
                found = found.format(length=format_duration(each.length), contract=contract.name)
                accepted = _("a place in some shift that no break may take: a shorter one, or breaks with less choice")
                key = "starts" if each.starts is not None else "length"
                yield Inconsistency(f"activity[{k}].{key}", found, accepted)


def _shifts_of(contract: Contract, scenario: Scenario) -> list[tuple[timedelta, tuple[BreakRule, ...]]]:
    """Length and breaks of each shift of a contract, on a day on which the clock does not change."""
    own = [(length, breaks_within(contract.breaks, ((NOTHING, length),))) for length in contract.shift_lengths]
    named = [each for each in scenario.shifts_of(contract) if each.parts]
    return own + [(each.spans[-1][1], breaks_within(each.rules(contract), each.spans)) for each in named]


def _has_place(activity: Activity, length: timedelta, breaks: Sequence[BreakRule], grid: timedelta) -> bool:
    """Whether an activity may start somewhere in its window, off the windows of the breaks."""
    first, last = activity.starts or (NOTHING, length)
    at, last = first, min(last, length - activity.length)
    while at <= last:
        if all(at + activity.length <= rule.starts[0] or rule.starts[1] + rule.length <= at for rule in breaks):
            return True
        at += grid
    return False


ACTIVITY_RULES: tuple[Callable[[Scenario], Iterator[Inconsistency]], ...] = (
    activity_names_differ,
    activities_are_of_contracts,
    activities_fit_the_grid,
    activities_have_a_time,
    activities_fit_into_shifts,
)
