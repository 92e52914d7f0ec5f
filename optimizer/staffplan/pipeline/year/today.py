"""Today's team against the plan: what it costs, and where it has too many or too few.

Agents on duty come from the present schedule; without one, today's agents are spread evenly over the opening hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from staffplan.pipeline.year.parts import season_demand
from staffplan.schema.year.bill import bill_of, cents, exact, total
from staffplan.schema.year.result import HourOfDay, Saving, TodaySummary
from staffplan.schema.year.usage import Employed, Engaged, Resolved, Seats, Usage, Worked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from staffplan.schema.demand import Demand
    from staffplan.schema.scenario.keys import Contract, Scenario
    from staffplan.schema.year.bill import Line
    from staffplan.schema.year.problem import YearInput
    from staffplan.schema.year.result import Saving
    from staffplan.schema.year.supply import BotOption, Today

    Floats = NDArray[np.float64]
    Measure = Literal["bot", "shifts", "contract_mix", "season_flex"]

NIGHT = (22, 8)
"""Hours from and to which work is night work in what nights cost."""


@dataclass(frozen=True, eq=False)
class Present:
    """What there is today."""

    cost: Decimal
    """Of the whole year."""
    seasons: list[_Season]


def present(problem: YearInput) -> Present | None:
    """What there is today; None where the year says nothing of it. Raises InputError."""
    today = problem.year.today
    if today is None:
        return None
    option = todays_bot(problem, today)
    known: dict[str, _Season] = {}
    seasons = []
    for k, one in enumerate(problem.seasons):  # those that are alike are worked out once
        key = repr((problem.scenario_with(option, k), one.forecast, one.weeks))
        known[key] = known[key] if key in known else _Season.of(problem, option, today, k)
        seasons.append(known[key])
    return Present(_cost(problem, option, today, seasons), seasons)


def look_at_today(now: Present, bill: Sequence[Line], savings: Iterable[Saving]) -> TodaySummary:
    """What there is today against the plan, and what each measure saves."""
    cost, seasons = now.cost, now.seasons
    hourly = _by_hour(seasons, cost)
    nights = sum((h.cost for h in hourly if h.hour >= NIGHT[0] or h.hour < NIGHT[1]), Decimal(0))
    return TodaySummary(
        cost=cost,
        saving=cost - total(bill),
        over_hours=sum(h.over_hours for h in hourly),
        under_hours=sum(h.under_hours for h in hourly),
        night_cost=nights,
        by_hour=tuple(hourly),
        savings=tuple(savings),
    )


def todays_bot(problem: YearInput, today: Today) -> BotOption:
    """The bot in use today, or none."""
    from staffplan.schema.year.supply import BotOption

    named = [option for option in problem.year.bot if option.name == today.bot]
    return named[0] if named else BotOption(name="none")


class _Season:
    """One season today: hours of the day, agents on duty and needed in every slot, and how often the period comes."""

    def __init__(self, demand: Demand, required: Floats, on_duty: Floats, weeks: float, closed: float) -> None:
        self.hour = np.array([moment.hour for moment in demand.grid.starts])
        self.slot_hours = demand.grid.slot_minutes / 60
        self.inquiries, self.required, self.on_duty, self.weeks = demand.inquiries, required, on_duty, weeks
        self.resolved_per_day = closed / (demand.grid.n_slots * self.slot_hours / 24)

    @classmethod
    def of(cls, problem: YearInput, option: BotOption, today: Today, k: int) -> _Season:
        from staffplan.service import staffing

        scenario, demand = season_demand(problem, option, k)
        need = staffing(demand, scenario)
        left = 0.0 if demand.left_messages is None else float(demand.left_messages.sum())
        closed = float(demand.inquiries.sum() - demand.human_inquiries.sum()) - left
        duty = _scheduled(problem, today, demand, scenario) if today.schedule else _evenly(problem, today, demand, k)
        return cls(demand, need.required.astype(float), duty, problem.seasons[k].weeks, max(closed, 0.0))


def _evenly(problem: YearInput, today: Today, demand: Demand, k: int) -> Floats:
    """Today's agents spread evenly over the opening hours."""
    week = sum(heads * _week_hours(c) for c, heads in _agents(problem, today, k))
    open_hours = float(demand.open.sum()) * demand.grid.slot_minutes / 60
    weeks = demand.grid.n_slots * demand.grid.slot_minutes / (7 * 1440)
    level = week * weeks / open_hours if open_hours else 0.0
    return np.where(demand.open, level, 0.0)


def _agents(problem: YearInput, today: Today, k: int) -> Iterator[tuple[Contract, int]]:
    for contract in problem.seasons[k].scenario.contract:
        yield contract, today.agents.get(contract.name, 0)


def _week_hours(contract: Contract) -> float:
    """Paid hours of a regular week: the most days at the longest shift."""
    longest = max(contract.shift_lengths).total_seconds() / 3600
    unpaid = sum(
        rule.length.total_seconds() / 3600
        for rule in contract.breaks
        if not rule.paid and (rule.starts[1] + rule.length).total_seconds() / 3600 <= longest
    )
    return contract.days_per_week[1] * (longest - unpaid)


def _scheduled(problem: YearInput, today: Today, demand: Demand, scenario: Scenario) -> Floats:
    """The present schedule's agents on duty, averaged by weekday and time of day."""
    from staffplan.demand.clock import local_steps
    from staffplan.read.plan.schedule import read_schedule

    path = Path(problem.source.path).parent / str(today.schedule)
    shifts = read_schedule(path, scenario)
    zone = demand.grid.zone
    sums: dict[tuple[int, int], float] = {}
    days = {shift.start.astimezone(zone).date() for shift in shifts}
    weeks = max(1, round(((max(days) - min(days)).days + 1) / 7)) if days else 1
    step = demand.grid.slot_minutes
    for shift in shifts:
        spans = [(shift.start, shift.end, 1.0), *((pause.start, pause.end, -1.0) for pause in shift.breaks)]
        for start, end, sign in spans:
            elapsed = int(end.timestamp() - start.timestamp()) // 60
            for moment in local_steps(start, step, elapsed // step, zone):
                key = (moment.weekday(), (moment.hour * 60 + moment.minute) // step)
                sums[key] = sums.get(key, 0.0) + sign / weeks
    return np.array(
        [sums.get((moment.weekday(), (moment.hour * 60 + moment.minute) // step), 0.0) for moment in demand.grid.starts]
    )


def _cost(problem: YearInput, option: BotOption, today: Today, seasons: Sequence[_Season]) -> Decimal:
    """What the year costs today: as said, or the bill of today's agents."""
    last = len(seasons) - 1
    span = problem.calendar.span(0, last)
    if today.monthly_cost is not None:
        return cents(today.monthly_cost * exact(span.months))
    year = problem.year
    vendors = [(vendor, today.agents.get(vendor.name, 0)) for vendor in year.vendor]
    worked = [
        Worked(c.name, k, heads * _week_hours(c) * problem.seasons[k].dates.days / 7)
        for k in range(len(seasons))
        for c, heads in _agents(problem, today, k)
        if heads and c.name in {one.name for one in year.contract}
    ]
    usage = Usage(
        bot=option.name,
        employed=tuple(
            Employed(c.name, 0, last, today.agents[c.name], 0) for c in year.contract if today.agents.get(c.name)
        ),
        worked=tuple(worked),
        engaged=tuple(Engaged(v.name, 0, last) for v, seats in vendors if seats),
        seats=tuple(Seats(v.name, 0, last, max(seats - v.included_seats, 0)) for v, seats in vendors if seats),
        resolved=tuple(Resolved(k, one.resolved_per_day) for k, one in enumerate(seasons)),
    )
    return total(bill_of(year, problem.calendar, usage))


def _by_hour(seasons: Sequence[_Season], cost: Decimal) -> list[HourOfDay]:
    """The year by hour of the day; the cost goes with the hours on duty."""
    figures = np.zeros((24, 4))
    for one in seasons:
        over = np.maximum(one.on_duty - one.required, 0) * one.slot_hours
        under = np.maximum(one.required - one.on_duty, 0) * one.slot_hours
        columns = (one.inquiries, one.on_duty * one.slot_hours, over, under)
        for column, values in enumerate(columns):
            figures[:, column] += one.weeks * np.bincount(one.hour, weights=values, minlength=24)
    duty = float(figures[:, 1].sum())
    hours = []
    for hour, (inquiries, on_duty, too_many, too_few) in enumerate(figures.tolist()):
        amount = cents(cost * exact(on_duty) / exact(duty)) if duty else Decimal(0)
        each = float(amount) / inquiries if inquiries > 0 else None
        hours.append(
            HourOfDay(
                hour=hour,
                inquiries=inquiries,
                cost=amount,
                cost_per_inquiry=each,
                over_hours=too_many,
                under_hours=too_few,
            )
        )
    return hours
