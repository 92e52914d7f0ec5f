"""What the keys of a year must be to one another: one function per rule, each naming the key to change."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from staffplan.schema.base import format_duration, name_key
from staffplan.schema.scenario.consistency.contract import Inconsistency
from staffplan.schema.year.supply import REGULAR_MONTH
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.year.calendar import Calendar
    from staffplan.schema.year.supply import SupplyContract
    from staffplan.schema.year.year import Year


def somebody_answers(year: Year) -> Iterator[Inconsistency]:
    """There is a contract or a vendor whose shifts are planned."""
    if not year.contract and not year.vendor:
        yield Inconsistency("contract", _("none, and no vendor"), _("at least one [[contract]] or [[vendor]]"))


def supplier_names_differ(year: Year) -> Iterator[Inconsistency]:
    """Plans and bills name suppliers, so each name stands for one."""
    seen: dict[str, str] = {}
    for key in ("contract", "vendor", "pay_per_inquiry", "bot"):
        for k, one in enumerate(getattr(year, key), start=1):
            place = f"{key}[{k}].name"
            same = name_key(one.name)
            if not same or not one.name.isprintable():
                yield Inconsistency(place, repr(one.name), _("a name that can be read"))
            elif same in seen:
                found = _("{name} again, as in {first}").format(name=repr(one.name), first=seen[same])
                yield Inconsistency(place, found, _("a name of its own"))
            seen.setdefault(same, place)


def prices_are_known(year: Year) -> Iterator[Inconsistency]:
    """Who minimises cost says what each contract costs."""
    for k, one in enumerate(year.contract, start=1):
        if year.objective.minimise == "cost" and one.monthly_pay is None and one.hourly_cost is None:
            found = _('nothing, while objective.minimise = "cost"')
            yield Inconsistency(f"contract[{k}].monthly_pay", found, _("monthly_pay or hourly_cost in every contract"))


def shifts_have_lengths(year: Year) -> Iterator[Inconsistency]:
    """A year has no shift bank: what it costs is worked out by lengths of shifts."""
    for key in ("contract", "vendor"):
        for k, one in enumerate(getattr(year, key), start=1):
            if one.shifts:
                found, accepted = ", ".join(one.shifts), _("shift_lengths: only `staffplan solve` knows named shifts")
                yield Inconsistency(f"{key}[{k}].shifts", found, accepted)


def need_has_no_price(year: Year) -> Iterator[Inconsistency]:
    """A year is planned for a need that is met."""
    for key in ("overstaff", "understaff", "per_shift_type"):
        price = getattr(year.objective, key)
        if price is not None:
            yield Inconsistency(
                f"objective.{key}", f"{price:g}", _("nothing: only `staffplan solve` knows such prices")
            )


def overtime_stays_legal(year: Year) -> Iterator[Inconsistency]:
    """Nobody could work more overtime than a month allows, and what is overtime can be told from the shifts."""
    for k, one in enumerate(year.contract, start=1):
        if one.overtime is None:
            continue
        least, most = one.days_per_week
        if least != most or len(one.shift_lengths) != 1:
            found = _("a number of regular days or hours that varies")
            yield Inconsistency(f"contract[{k}].overtime", found, _("one shift length, and least = most days a week"))
            continue
        if most + one.overtime.days > 7:
            found = _("{days} days a week").format(days=most + one.overtime.days)
            yield Inconsistency(f"contract[{k}].overtime.days", found, _("7 days with the regular ones at most"))
        yield from _overtime_lengths(one, k)
        hours = overtime_hours_per_month(one)
        if hours > one.overtime.hours_per_month + 1e-9:
            found = _("up to {hours:.1f} hours of overtime a month").format(hours=hours)
            accepted = _("{limit:g} hours at most: fewer days, or shorter shift_lengths")
            yield Inconsistency(f"contract[{k}].overtime", found, accepted.format(limit=one.overtime.hours_per_month))


def _overtime_lengths(one: SupplyContract, k: int) -> Iterator[Inconsistency]:
    assert one.overtime is not None
    for length in one.overtime.shift_lengths:
        if length <= one.shift_lengths[0]:
            accepted = _("longer than the regular shift, {length}").format(length=format_duration(one.shift_lengths[0]))
            yield Inconsistency(f"contract[{k}].overtime.shift_lengths", format_duration(length), accepted)


def paid_hours(contract: SupplyContract, length_hours: float) -> float:
    """Paid hours of a shift: its length less the unpaid breaks that fit into it."""
    unpaid = sum(
        rule.length.total_seconds() / 3600
        for rule in contract.breaks
        if not rule.paid and (rule.starts[1] + rule.length).total_seconds() / 3600 <= length_hours
    )
    return length_hours - unpaid


def overtime_hours_per_month(contract: SupplyContract) -> float:
    """The most overtime that the rules let one person work in an average month."""
    overtime = contract.overtime
    if overtime is None:
        return 0.0
    regular = paid_hours(contract, contract.shift_lengths[0].total_seconds() / 3600)
    longest = max((length.total_seconds() / 3600 for length in overtime.shift_lengths), default=0.0)
    beyond = max(0.0, paid_hours(contract, longest) - regular) if longest else 0.0
    days = contract.days_per_week[1]
    per_week = overtime.days * regular + (days + overtime.days) * beyond
    return per_week * (REGULAR_MONTH.total_seconds() / (7 * 86400))


def revenue_is_known(year: Year) -> Iterator[Inconsistency]:
    """Who limits labour's share says what each season earns."""
    if year.limits.labour_share is None:
        return
    for k, season in enumerate(year.season, start=1):
        if not season.revenue:
            found = _("nothing, while limits.labour_share is set")
            yield Inconsistency(f"season[{k}].revenue", found, _("the revenue of the whole season"))


def named_bots_exist(year: Year) -> Iterator[Inconsistency]:
    """Seasons and today name bots that there are."""
    names = [option.name for option in year.bot]
    accepted = _("the name of a [[bot]]: {names}").format(names=", ".join(names))
    for k, season in enumerate(year.season, start=1):
        for name in season.deflection:
            if name not in names:
                yield Inconsistency(f"season[{k}].deflection", repr(name), accepted)
    if year.today is not None and year.today.bot is not None and year.today.bot not in names:
        yield Inconsistency("today.bot", repr(year.today.bot), accepted)


def named_contracts_exist(year: Year) -> Iterator[Inconsistency]:
    """Seasons and today name contracts and vendors that there are."""
    names = [one.name for one in (*year.contract, *year.vendor)]
    accepted = _("the name of a contract or vendor: {names}").format(names=", ".join(names))
    for k, season in enumerate(year.season, start=1):
        for name in season.rules:
            if name not in names:
                yield Inconsistency(f"season[{k}].rules", repr(name), accepted)
    for name in year.today.agents if year.today is not None else ():
        if name not in names:
            yield Inconsistency("today.agents", repr(name), accepted)


def seats_are_no_part_of_a_year(scenario: Scenario) -> Iterator[Inconsistency]:
    """The model of a year knows no seats, and one share a season: it would promise teams that do not serve."""
    target = scenario.target
    entries = [("target", target.maximum_staff)]
    entries += [(f"target.hours[{k}]", entry.maximum_staff) for k, entry in enumerate(target.hours, start=1)]
    for k, entry in enumerate(target.hours, start=1):
        if entry.share is not None:
            accepted = _("nothing: the share of a season is one, in its own target")
            yield Inconsistency(f"target.hours[{k}].share", f"{entry.share:g}", accepted)
    for key, seats in entries:
        if seats is not None:
            accepted = _("nothing: seats are planned season by season, with `staffplan solve`")
            yield Inconsistency(f"{key}.maximum_staff", str(seats), accepted)


YEAR_RULES: tuple[Callable[[Year], Iterator[Inconsistency]], ...] = (
    somebody_answers,
    supplier_names_differ,
    prices_are_known,
    need_has_no_price,
    shifts_have_lengths,
    overtime_stays_legal,
    revenue_is_known,
    named_bots_exist,
    named_contracts_exist,
)


def terms_fit_the_year(year: Year, calendar: Calendar, names: tuple[str, ...]) -> Iterator[Inconsistency]:
    """No minimum term is longer than the seasons together."""
    del names
    months = float(calendar.span(0, len(calendar.seasons) - 1).months)
    for key in ("contract", "vendor"):
        for k, one in enumerate(getattr(year, key), start=1):
            if one.minimum_term > months + 1e-9:
                found = _("{term:g} months").format(term=one.minimum_term)
                most = math.floor(months * 100) / 100  # rounded down, so that what is accepted is
                accepted = _("{months:.2f} months at most, which the seasons last together").format(months=most)
                yield Inconsistency(f"{key}[{k}].minimum_term", found, accepted)


def windows_hold_a_season(year: Year, calendar: Calendar, names: tuple[str, ...]) -> Iterator[Inconsistency]:
    """A seasonal contract's dates hold some whole season."""
    del names
    for k, one in enumerate(year.contract, start=1):
        if one.kind == "seasonal" and not seasons_of(one, calendar):
            found = f"{one.from_ or '…'} - {one.to or '…'}"
            yield Inconsistency(f"contract[{k}].from", found, _("dates that hold at least one whole season"))


def seasons_of(contract: SupplyContract, calendar: Calendar) -> list[int]:
    """The seasons that lie wholly in the dates of ``contract``."""
    return [
        k
        for k, season in enumerate(calendar.seasons)
        if (contract.from_ is None or contract.from_ <= season.first)
        and (contract.to is None or season.last <= contract.to)
    ]


def named_seasons_exist(year: Year, calendar: Calendar, names: tuple[str, ...]) -> Iterator[Inconsistency]:
    """Overtime and suppliers name seasons that there are."""
    del calendar
    accepted = _("the name of a season: {names}").format(names=", ".join(names))
    for k, one in enumerate(year.contract, start=1):
        for name in (one.overtime.seasons if one.overtime else None) or ():
            if name not in names:
                yield Inconsistency(f"contract[{k}].overtime.seasons", repr(name), accepted)
    for k, supplier in enumerate(year.pay_per_inquiry, start=1):
        for name in supplier.seasons or ():
            if name not in names:
                yield Inconsistency(f"pay_per_inquiry[{k}].seasons", repr(name), accepted)


CALENDAR_RULES: tuple[Callable[[Year, Calendar, tuple[str, ...]], Iterator[Inconsistency]], ...] = (
    terms_fit_the_year,
    windows_hold_a_season,
    named_seasons_exist,
)
