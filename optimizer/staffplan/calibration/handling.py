"""Handling times of contacts that have an agent to themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.forecasting.measured import Measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.forecasting.contacts import ContactLog

    Bools = NDArray[np.bool_]

DAY_S, HOUR_S = 86_400.0, 3_600.0
LONGEST_S = 6 * HOUR_S
"""What lasts longer was not ended when it ended."""
Z = 1.96
"""Standard deviations of a 95% interval."""
FEW = 20
"""Contacts of an hour, below which it has no value of its own."""
MANY_DAYS = 10
"""With fewer days, contacts are taken as independent of their day."""


def usable(log: ContactLog) -> Bools:
    """Contacts that a human answered and ended."""
    lasted = log.ended - log.answered
    return log.was_answered & (lasted > 0) & (lasted <= LONGEST_S)


def handling_time(log: ContactLog, which: Bools) -> Measure | None:
    """Mean from answer to end of the contacts in ``which``, in seconds; its interval by days where there are many.

    Contacts of a day may be alike, so that days, and not contacts, are taken as independent (linearised ratio
    estimator; Cochran 1977, §6).
    """
    chosen = which & usable(log)
    lasted = (log.ended - log.answered)[chosen]
    if len(lasted) < 2:
        return None
    mean = float(lasted.mean())
    day = (log.arrived[chosen] // DAY_S).astype(int)
    error = float(lasted.std(ddof=1) / np.sqrt(len(lasted)))
    days = np.unique(day).size
    if days >= MANY_DAYS:
        own = np.bincount(day, lasted - mean)
        error = max(error, float(np.sqrt((own**2).sum() * days / (days - 1))) / len(lasted))
    return Measure(mean, mean - Z * error, mean + Z * error, len(lasted))


def handling_by_hour(log: ContactLog, which: Bools) -> tuple[Measure | None, ...]:
    """The same by local hour of arrival; None where there are few contacts."""
    hour = ((log.arrived % DAY_S) // HOUR_S).astype(int)
    found = (handling_time(log, which & (hour == each)) for each in range(24))
    return tuple(each if each is not None and each.count >= FEW else None for each in found)
