"""A plan held against what came: the difference of the service, shared among what differed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Factor = Literal["volume", "handling", "bot", "absence", "adherence"]
FACTORS: tuple[Factor, ...] = ("volume", "handling", "bot", "absence", "adherence")


@dataclass(frozen=True)
class ReviewedGroup:
    """The period, or a month or a week of it."""

    label: str
    """``period``, a month such as 2026-11, or a week's first day."""
    planned_inquiries: float
    """Before the bot."""
    actual_inquiries: float
    planned_human: float
    """Left for humans by the plan."""
    actual_human: float
    planned: float
    """Share answered in time that the model predicts for the plan."""
    modelled: float
    """The same for what came and who was there."""
    measured: float | None
    """Share that was answered in time; None: the actuals do not say."""
    shares: dict[Factor, float]
    """What each factor changed, in points of 1; together modelled less planned."""
    over_hours: float
    """Hours of agents on duty beyond what each slot alone needed for what came."""
    under_hours: float
    """Hours of agents missing from it."""

    @property
    def unexplained(self) -> float | None:
        """Measured less modelled; with the shares it is measured less planned."""
        return None if self.measured is None else self.measured - self.modelled


@dataclass(frozen=True)
class Review:
    """A plan's review."""

    known: tuple[Factor, ...]
    """Factors that the actuals say; the others are taken as planned."""
    slots: int
    """Slots of the plan that the actuals have."""
    all_slots: int
    """Slots of the plan."""
    period: ReviewedGroup
    months: tuple[ReviewedGroup, ...]
    weeks: tuple[ReviewedGroup, ...]
