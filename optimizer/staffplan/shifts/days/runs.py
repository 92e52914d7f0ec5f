"""Rules of days in a row, over the end of a week as well."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Literal, NamedTuple

from staffplan.shifts.days.rule import EndsAnyway, KnowsLeave, SeesWorkAlone, Several

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from staffplan.schema.scenario.keys import Contract
    from staffplan.shifts.days.rule import Day, Rule, Shifts, State

NOT_YET = -1


class _Run(NamedTuple):
    """Working days in a row."""

    days: int = 0
    """Up to now."""
    lead: int = NOT_YET
    """Cyclic periods: from the first day on; NOT_YET while they still go on."""


class DaysInRow(SeesWorkAlone):
    """No more working days in a row than the contract allows; a cyclic period's last ones meet its first ones."""

    start: State = _Run()

    def __init__(self, contract: Contract, *, cyclic: bool) -> None:
        """The rule of ``contract``."""
        self._most, self._cyclic = contract.max_days_in_row, cyclic

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """One more in a row."""
        del day, mark
        run = _Run(*state)
        return None if run.days == self._most else run._replace(days=run.days + 1)

    def off(self, state: State, day: Day) -> State | None:
        """The row is over."""
        del day
        run = _Run(*state)
        return _Run(0, run.days if self._cyclic and run.lead == NOT_YET else run.lead)

    def ends(self, state: State) -> bool:
        """A cyclic end fits to its beginning; who never has a day off works for ever."""
        run = _Run(*state)
        return not self._cyclic or (run.lead != NOT_YET and run.lead + run.days <= self._most)


class AtAll(SeesWorkAlone):
    """Who never works is no agent."""

    start: State = (0,)

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """Works."""
        del state, day, mark
        return (1,)

    def off(self, state: State, day: Day) -> State | None:
        """As before."""
        del day
        return state

    def ends(self, state: State) -> bool:
        """Whether there was any shift."""
        return state == (1,)


class _Row(NamedTuple):
    """Days of one kind in a row."""

    days: int = 0
    """Up to now, none counted beyond those that matter."""
    long_enough: bool = True
    """Whether the row may end: it has its least days, or began before the first day."""


class _Rows(EndsAnyway, KnowsLeave):
    """Rows of days of one kind (worked, off, with a night shift) that last from ``least`` to ``most`` days."""

    start: State = _Row()

    def __init__(self, kind: Literal["work", "off", "night"], least: int, most: int | None) -> None:
        """``most`` None: any number."""
        self._kind, self._least, self._most = kind, least, most
        self.cap = least if most is None else max(least, most)

    def marks(self, shifts: Shifts) -> NDArray[np.int64] | None:
        """Nights are told apart where they are the kind."""
        return shifts.night.astype("int64") if self._kind == "night" else None

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """A working day."""
        del day
        return self._next(_Row(*state), self._kind == "work" or (self._kind == "night" and mark == 1))

    def off(self, state: State, day: Day) -> State | None:
        """A day off; that of the eve is none for sure, and leaves open what was before."""
        return self.start if day.is_eve else self._next(_Row(*state), self._kind == "off")

    def leave(self, state: State, day: Day) -> State:
        """Leave is of no kind, and no row is too short because of it."""
        del state, day
        return self.start

    def _next(self, row: _Row, of_kind: bool) -> State | None:
        if not of_kind:
            return _Row(0, False) if row.days == 0 or row.long_enough else None
        if row.days == self._most:
            return None
        days = min(row.days + 1, self.cap)
        return _Row(days, row.long_enough or days >= self._least)


def rows(kind: Literal["work", "off", "night"], least: int, most: int | None, *, cyclic: bool) -> Rule:
    """Rows of days of one kind that last from ``least`` to ``most`` days; those at an open end may go on beyond it."""
    rule = _Rows(kind, least, most)
    if not cyclic:
        return rule
    return Several(rule, (_Row(*each) for each in product(range(rule.cap + 1), (False, True))), cyclic=True)
