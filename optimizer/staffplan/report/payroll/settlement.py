"""The paid minutes of every shift of a plan under their pay codes, and what they come to by agent and month.

Many agents work the same hours on the same days: what is settled together (a week, a month) is worked out once for
all of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from operator import add
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from staffplan.report.payroll.paid_time import paid_pieces
from staffplan.report.payroll.pay_codes import PAY_CODES, ShiftPieces, code_pieces, settled_with
from staffplan.report.payroll.standard_hours import left_for, standards
from staffplan.report.roster_cells import plan_days
from staffplan.report.shift_kinds import kinds_of
from staffplan.schema.bank.due_breaks import DueBreaks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from staffplan.report.payroll.inputs import PayrollInputs
    from staffplan.report.payroll.paid_time import PaidPiece
    from staffplan.report.payroll.pay_calendar import PayCalendar
    from staffplan.report.payroll.pay_codes import CodedPiece, PayCode
    from staffplan.schema.plan import Plan, Shift
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.scenario.payroll import Payroll, Scheme


@dataclass(frozen=True, eq=False)
class PaidTime:
    """The paid minutes of a shift; shifts that are alike and paid alike share them."""

    pieces: tuple[CodedPiece, ...]
    """The minutes in order."""

    @cached_property
    def minutes(self) -> Mapping[PayCode, int]:
        """Minutes by pay code; every code is there."""
        minutes = dict.fromkeys(PAY_CODES, 0)
        for piece in self.pieces:
            minutes[piece.code] += piece.minutes
        return minutes

    @cached_property
    def paid_minutes(self) -> int:
        """All paid minutes."""
        return sum(self.minutes.values())

    @cached_property
    def night_minutes(self) -> int:
        """Paid minutes in the night window, whatever their code."""
        return sum(piece.minutes for piece in self.pieces if piece.night)


class PaidShift(NamedTuple):
    """One shift and its paid minutes."""

    shift: Shift
    """The shift."""
    kind: int
    """Its kind (:func:`~staffplan.report.shift_kinds.kinds_of`)."""
    time: PaidTime
    """Its paid minutes."""


class Tally(NamedTuple):
    """What is counted of an agent's shifts in a calendar month."""

    minutes: tuple[int, ...]
    """Minutes by pay code, in the order of the codes."""
    night: int
    """Minutes in the night window."""
    shifts: int
    """Shifts that start in the month."""
    night_shifts: int
    """Those of them that earn the night allowance."""


@dataclass(frozen=True)
class Settled:
    """What comes of shifts that are settled together, for every agent who works them."""

    times: tuple[PaidTime, ...]
    """Paid minutes of each shift."""
    by_month: Mapping[date, Tally]
    """What they count for in each calendar month."""


@dataclass(frozen=True)
class AgentTime:
    """The shifts of one agent as they are settled."""

    contract: str
    """The contract, of the first shift."""
    settled: list[Settled] = field(default_factory=list)
    """Week by week, month by month, or as the scheme settles them."""

    def months(self) -> list[tuple[date, Tally]]:
        """What is counted in each calendar month, in order."""
        months: dict[date, Tally] = {}
        for part in self.settled:
            for month, counted in part.by_month.items():
                months[month] = _sum(months[month], counted) if month in months else counted
        return sorted(months.items())


def settled(
    plan: Plan, calendar: PayCalendar, inputs: PayrollInputs
) -> tuple[tuple[PaidShift, ...], dict[str, AgentTime]]:
    """The paid shifts in the plan's order, and every agent's time by his id; ``calendar`` has the plan's months."""
    scenario, days, kinds = plan.summary.scenario, plan_days(plan), kinds_of(plan.shifts)
    standard = standards(scenario, calendar, days)
    pieces = _pieces(kinds.samples, scenario)
    alike: dict[tuple[date, tuple[PaidPiece, ...]], int] = {}
    paid_as = [alike.setdefault((own.shift.date, own.pieces), kind) for kind, own in enumerate(pieces)]
    """The first kind whose minutes are those of a kind: most places of a break change none."""
    scheme_of = cache(scenario.payroll.scheme_of)
    settlement = cache(lambda kind, scheme: settled_with(kinds.samples[kind].date, scheme, scenario, days))
    time_of = cache(PaidTime)

    @cache
    def settle(scheme: Scheme, worked: tuple[int, ...], left: int) -> Settled:
        shifts = [pieces[kind] for kind in worked]
        times = [time_of(coded) for coded in code_pieces(shifts, scheme, scenario, calendar, left)]
        return Settled(tuple(times), _by_month(shifts, times, scenario.payroll))

    agents: dict[str, AgentTime] = {}
    together: dict[tuple[str, date], list[int]] = defaultdict(list)
    for place, (shift, kind) in enumerate(zip(plan.shifts, kinds.of_shift, strict=True)):
        agent_id = shift.agent_id
        agent = agents.get(agent_id) or agents.setdefault(agent_id, AgentTime(shift.contract))
        together[agent_id, settlement(kind, scheme_of(agent.contract))].append(place)
    times: dict[int, PaidTime] = {}
    for (agent_id, day), places in together.items():
        agent = agents[agent_id]
        scheme = scheme_of(agent.contract)
        left = 0
        if scheme == "comprehensive":
            left = left_for(agent_id, standard[day], inputs, is_first=day == min(standard))
        found = settle(scheme, tuple([paid_as[kinds.of_shift[place]] for place in places]), left)
        agent.settled.append(found)
        times.update(zip(places, found.times, strict=True))
    in_order = [times[place] for place in range(len(plan.shifts))]
    return tuple(map(PaidShift, plan.shifts, kinds.of_shift, in_order)), agents


def _pieces(shifts: Sequence[Shift], scenario: Scenario) -> list[ShiftPieces]:
    """The paid minutes of each of ``shifts``."""
    zone, night = ZoneInfo(scenario.timezone), scenario.payroll.night
    due = DueBreaks(scenario)
    return [ShiftPieces(own, _joined(paid_pieces(own, due.of(own), night, zone))) for own in shifts]


def _joined(pieces: Sequence[PaidPiece]) -> tuple[PaidPiece, ...]:
    """``pieces`` where neighbours that only a break parts are one: a code is given to minutes in their order."""
    joined: list[PaidPiece] = []
    for piece in pieces:
        if joined and (joined[-1].date, joined[-1].night) == (piece.date, piece.night):
            joined[-1] = piece._replace(minutes=joined[-1].minutes + piece.minutes)
        else:
            joined.append(piece)
    return tuple(joined)


def _by_month(shifts: Sequence[ShiftPieces], times: Sequence[PaidTime], payroll: Payroll) -> dict[date, Tally]:
    """What shifts count for in each calendar month."""
    least = max(1, int(payroll.night_allowance_from.total_seconds()) // 60)
    minutes: dict[date, Counter[PayCode]] = defaultdict(Counter)
    night, started, night_shifts = Counter[date](), Counter[date](), Counter[date]()
    for worked, time in zip(shifts, times, strict=True):
        month = worked.shift.date.replace(day=1)
        started[month] += 1
        night_shifts[month] += time.night_minutes >= least
        for piece in time.pieces:
            month = piece.date.replace(day=1)
            minutes[month][piece.code] += piece.minutes
            night[month] += piece.minutes * piece.night
    return {
        month: Tally(
            tuple(minutes[month][code] for code in PAY_CODES), night[month], started[month], night_shifts[month]
        )
        for month in minutes.keys() | started.keys()
    }


def _sum(one: Tally, other: Tally) -> Tally:
    minutes = tuple(map(add, one.minutes, other.minutes))
    return Tally(minutes, one.night + other.night, one.shifts + other.shifts, one.night_shifts + other.night_shifts)
