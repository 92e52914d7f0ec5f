"""What the shifts stage hands on: every legal shift of a contract, and which days one person may work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from staffplan.schema.scenario.keys import Contract
    from staffplan.schema.service.staffing import Staffing


@dataclass(frozen=True)
class BreakOption:
    """Where one break of a shift may lie."""

    offsets: tuple[int, ...]
    """Slots from the start of the shift to the start of the break, ascending."""
    length: int
    """Slots the break lasts."""
    paid: bool
    """Whether it counts as paid time."""
    name: str = ""
    """Name of the activity that it is; empty: a break to rest."""


@dataclass(frozen=True)
class ShiftPattern:
    """What shifts of one kind have in common, whenever they start."""

    length: int
    """Slots from start to end."""
    breaks: tuple[BreakOption, ...]
    """Their breaks, in their order."""
    name: str = ""
    """Name of the shift in the scenario's bank; empty where it has none."""

    @property
    def paid(self) -> int:
        """Paid slots: the length less unpaid breaks."""
        return self.length - sum(each.length for each in self.breaks if not each.paid)

    @property
    def label(self) -> str:
        """What tells it from the contract's other patterns in the texts of models."""
        label = f"{self.name} {self.length}" if self.name else str(self.length)
        if self.activities:
            label += "".join(f" {each.name}{each.offsets[0]}-{each.offsets[-1]}" for each in self.breaks)
        return label

    @property
    def activities(self) -> tuple[str, ...]:
        """Names of the activities among the breaks, in their order."""
        return tuple([each.name for each in self.breaks if each.name])


@dataclass(frozen=True, eq=False)
class DayAutomaton:
    """Which sequences of shifts and days off one person may have over the horizon.

    Of a shift it reads a *symbol*: shifts that no rule of the contract tells apart have the same one. Every path from
    state 0 of day 0 to the end is a legal sequence, and every legal sequence is such a path. States are merged where
    their futures are alike, so their number does not grow with the number of days.
    """

    after: tuple[NDArray[np.intp], ...]
    """For each day, the state after it from each state (row), by symbol (column): column 0 after a day off, 1 and more
    after a shift of that symbol; −1: not allowed. Shape (days,) of (states, 1 + symbols)."""

    @property
    def n_days(self) -> int:
        """Days of the horizon."""
        return len(self.after)

    @property
    def n_symbols(self) -> int:
        """Symbols of shifts: the day off is none of them."""
        return int(self.after[0].shape[1]) - 1

    def n_states(self, day: int) -> int:
        """States before ``day``."""
        return len(self.after[day])


@dataclass(frozen=True, eq=False)
class ContractWork:
    """The legal shifts of one contract over the horizon; shift arrays have shape (shifts,), ordered by day and start.

    The horizon is the days of the period, before them the eve where a shift of it reaches into the period.
    """

    contract: Contract
    """The rules."""
    days: tuple[date, ...]
    """Local dates of the horizon."""
    day: NDArray[np.intp]
    """Index into ``days`` of each shift's start."""
    start: NDArray[np.int64]
    """First slot of each shift; negative on the eve, n_slots or more on days that a cyclic period was turned by."""
    length: NDArray[np.int64]
    """Slots from start to end."""
    night: NDArray[np.bool_]
    """Whether each shift is night work, as payroll counts it."""
    pattern: NDArray[np.intp]
    """Index into ``patterns`` of each shift."""
    patterns: tuple[ShiftPattern, ...]
    """The kinds of shifts; some may have no shift."""
    rest: NDArray[np.int64]
    """Slots between the end of each shift and the start of the agent's next, at least."""
    symbol: NDArray[np.intp]
    """What the automaton reads of each shift, from 1 on."""
    automaton: DayAutomaton
    """Legal sequences of shifts and days off."""
    rest_is_a_rule: bool = False
    """Whether the automaton knows the rest between shifts: then each of its sequences is a legal tour."""
    cycle: int | None = None
    """Slots after which everything repeats; None: the period does not wrap."""

    @property
    def n_shifts(self) -> int:
        """Number of legal shifts."""
        return len(self.start)

    def symbols(self, shifts: NDArray[np.int64]) -> NDArray[np.intp]:
        """What the automaton reads of ``shifts``, of any shape, −1 a day off."""
        return np.append(self.symbol, 0)[shifts]

    def only(self, kept: NDArray[np.bool_]) -> ContractWork:
        """The same with the shifts in ``kept`` alone."""
        arrays = ("day", "start", "length", "night", "pattern", "rest", "symbol")
        return replace(self, **{name: getattr(self, name)[kept] for name in arrays})

    def breaks_of(self, shift: int) -> tuple[BreakOption, ...]:
        """The breaks of a shift, in their order."""
        return self.patterns[int(self.pattern[shift])].breaks

    @cached_property
    def family(self) -> NDArray[np.intp]:
        """A number for each shift: the same for those of one name, or without a name of one length; shape (shifts,).

        Where the clock changes, shifts of one name differ in length.
        """
        families = [(pattern.name, 0 if pattern.name else pattern.length) for pattern in self.patterns]
        return np.array([families.index(each) for each in families], dtype=np.intp)[self.pattern]

    @cached_property
    def by_pattern(self) -> tuple[tuple[ShiftPattern, NDArray[np.intp]], ...]:
        """The patterns that some shift has, and the shifts of each."""
        return tuple([(self.patterns[k], np.flatnonzero(self.pattern == k)) for k in np.unique(self.pattern).tolist()])

    @cached_property
    def rested(self) -> NDArray[np.int64]:
        """Slot at which one is rested after each shift."""
        return self.start + self.length + self.rest

    @cached_property
    def paid_slots(self) -> NDArray[np.int64]:
        """Paid slots of each shift: its length less unpaid breaks."""
        return self.length + np.array([each.paid - each.length for each in self.patterns], dtype=np.int64)[self.pattern]


@dataclass(frozen=True, eq=False)
class HardWeek:
    """The calendar week of a longer period that needs most agent-hours, on its own."""

    repeated: tuple[tuple[ContractWork, ...], Staffing]
    """Legal shifts and need of a week that is followed by itself: what can be worked week after week.

    It may ask for more than any one week: the hardest of each weekday.
    """
    alone: tuple[tuple[ContractWork, ...], Staffing]
    """The same where nothing is known before or behind it: whatever team works the period can work this."""
