"""Pay codes: which there are, and the one of every paid minute, by scheme (standard, comprehensive hours, flat)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from staffplan.schema.scenario.keys import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from staffplan.report.payroll.paid_time import PaidPiece
    from staffplan.report.payroll.pay_calendar import PayCalendar
    from staffplan.schema.plan import Shift
    from staffplan.schema.scenario.keys import Scenario, Weekday
    from staffplan.schema.scenario.payroll import Scheme

PayCode = Literal["regular", "overtime", "rest_day", "statutory_holiday"]
PAY_CODES: tuple[PayCode, ...] = get_args(PayCode)


@dataclass(frozen=True)
class ShiftPieces:
    """A shift and its paid minutes, before they have a code."""

    shift: Shift
    """The shift."""
    pieces: tuple[PaidPiece, ...]
    """Its paid minutes in order."""


class CodedPiece(NamedTuple):
    """Paid minutes of one local day under one pay code."""

    date: date
    """The local day."""
    minutes: int
    """Elapsed minutes."""
    night: bool
    """Whether they lie in the night window."""
    code: PayCode
    """The pay code."""


class Allowance:
    """Regular minutes that are left under a limit, by day, week or settlement."""

    def __init__(self, limit: int) -> None:
        """``limit`` minutes for every key."""
        self._limit = limit
        self._left: dict[Hashable, int] = {}

    def left(self, key: Hashable) -> int:
        """Minutes left for ``key``."""
        return self._left.get(key, self._limit)

    def use(self, key: Hashable, minutes: int) -> None:
        """Take ``minutes`` for ``key``."""
        self._left[key] = self.left(key) - minutes


def code_pieces(
    shifts: Sequence[ShiftPieces], scheme: Scheme, scenario: Scenario, calendar: PayCalendar, left: int = 0
) -> list[tuple[CodedPiece, ...]]:
    """The coded pieces of each of an agent's ``shifts`` that are settled together (:func:`settled_with`), in order.

    ``scheme`` is what the agent is paid by; ``left`` are the regular minutes that a comprehensive settlement has left.
    """
    if scheme == "flat":
        return [tuple(_as(piece, "regular") for piece in worked.pieces) for worked in shifts]
    if scheme == "comprehensive":
        return _comprehensive(shifts, calendar, left)
    return _standard(shifts, scenario, calendar)


def settled_with(day: date, scheme: Scheme, scenario: Scenario, days: Sequence[date]) -> date:
    """The day that stands for all whose shifts are settled together with those of ``day``; codes depend on no others.

    That is the day alone (flat), its calendar week (standard) or its settlement (comprehensive), where the eve goes
    with the plan's first day; ``days`` are the plan's.
    """
    if scheme == "flat":
        return day
    if scheme == "standard":
        return _week_of(day, scenario.week_start)
    return days[0] if scenario.payroll.settlement == "plan" else max(day, days[0]).replace(day=1)


def _standard(shifts: Sequence[ShiftPieces], scenario: Scenario, calendar: PayCalendar) -> list[tuple[CodedPiece, ...]]:
    """Statutory holidays; rest days; of workdays what exceeds the regular hours of the day, then of the week.

    Holidays and calendar rest days begin and end at midnight. A working day's hours are those of the shift that starts
    on it, so that a night shift does not escape overtime by crossing midnight.
    """
    payroll = scenario.payroll
    day = Allowance(int(payroll.hours_per_day.total_seconds()) // 60)
    week = Allowance(int(payroll.hours_per_week.total_seconds()) // 60)
    extra = _extra_days(shifts, scenario) if payroll.rest_days == "rota" else frozenset()
    coded = []
    for worked in shifts:
        own: list[CodedPiece] = []
        monday = _week_of(worked.shift.date, scenario.week_start)
        for piece in worked.pieces:
            kind = calendar.kind(piece.date)
            if kind == "statutory_holiday":
                own.append(_as(piece, "statutory_holiday"))
            elif worked.shift.date in extra or (kind == "rest_day" and payroll.rest_days == "calendar"):
                own.append(_as(piece, "rest_day"))
            else:
                left = min(day.left(worked.shift.date), week.left(monday))
                own.extend(_up_to(piece, left))
                regular = min(piece.minutes, max(left, 0))
                day.use(worked.shift.date, regular)
                week.use(monday, regular)
        coded.append(tuple(own))
    return coded


def _comprehensive(shifts: Sequence[ShiftPieces], calendar: PayCalendar, left: int) -> list[tuple[CodedPiece, ...]]:
    """Statutory holidays; of the rest what exceeds the minutes ``left`` of the settlement, the last minutes first.

    A shift is settled whole, with the day on which it starts.
    """
    coded = []
    for worked in shifts:
        own: list[CodedPiece] = []
        for piece in worked.pieces:
            if calendar.kind(piece.date) == "statutory_holiday":
                own.append(_as(piece, "statutory_holiday"))
                continue
            own.extend(_up_to(piece, left))
            left -= min(piece.minutes, max(left, 0))
        coded.append(tuple(own))
    return coded


def _extra_days(shifts: Sequence[ShiftPieces], scenario: Scenario) -> frozenset[date]:
    """Working days of a calendar week above the contract's, the latest of the week: they are the agent's rest days."""
    weeks: dict[date, list[date]] = {}
    for day in sorted({worked.shift.date for worked in shifts}):
        weeks.setdefault(_week_of(day, scenario.week_start), []).append(day)
    return frozenset(day for worked in weeks.values() for day in worked[scenario.payroll.workdays_per_week :])


@lru_cache(maxsize=1024)
def _week_of(day: date, week_start: Weekday) -> date:
    """First day of the calendar week."""
    return day - timedelta(days=(day.weekday() - WEEKDAYS.index(week_start)) % 7)


def _up_to(piece: PaidPiece, left: int) -> Iterator[CodedPiece]:
    """The piece as regular minutes while any are ``left``, overtime from there on."""
    regular = min(piece.minutes, max(left, 0))
    if regular:
        yield CodedPiece(piece.date, regular, piece.night, "regular")
    if piece.minutes > regular:
        yield CodedPiece(piece.date, piece.minutes - regular, piece.night, "overtime")


def _as(piece: PaidPiece, code: PayCode) -> CodedPiece:
    return CodedPiece(piece.date, piece.minutes, piece.night, code)
