"""Payroll of a plan: every paid minute under one pay code, and what it earns. Integer minutes, decimal money."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING

from staffplan.report.payroll.inputs import PayrollInputs, identify
from staffplan.report.payroll.pay_calendar import PayCalendar, pay_calendar
from staffplan.report.payroll.pay_codes import PAY_CODES, PayCode
from staffplan.report.payroll.settlement import PaidShift, settled
from staffplan.report.payroll.standard_hours import Standard, month_of, standards
from staffplan.report.roster_cells import plan_days, roster_days
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from staffplan.report.payroll.settlement import AgentTime, Tally
    from staffplan.schema.plan import Plan
    from staffplan.schema.scenario.payroll import Payroll, Scheme

CENT = Decimal("0.01")


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
    """The months of the plan, its eve and the day after it."""
    standard: tuple[Standard, ...] = ()
    """Standard hours by settlement, where agents are paid by comprehensive hours."""
    warnings: tuple[str, ...] = ()
    """What payroll should know before using the table."""


def payroll_table(plan: Plan, inputs: PayrollInputs | None = None) -> PayrollTable:
    """Payroll of ``plan`` by its scenario's ``[payroll]`` and the files that were read for it."""
    inputs = inputs or PayrollInputs()
    payroll = plan.summary.scenario.payroll
    days = roster_days(plan)
    first, last = days[0] - timedelta(days=1), days[-1] + timedelta(days=2)
    whole_months = month_of(first)[0], month_of(last)[-1]
    calendar = pay_calendar(payroll, *whole_months, inputs.own_days)
    shifts, agents = settled(plan, calendar, inputs)
    rows = tuple(_rows(agents, payroll, inputs))
    standard = _standard(plan, rows, calendar, inputs)
    warnings = (*calendar.warnings, *_unnamed(agents, inputs), *_assumed(standard))
    return PayrollTable(rows, shifts, calendar, standard, warnings)


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


@dataclass(frozen=True)
class _Earned:
    """What an agent of a contract earns in a month; agents who work alike share it."""

    minutes: Mapping[PayCode, int]
    rate: Decimal | None
    amounts: Mapping[PayCode, Decimal] | None
    night_premium: Decimal | None
    night_allowance: Decimal
    meal_allowance: Decimal


def _earned(contract: str, counted: Tally, payroll: Payroll) -> _Earned:
    rate = hourly_rate(payroll, contract)
    minutes = dict(zip(PAY_CODES, counted.minutes, strict=True))
    return _Earned(
        minutes=minutes,
        rate=rate,
        amounts=_amounts(minutes, rate, payroll),
        night_premium=None if rate is None else pay(counted.night, rate, exact(payroll.night_factor)),
        night_allowance=(counted.night_shifts * exact(payroll.night_allowance)).quantize(CENT, ROUND_HALF_UP),
        meal_allowance=(counted.shifts * exact(payroll.meal_allowance)).quantize(CENT, ROUND_HALF_UP),
    )


def _amounts(minutes: Mapping[PayCode, int], rate: Decimal | None, payroll: Payroll) -> dict[PayCode, Decimal] | None:
    if rate is None:
        return None
    return {code: pay(minutes[code], rate, factor) for code, factor in factors(payroll).items()}


def _rows(agents: Mapping[str, AgentTime], payroll: Payroll, inputs: PayrollInputs) -> Iterator[PayrollRow]:
    """A row for each agent and month, in the order of their ids."""
    earned = cache(lambda contract, counted: _earned(contract, counted, payroll))
    for agent_id, own in sorted(agents.items()):
        agent = identify(agent_id, own.contract, inputs, payroll)
        for month, counted in own.months():
            it = earned(own.contract, counted)
            yield PayrollRow(
                agent_id=agent_id,
                employee_id=agent.employee_id,
                name=agent.name,
                contract=own.contract,
                cost_centre=agent.cost_centre,
                scheme=payroll.scheme_of(own.contract),
                month=month,
                shifts=counted.shifts,
                minutes=it.minutes,
                night_minutes=counted.night,
                night_shifts=counted.night_shifts,
                rate=it.rate,
                amounts=it.amounts,
                night_premium=it.night_premium,
                night_allowance=it.night_allowance,
                meal_allowance=it.meal_allowance,
            )


def _standard(
    plan: Plan, rows: Sequence[PayrollRow], calendar: PayCalendar, inputs: PayrollInputs
) -> tuple[Standard, ...]:
    """The standard hours of agents on comprehensive hours; what was worked before where no file says it for each."""
    on_them = {row.agent_id for row in rows if row.scheme == "comprehensive"}
    if not on_them:
        return ()
    found = tuple(standards(plan.summary.scenario, calendar, plan_days(plan)).values())
    said = {agent_id for agent_id, agent in inputs.agents.items() if agent.hours_worked is not None}
    return found if on_them - said else tuple(replace(one, before=0, assumed=False) for one in found)


def _assumed(standard: Iterable[Standard]) -> list[str]:
    """What was taken as worked of a month before the plan, since nobody said it."""
    text = _(
        "comprehensive hours: {hours:g} h count as worked in {month} before this plan, by the workdays before it; say "
        "what was worked by payroll.hours_worked, or for each agent in the column hours_worked of the agents file"
    )
    return [text.format(hours=one.before / 60, month=f"{one.first:%Y-%m}") for one in standard if one.assumed]


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
