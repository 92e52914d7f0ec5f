"""The wall clock of a plan's zone at instants: local dates, times and offsets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Clock:
    """What a wall clock in the plan's zone shows at some instants; arrays of one shape."""

    ordinal: NDArray[np.int64]
    """Local date, as ``date.toordinal()``."""
    minute: NDArray[np.int64]
    """Minutes after local midnight, as the clock shows them (0 to 1439)."""
    offset_s: NDArray[np.int64]
    """Offset from UTC in seconds."""


def wall_clock(instants: NDArray[np.int64], zone: ZoneInfo) -> Clock:
    """Local date, clock time and offset at each of ``instants`` (seconds since 1970 UTC)."""
    distinct, where = np.unique(instants, return_inverse=True)
    local = [datetime.fromtimestamp(int(instant), zone) for instant in distinct]
    ordinal = np.array([moment.toordinal() for moment in local], dtype=np.int64)
    minute = np.array([moment.hour * 60 + moment.minute for moment in local], dtype=np.int64)
    offset = np.array([_offset_s(moment) for moment in local], dtype=np.int64)
    return Clock(ordinal[where], minute[where], offset[where])


def _offset_s(moment: datetime) -> int:
    offset = moment.utcoffset()
    return 0 if offset is None else int(offset.total_seconds())


def weekday_of(ordinal: int) -> int:
    """0 for Monday to 6 for Sunday."""
    return (ordinal - 1) % 7
