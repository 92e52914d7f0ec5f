"""Holidays and make-up workdays; and which years a calendar does not know yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.schema.scenario.holidays import CHINA
from staffplan.words.language import marked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

ONE_NAME = (
    ("Chinese", marked("Spring Festival")),
    ("Spring", marked("Spring Festival")),
    ("Tomb", marked("Tomb-sweeping Day")),
    ("Labo", marked("Labour Day")),
    ("Dragon", marked("Dragon Boat Festival")),
    ("utumn", marked("Mid-autumn Festival")),
    ("National", marked("National Day")),
    ("Year", marked("New Year's Day")),
)
"""What the names of China's holidays contain in either source, and the one name that they get; the first that fits."""


@dataclass(frozen=True)
class SpecialDays:
    """What a country's calendar says of a stretch of time."""

    holidays: dict[date, str]
    """Days off and their names, swapped rest days included."""
    workdays: frozenset[date]
    """Weekend days that are worked instead."""
    unknown_years: tuple[int, ...] = ()
    """Years whose swapped days nobody has announced yet."""


def special_days(years: Iterable[int], country: str, subdivision: str | None = None) -> SpecialDays:
    """The days off of a country ("": none) in ``years``.

    China's swapped days come from ``chinesecalendar``; for years that it does not know yet, ``holidays`` gives the days
    off without make-up workdays.
    """
    if not country:
        return SpecialDays({}, frozenset())
    if country == CHINA:
        return _of_china(sorted(set(years)))
    from holidays import country_holidays

    found = country_holidays(country, subdiv=subdivision, years=sorted(set(years)), language=_english(country))
    return SpecialDays({day: _plain(name) for day, name in found.items()}, frozenset())


def _of_china(years: list[int]) -> SpecialDays:
    from chinese_calendar.constants import holidays, workdays
    from holidays import country_holidays

    known = {day.year for day in holidays}
    off = {day: _one_name(name) for day, name in holidays.items() if day.year in years}
    unknown = [year for year in years if year not in known]
    other = country_holidays(CHINA, years=unknown, language="en_US") if unknown else {}
    off |= {day: _one_name(name) for day, name in other.items() if day.year in unknown}
    worked = frozenset(day for day in workdays if day.year in years)
    return SpecialDays(off, worked, tuple(year for year in unknown if year > max(known)))


def _english(country: str) -> str | None:
    """English names where the country has them, so that years and versions agree."""
    from holidays import list_localized_countries

    return "en_US" if "en_US" in list_localized_countries().get(country, []) else None


def _plain(name: str) -> str:
    """The name of the day itself, without a remark that it is observed on another."""
    return name.split(" (")[0].split("; ")[0]


def _one_name(name: str) -> str:
    return next((one for part, one in ONE_NAME if part in name), name)
