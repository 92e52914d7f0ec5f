"""A history made whole: days that are known, closed days, and hours that were not recorded filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.forecasting.days import Days

if TYPE_CHECKING:
    from staffplan.forecasting.days import Dates, Floats, Ints

ENOUGH = 0.5
"""A day of which so much is known, by its weekday's usual volume, is filled up; others are left out."""
SURELY = 5.0
"""Where so many inquiries are usual and none came, nobody could ask: closed."""
FEW_ABSENT = 0.05
"""Days without a record are taken for closed ones where no more than this share of usual days is missing."""


@dataclass(frozen=True, eq=False)
class Tidied:
    """What can be learnt from."""

    days: Days
    """Days known from end to end."""
    closed: Ints
    """Ordinals of days on which nobody asked, though their weekday is an open one."""
    partial: int
    """Days that were left out, since too little of them is known."""
    filled: int
    """Days some of whose intervals were filled in."""


def tidied(counts: Floats, dates: Dates) -> Tidied:
    """Make ``counts`` (days, slots), NaN where unknown, whole."""
    usual = _usual(counts, dates)[dates.weekdays]
    known = np.isfinite(counts)
    volume = usual.sum(axis=1)
    seen = np.where(known, usual, 0).sum(axis=1)
    came = np.where(known, counts, 0).sum(axis=1)
    silent = (came == 0) & (seen > SURELY)
    whole = (volume > 0) & (seen >= ENOUGH * volume) & ~silent
    level = np.divide(came, seen, out=np.zeros(len(came)), where=seen > 0)
    filled = np.where(known, counts, usual * level[:, None])
    absent = (volume > 0) & ~known.any(axis=1)
    is_closed = silent | (absent & (absent.sum() <= FEW_ABSENT * (volume > 0).sum()))
    return Tidied(
        Days(dates.where(whole), filled[whole]),
        dates.ordinals[is_closed],
        int(((volume > 0) & known.any(axis=1) & ~whole & ~silent).sum()),
        int((whole & ((usual > 0) & ~known).any(axis=1)).sum()),
    )


def _usual(counts: Floats, dates: Dates) -> Floats:
    """Each weekday's mean of what is known, shape (7, slots); 0 where nothing ever is."""
    found = np.zeros((7, counts.shape[1]))
    for day in range(7):
        own = counts[dates.weekdays == day]
        number = np.isfinite(own).sum(axis=0)
        found[day] = np.divide(np.nansum(own, axis=0), number, out=np.zeros(counts.shape[1]), where=number > 0)
    return found
