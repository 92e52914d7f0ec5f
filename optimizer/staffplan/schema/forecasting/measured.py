"""What a contact log measures: values of the scenario with intervals, and how well they predict other days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from staffplan.schema.forecasting.contacts import ContactLog


@dataclass(frozen=True)
class Measure:
    """A value and its 95% interval."""

    value: float
    low: float
    high: float
    count: int
    """Of how many contacts, shifts or days it was measured."""


@dataclass(frozen=True)
class PredictedDay:
    """A day that nothing was fitted on."""

    day: date
    contacts: int
    """Contacts that asked for a human."""
    actual: float
    """Share answered within the threshold."""
    predicted: float
    """The same by the model with what was measured."""
    plain: float
    """The same if everybody seen were an agent in full."""


@dataclass(frozen=True, eq=False)
class Measured:
    """All that was measured; None where the log does not say it."""

    log: ContactLog
    within_s: float
    """The threshold of the service that is predicted, in seconds."""
    fitted_days: int
    """Days on which everything was measured."""
    aht_s: Measure | None
    """Handling time of an agent with one contact, in seconds."""
    aht_by_hour: tuple[Measure | None, ...]
    """The same by local hour of the day, 24 entries."""
    patience_s: Measure | None
    """Mean patience in seconds, those who were answered counted as censored; None: nobody left."""
    left: int
    """Contacts that left."""
    concurrency_factor: tuple[Measure, ...]
    """Throughput with 1, 2, … contacts in hand; one entry where agents have one at a time."""
    staffing: Measure | None
    """Share of the agents seen in a half hour that explains the waits; low and high by days."""
    deflection: Measure | None
    """Share of contacts that the bot closed."""
    absence: Measure | None
    """Share of scheduled shifts in which the agent answered nothing."""
    held_back: tuple[PredictedDay, ...]
    """Days that nothing was fitted on."""

    @property
    def error(self) -> float | None:
        """Mean difference of predicted and actual share, over the held-back days; None where there are none."""
        days = self.held_back
        return sum(abs(day.predicted - day.actual) for day in days) / len(days) if days else None

    @property
    def plain_error(self) -> float | None:
        """The same with everybody seen as an agent in full."""
        days = self.held_back
        return sum(abs(day.plain - day.actual) for day in days) / len(days) if days else None
