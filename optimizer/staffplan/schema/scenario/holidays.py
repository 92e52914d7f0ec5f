"""Statutory holidays by country: whoever closes on them, or pays more for them, asks here."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from staffplan.words.language import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

CHINA = "CN"
SUBSTITUTED = "Day off (substituted"
"""How ``holidays`` names China's swapped rest days in English."""


def statutory_holidays_of_china(years: Iterable[int]) -> dict[date, str]:
    """The days that earn the holiday factor (13 a year since 2025), with their names; no swapped rest days."""
    from holidays import country_holidays

    english = country_holidays(CHINA, years=years, observed=False, language="en_US")
    named = country_holidays(CHINA, years=years, observed=False, language=_language_of_names())
    return {day: named[day] for day, name in english.items() if not name.startswith(SUBSTITUTED)}


@lru_cache(maxsize=64)
def statutory_days(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    """The statutory (in China) or public holidays of a country, or of a part of it, in a year; "": none."""
    if not country:
        return frozenset()
    if country == CHINA:
        return frozenset(statutory_holidays_of_china([year]))
    from holidays import country_holidays

    return frozenset(country_holidays(country, subdiv=subdivision, years=year))


def _language_of_names() -> str:
    return "zh_CN" if current_language() == "zh" else "en_US"
