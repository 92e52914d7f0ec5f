"""What the rotations of a scenario must be, and to the contracts that name them: one function per rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.schema.base import name_key
from staffplan.schema.limits import MOST_DAYS
from staffplan.schema.scenario.consistency.contract import Inconsistency
from staffplan.schema.scenario.rotation import EITHER, OFF, WORK, steps_of
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from staffplan.schema.scenario.keys import Scenario


DAYS_IN_WEEK = 7


def rotation_names_differ(scenario: Scenario) -> Iterator[Inconsistency]:
    """Contracts name rotations, so each name stands for one."""
    keys = [name_key(each.name) for each in scenario.rotation]
    for k, (key, each) in enumerate(zip(keys, scenario.rotation, strict=True)):
        if not key or not each.name.isprintable():
            yield Inconsistency(f"rotation[{k + 1}].name", repr(each.name), _("a name that can be read"))
        elif key in keys[:k]:
            found = _("{name} again, as in rotation[{first}]").format(name=repr(each.name), first=keys.index(key) + 1)
            yield Inconsistency(f"rotation[{k + 1}].name", found, _("a name of its own"))


def rotations_have_days(scenario: Scenario) -> Iterator[Inconsistency]:
    """A table has days, not too many, some of which may be worked."""
    for k, each in enumerate(scenario.rotation, start=1):
        days = len(each.steps)
        if not 1 <= days <= MOST_DAYS:
            found = _("{days} days").format(days=days)
            yield Inconsistency(f"rotation[{k}].days", found, _("from 1 to {most} days").format(most=MOST_DAYS))
        elif set(each.steps) == {OFF}:
            yield Inconsistency(f"rotation[{k}].days", _("days off alone"), _("some working day"))


def rows_are_weeks(scenario: Scenario) -> Iterator[Inconsistency]:
    """Of a table of several rows each is a week."""
    for k, each in enumerate(scenario.rotation, start=1):
        for number, row in enumerate(each.days if len(each.days) > 1 else (), start=1):
            if (days := len(steps_of(row))) != DAYS_IN_WEEK:
                found = _("{days} days").format(days=days)
                yield Inconsistency(f"rotation[{k}].days[{number}]", found, _("7 days: a row is a week"))


def shared_phases_begin(scenario: Scenario) -> Iterator[Inconsistency]:
    """Only a shared phase begins on a date."""
    for k, each in enumerate(scenario.rotation, start=1):
        if each.begins is not None and each.phase == "free":
            found = _('{date}, while phase = "free"').format(date=each.begins.isoformat())
            yield Inconsistency(f"rotation[{k}].begins", found, _('nothing, or phase = "shared" as well'))


def named_rotations_are_known(scenario: Scenario) -> Iterator[Inconsistency]:
    """A contract names a rotation of the scenario."""
    names = [each.name for each in scenario.rotation]
    for c, contract in enumerate(scenario.contract, start=1):
        if contract.rotation is not None and contract.rotation not in names:
            accepted = _("the name of a [[rotation]]: {names}").format(names=", ".join(names))
            accepted = accepted if names else _("nothing, or a [[rotation]] of that name in the scenario")
            yield Inconsistency(f"contract[{c}].rotation", repr(contract.rotation), accepted)


def steps_name_listed_shifts(scenario: Scenario) -> Iterator[Inconsistency]:
    """What a rotation names are (beginnings of) shifts that each contract of it lists."""
    for k, each in enumerate(scenario.rotation, start=1):
        named = [step for step in dict.fromkeys(each.steps) if step not in (OFF, WORK, EITHER)]
        for contract in scenario.contract:
            if contract.rotation != each.name:
                continue
            unknown = [step for step in named if not any(name.startswith(step) for name in contract.shifts)]
            if unknown:
                accepted = _("O, W, ? or how a shift of the contract {contract} begins: {names}")
                accepted = accepted.format(contract=contract.name, names=", ".join(contract.shifts) or "-")
                yield Inconsistency(f"rotation[{k}].days", ", ".join(map(repr, unknown)), accepted)


ROTATION_RULES: tuple[Callable[[Scenario], Iterator[Inconsistency]], ...] = (
    rotation_names_differ,
    rotations_have_days,
    rows_are_weeks,
    shared_phases_begin,
    named_rotations_are_known,
    steps_name_listed_shifts,
)
