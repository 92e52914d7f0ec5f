"""What a rule of sequences is: an automaton over days, which reads what one person does on each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

DAYS_IN_WEEK = 7

State = tuple[Any, ...]
"""What the past days of one person mean to a rule for the days to come; the states of a rule can be sorted."""


class TooManyStatesError(Exception):
    """The rules together remember more than can be planned with."""


@dataclass(frozen=True)
class Day:
    """A day of the horizon, as rules see it."""

    index: int
    """Its place in the horizon, from 0."""
    date: date
    """Its local date."""
    of_week: int
    """Its place in the calendar week, from 0."""
    first_slot: int
    """The slot that holds its midnight."""
    is_last: bool = False
    """Whether the horizon ends with it."""
    is_eve: bool = False
    """Whether it is the day before the period: who has no shift of it in the plan may have worked or not."""
    is_past: bool = False
    """Whether it lies before the period, and it is known what one person did on it."""

    @property
    def is_outside(self) -> bool:
        """Whether it lies before the period, known or not."""
        return self.is_eve or self.is_past


@dataclass(frozen=True, eq=False)
class Shifts:
    """The legal shifts of a contract, as far as rules look at them; arrays have shape (shifts,)."""

    since_midnight: NDArray[np.int64]
    """Slots from midnight of its day to the start of each."""
    clock: NDArray[np.int64]
    """Its start by the clock, in minutes after midnight."""
    length: NDArray[np.int64]
    """Its slots."""
    paid: NDArray[np.int64]
    """Its paid slots."""
    night: NDArray[np.bool_]
    """Whether it is night work."""
    name: Sequence[str]
    """Its name in the shift bank; empty where it has none."""
    activities: Sequence[tuple[str, ...]] = ()
    """Names of the activities that it holds; none at all where the contract has no activities."""


class Rule(Protocol):
    """One rule of sequences. Of several, each reads the same days side by side with the others."""

    start: State
    """Before the first day: where what came before is not known, it is read in the person's favour."""

    def marks(self, shifts: Shifts) -> Sequence[int] | NDArray[np.int64] | None:
        """What the rule sees of each shift, shape (shifts,); None: only that there is one."""

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """The state after a shift on ``day`` of which it sees ``mark`` (0 where it sees none); None: not allowed."""

    def off(self, state: State, day: Day) -> State | None:
        """The state after ``day`` off; None: not allowed."""

    def ends(self, state: State) -> bool:
        """Whether the horizon may end in ``state``."""


class KnowsLeave(ABC):
    """Part of rules to which a day of leave is not just a day off."""

    @abstractmethod
    def leave(self, state: State, day: Day) -> State | None:
        """The state after a day of leave."""


def on_leave(rule: Rule, state: State, day: Day) -> State | None:
    """The state of ``rule`` after a day of leave or of illness."""
    return rule.leave(state, day) if isinstance(rule, KnowsLeave) else rule.off(state, day)


class SeesWorkAlone:
    """Part of rules that look at working days and days off, whatever the shift."""

    def marks(self, shifts: Shifts) -> None:
        """Only whether one works."""
        del shifts


class EndsAnyway:
    """Part of rules that are kept, or broken, day by day: the horizon may end in any state."""

    def ends(self, state: State) -> bool:
        """Always."""
        del state
        return True


class Several(KnowsLeave):
    """A rule of which it is not known where it stands before the first day: legal is what some beginning makes legal.

    Its states are the possible ones, each with its beginning where the period is cyclic: there the rule must stand
    again behind the last day, so that the same days can follow.
    """

    def __init__(self, rule: Rule, beginnings: Iterable[State], *, cyclic: bool) -> None:
        """``rule``, from then on ``inner``, from any of ``beginnings``."""
        self.inner, self._cyclic = rule, cyclic
        self.start: State = tuple(sorted({(each if cyclic else (), each) for each in beginnings}))

    def marks(self, shifts: Shifts) -> Sequence[int] | NDArray[np.int64] | None:
        """What the rule sees."""
        return self.inner.marks(shifts)

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """Those that allow the shift."""
        return self._all((beginning, self.inner.work(each, day, mark)) for beginning, each in state)

    def off(self, state: State, day: Day) -> State | None:
        """Those that allow a day off."""
        return self._all((beginning, self.inner.off(each, day)) for beginning, each in state)

    def leave(self, state: State, day: Day) -> State | None:
        """Those that allow a day of leave."""
        return self._all((beginning, on_leave(self.inner, each, day)) for beginning, each in state)

    def ends(self, state: State) -> bool:
        """Whether any of them may end, in a cyclic period where it began."""
        return any(self.inner.ends(each) and (not self._cyclic or each == beginning) for beginning, each in state)

    @staticmethod
    def _all(found: Iterable[tuple[State, State | None]]) -> State | None:
        return tuple(sorted({(beginning, each) for beginning, each in found if each is not None})) or None
