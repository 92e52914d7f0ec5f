"""What a rule of sequences is: an automaton over days, which reads what one person does on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

DAYS_IN_WEEK = 7

State = tuple[int, ...]
"""What the past days of one person mean to a rule for the days to come. States are compared, so they hold numbers."""


@dataclass(frozen=True)
class Day:
    """A day of the horizon, as rules see it."""

    index: int
    """Its place in the horizon, from 0."""
    date: date
    """Its local date."""
    of_week: int
    """Its place in the calendar week, from 0."""
    is_last: bool
    """Whether the horizon ends with it."""
    off_is_known: bool
    """False on the eve: who has no shift of it in the plan may have worked or not."""


@dataclass(frozen=True, eq=False)
class Shifts:
    """The legal shifts of a contract, as far as rules look at them; arrays have shape (shifts,)."""

    day: NDArray[np.intp]
    """The day of each, by index."""
    start: NDArray[np.int64]
    """Its first slot."""
    length: NDArray[np.int64]
    """Its slots."""
    night: NDArray[np.bool_]
    """Whether it is night work."""


class Rule(Protocol):
    """One rule of sequences. Of several, each reads the same days side by side with the others."""

    start: State
    """Before the first day."""

    def marks(self, shifts: Shifts) -> Sequence[int] | NDArray[np.int64] | None:
        """What the rule sees of each shift, shape (shifts,); None: only that there is one."""

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """The state after a shift on ``day`` of which it sees ``mark`` (0 where it sees none); None: not allowed."""

    def off(self, state: State, day: Day) -> State | None:
        """The state after ``day`` off; None: not allowed."""

    def ends(self, state: State) -> bool:
        """Whether the horizon may end in ``state``."""
