"""How the checker writes figures: lengths of time, clock times, lists, ranges."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo


def length(seconds: float) -> str:
    """``9h``, ``30min``, ``1h15min``, ``-2h``, ``45s``."""
    if seconds < 0:
        return "-" + length(-seconds)
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours}h" if hours else "", f"{minutes}min" if minutes else "", f"{rest}s" if rest else ""]
    return "".join(parts) or "0h"


def clock(minutes: int) -> str:
    """``07:00``; 1440 is ``24:00``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def offset(seconds: int) -> str:
    """``+02:00``."""
    return ("-" if seconds < 0 else "+") + clock(abs(seconds) // 60)


def moment(instant: int, zone: ZoneInfo) -> str:
    """``2026-11-02 07:00`` on the wall clock of ``zone``."""
    return datetime.fromtimestamp(instant, zone).strftime("%Y-%m-%d %H:%M")


def either(choices: Iterable[str]) -> str:
    """``5h or 9h``."""
    return _(" or ").join(choices)


def limits(least: int, most: int | None) -> str:
    """``5``, ``from 4 to 6`` or ``at least 4``."""
    if most is None:
        return _("at least {least}").format(least=least)
    if least == most:
        return str(least)
    return _("from {least} to {most}").format(least=least, most=most)


def percent(share: float) -> str:
    """``89.73%``."""
    return f"{100 * share:.4g}%"
