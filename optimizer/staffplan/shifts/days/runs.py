"""Rules of days in a row, over the end of a week as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from staffplan.schema.scenario.keys import Contract
    from staffplan.shifts.days.rule import Day, Shifts, State

NOT_YET = -1


class _Run(NamedTuple):
    """Working days in a row."""

    days: int = 0
    """Up to now."""
    lead: int = NOT_YET
    """Cyclic periods: from the first day on; NOT_YET while they still go on."""


class DaysInRow:
    """No more working days in a row than the contract allows; a cyclic period's last ones meet its first ones."""

    start: State = _Run()

    def __init__(self, contract: Contract, *, cyclic: bool) -> None:
        """The rule of ``contract``."""
        self._most, self._cyclic = contract.max_days_in_row, cyclic

    def marks(self, shifts: Shifts) -> None:
        """Only whether one works."""
        del shifts

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


class AtAll:
    """Who never works is no agent."""

    start: State = (0,)

    def marks(self, shifts: Shifts) -> None:
        """Only whether one works."""
        del shifts

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
