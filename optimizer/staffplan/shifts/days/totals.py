"""Rules of how much one person works in a calendar week, a month, or the whole period."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING, Literal, NamedTuple

from staffplan.shifts.days.rule import DAYS_IN_WEEK, KnowsLeave

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from staffplan.shifts.days.rule import Day, Shifts, State

    Marks = Callable[[Shifts], Sequence[int] | NDArray[np.int64]]

Unit = Literal["week", "month", "period"]


class _Total(NamedTuple):
    """What one person has worked in the current week, month or period."""

    amount: int = 0
    """Up to now."""
    is_cut: bool = False
    """Whether it began before the period."""


class Totals(KnowsLeave):
    """From least to most of something in each unit of time; a unit that the period cuts is held to the most alone.

    A day of leave adds so much of it as is owed for one, up to the most.
    """

    start: State = _Total(is_cut=True)

    def __init__(self, unit: Unit, limits: tuple[int, int | None], marks: Marks, leave: int = 0) -> None:
        """``marks`` say what each shift adds, ``leave`` what a day of leave does."""
        self._unit, self.limits, self._marks, self._leave = unit, limits, marks, leave

    @property
    def of_period(self) -> bool:
        """Whether the whole period is the unit: then no day of it is a beginning or an end."""
        return self._unit == "period"

    def marks(self, shifts: Shifts) -> Sequence[int] | NDArray[np.int64]:
        """What each shift adds."""
        return self._marks(shifts)

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """So much more."""
        if self._is_before(day):
            return state
        total, most = self._begun(state, day), self.limits[1]
        amount = total.amount + mark
        return None if most is not None and amount > most else self._ended(total._replace(amount=amount), day)

    def off(self, state: State, day: Day) -> State | None:
        """No more."""
        return state if self._is_before(day) else self._ended(self._begun(state, day), day)

    def leave(self, state: State, day: Day) -> State | None:
        """As much as a day of leave counts for."""
        if self._is_before(day):
            return state
        total, most = self._begun(state, day), self.limits[1]
        amount = total.amount + self._leave
        capped = amount if most is None else max(min(amount, most), total.amount)
        return self._ended(total._replace(amount=capped), day)

    def _is_before(self, day: Day) -> bool:
        """Whether it does not count, as it lies before the period and the unit is that, or nothing is known of it."""
        return day.is_eve or (day.is_past and self._unit == "period")

    def ends(self, state: State) -> bool:
        """A week or month was looked at with its last day; a whole period is, now."""
        return self._unit != "period" or _Total(*state).amount >= self.limits[0]

    def _begun(self, state: State, day: Day) -> _Total:
        """The total before ``day``, whose unit may begin with it, or have begun before the period."""
        if self._unit == "period":
            return _Total(*state)
        is_new = day.of_week == 0 if self._unit == "week" else day.date.day == 1
        return _Total() if is_new else _Total(*state)

    def _ended(self, total: _Total, day: Day) -> State | None:
        """The total behind ``day``; a unit that is over no longer matters."""
        if self._unit == "period" or not self._is_over(day):
            return total
        return None if total.amount < self.limits[0] and not total.is_cut else _Total()

    def _is_over(self, day: Day) -> bool:
        """Whether the week or month ends with ``day``."""
        if self._unit == "week":
            return day.of_week == DAYS_IN_WEEK - 1
        return day.date.day == monthrange(day.date.year, day.date.month)[1]
