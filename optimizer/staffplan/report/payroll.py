"""Payroll of a plan: every paid minute under one pay code, and what it earns. Integer minutes, decimal money."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.language import _
from staffplan.report.frames import plan_days, roster_days
from staffplan.report.paid_time import paid_pieces
from staffplan.report.pay_calendar import PayCalendar, pay_calendar
from staffplan.report.pay_codes import PAY_CODES, CodedPiece, PayCode, ShiftPieces, code_pieces
from staffplan.report.payroll_inputs import PayrollInputs, identify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from staffplan.report.paid_time import PaidPiece
    from staffplan.schema.payroll import Payroll, Scheme
    from staffplan.schema.plan import Plan, Shift

CENT = Decimal("0.01")


@dataclass(frozen=True)
class PaidShift:
    """One shift and the pay codes of its minutes."""

    shift: Shift
    """The shift."""
    pieces: tuple[CodedPiece, ...]
    """Its paid minutes in order."""

    @cached_property
    def minutes(self) -> Mapping[PayCode, int]:
        """Minutes by pay code; every code is there."""
        minutes = dict.fromkeys(PAY_CODES, 0)
        for piece in self.pieces:
            minutes[piece.code] += piece.minutes
        return minutes

    @property
    def paid_minutes(self) -> int:
        """All paid minutes."""
        return sum(self.minutes.values())

    @cached_property
    def night_minutes(self) -> int:
        """Paid minutes in the night window, whatever their code."""
        return sum(piece.minutes for piece in self.pieces if piece.night)


@dataclass(frozen=True)
class PayrollRow:
    """One agent in one calendar month of the plan."""

    agent_id: str
    """The agent's id in the plan."""
    employee_id: str
    """The agent's id in payroll."""
    name: str
    """The agent's name, where a file gives it."""
    contract: str
    """The contract."""
    cost_centre: str
    """The cost centre."""
    scheme: Scheme
    """The scheme the agent is paid by."""
    month: date
    """First day of the month that the minutes lie in."""
    shifts: int
    """Shifts that start in the month."""
    minutes: Mapping[PayCode, int]
    """Minutes by pay code; every code is there."""
    night_minutes: int
    """Minutes in the night window, whatever their code."""
    night_shifts: int
    """Shifts that start in the month and earn the night allowance."""
    rate: Decimal | None
    """Pay of a regular hour, not rounded; None: not given."""
    amounts: Mapping[PayCode, Decimal] | None
    """Pay by code, each to the cent; None without a rate."""
    night_premium: Decimal | None
    """Paid on top of the night hours, to the cent; None without a rate."""
    night_allowance: Decimal
    """Of the night shifts."""
    meal_allowance: Decimal
    """Of the shifts."""

    @property
    def total(self) -> Decimal | None:
        """All pay and allowances; None without a rate."""
        if self.amounts is None or self.night_premium is None:
            return None
        return sum(self.amounts.values(), self.night_premium + self.night_allowance + self.meal_allowance)


@dataclass(frozen=True)
class PayrollTable:
    """Payroll of a whole plan."""

    rows: tuple[PayrollRow, ...]
    """By agent, then month."""
    shifts: tuple[PaidShift, ...]
    """In the plan's order."""
    calendar: PayCalendar
    """The days from the eve of the plan to the day after it."""
    warnings: tuple[str, ...] = ()
    """What payroll should know before using the table."""


def payroll_table(plan: Plan, inputs: PayrollInputs | None = None) -> PayrollTable:
    """Payroll of ``plan`` by its scenario's ``[payroll]`` and the files that were read for it."""
    inputs = inputs or PayrollInputs()
    payroll = plan.summary.scenario.payroll
    days = roster_days(plan)
    calendar = pay_calendar(payroll, days[0] - timedelta(days=1), days[-1] + timedelta(days=2), inputs.own_days)
    shifts = _paid_shifts(plan, calendar)
    by_agent: dict[str, list[PaidShift]] = defaultdict(list)
    for paid in shifts:
        by_agent[paid.shift.agent_id].append(paid)
    rows = [row for agent_id in sorted(by_agent) for row in _rows(by_agent[agent_id], payroll, inputs)]
    return PayrollTable(tuple(rows), shifts, calendar, (*calendar.warnings, *_unnamed(by_agent, inputs)))


def hourly_rate(payroll: Payroll, contract: str) -> Decimal | None:
    """Pay of a regular hour: given, or monthly pay ÷ pay days of a month ÷ hours of a day; None where neither is."""
    pay = payroll.pay_of(contract)
    if pay.hourly_pay is not None:
        return exact(pay.hourly_pay)
    if pay.monthly_pay is None:
        return None
    hours = Decimal(int(payroll.hours_per_day.total_seconds())) / 3600
    return exact(pay.monthly_pay) / exact(payroll.monthly_pay_days) / hours


def factors(payroll: Payroll) -> dict[PayCode, Decimal]:
    """Pay of an hour of each code, in regular hours."""
    return {
        "regular": Decimal(1),
        "overtime": exact(payroll.overtime_factor),
        "rest_day": exact(payroll.rest_day_factor),
        "statutory_holiday": exact(payroll.holiday_factor),
    }


def exact(number: float) -> Decimal:
    """The number as it was written: 0.1 is a tenth."""
    return Decimal(str(number))


def pay(minutes: int, rate: Decimal, factor: Decimal) -> Decimal:
    """Minutes ÷ 60 × rate × factor, rounded once, half a cent upwards."""
    return (minutes * rate * factor / 60).quantize(CENT, ROUND_HALF_UP)


def _paid_shifts(plan: Plan, calendar: PayCalendar) -> tuple[PaidShift, ...]:
    scenario = plan.summary.scenario
    zone = ZoneInfo(scenario.timezone)
    contracts = {contract.name: contract for contract in scenario.contract}
    days = plan_days(plan)
    per_agent: dict[str, list[ShiftPieces]] = defaultdict(list)
    known: dict[tuple[object, ...], tuple[PaidPiece, ...]] = {}
    for shift in plan.shifts:
        kind = (shift.contract, shift.start, shift.end, *((pause.start, pause.end) for pause in shift.breaks))
        pieces = known.get(kind)
        if pieces is None:
            pieces = tuple(paid_pieces(shift, contracts.get(shift.contract), scenario.payroll.night, zone))
            known[kind] = pieces
        per_agent[shift.agent_id].append(ShiftPieces(shift, pieces))
    coded = {
        id(worked.shift): PaidShift(worked.shift, pieces)
        for own in per_agent.values()
        for worked, pieces in zip(own, code_pieces(own, scenario, calendar, days), strict=True)
    }
    return tuple(coded[id(shift)] for shift in plan.shifts)


def _rows(shifts: Sequence[PaidShift], payroll: Payroll, inputs: PayrollInputs) -> list[PayrollRow]:
    """The rows of one agent, a month each."""
    minutes: dict[date, Counter[PayCode]] = defaultdict(Counter)
    night: Counter[date] = Counter()
    started: Counter[date] = Counter()
    night_shifts: Counter[date] = Counter()
    least = max(1, int(payroll.night_allowance_from.total_seconds()) // 60)
    for paid in shifts:
        month = _month_of(paid.shift.date)
        started[month] += 1
        night_shifts[month] += paid.night_minutes >= least
        for piece in paid.pieces:
            month = _month_of(piece.date)
            minutes[month][piece.code] += piece.minutes
            if piece.night:
                night[month] += piece.minutes
    contract = shifts[0].shift.contract
    agent_id = shifts[0].shift.agent_id
    agent = identify(agent_id, contract, inputs, payroll)
    rate = hourly_rate(payroll, contract)
    rows = []
    for month in sorted(minutes.keys() | started.keys()):
        own = {code: minutes[month][code] for code in PAY_CODES}
        rows.append(
            PayrollRow(
                agent_id=agent_id,
                employee_id=agent.employee_id,
                name=agent.name,
                contract=contract,
                cost_centre=agent.cost_centre,
                scheme=payroll.scheme_of(contract),
                month=month,
                shifts=started[month],
                minutes=own,
                night_minutes=night[month],
                night_shifts=night_shifts[month],
                rate=rate,
                amounts=_amounts(own, rate, payroll),
                night_premium=None if rate is None else pay(night[month], rate, exact(payroll.night_factor)),
                night_allowance=(night_shifts[month] * exact(payroll.night_allowance)).quantize(CENT, ROUND_HALF_UP),
                meal_allowance=(started[month] * exact(payroll.meal_allowance)).quantize(CENT, ROUND_HALF_UP),
            )
        )
    return rows


def _amounts(minutes: Mapping[PayCode, int], rate: Decimal | None, payroll: Payroll) -> dict[PayCode, Decimal] | None:
    if rate is None:
        return None
    return {code: pay(minutes[code], rate, factor) for code, factor in factors(payroll).items()}


@lru_cache(maxsize=1024)
def _month_of(day: date) -> date:
    """The first day of the month."""
    return day.replace(day=1)


def _unnamed(agent_ids: Mapping[str, object], inputs: PayrollInputs) -> list[str]:
    """Agents that the agents file, where there is one, does not name."""
    missing = [agent_id for agent_id in sorted(agent_ids) if agent_id not in inputs.agents] if inputs.agents else []
    if not missing:
        return []
    text = _("not in the agents file, so listed by the id in the plan: {agents}").format(agents=", ".join(missing))
    stripped = [agent_id for agent_id in missing if agent_id.lstrip("0") in inputs.agents]
    if stripped:
        text += "; " + _("the file has {ids}: were leading zeros lost in Excel?").format(
            ids=", ".join(agent_id.lstrip("0") for agent_id in stripped)
        )
    return [text]
