"""Columns of special days: which day is a holiday, the first after a closed one, or a day of an event."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

from staffplan.forecasting.methods.ridge import Events

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from staffplan.forecasting.days import Dates, Floats
    from staffplan.schema.forecasting.history import Edition

HOLIDAY = "holiday"
REOPENING = "reopening"
CALENDAR_PENALTY = 0.3
"""Effects of the calendar are drawn to none as if a third of a day had shown none."""
EVENT_PENALTY = 0.05
"""Effects of events that no planner gave a figure for: editions differ by about 0.13 (standard deviation of the
logarithm), events by 0.6, and the ratio of their squares is the penalty of a ridge regression (a Bayesian prior)."""
FIGURE_PENALTY = 1.0
"""A planner's figure counts like one day that showed it."""


@dataclass(frozen=True)
class Column:
    """One kind of day."""

    name: str
    offset: int | None
    """Days after an event's first; None: of the calendar."""
    days: frozenset[int]
    """Ordinals on which it holds."""
    figure: float | None = None
    """The planner's uplift."""

    @property
    def is_event(self) -> bool:
        """Whether a planner named it."""
        return self.offset is not None


def columns_of(holidays: Mapping[int, str], reopenings: Sequence[int], editions: Sequence[Edition]) -> list[Column]:
    """All columns, by ordinals: of holidays together and by name, of first days after closed ones, of events."""
    found = []
    if holidays:
        found.append(Column(HOLIDAY, None, frozenset(holidays)))
        for name in sorted(set(holidays.values())):
            found.append(Column(f"{HOLIDAY}: {name}", None, frozenset(d for d, n in holidays.items() if n == name)))
    if reopenings:
        found.append(Column(REOPENING, None, frozenset(reopenings)))
    return [*found, *_of_events(editions)]


def _of_events(editions: Sequence[Edition]) -> Iterator[Column]:
    """A column for each day of each event; editions of one name share them."""
    for name in dict.fromkeys(edition.name for edition in editions):
        own = [edition for edition in editions if edition.name == name]
        for offset in range(max(edition.days for edition in own)):
            days = frozenset(edition.first.toordinal() + offset for edition in own if offset < edition.days)
            figures = [figure for edition in own if (figure := edition.figure(offset)) is not None]
            yield Column(name, offset, days, figures[-1] if figures else None)


def matrix(columns: Sequence[Column], dates: Dates) -> Floats:
    """0 and 1, shape (days, columns)."""
    found = np.zeros((len(dates), len(columns)))
    for place, column in enumerate(columns):
        found[:, place] = np.isin(dates.ordinals, list(column.days))
    return found


def as_events(columns: Sequence[Column], past: Dates) -> Events:
    """The columns for a regression: drawn to the planner's figure, or to none."""
    prior = [log(column.figure) if column.figure is not None else 0.0 for column in columns]
    return Events(matrix(columns, past), np.array(prior), np.array([_penalty(column) for column in columns]))


def _penalty(column: Column) -> float:
    if column.figure is not None:
        return FIGURE_PENALTY
    return EVENT_PENALTY if column.is_event else CALENDAR_PENALTY
