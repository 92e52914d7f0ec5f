"""Tiny random problems by seed: a few days around a change of the clocks or a cyclic week, few shifts, few agents."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from agents_by_name import closed_days, own_hours
from named_clock import named_shifts
from pydantic import ValidationError
from real_clock import legal_shifts

from staffplan.schema.forecast import Forecast
from staffplan.schema.grid import Grid
from staffplan.schema.scenario.consistency import inconsistencies
from staffplan.schema.scenario.keys import (
    WEEKDAYS,
    BreakRule,
    Contract,
    Handling,
    Objective,
    Opening,
    Scenario,
    Solving,
    Target,
)

HOUR = timedelta(hours=1)
CHANGES = {
    "Asia/Shanghai": (date(2026, 11, 2),),
    "Europe/Berlin": (date(2026, 3, 29), date(2026, 10, 25)),
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "Australia/Lord_Howe": (date(2026, 4, 5), date(2026, 10, 4)),
}
"""Days on which the clocks of a zone change (none in Shanghai)."""
WITHOUT_CHANGE = date(2026, 6, 1)
HOURS = ((480, 1200), (540, 1020), (1320, 360), (0, 1440), (0, 1440))
CLOSED = ((), (), (), ("sunday",), ("saturday", "sunday"), ("thursday", "friday", "saturday", "sunday"))
STARTS = (
    None,
    (480, 720),
    (0, 1440),
    (360, 60),
    (540, 540),
    (120, 120),
    (60, 240),
    (1320, 120),
    (1200, 1440),
    (360, 1320),
)


def case(seed):
    """A forecast and its scenario; the same for the same seed."""
    random = Random(seed)
    for _try in range(200):
        scenario = _scenario(random)
        if not inconsistencies(scenario):
            return forecast_of(random, scenario), scenario
    raise AssertionError(seed)


def case_in_room(seed):
    """The same with seats, roles, targets by hours and dates of their own, one of them at least."""
    random = Random(f"room {seed}")
    for _try in range(500):
        base = _scenario(random)
        keys = random.sample(ROOM, random.choice((1, 1, 1, 2, 3)))
        days = [WITHOUT_CHANGE, *CHANGES[base.timezone]]
        days += [day + timedelta(days=k) for day in days for k in (-1, 1)]
        try:
            scenario = Scenario.model_validate(base.model_dump() | _room(random, base, keys, days))
        except ValidationError:
            continue
        if not inconsistencies(scenario):
            return forecast_of(random, scenario), scenario
    raise AssertionError(seed)


ROOM = ("seats", "seats by hours", "least by hours", "floor by hours", "share by hours", "role", "roles", "date")


def _when(random, cyclic, days):
    """Hours, or days, or both."""
    kind = random.choice(("hours", "hours", "days", "both"))
    found = {}
    if kind != "days":
        found["hours"] = random.choice(((540, 720), (600, 1440), (1320, 180), (0, 360), (720, 720)))
    if kind != "hours" and (cyclic or random.random() < 0.5):
        found["weekdays"] = random.sample(WEEKDAYS, random.choice((1, 3)))
    elif kind != "hours":
        found["dates"] = random.sample(days, random.choice((1, 2)))
    return found


def _room(random, base, keys, days):
    """What is changed of the dumped scenario."""
    when = lambda: _when(random, base.cyclic, days)  # noqa: E731
    target, opening = base.target.model_dump(), base.opening.model_dump()
    contracts = [each.model_dump() for each in base.contract]
    roles, hours = [], []
    if "seats" in keys:
        target["maximum_staff"] = random.choice((1, 2, 2, 3))
    if "seats by hours" in keys:
        hours.append(when() | {"maximum_staff": random.choice((0, 1, 1, 2))})
    if "least by hours" in keys:
        hours.append(when() | {"minimum_staff": random.choice((1, 1, 2))})
    if "floor by hours" in keys:
        hours.append(when() | {"slot_floor": random.choice((0.0, 0.6, 0.9))})
    if "share by hours" in keys:
        hours.append(when() | {"share": random.choice((0.3, 0.6, 0.9))})
    random.shuffle(hours)
    if "role" in keys:
        roles.append(when() | {"label": contracts[-1]["name"]})
    if "roles" in keys:
        for each in contracts:
            each["label"] = random.choice((None, "leader"))
        contracts[0]["label"] = "leader"
        roles.append(
            {"label": "leader", "at_least": random.choice((1, 1, 2))} | (when() if random.random() < 0.7 else {})
        )
    if "date" in keys and not base.cyclic:
        own = random.choice(({"closed": True}, {"hours": (0, 1440)}, {"hours": (600, 900)}, {"hours": (1200, 240)}))
        opening["date"] = [{"date": random.choice(days)} | own]
    return {"target": target | {"hours": hours}, "opening": opening, "contract": contracts, "role": roles}


def _scenario(random):
    zone = random.choice(sorted(CHANGES))
    grid = HOUR / 2 if zone == "Australia/Lord_Howe" else random.choice((HOUR, HOUR, HOUR / 2))
    kind = random.choice(("headcount",) * 5 + ("cost",) * 2 + ("prices",) * 2)
    scope = "slot" if kind == "prices" else random.choice(("slot", "slot", "day"))
    count = random.choice((1, 1, 2))
    prices = {"overstaff": random.choice((0, 1, 2)), "understaff": random.choice((1, 3, 10))}
    prices["per_shift_type"] = random.choice((0, 0, 2, 5))
    return Scenario(
        grid=grid,
        timezone=zone,
        week_start=random.choice(("monday", "sunday", "thursday")),
        cyclic=random.random() < 0.25,
        opening=Opening(hours=random.choice(HOURS), closed=random.choice(CLOSED)),
        handling=Handling(aht="10min"),
        target=Target(
            share=random.choice((0.5, 0.8)),
            within="60s",
            scope=scope,
            slot_floor=random.choice((0.0, 0.3)),
            minimum_staff=random.choice((0, 0, 0, 0, 0, 1)),
        ),
        contract=tuple(_contract(random, grid, name, kind) for name in "ab"[:count]),
        objective=Objective(**(prices if kind == "prices" else {"minimise": kind})),
        solve=Solving(time_limit="4s"),
    )


def _contract(random, grid, name, kind):
    lengths = random.choice(((8,), (4,), (3,), (4, 8), (6, 10)))
    meal = BreakRule(length=grid, starts=(2 * HOUR, 2 * HOUR + grid), paid=random.random() < 0.3)
    days = random.choice(((0, 7), (0, 7), (0, 5), (1, 3), (5, 5), (4, 5), (2, 6)))
    return Contract(
        name=name,
        shift_lengths=tuple(length * HOUR for length in lengths),
        starts=random.choice(STARTS),
        start_step=random.choice((1, 2, 4)) * HOUR,
        breaks=random.choice(((), (), (meal,))),
        days_per_week=days,
        max_days_in_row=random.choice((2, 4, 6, 7)),
        days_off_in_row=random.choice((0, 0, 1, 2)),
        min_rest=random.choice((0, 8, 11, 13)) * HOUR,
        headcount=random.choice(((0, None),) * 6 + ((0, 2), (1, None), (1, 3))),
        hourly_cost=random.choice((10.0, 20.0, 25.0)) if kind == "cost" or random.random() < 0.3 else None,
    )


def forecast_of(random, scenario):
    """A few days that some shift of the scenario reaches in most of the slots in which somebody is needed."""
    zone = ZoneInfo(scenario.timezone)
    days = 7 if scenario.cyclic else random.choice((1, 2, 2, 3, 4))
    first = WITHOUT_CHANGE if scenario.cyclic else random.choice(CHANGES[scenario.timezone])
    first += timedelta(days=random.randint(0, 6) if scenario.cyclic else random.choice((-1, -1, 0)))
    begin, end = (
        datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
        for day in (first, first + timedelta(days=days))
    )
    minutes = scenario.slot_minutes
    moments = [begin + k * timedelta(minutes=minutes) for k in range(int((end - begin) / timedelta(minutes=minutes)))]
    shown = [moment.astimezone(zone) for moment in moments]
    grid = Grid(
        timezone=scenario.timezone,
        start=shown[0],
        slot_minutes=minutes,
        n_slots=len(shown),
        week_start=scenario.week_start,
        cyclic=scenario.cyclic,
    )
    reached = _reached(scenario, grid) if random.random() < 0.85 else [True] * len(shown)
    needs = random.random() < 0.7
    asks = not needs or random.random() < 0.3
    return Forecast(
        timezone=scenario.timezone,
        start=shown[0],
        interval_minutes=minutes,
        inquiries=tuple(
            _asked(random, moment, scenario) if asks and there else 0.0
            for moment, there in zip(shown, reached, strict=True)
        ),
        required=_needed(random, reached) if needs else None,
    )


def _reached(scenario, grid):
    """Whether some legal shift of some contract holds each slot: elsewhere nothing is needed in most cases."""
    reached = [False] * grid.n_slots
    for contract in scenario.contract:
        lengths = {int(length / scenario.grid) for length in contract.shift_lengths}
        step = int(contract.start_step.total_seconds()) // 60
        opening = scenario.opening
        closed, own = closed_days(opening), own_hours(opening)
        for slot, length in legal_shifts(grid, contract.starts, opening.hours, step, lengths, closed, own):
            for held in range(slot, slot + length):
                if 0 <= held < grid.n_slots:
                    reached[held] = True
        for _name, slot, length, (away, *_others), _unpaid in named_shifts(scenario, contract, grid):
            for held in range(slot, slot + length):
                if held - slot not in away and (grid.cyclic or 0 <= held < grid.n_slots):
                    reached[held % grid.n_slots] = True
    return reached


def _asked(random, moment, scenario):
    busy = 9 <= moment.hour < 15 or moment.hour in (1, 2, 3)
    return random.choice((0.0, 0.5, 2.0)) * scenario.slot_minutes / 60 if busy else 0.0


def _needed(random, reached):
    """A few stretches of hours in which one to three agents are needed; None elsewhere, and here and there 0."""
    needed = [random.choice((None, None, 0)) for _slot in reached]
    for _stretch in range(random.choice((1, 2, 3))):
        at, length = random.randrange(len(reached)), random.choice((1, 2, 4, 6))
        for k in range(at, min(at + length, len(reached))):
            if reached[k]:
                needed[k] = min((needed[k] or 0) + random.choice((1, 1, 2)), 3)
    return tuple(needed)
