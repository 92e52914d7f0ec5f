"""What the keys of the shift bank must be to one another and to the contracts: one function per rule."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from staffplan.schema.base import MINUTES_PER_DAY, format_clock, format_duration, name_key
from staffplan.schema.scenario.consistency.contract import (
    Inconsistency,
    breaks_come_one_after_the_other,
    breaks_last_some_time,
    lengths_fit_the_grid,
)
from staffplan.schema.scenario.contract import Contract
from staffplan.schema.scenario.named_shift import breaks_within
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from staffplan.schema.scenario.keys import NamedShift, Scenario

NOTHING = timedelta(0)
BETWEEN_SHIFTS = ";"
"""What a roster's cell has between two shifts of a day."""
DAY_OFF = frozenset({"-", "–", "—", "off", "休"})
"""What a roster's cell may hold on a day off."""


def spelled(name: str) -> str:
    """What spellings of a shift's name have in common: width and case of its signs, spaces anywhere in it."""
    return "".join(name_key(name).casefold().split())


def shift_names_differ(scenario: Scenario) -> Iterator[Inconsistency]:
    """Plans name shifts, so each name stands for one, whatever a spreadsheet makes of width, case and spaces."""
    keys = [spelled(each.name) for each in scenario.shift]
    for k, (key, each) in enumerate(zip(keys, scenario.shift, strict=True)):
        place = f"shift[{k + 1}].name"
        if not key or not each.name.isprintable() or key in DAY_OFF or BETWEEN_SHIFTS in key:
            accepted = _('a name that a roster can show beside times, without ";"')
            yield Inconsistency(place, repr(each.name), accepted)
        elif key in keys[:k]:
            found = _("{name} again, as in shift[{first}]")
            found = found.format(name=repr(each.name), first=keys.index(key) + 1)
            yield Inconsistency(place, found, _("a name of its own"))


def shifts_have_times(scenario: Scenario) -> Iterator[Inconsistency]:
    """A named shift has a start and an end, or the hours of its parts, all on the grid."""
    for k, each in enumerate(scenario.shift, start=1):
        both = each.start is not None and each.end is not None
        if each.hours and (each.start is not None or each.end is not None):
            key = "start" if each.start is not None else "end"
            found = _("{time} beside hours").format(time=format_clock(each.start or each.end or 0))
            yield Inconsistency(f"shift[{k}].{key}", found, _("start and end, or hours"))
        elif not each.hours and not both:
            key = "end" if each.start is not None else "start"
            yield Inconsistency(f"shift[{k}].{key}", _("nothing"), _("start and end, or hours"))
        yield from _on_the_grid(each, k, scenario)


def _on_the_grid(each: NamedShift, k: int, scenario: Scenario) -> Iterator[Inconsistency]:
    edges = {"start": each.start, "end": each.end}
    for part, hours in enumerate(each.hours, start=1):
        edges |= {f"hours[{part}][1]": hours[0], f"hours[{part}][2]": hours[1]}
    for key, minutes in edges.items():
        if minutes is not None and minutes % scenario.slot_minutes:
            accepted = _("a multiple of the grid ({grid}) after midnight").format(grid=format_duration(scenario.grid))
            yield Inconsistency(f"shift[{k}].{key}", format_clock(minutes), accepted)
        if minutes == MINUTES_PER_DAY and key in ("start", "hours[1][1]"):
            yield Inconsistency(f"shift[{k}].{key}", "24:00", _('"00:00": a shift starts at a time of the day itself'))


def shifts_end_within_a_day(scenario: Scenario) -> Iterator[Inconsistency]:
    """A named shift ends later than it starts, less than a day later; its parts are apart."""
    for k, each in enumerate(scenario.shift, start=1):
        parts = each.parts
        for number, ((_begin, end), (resumed, _end)) in enumerate(pairwise(parts), start=2):
            if end == resumed:
                found = _("{time}, when the part before it ends").format(time=format_clock(end % MINUTES_PER_DAY))
                yield Inconsistency(f"shift[{k}].hours[{number}]", found, _("some time between the parts"))
        if parts and parts[-1][1] - parts[0][0] >= MINUTES_PER_DAY:
            key = "hours" if each.hours else "end"
            found = "-".join(format_clock(m % MINUTES_PER_DAY) for m in (parts[0][0], parts[-1][1]))
            accepted = _("an end less than 24h after the start, the parts in their order")
            yield Inconsistency(f"shift[{k}].{key}", found, accepted)


def own_breaks_fit(scenario: Scenario) -> Iterator[Inconsistency]:
    """The breaks of a named shift are in order, each in one part of it with its whole window, and leave some work."""
    for k, each in enumerate(scenario.shift, start=1):
        probe = Contract(name=each.name, shift_lengths=(scenario.grid,), breaks=each.breaks or ())
        for rule in (lengths_fit_the_grid, breaks_last_some_time, breaks_come_one_after_the_other):
            for wrong in rule(probe, scenario):
                yield Inconsistency(f"shift[{k}].{wrong.key}", wrong.found, wrong.accepted)
        fitting = breaks_within(each.breaks or (), each.spans) if each.parts else each.breaks or ()
        for number, own in enumerate(each.breaks or (), start=1):
            if own not in fitting:
                window = " ".join(map(format_duration, own.starts))
                accepted = _("a break that lies in one part of the shift, wherever in its window it starts")
                yield Inconsistency(f"shift[{k}].breaks[{number}].starts", window, accepted)


def listed_shifts_are_known(scenario: Scenario) -> Iterator[Inconsistency]:
    """Contracts list names of the bank, each once, and leave work beside the breaks; or they have lengths."""
    names = [each.name for each in scenario.shift]
    for c, contract in enumerate(scenario.contract, start=1):
        for k, name in enumerate(contract.shifts, start=1):
            if name not in names or name in contract.shifts[: k - 1]:
                accepted = _("the name of a [[shift]], once: {names}").format(names=", ".join(names) or "-")
                yield Inconsistency(f"contract[{c}].shifts[{k}]", repr(name), accepted)
        for each in scenario.shifts_of(contract):
            due = breaks_within(each.rules(contract), each.spans) if each.parts else ()
            if each.parts and sum((rule.length for rule in due), NOTHING) >= each.spans[-1][1]:
                found = _("{name}, all of it breaks").format(name=each.name)
                yield Inconsistency(f"contract[{c}].shifts", found, _("a shift longer than its breaks"))
        if not contract.shift_lengths and not contract.shifts:
            yield Inconsistency(f"contract[{c}].shift_lengths", "[]", _("a list of lengths, or shifts of the bank"))


BANK_RULES: tuple[Callable[[Scenario], Iterator[Inconsistency]], ...] = (
    shift_names_differ,
    shifts_have_times,
    shifts_end_within_a_day,
    own_breaks_fit,
    listed_shifts_are_known,
)
