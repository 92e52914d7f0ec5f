"""The history: inquiries that came, in local days of equal intervals, and the events that explain some of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from staffplan.schema.reading import Reading
    from staffplan.words.messages import Message


@dataclass(frozen=True, eq=False)
class QueueHistory:
    """One queue's past; arrays have shape (days, slots of a day), NaN where nothing is known."""

    name: str
    """The queue's name; "" where the file has none."""
    inquiries: NDArray[np.float64]
    """Inquiries that came, before the bot."""
    deflection: NDArray[np.float64] | None = None
    """Share of each interval's inquiries that the bot closed; None: the file has none."""
    aht_s: NDArray[np.float64] | None = None
    """Average handling time of each interval in seconds; None: the file has none."""


@dataclass(frozen=True, eq=False)
class History:
    """What came, by local days that follow one another without a gap."""

    timezone: str
    """IANA time zone of the local days."""
    first: date
    """The first day."""
    interval_minutes: int
    """Length of every interval: 15, 30 or 60 minutes; a day has 1440 / interval_minutes slots by the clock."""
    queues: tuple[QueueHistory, ...]
    """Each queue, in the order of names."""
    reading: Reading | None = None
    """What was read of the file."""
    notes: tuple[Message, ...] = field(default=())
    """What a planner should know of the reading."""

    @property
    def n_days(self) -> int:
        """Days from the first to the last, those without data included."""
        return len(self.queues[0].inquiries)


@dataclass(frozen=True)
class Edition:
    """One edition of an event: what happened, or will happen, once."""

    name: str
    """The event's name: editions of one name teach each other."""
    first: date
    """Its first day."""
    days: int = 1
    """How many days it lasts."""
    uplift: tuple[float, ...] = ()
    """The planner's figure for each of its first days: 3 is three times a plain day; the last stands for those that
    follow. Empty: learnt from past editions alone."""

    def figure(self, offset: int) -> float | None:
        """The planner's uplift ``offset`` days after its first; None where there is none."""
        return self.uplift[min(offset, len(self.uplift) - 1)] if self.uplift else None
