"""Wishes in words: what is wished for, on which dates, and why it is not granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.report.wording.text import day_label
from staffplan.schema.base import format_clock
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from staffplan.report.people.records import PersonWish
    from staffplan.schema.people.team import Wish

NOON = 12 * 60


def wish_text(wish: Wish, names: Mapping[str, str]) -> str:
    """What is wished for; ``names``: what people are called, by their ids."""
    of = names.get(wish.of) or wish.of
    shift = wish.of or f"{format_clock(wish.start or 0)}-{format_clock(wish.end or 0)}"
    border = format_clock(NOON if wish.start is None else wish.start)
    return {
        "day_off": _("day off wished for"),
        "work": _("to work"),
        "early": _("start before {time}").format(time=border),
        "late": _("start at {time} or later").format(time=border),
        "shift": _("shift {shift}").format(shift=shift),
        "not_shift": _("not shift {shift}").format(shift=shift),
        "with": _("together with {person}").format(person=of),
        "not_with": _("not together with {person}").format(person=of),
        "max_nights": _("at most {count} nights").format(count=wish.most or 0),
    }[wish.kind]


def wish_dates(wish: Wish) -> str:
    """The dates on which it asks for something."""
    if wish.first == wish.last:
        return day_label(wish.first)
    return _("{first} – {last}").format(first=day_label(wish.first), last=day_label(wish.last))


def outcome_text(wish: PersonWish) -> str:
    """``met``, or on how many dates and why not on more."""
    granted = wish.granted
    if wish.met:
        return _("met")
    reason = because_text(granted.because)
    if granted.dates == 1 or not granted.granted:
        return _("not met: {reason}").format(reason=reason)
    return _("met on {granted} of {dates} days: {reason}").format(
        granted=granted.granted, dates=granted.dates, reason=reason
    )


def because_text(because: str) -> str:
    """Why a wish is not granted."""
    return {
        "leave": _("away on leave"),
        "others": _("only with more hires, less service, unfair shares or other wishes lost"),
        "time": _("no plan that grants it was found in time"),
    }.get(because, because)
