"""Tiny planning problems: hours from a Monday on, contracts whose every rule is off, the need in a few numbers."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np

from staffplan.schema.grid import Grid
from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.scenario.keys import Contract, Objective, Opening, Scenario, Solving
from staffplan.schema.service.staffing import ServiceGroup, ServiceRequirement, Staffing
from staffplan.shifts import legal_work
from staffplan.solve.run import no_week
from staffplan.solve.search import find_roster

MONDAY = date(2026, 11, 2)
"""No clock changes near, in any zone used here."""


def make_grid(days=1, *, first=MONDAY, zone="Asia/Shanghai", minutes=60, slots=None, **keys):
    start = datetime(first.year, first.month, first.day, tzinfo=ZoneInfo(zone))
    count = slots or days * 24 * 60 // minutes
    return Grid(timezone=zone, start=start, slot_minutes=minutes, n_slots=count, **keys)


def make_contract(**rules):
    """Eight hours from 9:00 or any time that ``rules`` say, every day, no breaks, no rest."""
    free = {
        "shift_lengths": ("8h",),
        "starts": ("09:00", "09:00"),
        "breaks": (),
        "days_per_week": (0, 7),
        "max_days_in_row": 99,
        "days_off_in_row": 0,
        "min_rest": "0h",
    }
    return Contract(**(free | rules))


def banked(*names, **rules):
    """A contract of these named shifts alone, every day, no breaks, no rest, or what ``rules`` say."""
    return make_contract(**({"shift_lengths": (), "starts": None, "shifts": names} | rules))


def works_of(contracts, grid, opening=None, bank=()):
    """The legal shifts of ``contracts`` (one, or a tuple) over ``grid``; ``bank`` are the named shifts."""
    contracts = contracts if isinstance(contracts, tuple) else (contracts,)
    scenario = Scenario(
        grid=f"{grid.slot_minutes}min",
        timezone=grid.timezone,
        cyclic=grid.cyclic,
        opening=opening or Opening(),
        shift=bank,
        contract=contracts,
    )
    return legal_work(scenario, grid)


def need(grid, *spans):
    """Agents at least: spans of (day from 0, first hour, hour behind the last, agents)."""
    least = np.zeros(grid.n_slots, dtype=np.int64)
    for day, first, end, agents in spans:
        least[(24 * day + first) * grid.slots_per_hour : (24 * day + end) * grid.slots_per_hour] = agents
    return Staffing(grid, least, least)


def every_day(days, first=9, end=17, agents=1):
    return [(day, first, end, agents) for day in days]


def with_service(staffing, gains, at_least, slots=None):
    """``staffing`` with one requirement over one group: Σ gain ≥ at_least."""
    counted = np.arange(staffing.grid.n_slots) if slots is None else np.asarray(slots)
    group = ServiceGroup("period", counted.astype(np.intp), at_least)
    requirement = ServiceRequirement("service_level", tuple(np.asarray(gain, dtype=float) for gain in gains), (group,))
    return Staffing(staffing.grid, staffing.least, staffing.required, (requirement,))


def solved(
    contracts,
    staffing,
    *,
    opening=None,
    bank=(),
    minimise="headcount",
    seconds=20,
    watcher=nobody_watches,
    stop=None,
    params=None,
    find_hard_week=no_week,
):
    """The roster that ``find_roster`` finds; None where there is none."""
    return find_roster(
        works_of(contracts, staffing.grid, opening, bank),
        staffing,
        Objective(minimise=minimise),
        Solving(time_limit=f"{seconds}s"),
        watcher,
        stop or Stop(),
        find_hard_week,
        params,
    )


def on_duty(roster, grid):
    """Agents in a shift and not on a break, counted slot by slot."""
    duty = np.zeros(grid.n_slots, dtype=np.int64)
    for shift in roster.shifts:
        away = {slot for first, end in shift.breaks for slot in range(first, end)}
        for slot in range(shift.start, shift.end):
            place = slot % grid.n_slots if grid.cyclic else slot
            if slot not in away and 0 <= place < grid.n_slots:
                duty[place] += 1
    return duty
