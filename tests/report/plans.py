"""Plans built by hand for the tests of the reports: any team over any period, with breaks, nights and service."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from math import exp, floor
from zoneinfo import ZoneInfo

from staffplan.schema.grid import Grid
from staffplan.schema.plan import Break, CoverageSlot, DayService, GroupService, Plan, PlanSummary, Service, Shift
from staffplan.schema.scenario.keys import Contract, Scenario, Target

PEAKS = ((10.5, 1.8, 0.55), (15.0, 2.2, 0.6), (21.0, 1.9, 1.0))
WEEK = (1.0, 0.95, 0.92, 0.94, 1.02, 1.15, 1.1)
STARTS = {"full-time": (0, 6, 7, 8, 9, 10, 12, 13, 14, 15), "part-time": (8, 9, 13, 17, 18, 19), "night desk": (22, 23)}
HOURS = {"full-time": 9, "part-time": 5, "night desk": 9}


def curve(hour: float) -> float:
    """Share of the day's peak at this hour."""
    return 0.06 + sum(height * exp(-(((hour - at) / wide) ** 2)) for at, wide, height in PEAKS) + 0.25 * (9 < hour < 23)


def contract_of(number: int, agents: int) -> str:
    if number % 5 in (1, 3) and agents > 3:
        return "part-time"
    return "night desk" if number % 15 == 7 else "full-time"


def shift_of(agent_id: str, contract: str, start: datetime, zone: ZoneInfo, meal: float = 4.0) -> Shift:
    """One shift from ``start`` with its breaks; the meal of the long ones is unpaid."""
    hours = HOURS[contract]
    breaks = [] if hours < 6 else [(meal, 1.0), (meal + 2.5, 0.25)]
    at = [(elapsed(start, begin, zone), elapsed(start, begin + length, zone)) for begin, length in breaks]
    return Shift(
        agent_id=agent_id,
        contract=contract,
        date=start.date(),
        start=start,
        end=elapsed(start, hours, zone),
        breaks=tuple(Break(start=begin, end=end) for begin, end in at),
        paid_hours=hours - (1 if breaks else 0),
    )


def elapsed(start: datetime, hours: float, zone: ZoneInfo) -> datetime:
    return (start.astimezone(UTC) + timedelta(hours=hours)).astimezone(zone)


def roster(agents: int, grid: Grid, names: tuple[str, ...]) -> list[Shift]:
    """Five shifts a week for each agent, each week at the start that the week's curve still wants most."""
    shifts = []
    for first in range(0, len(grid.days), 7):
        days = grid.days[first : first + 7]
        left = wanted(days, agents)
        for number in range(agents):
            contract = contract_of(number, agents)
            worked = [k for k in range(len(days)) if (k + number * 3) % 7 not in (0, 2)]
            hour = max(
                STARTS[contract], key=lambda hour: sum(left[h] for h in hours_of(contract, hour, worked) if h in left)
            )
            for h in hours_of(contract, hour, worked):
                left[h] = left.get(h, 0.0) - 1
            meal = 3 + number // 3 % 5 / 2
            starts = (datetime(days[k].year, days[k].month, days[k].day, hour, tzinfo=grid.zone) for k in worked)
            shifts += [shift_of(names[number], contract, start, grid.zone, meal) for start in starts]
    return sorted(shifts, key=lambda shift: (shift.agent_id, shift.start))


def wanted(days: tuple[date, ...], agents: int) -> dict[tuple[int, int], float]:
    """Agents wanted by day and hour, scaled to what the team can give."""
    shape = {(k, hour): curve(hour + 0.5) * WEEK[day.weekday()] for k, day in enumerate(days) for hour in range(24)}
    scale = agents * 5 / 7 * len(days) * 7.3 / sum(shape.values())
    return {place: value * scale for place, value in shape.items()}


def hours_of(contract: str, hour: int, worked: list[int]) -> list[tuple[int, int]]:
    meal = hour + 4 if HOURS[contract] > 6 else -1
    hours = [h for h in range(hour, hour + HOURS[contract]) if h != meal]
    return [(k + h // 24, h % 24) for k in worked for h in hours]


def on_duty(grid: Grid, shifts: list[Shift]) -> list[int]:
    """Agents in a shift and not on a break, by slot; a break of part of a slot takes the agent away for the slot."""
    duty = [0] * (grid.n_slots + 1)
    for shift in shifts:
        add(duty, grid, shift.start, shift.end, 1)
        for pause in shift.breaks:
            add(duty, grid, pause.start, pause.end, -1)
    total, running = [], 0
    for change in duty[:-1]:
        running += change
        total.append(running)
    return total


def add(duty: list[int], grid: Grid, start: datetime, end: datetime, sign: int) -> None:
    first = floor((start - grid.start).total_seconds() / 60 / grid.slot_minutes)
    last = -floor(-(end - grid.start).total_seconds() / 60 / grid.slot_minutes)
    duty[min(max(first, 0), grid.n_slots)] += sign
    duty[min(max(last, 0), grid.n_slots)] -= sign


def coverage_of(grid: Grid, duty: list[int]) -> list[CoverageSlot]:
    shape = [curve(start.hour + start.minute / 60) * WEEK[start.weekday()] for start in grid.starts]
    scale = 0.8 * sum(duty) / sum(shape)
    rows = []
    for start, agents, height in zip(grid.starts, duty, shape, strict=True):
        need = max(1, round(scale * height))
        load = need * 0.86
        occupancy = min(1.0, load / agents) if agents else None
        level = 1 / (1 + exp(-8 * (agents - need) / need - 3))
        inquiries = load * grid.slot_minutes / 5 / 0.2
        rows.append(
            CoverageSlot(
                start=start, inquiries=inquiries, human_inquiries=inquiries * 0.2, required=need, on_duty=agents,
                service_level=level if agents else 0.0, occupancy=occupancy,
            )
        )  # fmt: skip
    return rows


def service_of(coverage: list[CoverageSlot], target: Target) -> Service:
    days: dict = {}
    for slot in coverage:
        days.setdefault(slot.start.date(), []).append(slot)
    by_day = []
    for place, (day, slots) in enumerate(days.items()):
        volume = sum(slot.human_inquiries for slot in slots)
        share = sum(slot.human_inquiries * slot.service_level for slot in slots) / volume
        by_day.append(
            DayService(date=day, human_inquiries=volume, predicted=share, certified=max(0, share - 0.001 * (place % 4)))
        )
    volume = sum(day.human_inquiries for day in by_day)
    predicted = sum(day.human_inquiries * day.predicted for day in by_day) / volume
    certified = sum(day.human_inquiries * day.certified for day in by_day) / volume
    return Service(
        target=target,
        predicted=predicted,
        certified=certified,
        target_met=all(day.certified >= target.share for day in by_day),
        by_day=tuple(by_day),
        by_group=tuple(GroupService(label=str(d.date), predicted=d.predicted, certified=d.certified) for d in by_day),
    )


def plan_of(
    agents: int = 300,
    days: int = 28,
    *,
    start: datetime = datetime(2026, 11, 2),
    timezone: str = "Asia/Shanghai",
    minutes: int = 30,
    share: float = 0.9,
    names: tuple[str, ...] | None = None,
    contract_names: dict[str, str] | None = None,
    **summary: object,
) -> Plan:
    """A plan of ``agents`` over ``days`` days; ``summary`` overrides keys of plan.json."""
    contracts = tuple(
        Contract(name=name, hourly_cost=rate) for name, rate in zip(HOURS, (32.0, 28.0, 38.5), strict=True)
    )
    scenario = Scenario(
        grid=timedelta(minutes=minutes), timezone=timezone, contract=contracts, target=Target(share=share)
    )
    grid = Grid(
        timezone=timezone,
        start=start.replace(tzinfo=ZoneInfo(timezone)),
        slot_minutes=minutes,
        n_slots=days * 1440 // minutes,
    )
    names = names or tuple(f"A{number:04d}" for number in range(1, agents + 1))
    shifts = roster(agents, grid, names)
    coverage = coverage_of(grid, on_duty(grid, shifts))
    if contract_names:
        shifts = [
            shift.model_copy(update={"contract": contract_names.get(shift.contract, shift.contract)})
            for shift in shifts
        ]
    heads: dict[str, set[str]] = {}
    for shift in shifts:
        heads.setdefault(shift.contract, set()).add(shift.agent_id)
    rates = dict(zip(HOURS, (32.0, 28.0, 38.5), strict=True))
    values = {
        "status": "optimal",
        "headcount": agents,
        "headcount_bound": agents,
        "headcount_by_contract": {name: len(ids) for name, ids in heads.items()},
        "cost": sum(shift.paid_hours * rates.get(shift.contract, 30.0) for shift in shifts),
        "paid_hours": sum(shift.paid_hours for shift in shifts),
        "service": service_of(coverage, scenario.target),
        "solve_seconds": 12.3,
        "stages": {"solve": 12.3},
        "versions": {"staffplan": "0.1.0"},
        "seed": 0,
        "inputs": {"forecast.csv": "0" * 64},
        "scenario": scenario,
    }
    return Plan(summary=PlanSummary(**(values | summary)), shifts=tuple(shifts), coverage=tuple(coverage))
