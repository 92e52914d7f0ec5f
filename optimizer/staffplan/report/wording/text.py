"""Dates, shares, counts and sums as texts, in the language in use."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from staffplan.words.language import _

if TYPE_CHECKING:
    from datetime import date, timedelta

NONE = "–"
"""What stands where there is no figure."""


def weekday_names() -> tuple[str, ...]:
    """Short names of the weekdays, Monday first, shape (7,)."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def month_names() -> tuple[str, ...]:
    """Short names of the months, January first, shape (12,)."""
    return (
        *(_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun")),
        *(_("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")),
    )


def day_label(day: date) -> str:
    """``Mon 2 Nov``."""
    return _("{weekday} {day} {month}").format(
        weekday=weekday_names()[day.weekday()], day=day.day, month=month_names()[day.month - 1]
    )


def date_label(day: date) -> str:
    """``2 Nov 2026``."""
    return _("{day} {month} {year}").format(day=day.day, month=month_names()[day.month - 1], year=day.year)


def period_label(first: date, last: date) -> str:
    """``2 Nov 2026 – 29 Nov 2026``, or the one day."""
    if first == last:
        return date_label(first)
    return _("{first} – {last}").format(first=date_label(first), last=date_label(last))


def percent(share: float | None, digits: int = 1) -> str:
    """A share in percent, rounded down, so that 89.97% never reads as a target of 90% met."""
    if share is None:
        return NONE
    return f"{100 * rounded_down(share, digits):.{digits}f}%"


def rounded_down(share: float, digits: int = 1) -> float:
    """A share as :func:`percent` shows it, for cells that Excel would round up."""
    scale = 10.0 ** (digits + 2)
    return math.floor(share * scale + 1e-6) / scale


def part_percent(share: float, digits: int = 1) -> str:
    """A part or a change in percent, rounded to the nearest, halves up: 1,600 of 9,600 are 16.7%."""
    exact = Decimal(repr(float(share))) * 100
    return f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):f}%"


def round_percent(share: float) -> str:
    """A share that somebody set (a target, a rate), with no digits that say nothing: ``90%``, ``87.5%``."""
    return f"{share * 100:.6g}%"


def number(value: float | None, digits: int = 0) -> str:
    """A number with thousands separated and a true minus sign."""
    if value is None:
        return NONE
    text = f"{value:,.{digits}f}".replace("-", "−")
    return text[1:] if text.startswith("−") and not text.strip("−0.,") else text


def signed(value: float, digits: int = 0) -> str:
    """A difference with its sign: ``+3``, ``−1.5``, ``0``."""
    text = number(value, digits)
    if not text.strip("0.,"):
        return "0"
    return f"+{text}" if value > 0 else text


def agents(count: int) -> str:
    """``1 agent``, ``8 agents``."""
    return _("1 agent") if count == 1 else _("{count} agents").format(count=number(count))


def duration(value: timedelta) -> str:
    """``30 s``, ``5 min``, ``1 h 30 min``, with spaces that lines do not break at."""
    minutes, seconds = divmod(value.total_seconds(), 60)
    hours, minutes = divmod(int(minutes), 60)
    parts = [
        _("{n} h").format(n=hours) if hours else "",
        _("{n} min").format(n=minutes) if minutes else "",
        _("{n} s").format(n=f"{seconds:g}") if seconds else "",
    ]
    return (" ".join(part for part in parts if part) or _("{n} s").format(n=0)).replace(" ", "\u00a0")


def money(value: float | None) -> str:
    """A sum in the scenario's currency: cents only where they can matter."""
    return number(value, 2 if value is not None and abs(value) < 1000 else 0)
