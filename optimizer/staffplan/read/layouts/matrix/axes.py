"""Rows and columns of headers that are times: where a table has hours on one side and dates on the other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from staffplan.read.layouts.starts import length_of
from staffplan.read.tables import cells
from staffplan.read.tables.grammar import written
from staffplan.read.tables.times import DAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.read.tables.times import FirstDay, Written

HOUR = 3600
BARE_LEAST = 3
"""So many numbers alone, each one more than the last, are hours."""


@dataclass(frozen=True)
class Axis:
    """Cells side by side, or one below the other, that are hours or dates."""

    kind: Literal["hours", "dates"]
    places: tuple[int, ...]
    """Index of each."""
    said: tuple[Written, ...]
    """What each says."""


def axis_of(row: Sequence[object], first_day: FirstDay | None) -> Axis | None:
    """The hours or dates among the cells; None where there are none that are so for sure."""
    found = [
        (place, said)
        for place, cell in enumerate(row)
        if not cells.blank(cell) and (said := written(cell, first_day)) is not None
    ]
    hours = [(place, said) for place, said in found if is_hour(said)]
    if _are_hours([said for _place, said in hours]):
        return Axis("hours", tuple(place for place, _said in hours), tuple(said for _place, said in hours))
    dates = [(place, said) for place, said in found if is_date(said)]
    if dates and _are_dates([row[place] for place, _said in dates], [said for _place, said in dates]):
        return Axis("dates", tuple(place for place, _said in dates), tuple(said for _place, said in dates))
    return None


def is_hour(said: Written) -> bool:
    """Whether it may be a time of day without a date."""
    return said.second is not None and said.instant is None and (said.day is None or said.bare)


def is_date(said: Written) -> bool:
    """Whether it may be a date without a time of day."""
    return said.day is not None and said.instant is None and (said.second in {None, 0} or said.bare)


def _are_hours(said: Sequence[Written]) -> bool:
    """Whether they rise through one day, and are not only numbers or dates that look like hours."""
    starts = [each.second or 0 for each in said]
    if len(said) < 2 or any(after <= before for before, after in pairwise(starts)) or starts[-1] > DAY:
        return False
    if not all(each.bare for each in said):
        return True
    ranges = [length_of(each) for each in said]
    if any(length is not None for length in ranges):
        return len(set(ranges)) == 1 and all((a.end or DAY) == b.second for a, b in pairwise(said))
    return len(said) >= BARE_LEAST and all(after - before == HOUR for before, after in pairwise(starts))


def _are_dates(row: Sequence[object], said: Sequence[Written]) -> bool:
    """Whether they are dates: numbers of days alone only where each is one more than the last."""
    numbers = [cell for cell in row if isinstance(cell, int | float)]
    if not numbers:
        return True
    days = [each.day.on(0) if each.day else None for each in said]
    steps = [(after - before).days if before and after else 0 for before, after in pairwise(days)]
    return len(numbers) >= 2 and all(step == 1 for step in steps)
