"""What the scenario's keys must be to one another: one function per rule, each naming the key to change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.schema.base import MINUTES_PER_DAY, format_clock, format_duration, name_key
from staffplan.schema.scenario.consistency.activities import ACTIVITY_RULES
from staffplan.schema.scenario.consistency.bank import BANK_RULES
from staffplan.schema.scenario.consistency.contract import CONTRACT_RULES, Inconsistency
from staffplan.schema.scenario.consistency.people import PEOPLE_RULES
from staffplan.schema.scenario.consistency.rotations import ROTATION_RULES
from staffplan.schema.scenario.consistency.sequences import SEQUENCE_RULES
from staffplan.schema.scenario.keys import WEEKDAYS
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from staffplan.schema.base import ClockRange
    from staffplan.schema.scenario.keys import Scenario

__all__ = ["Inconsistency", "inconsistencies"]


def inconsistencies(scenario: Scenario, *, shifts: bool = True) -> list[Inconsistency]:
    """Everything in ``scenario`` that is right alone and wrong together, in the order of the keys.

    Without ``shifts`` nobody uses the contract that a scenario without any has by default: it need not fit the rest.
    """
    rules = (*SCENARIO_RULES, *BANK_RULES, *ROTATION_RULES, *ACTIVITY_RULES, *PEOPLE_RULES)
    found = [wrong for rule in rules for wrong in rule(scenario)]
    if not shifts and "contract" not in scenario.model_fields_set:
        return found
    for index, contract in enumerate(scenario.contract, start=1):
        for rule in (*CONTRACT_RULES, *SEQUENCE_RULES):
            found.extend(replace(w, key=f"contract[{index}].{w.key}") for w in rule(contract, scenario))
    return found


def clock_times_fit_the_grid(scenario: Scenario) -> Iterator[Inconsistency]:
    """Opening hours, the scoring window and the bot's hours lie on the grid, and begin before midnight."""
    for key, hours in _clock_ranges(scenario):
        for k, minutes in enumerate(hours):
            place = f"{key}[{k + 1}]" if not key.startswith("bot.") else f"{key}.{('from', 'to')[k]}"
            if minutes % scenario.slot_minutes:
                accepted = _("a multiple of the grid ({grid}) after midnight")
                accepted = accepted.format(grid=format_duration(scenario.grid))
                yield Inconsistency(place, format_clock(minutes), accepted)
            if k == 0 and minutes == MINUTES_PER_DAY:
                yield Inconsistency(place, "24:00", _('"00:00": hours begin at a time of the day itself'))


def _clock_ranges(scenario: Scenario) -> Iterator[tuple[str, ClockRange]]:
    yield "opening.hours", scenario.opening.hours
    for weekday, hours in scenario.opening.by_weekday.items():
        yield f"opening.by_weekday.{weekday}", hours
    for k, dated in enumerate(scenario.opening.date, start=1):
        if dated.hours is not None:
            yield f"opening.date[{k}].hours", dated.hours
    for k, asked in enumerate(scenario.target.hours, start=1):
        if asked.hours is not None:
            yield f"target.hours[{k}].hours", asked.hours
    for k, role in enumerate(scenario.role, start=1):
        if role.hours is not None:
            yield f"role[{k}].hours", role.hours
    if scenario.target.scoring_window is not None:
        yield "target.scoring_window", scenario.target.scoring_window
    for k, entry in enumerate(scenario.bot.by_hour, start=1):
        yield f"bot.by_hour[{k}]", (entry.from_, entry.to)


def some_day_is_open(scenario: Scenario) -> Iterator[Inconsistency]:
    """A weekday is left on which somebody answers, and each closed one is named once."""
    closed = scenario.opening.closed
    if set(closed) == set(WEEKDAYS):
        yield Inconsistency("opening.closed", _("all seven weekdays"), _("six weekdays at most"))
    elif len(set(closed)) < len(closed):
        yield Inconsistency("opening.closed", ", ".join(closed), _("each weekday once"))


def closed_days_have_no_hours(scenario: Scenario) -> Iterator[Inconsistency]:
    """A weekday is closed, or has hours of its own, not both."""
    for weekday in scenario.opening.by_weekday:
        if weekday in scenario.opening.closed:
            key = f"opening.by_weekday.{weekday}"
            yield Inconsistency(key, _("hours of a weekday that is in opening.closed"), _("only one of the two"))


def dates_lie_on_a_calendar(scenario: Scenario) -> Iterator[Inconsistency]:
    """A typical week has weekdays and no dates, so nothing can be said of a date or a holiday."""
    if not scenario.cyclic:
        return
    accepted = _("weekdays alone: cyclic = true plans a typical week, which has no dates")
    if scenario.opening.holidays is not None:
        yield Inconsistency("opening.holidays", f'"{scenario.opening.holidays}"', accepted)
    for key, dates in dates_named(scenario):
        if dates:
            yield Inconsistency(key, ", ".join(map(str, dates[:2])), accepted)


def each_date_is_named_once(scenario: Scenario) -> Iterator[Inconsistency]:
    """No date has two sets of opening hours."""
    named: dict[date, str] = {}
    for k, entry in enumerate(scenario.opening.date, start=1):
        again = next((day for day in entry.days() if day in named), None)
        if again is not None:
            found = _("{date} again, as in {first}").format(date=again.isoformat(), first=named[again])
            yield Inconsistency(f"opening.date[{k}]", found, _("each date once"))
        named.update(dict.fromkeys(entry.days(), f"opening.date[{k}]"))


def dates_named(scenario: Scenario) -> Iterator[tuple[str, list[date]]]:
    """Each key that may name dates, and the dates that it names."""
    for k, entry in enumerate(scenario.opening.date, start=1):
        yield f"opening.date[{k}]", entry.days()
    for k, asked in enumerate(scenario.target.hours, start=1):
        yield f"target.hours[{k}].dates", list(asked.dates)
    for k, role in enumerate(scenario.role, start=1):
        yield f"role[{k}].dates", list(role.dates)


def some_open_hour_is_scored(scenario: Scenario) -> Iterator[Inconsistency]:
    """The scoring window holds some of the opening hours."""
    window, opening = scenario.target.scoring_window, scenario.opening
    hours = [each for each in opening.of_any_day() if each is not None]
    if window is None or not hours:
        return
    scored = _minutes_of(window)
    if not any(scored & _minutes_of(each) for each in hours):
        found = f"{format_clock(window[0])}-{format_clock(window[1])}"
        yield Inconsistency("target.scoring_window", found, _("a window that holds some of the opening hours"))


def _minutes_of(hours: ClockRange) -> set[int]:
    """The minutes of the day that ``hours`` hold."""
    first, last = hours
    last += MINUTES_PER_DAY if last <= first else 0
    return {minute % MINUTES_PER_DAY for minute in range(first, last)}


def contract_names_differ(scenario: Scenario) -> Iterator[Inconsistency]:
    """Plans name contracts, so each name stands for one, also where a spreadsheet changes the width of its signs."""
    keys = [name_key(contract.name) for contract in scenario.contract]
    for k, (key, contract) in enumerate(zip(keys, scenario.contract, strict=True)):
        if not key or not contract.name.isprintable():
            yield Inconsistency(f"contract[{k + 1}].name", repr(contract.name), _("a name that can be read"))
        elif key in keys[:k]:
            found = _("{name} again, as in contract[{first}]")
            found = found.format(name=repr(contract.name), first=keys.index(key) + 1)
            yield Inconsistency(f"contract[{k + 1}].name", found, _("a name of its own"))


def pay_is_for_a_contract(scenario: Scenario) -> Iterator[Inconsistency]:
    """Each entry of the payroll names a contract of the scenario, and no two the same."""
    names = [contract.name for contract in scenario.contract]
    paid = [pay.name for pay in scenario.payroll.contract]
    for k, name in enumerate(paid, start=1):
        if name not in names or name in paid[: k - 1]:
            accepted = _("the name of a contract, once: {names}").format(names=", ".join(names))
            yield Inconsistency(f"payroll.contract[{k}].name", repr(name), accepted)


def somebody_may_work(scenario: Scenario) -> Iterator[Inconsistency]:
    """The contracts' limits allow one agent, and as many as must be on duty at least."""
    limits = [contract.headcount[1] for contract in scenario.contract]
    if None in limits:
        return
    most = sum(limit for limit in limits if limit is not None)
    if most < 1:
        yield Inconsistency("contract[1].headcount", _("no agent in any contract"), _("1 agent or more at most"))
    elif most < scenario.target.minimum_staff:
        accepted = _("{most} at most, the headcount of all contracts").format(most=most)
        yield Inconsistency("target.minimum_staff", str(scenario.target.minimum_staff), accepted)


def staff_has_seats(scenario: Scenario) -> Iterator[Inconsistency]:
    """No more have to be there than there are seats."""
    target = scenario.target
    entries = [("target", target.minimum_staff, target.maximum_staff)]
    for k, asked in enumerate(target.hours, start=1):
        entries.append((f"target.hours[{k}]", asked.minimum_staff or 0, asked.maximum_staff))
    for key, least, most in entries:
        if most is not None and most < least:
            accepted = _("{least} or more, the minimum_staff").format(least=least)
            yield Inconsistency(f"{key}.maximum_staff", str(most), accepted)


def shares_fit_the_scope(scenario: Scenario) -> Iterator[Inconsistency]:
    """A share of some slots is no part of an average over slots that have another."""
    scope = scenario.target.scope
    for k, asked in enumerate(scenario.target.hours, start=1):
        if asked.share is None or scope == "slot" or (scope == "day" and asked.hours is None):
            continue
        accepted = _('target.scope = "slot"; or "day", where it is for whole days (weekdays or dates, no hours)')
        yield Inconsistency(f"target.hours[{k}].share", f"{asked.share:g}", accepted)


def roles_can_be_filled(scenario: Scenario) -> Iterator[Inconsistency]:
    """Each role is one of some contracts, which may have as many agents as it asks for."""
    for k, role in enumerate(scenario.role, start=1):
        contracts = scenario.contracts_of(role)
        limits = [contract.headcount[1] for contract in contracts]
        most = sum(limit or 0 for limit in limits)
        known = dict.fromkeys(name for each in scenario.contract for name in (each.label, each.name) if name)
        if not contracts:
            accepted = _("the label or the name of a contract: {names}").format(names=", ".join(known))
            yield Inconsistency(f"role[{k}].label", repr(role.label), accepted)
        elif None not in limits and most < role.at_least:
            accepted = _("{most} at most, the headcount of its contracts").format(most=most)
            yield Inconsistency(f"role[{k}].at_least", str(role.at_least), accepted)


def prices_fit_the_rest(scenario: Scenario) -> Iterator[Inconsistency]:
    """A need with prices is each slot's own, and being short of it costs something."""
    if scenario.objective.prices is None:
        return
    because = _("while objective.overstaff, understaff or per_shift_type give the need a price")
    if not scenario.objective.understaff:
        found = _("nothing") if scenario.objective.understaff is None else "0"
        accepted = _("more than 0, {because}: else a plan of nobody is the best").format(because=because)
        yield Inconsistency("objective.understaff", found, accepted)
    if scenario.target.scope != "slot":
        accepted = _('every slot on its own ("slot"), {because}').format(because=because)
        yield Inconsistency("target.scope", f'"{scenario.target.scope}"', accepted)
    if scenario.messages.reply_within is not None:
        found = format_duration(scenario.messages.reply_within)
        yield Inconsistency("messages.reply_within", found, _("nothing, {because}").format(because=because))


def there_is_time_to_search(scenario: Scenario) -> Iterator[Inconsistency]:
    """The time limit is longer than nothing."""
    if scenario.solve.time_limit <= timedelta(0):
        yield Inconsistency("solve.time_limit", format_duration(scenario.solve.time_limit), _("more than 0s"))


def holidays_are_some_country_s(scenario: Scenario) -> Iterator[Inconsistency]:
    """Whoever closes on holidays says whose."""
    if scenario.opening.holidays == "closed" and not scenario.payroll.country:
        found = _('"closed", while payroll.country is empty')
        yield Inconsistency("opening.holidays", found, _("nothing, or a country whose holidays are meant"))


SCENARIO_RULES: tuple[Callable[[Scenario], Iterator[Inconsistency]], ...] = (
    clock_times_fit_the_grid,
    some_day_is_open,
    holidays_are_some_country_s,
    closed_days_have_no_hours,
    dates_lie_on_a_calendar,
    each_date_is_named_once,
    some_open_hour_is_scored,
    contract_names_differ,
    pay_is_for_a_contract,
    somebody_may_work,
    staff_has_seats,
    shares_fit_the_scope,
    roles_can_be_filled,
    prices_fit_the_rest,
    there_is_time_to_search,
)
