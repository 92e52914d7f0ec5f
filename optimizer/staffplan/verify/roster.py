"""The written schedule as arrays on the real clock: instants in seconds since 1970 UTC, days as ordinals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from staffplan.schema.scenario.keys import WEEKDAYS
from staffplan.verify.clock import Clock, wall_clock, weekday_of
from staffplan.verify.kinds import kinds_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from staffplan.schema.plan import Break, Plan, Shift
    from staffplan.schema.scenario.keys import Contract, Scenario

    Instants = NDArray[np.int64]


CALENDAR = (datetime(2, 1, 1, tzinfo=UTC).timestamp(), datetime(9998, 1, 1, tzinfo=UTC).timestamp())
"""The instants that every zone can show on a calendar."""


class Shape(NamedTuple):
    """A shift without its agent and day; thousands of shifts share few shapes."""

    contract: int
    """Position of the contract in the scenario; -1 for a name it does not have."""
    length_s: int
    """Elapsed time from start to end."""
    breaks: tuple[tuple[int, int], ...]
    """Start and end of each break to rest in seconds into the shift, in the order written."""
    activities: tuple[tuple[int, int, int], ...]
    """Position of each activity in the scenario, or ``Roster.UNKNOWN``, and its start and end in the same way."""
    paid_hours: float
    """As written."""
    named: int
    """Position of its name in the scenario's bank, or ``Roster.UNNAMED`` or ``UNKNOWN``."""
    day: int
    """Ordinal of the day of a named shift, whose length may depend on it; 0 for others."""


@dataclass(frozen=True, eq=False)
class Roster:
    """All shifts, ordered by agent and start, and the period that they are for."""

    UNNAMED: ClassVar = -1
    """``named`` of a shift without a name."""
    RESTING: ClassVar = -1
    """``break_activity`` of a break without a name."""
    UNKNOWN: ClassVar = -2
    """``named`` or ``break_activity`` of a name that the scenario does not have."""

    scenario: Scenario
    """The values in force."""
    zone: ZoneInfo
    """The zone of local days and clock times."""
    shifts: tuple[Shift, ...]
    """The rows of schedule.csv, shape (n,)."""
    agent_ids: tuple[str, ...]
    """Every agent with a shift."""
    agent: NDArray[np.int64]
    """Position of each shift's agent in ``agent_ids``, shape (n,)."""
    contract: NDArray[np.int64]
    """Position of each shift's contract in the scenario; -1 for a name it does not have, shape (n,)."""
    named: NDArray[np.int64]
    """Position of each shift's name in the scenario's bank, UNNAMED or UNKNOWN, shape (n,)."""
    start_s: Instants
    """Start of each shift, shape (n,)."""
    end_s: Instants
    """End of each shift, shape (n,)."""
    pauses: tuple[Break, ...]
    """The breaks as written; those of shifts that share them only once."""
    break_pause: NDArray[np.int64]
    """Position of each break in ``pauses``, shape (breaks,)."""
    break_shift: NDArray[np.int64]
    """Position of each break's shift, shape (breaks,)."""
    break_activity: NDArray[np.int64]
    """Position in the scenario of the activity that each break is, RESTING or UNKNOWN, shape (breaks,)."""
    break_start_s: Instants
    """Start of each break, shape (breaks,)."""
    break_end_s: Instants
    """End of each break, shape (breaks,)."""
    period_start_s: int
    """Start of the first slot."""
    period_end_s: int
    """End of the last slot."""

    @property
    def cyclic(self) -> bool:
        """Whether the last day is followed by the first."""
        return self.scenario.cyclic

    @property
    def slot_s(self) -> int:
        """Length of a slot in seconds."""
        return self.scenario.slot_minutes * 60

    @property
    def n_slots(self) -> int:
        """Slots from the first to the last."""
        return (self.period_end_s - self.period_start_s) // self.slot_s

    @property
    def period_s(self) -> int:
        """Length of the period in seconds."""
        return self.period_end_s - self.period_start_s

    @cached_property
    def slot_starts(self) -> Instants:
        """Start of each slot, shape (n_slots,)."""
        return self.period_start_s + self.slot_s * np.arange(self.n_slots, dtype=np.int64)

    @cached_property
    def slot_clock(self) -> Clock:
        """The wall clock at the start of each slot."""
        return wall_clock(self.slot_starts, self.zone)

    @cached_property
    def start_clock(self) -> Clock:
        """The wall clock at the start of each shift; its date is the day that the shift counts for."""
        return wall_clock(self.start_s, self.zone)

    @cached_property
    def first_day(self) -> int:
        """Ordinal of the first day that rules are counted on: of the eve, unless the plan is cyclic."""
        return int(self.slot_clock.ordinal[0]) - (0 if self.cyclic else 1)

    @cached_property
    def last_day(self) -> int:
        """Ordinal of the last day of the period."""
        return int(self.slot_clock.ordinal[-1])

    @cached_property
    def agent_contract(self) -> NDArray[np.int64]:
        """Contract of each agent (of the first shift), shape (agents,)."""
        contract = np.full(len(self.agent_ids), -1, dtype=np.int64)
        contract[self.agent[::-1]] = self.contract[::-1]
        return contract

    @cached_property
    def works(self) -> NDArray[np.bool_]:
        """Whether each agent starts a shift on each day, shape (agents, days from first to last)."""
        works = np.zeros((len(self.agent_ids), self.last_day - self.first_day + 1), dtype=np.bool_)
        day = self.start_clock.ordinal
        inside = (day >= self.first_day) & (day <= self.last_day)
        works[self.agent[inside], day[inside] - self.first_day] = True
        return works

    @cached_property
    def shapes(self) -> tuple[tuple[Shape, ...], NDArray[np.intp]]:
        """The distinct shapes, and the position of each shift's among them, shape (n,)."""
        hours = np.array([shift.paid_hours for shift in self.shifts], dtype=np.float64)
        count = np.bincount(self.break_shift, minlength=len(hours))
        first_break = np.cumsum(count) - count
        number = np.arange(len(self.break_shift)) - first_break[self.break_shift]
        into = np.stack((self.break_start_s, self.break_end_s)) - self.start_s[self.break_shift]
        day = np.where(self.named >= 0, self.start_clock.ordinal, 0)
        columns = [self.contract, self.named, day, self.end_s - self.start_s, hours.view(np.int64), count]
        for one in range(int(count.max(initial=0))):
            chosen = number == one
            column = np.full((3, len(hours)), self.RESTING, dtype=np.int64)
            column[:, self.break_shift[chosen]] = np.stack((*into, self.break_activity))[:, chosen]
            columns.extend(column if (column[2] != self.RESTING).any() else column[:2])
        first, where = kinds_of(*columns)

        def shape(shift: int) -> Shape:
            mine = slice(first_break[shift], first_break[shift] + count[shift])
            breaks = list(zip(self.break_activity[mine].tolist(), *into[:, mine].tolist(), strict=True))
            rests = tuple([(begin, end) for one, begin, end in breaks if one == self.RESTING])
            held = tuple([each for each in breaks if each[0] != self.RESTING])
            length_s = int(self.end_s[shift] - self.start_s[shift])
            own = int(self.contract[shift]), length_s, rests, held, self.shifts[shift].paid_hours
            return Shape(*own, int(self.named[shift]), int(day[shift]))

        return tuple(map(shape, first.tolist())), where

    def contract_of_agent(self, agent: int) -> Contract | None:
        """The rules of the agent at position ``agent``."""
        position = int(self.agent_contract[agent])
        return None if position < 0 else self.scenario.contract[position]

    def day_of(self, shift: int) -> date:
        """The local date of the start of the shift at position ``shift``."""
        return date.fromordinal(int(self.start_clock.ordinal[shift]))

    def week_position(self, ordinal: int) -> int:
        """0 for the first day of the calendar week to 6 for its last."""
        return (weekday_of(ordinal) - WEEKDAYS.index(self.scenario.week_start)) % 7


def roster_of(plan: Plan) -> Roster:
    """Read ``plan``'s schedule and period into arrays."""
    scenario = plan.summary.scenario
    starts = instants_of(shift.start for shift in plan.shifts)
    keys = list(zip([shift.agent_id for shift in plan.shifts], starts.tolist(), strict=True))
    order = sorted(range(len(keys)), key=keys.__getitem__)
    shifts = tuple([plan.shifts[place] for place in order])
    agent_ids = tuple(dict.fromkeys(shift.agent_id for shift in shifts))
    agent_position = {agent_id: position for position, agent_id in enumerate(agent_ids)}
    contract_position = {contract.name: position for position, contract in enumerate(scenario.contract)}
    named = {"": Roster.UNNAMED} | {each.name: position for position, each in enumerate(scenario.shift)}
    activity = {"": Roster.RESTING} | {each.name: position for position, each in enumerate(scenario.activity)}
    period = _period(plan)
    pauses, break_pause, break_shift = _breaks(shifts)
    return Roster(
        scenario=scenario,
        zone=ZoneInfo(scenario.timezone),
        shifts=shifts,
        agent_ids=agent_ids,
        agent=_integers([agent_position[shift.agent_id] for shift in shifts]),
        contract=_integers([contract_position.get(shift.contract, -1) for shift in shifts]),
        named=_integers([named.get(shift.shift_name, Roster.UNKNOWN) for shift in shifts]),
        start_s=starts[order],
        end_s=instants_of(shift.end for shift in shifts),
        pauses=pauses,
        break_pause=break_pause,
        break_shift=break_shift,
        break_activity=_integers([activity.get(pause.name, Roster.UNKNOWN) for pause in pauses])[break_pause],
        break_start_s=instants_of(pause.start for pause in pauses)[break_pause],
        break_end_s=instants_of(pause.end for pause in pauses)[break_pause],
        period_start_s=period[0],
        period_end_s=period[1],
    )


def _breaks(shifts: Sequence[Shift]) -> tuple[tuple[Break, ...], NDArray[np.int64], NDArray[np.int64]]:
    """``Roster.pauses``, and for each break of each shift its place among them and its shift's position."""
    written = [shift.breaks for shift in shifts]
    objects = list(map(id, written))
    distinct = dict(zip(objects, written, strict=True))
    number = {key: place for place, key in enumerate(distinct)}
    of_shift = _integers([number[key] for key in objects])
    length = _integers([len(breaks) for breaks in distinct.values()])
    first, count = (np.cumsum(length) - length)[of_shift], length[of_shift]
    shift = np.repeat(np.arange(len(shifts)), count)
    rank = np.arange(len(shift)) - np.repeat(np.cumsum(count) - count, count)
    return tuple(chain.from_iterable(distinct.values())), first[shift] + rank, shift


def instants_of(moments: Iterable[datetime]) -> Instants:
    """Seconds since 1970 UTC; what a slip of the pen put outside the years of a calendar counts as its edge."""
    return np.clip(of_each(moments, datetime.timestamp), *CALENDAR).astype(np.int64)


def of_each(moments: Iterable[datetime], measure: Callable[[datetime], float]) -> NDArray[np.float64]:
    """``measure`` of each of ``moments``, asked once for an object that stands in many places.

    Equal moments are asked for apart: where the clock repeats an hour, they may be two instants.
    """
    moments = list(moments)
    objects = list(map(id, moments))
    known = {key: measure(moment) for key, moment in dict(zip(objects, moments, strict=True)).items()}
    return np.fromiter(map(known.__getitem__, objects), dtype=np.float64, count=len(objects))


def _period(plan: Plan) -> tuple[int, int]:
    """Start and end of the coverage, whose rows may be no grid (a rule of its own): not longer than twice the rows."""
    slot_s = plan.summary.scenario.slot_minutes * 60
    starts = instants_of(row.start for row in plan.coverage)
    first, last = int(starts.min()), int(starts.max())
    return first, first + min((last - first) // slot_s + 1, 2 * len(starts)) * slot_s


def _integers(values: list[int]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)
