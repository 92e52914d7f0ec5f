"""Days on which somebody is away: what a roster's cell says of them, and what people type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from staffplan.schema.people.team import Away, DayEntry

TYPED: dict[str, Away] = {
    **dict.fromkeys(
        ("leave", "annualleave", "vacation", "al", "年假", "年休", "休假", "请假", "假", "调休假"), "leave"
    ),
    **dict.fromkeys(("sick", "sickleave", "ill", "sl", "病假", "病", "生病"), "sick"),
    **dict.fromkeys(("off", "dayoff", "-", "–", "—", "休", "休息"), "off"),
}
"""What a cell may hold on a day without a shift, without spaces and in small letters, and what that means."""


def away_text(kind: Away) -> str:
    """What the roster's cell says."""
    return {"leave": _("leave"), "sick": _("sick"), "off": _("Off")}[kind]


def away_days(entries: Iterable[DayEntry]) -> dict[tuple[str, date], Away]:
    """Person and date of each day of leave and each sick day."""
    found: dict[tuple[str, date], Away] = {}
    for entry in entries:
        if entry.kind in ("leave", "sick"):
            kind: Away = "sick" if entry.kind == "sick" else "leave"
            found.update({(entry.agent, day): kind for day in entry.dates})
    return found
