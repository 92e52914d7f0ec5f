"""What the forecasting stage hands on: expected inquiries with bands, how they came about, and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from staffplan.schema.forecasting.history import Edition, History
    from staffplan.words.messages import Message

Method = Literal["ensemble", "regression", "pooled", "mean_of_four", "seasonal_naive"]


@dataclass(frozen=True)
class Backtest:
    """Forecasts of the last weeks of the history, made from what came before each, against what came."""

    origins: int
    """From how many days of the past a forecast was made."""
    days: int
    """Days that were forecast, each as often as it was."""
    error: float
    """Σ|forecast − actual| / Σ actual over all intervals, as a share; of the method that would be taken."""
    naive: float
    """The same of the seasonal naive forecast: the day a week ago, as it was."""
    mean_of_four: float
    """The same of the mean of four weekdays."""
    bias: float
    """Σ(forecast − actual) / Σ actual."""
    covered: float
    """Share of intervals between p10 and p90."""


@dataclass(frozen=True)
class Outlier:
    """A day far off what its weekday explains, scaled back before anything was learnt from it."""

    day: date
    ratio: float
    """What came over what its weekday explains."""


@dataclass(frozen=True)
class Effect:
    """How much more comes on a kind of day."""

    name: str
    """An event, or ``holiday``, ``holiday: NAME``, ``reopening``."""
    offset: int | None
    """Days after the event's first; None where the kind has no such days."""
    factor: float
    """1.5 is half as much again as on a plain day."""
    seen: int
    """On how many days of the history it was seen."""
    figure: float | None
    """What the planner said; None: nothing."""


@dataclass(frozen=True)
class Sigmas:
    """Standard deviations of the logarithm of a day's factor, by how far ahead it lies, and of a slot's."""

    week: float
    """1 to 7 days ahead."""
    fortnight: float
    """8 to 14 days ahead."""
    month: float
    """15 days ahead and more; beyond 28 it grows with the square root of the distance."""
    slot: float
    """Of a slot beside its day."""


@dataclass(frozen=True, eq=False)
class QueueOutlook:
    """One queue's forecast; arrays have shape (days, slots of a day)."""

    name: str
    """The queue's name; "" where there is only one without a name."""
    mean: NDArray[np.float64]
    """Expected inquiries."""
    low: NDArray[np.float64]
    """10% quantile of each interval; quantiles of intervals must not be added up."""
    middle: NDArray[np.float64]
    """50% quantile."""
    high: NDArray[np.float64]
    """90% quantile."""
    day_low: NDArray[np.float64]
    """10% quantile of each day's total, shape (days,)."""
    day_high: NDArray[np.float64]
    """90% quantile of each day's total, shape (days,)."""
    day_sigma: NDArray[np.float64]
    """Standard deviation of the logarithm of each day's factor, shape (days,)."""
    sigmas: Sigmas
    """The same by distance, and that of slots."""
    deflection: NDArray[np.float64] | None
    """Expected share that the bot closes; None: the history has none."""
    deflection_sigma: float | None
    """Standard deviation of a day's share around it, in points of 1."""
    aht_s: NDArray[np.float64] | None
    """Expected average handling time in seconds; None: the history has none."""
    method: Method
    """How plain days are forecast."""
    simpler: bool
    """Whether the backtest took a simpler method, because the better one was no better here."""
    backtest: Backtest | None
    """None: the history is too short for one."""
    outliers: tuple[Outlier, ...]
    """Days scaled back."""
    effects: tuple[Effect, ...]
    """What holidays and events do."""
    closed: tuple[date, ...]
    """Days of the forecast on which nobody is expected, since such days had nothing in the history."""
    learnt_days: int
    """Days of the history that were used."""
    filled_days: int = 0
    """Of them, days some of whose intervals were unknown and filled in."""
    partial_days: int = 0
    """Days left out, since less than half of their volume is known."""


@dataclass(frozen=True, eq=False)
class Outlook:
    """A forecast of all queues."""

    history: History
    """What it was made from."""
    days: tuple[date, ...]
    """The days of the forecast, in order, without a gap."""
    queues: tuple[QueueOutlook, ...]
    """In the history's order."""
    editions: tuple[Edition, ...]
    """Events that the planner named."""
    growth: float
    """Growth a year that the planner gave, as a share."""
    country: str
    """Whose holidays were taken; "": none."""
    notes: tuple[Message, ...]
    """What a planner should know."""
