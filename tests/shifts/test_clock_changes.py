"""Nights in which clocks are put forward or back: legal starts and open slots, against a walk over the real clock."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from real_clock import legal_shifts, opened
from tiny import make_contract, make_grid

from staffplan.demand.clock import in_opening
from staffplan.schema.plan import CoverageSlot
from staffplan.schema.scenario.keys import Opening, Scenario
from staffplan.schema.scenario.opening import OpeningCalendar
from staffplan.shifts import legal_work

NIGHTS = [
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("America/Havana", date(2026, 3, 8)),
    ("America/Havana", date(2026, 11, 1)),
    ("Asia/Beirut", date(2026, 3, 29)),
    ("Asia/Beirut", date(2026, 10, 24)),
]
"""Half an hour on Lord Howe Island; at midnight in Havana and Beirut."""
STARTS = [("02:00", "02:00"), ("00:00", "03:30"), ("22:30", "02:30"), ("20:00", "24:00"), ("00:00", "24:00"), None]
OPENING = [("00:00", "24:00"), ("22:00", "06:00"), ("20:00", "02:30"), ("02:30", "09:00"), ("00:30", "01:30")]


def period(zone, day):
    """Three days around the night, in half hours: the grid."""
    first = day - timedelta(days=1)
    begin, end = (
        datetime(d.year, d.month, d.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        for d in (first, first + timedelta(days=3))
    )
    return make_grid(first=first, zone=zone, minutes=30, slots=int((end - begin) / timedelta(minutes=30)))


def clock(text):
    return 60 * int(text[:2]) + int(text[3:])


def minutes(window):
    return None if window is None else tuple(map(clock, window))


@pytest.mark.parametrize(("zone", "day"), NIGHTS)
def test_legal_starts_are_those_of_the_real_clock(zone, day):
    grid = period(zone, day)
    for starts, step, hours in product(STARTS, (30, 60, 120), OPENING):
        if starts is not None and hours != OPENING[0]:
            continue
        rules = {"starts": starts, "start_step": f"{step}min", "shift_lengths": ("1h", "3h30min")}
        scenario = Scenario(
            grid="30min", timezone=zone, opening=Opening(hours=hours), contract=(make_contract(**rules),)
        )
        (work,) = legal_work(scenario, grid)
        made = list(zip(work.start.tolist(), work.length.tolist(), strict=True))
        assert len(made) == len(set(made))
        assert set(made) == legal_shifts(grid, minutes(starts), minutes(hours), step, (2, 7)), (starts, step, hours)


@pytest.mark.parametrize(("zone", "day"), NIGHTS)
def test_open_slots_are_those_of_the_real_clock(zone, day, checked_slots):
    grid = period(zone, day)
    for hours in OPENING:
        stretches = list(opened(grid, minutes(hours)))
        expected = np.zeros(grid.n_slots, dtype=bool)
        for slot in range(grid.n_slots):
            moment = grid.instant(slot).astimezone(UTC)
            expected[slot] = any(begin <= moment < end for _day, begin, end in stretches)
        assert np.array_equal(in_opening(grid, OpeningCalendar(Opening(hours=hours))), expected), hours
        assert np.array_equal(checked_slots(grid, hours), expected), hours


@pytest.fixture
def checked_slots():
    """The open slots in the checker's eyes."""
    from written_plans import plan

    from staffplan.verify.opening import open_slots
    from staffplan.verify.roster import roster_of

    def slots(grid, hours):
        coverage = tuple(
            CoverageSlot(
                start=s, inquiries=0, human_inquiries=0, required=0, on_duty=0, service_level=None, occupancy=None
            )
            for s in grid.starts
        )
        made = plan(scenario={"timezone": grid.timezone, "grid": "30min", "opening": Opening(hours=hours)})
        return open_slots(roster_of(made.model_copy(update={"shifts": (), "coverage": coverage})))

    return slots
