"""The values that a layout may ask for, by what a row is."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from staffplan.report.files import format_breaks
from staffplan.report.payroll.inputs import PayrollInputs, identify
from staffplan.report.payroll.pay_codes import PAY_CODES, PayCode
from staffplan.report.payroll.payroll import CENT, factors, hourly_rate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from staffplan.report.payroll.payroll import PayrollRow, PayrollTable
    from staffplan.report.payroll.settlement import PaidShift
    from staffplan.schema.plan import Plan

RowKind = Literal["month", "pay_code", "shift"]
Value = str | int | Decimal | date | datetime | None
Row = dict[str, Value]
PLACES = Decimal("0.0001")
"""Hours and rates are written to four digits; minutes are exact."""

_WHO = ("agent_id", "employee_id", "name", "contract", "cost_centre", "scheme")
_HOURS = tuple(f"{code}_{unit}" for unit in ("hours", "minutes") for code in (*PAY_CODES, "paid", "night"))
ROW_VALUES: dict[RowKind, tuple[str, ...]] = {
    "month": (
        *_WHO,
        "month",
        "shifts",
        *_HOURS,
        "night_shifts",
        "hourly_rate",
        *(f"{code}_pay" for code in PAY_CODES),
        "night_premium",
        "night_allowance",
        "meal_allowance",
        "total_pay",
    ),
    "pay_code": (
        *_WHO,
        "date",
        "pay_code",
        "hours",
        "minutes",
        "night_hours",
        "night_minutes",
        "hourly_rate",
        "factor",
    ),
    "shift": (*_WHO, "date", "start", "end", "breaks", "shift", *_HOURS, "hourly_rate"),
}
"""What each kind of row can show."""


def layout_rows(
    kind: RowKind, plan: Plan, table: PayrollTable, inputs: PayrollInputs | None, code_name: Callable[[PayCode], str]
) -> list[Row]:
    """All rows of ``kind``, with every value that it can show."""
    inputs = inputs or PayrollInputs()
    if kind == "month":
        return [_month(row) for row in table.rows]
    if kind == "shift":
        return [_shift(paid, plan, inputs) for paid in table.shifts]
    return list(_pay_codes(plan, table, inputs, code_name))


def _month(row: PayrollRow) -> Row:
    pay: Row = {f"{code}_pay": None if row.amounts is None else row.amounts[code] for code in PAY_CODES}
    return {
        "agent_id": row.agent_id,
        "employee_id": row.employee_id,
        "name": row.name,
        "contract": row.contract,
        "cost_centre": row.cost_centre,
        "scheme": row.scheme,
        "month": f"{row.month:%Y-%m}",
        "shifts": row.shifts,
        **_time(row.minutes, sum(row.minutes.values()), row.night_minutes),
        "night_shifts": row.night_shifts,
        "hourly_rate": _rate(row.rate),
        **pay,
        "night_premium": row.night_premium,
        "night_allowance": row.night_allowance,
        "meal_allowance": row.meal_allowance,
        "total_pay": row.total,
    }


def _shift(paid: PaidShift, plan: Plan, inputs: PayrollInputs) -> Row:
    shift = paid.shift
    zone = ZoneInfo(plan.summary.scenario.timezone)
    return {
        **_who(shift.agent_id, shift.contract, plan, inputs),
        "date": shift.date,
        "start": shift.start.astimezone(zone).replace(tzinfo=None),
        "end": shift.end.astimezone(zone).replace(tzinfo=None),
        "breaks": format_breaks(shift, zone),
        "shift": shift.shift_name,
        **_time(paid.time.minutes, paid.time.paid_minutes, paid.time.night_minutes),
    }


def _pay_codes(
    plan: Plan, table: PayrollTable, inputs: PayrollInputs, code_name: Callable[[PayCode], str]
) -> Iterator[Row]:
    """A row for each agent, local day and code that has minutes."""
    minutes: Counter[tuple[str, date, PayCode]] = Counter()
    night: Counter[tuple[str, date, PayCode]] = Counter()
    contracts: dict[str, str] = {}
    for paid in table.shifts:
        contracts[paid.shift.agent_id] = paid.shift.contract
        for piece in paid.time.pieces:
            key = (paid.shift.agent_id, piece.date, piece.code)
            minutes[key] += piece.minutes
            night[key] += piece.minutes * piece.night
    factor = factors(plan.summary.scenario.payroll)
    for agent_id, day, code in sorted(minutes, key=lambda key: (key[0], key[1], PAY_CODES.index(key[2]))):
        key = (agent_id, day, code)
        yield {
            **_who(agent_id, contracts[agent_id], plan, inputs),
            "date": day,
            "pay_code": code_name(code),
            "hours": _hours(minutes[key]),
            "minutes": minutes[key],
            "night_hours": _hours(night[key]),
            "night_minutes": night[key],
            "factor": factor[code],
        }


def _who(agent_id: str, contract: str, plan: Plan, inputs: PayrollInputs) -> Row:
    payroll = plan.summary.scenario.payroll
    person = identify(agent_id, contract, inputs, payroll)
    return {
        "agent_id": agent_id,
        "employee_id": person.employee_id,
        "name": person.name,
        "contract": contract,
        "cost_centre": person.cost_centre,
        "scheme": payroll.scheme_of(contract),
        "hourly_rate": _rate(hourly_rate(payroll, contract)),
    }


def _time(by_code: Mapping[PayCode, int], paid: int, night: int) -> Row:
    """Each time in hours, for reading, and in minutes, which are exact."""
    minutes: dict[str, int] = {str(code): count for code, count in by_code.items()} | {"paid": paid, "night": night}
    hours: Row = {f"{name}_hours": _hours(count) for name, count in minutes.items()}
    return hours | {f"{name}_minutes": count for name, count in minutes.items()}


def _hours(minutes: int) -> Decimal:
    return _short(Decimal(minutes) / 60)


def _rate(rate: Decimal | None) -> Decimal | None:
    return None if rate is None else _short(rate)


def _short(number: Decimal) -> Decimal:
    """Up to four digits after the point, two at least, as money and hours are read."""
    short = number.quantize(PLACES, ROUND_HALF_UP)
    return short.quantize(CENT) if short == short.quantize(CENT) else short
