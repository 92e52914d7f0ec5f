"""The page's figures, computed from the plan: team and cost, service by day, cover against need by weekday and hour."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.report.wording.text import NONE, day_label, money, number, part_percent, percent, signed, weekday_names
from staffplan.schema.scenario.keys import WEEKDAYS
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from staffplan.schema.plan import DayService, Plan, Shift
    from staffplan.schema.scenario.target import Target

TONES = 3
"""Steps of colour on each side of the heat map's middle."""


@dataclass(frozen=True)
class ContractRow:
    """One contract's part of the plan, formatted."""

    name: str
    agents: str
    shifts: str
    paid_hours: str
    hourly_cost: str
    cost: str
    share: float
    """Part of all paid hours, 0 to 1."""


@dataclass(frozen=True)
class DayCell:
    """One day in the calendar of service."""

    day: date
    label: str
    """``Mon 2 Nov``."""
    certified: str
    predicted: str
    shown: str
    """The certified share, else the predicted one."""
    inquiries: str
    below: bool
    """Whether the day is under the target's share."""
    empty: bool
    """Whether nobody asks on the day."""


@dataclass(frozen=True)
class HeatCell:
    """Mean of agents on duty less need, over the slots of one weekday and hour."""

    text: str
    """Signed mean; empty where nobody is needed and nobody is there."""
    need: str
    duty: str
    tone: int
    """−3 (far under need) to 3 (far over)."""


@dataclass(frozen=True)
class HeatMap:
    """Over- and understaffing by weekday and hour."""

    weekdays: tuple[str, ...]
    rows: tuple[tuple[HeatCell, ...], ...]
    """Shape (weekdays, 24)."""
    over: str
    """Agent-hours on duty above need over the period."""
    under: str
    """Agent-hours of need above those on duty over the period."""
    over_share: str
    """``over`` as a share of all hours on duty."""


def contract_rows(plan: Plan) -> list[ContractRow]:
    """A row for each contract in use, in the scenario's order, then those that the scenario does not know."""
    rates = {contract.name: contract.hourly_cost for contract in plan.summary.scenario.contract}
    shifts: defaultdict[str, list[Shift]] = defaultdict(list)
    for shift in plan.shifts:
        shifts[shift.contract].append(shift)
    names = [name for name in rates if name in shifts] + sorted(set(shifts) - set(rates))
    return [_contract_row(name, shifts[name], rates.get(name), plan.summary.paid_hours) for name in names]


def _contract_row(name: str, shifts: list[Shift], rate: float | None, all_hours: float) -> ContractRow:
    heads = len({shift.agent_id for shift in shifts})
    hours = sum(shift.paid_hours for shift in shifts)
    return ContractRow(
        name=name,
        agents=number(heads),
        shifts=number(len(shifts)),
        paid_hours=number(hours),
        hourly_cost=number(rate, 2),
        cost=money(None if rate is None else rate * hours),
        share=hours / all_hours if all_hours else 0.0,
    )


def calendar(plan: Plan) -> list[list[DayCell | None]]:
    """Service of each day in rows of calendar weeks, seven cells each; None outside the period."""
    start = WEEKDAYS.index(plan.summary.scenario.week_start)
    days = {day.date: day for day in plan.summary.service.by_day}
    if not days:
        return []
    first, last = min(days), max(days)
    first -= timedelta(days=(first.weekday() - start) % 7)
    weeks = range((last - first).days // 7 + 1)
    target = plan.summary.service.target
    dates = [[first + timedelta(days=7 * week + k) for k in range(7)] for week in weeks]
    return [[_day_cell(days[day], target) if day in days else None for day in week] for week in dates]


def _day_cell(day: DayService, target: Target) -> DayCell:
    value = day.certified if day.certified is not None else day.predicted
    return DayCell(
        day=day.date,
        label=day_label(day.date),
        certified=percent(day.certified),
        predicted=percent(day.predicted),
        shown=percent(value),
        inquiries=number(day.human_inquiries),
        below=value is not None and value < target.share_of(day.date.isoformat()) - 1e-9,
        empty=value is None,
    )


def ordered_weekdays(plan: Plan) -> tuple[str, ...]:
    """Names of the weekdays from the scenario's first day of the week on, shape (7,)."""
    start = WEEKDAYS.index(plan.summary.scenario.week_start)
    names = weekday_names()
    return tuple(names[(start + k) % 7] for k in range(7))


def heat_map(plan: Plan) -> HeatMap:
    """Mean of on duty less need by weekday and local hour, and the period's sums in agent-hours."""
    start = WEEKDAYS.index(plan.summary.scenario.week_start)
    slots: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for slot in plan.coverage:
        slots[(slot.start.weekday() - start) % 7, slot.start.hour].append((slot.required, slot.on_duty))
    hours = plan.summary.scenario.slot_minutes / 60
    over = sum(max(0, slot.on_duty - slot.required) for slot in plan.coverage) * hours
    under = sum(max(0, slot.required - slot.on_duty) for slot in plan.coverage) * hours
    duty = sum(slot.on_duty for slot in plan.coverage) * hours
    widest = max((abs(_mean_gap(pairs)) for pairs in slots.values()), default=0.0)
    used = [day for day in range(7) if any((day, hour) in slots for hour in range(24))]
    names = ordered_weekdays(plan)
    return HeatMap(
        weekdays=tuple(names[day] for day in used),
        rows=tuple(tuple(_heat_cell(slots.get((day, hour), []), widest) for hour in range(24)) for day in used),
        over=number(over),
        under=number(under),
        over_share=part_percent(over / duty if duty else 0.0),
    )


def _mean_gap(pairs: Iterable[tuple[int, int]]) -> float:
    gaps = [duty - need for need, duty in pairs]
    return sum(gaps) / len(gaps)


def _heat_cell(pairs: list[tuple[int, int]], widest: float) -> HeatCell:
    if not any(need or duty for need, duty in pairs):
        return HeatCell(text="", need=NONE, duty=NONE, tone=0)
    gap = _mean_gap(pairs)
    steps = min(TONES, 1 + int(TONES * abs(gap) / widest)) if abs(gap) >= 0.05 else 0
    digits = 0 if widest >= 10 else 1
    return HeatCell(
        text=signed(gap, digits),
        need=number(sum(need for need, _duty in pairs) / len(pairs), 1),
        duty=number(sum(duty for _need, duty in pairs) / len(pairs), 1),
        tone=steps if gap > 0 else -steps,
    )


def group_rows(plan: Plan) -> list[tuple[str, str, str, str]]:
    """Each group of the target's scope: label, predicted, certified, verdict against the target's share."""
    target = plan.summary.service.target
    rows = []
    for group in plan.summary.service.by_group:
        value = group.certified if group.certified is not None else group.predicted
        met = NONE if value is None else _("met") if value >= target.share_of(group.label) - 1e-9 else _("under")
        rows.append((group.label, percent(group.predicted), percent(group.certified), met))
    return rows
