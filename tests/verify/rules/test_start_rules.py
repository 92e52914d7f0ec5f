from datetime import UTC, date, timedelta

import pytest
from written_plans import AUTUMN, HOUR, MONDAY, SPRING, broken, day, free, plan, shift

from staffplan.schema.scenario.keys import Opening


def test_contract_is_one_of_the_scenario():
    stranger = shift(contract="temp")
    assert "known_contract" in broken(plan(stranger))
    totals = {"headcount_by_contract": {"temp": 1}}
    assert broken(plan(stranger, **totals)) == {"known_contract"}


@pytest.mark.parametrize("edge", ["start", "end"])
def test_times_have_the_offset_of_the_zone(edge):
    row = shift()
    assert broken(plan(row.model_copy(update={edge: getattr(row, edge).astimezone(UTC)}))) == {"local_time"}
    pause = row.breaks[0].model_copy(update={edge: getattr(row.breaks[0], edge).astimezone(UTC)})
    assert broken(plan(row.model_copy(update={"breaks": (pause,)}))) == {"local_time"}


def test_shift_counts_for_the_local_date_of_its_start():
    night = shift(at=22)
    assert broken(plan(night)) == set()
    assert broken(plan(night.model_copy(update={"date": day(1)}))) == {"shift_date"}


def test_month_end_is_a_day_like_any_other():
    assert broken(plan(shift(on=date(2026, 11, 30), at=22), first=date(2026, 11, 30), days=2)) == set()


def test_shift_starts_in_the_period():
    assert broken(plan(shift(on=day(6), at=22))) == set()
    assert broken(plan(shift(on=day(7)))) == {"shift_in_period"}
    assert broken(plan(shift(on=day(-2), at=22))) == {"shift_in_period"}


def test_shift_on_the_eve_reaches_into_the_period():
    assert broken(plan(shift(on=day(-1), at=22))) == set()
    assert broken(plan(shift(on=day(-1), at=9))) == {"shift_in_period"}
    assert broken(plan(shift(on=day(-1), at=15))) == {"shift_in_period"}


def test_cyclic_plan_has_no_eve():
    assert broken(plan(shift(on=day(6), at=22), cyclic=True)) == set()
    assert broken(plan(shift(at=0), cyclic=True)) == set()
    assert "shift_in_period" in broken(plan(shift(on=day(-1), at=22), cyclic=True))


@pytest.mark.parametrize(("at", "legal"), [(7, True), (6, False), (9, True), (8, False), (11, True), (13, False)])
def test_start_lies_in_the_window_on_the_step(at, legal):
    contract = free(starts=(7 * 60, 12 * 60), start_step=2 * HOUR)
    assert broken(plan(shift(at=at), contract=contract)) == (set() if legal else {"shift_start"})


@pytest.mark.parametrize(("at", "legal"), [(20, True), (0, True), (2, True), (4, False), (1, False), (18, False)])
def test_window_over_midnight(at, legal):
    contract = free(starts=(20 * 60, 3 * 60), start_step=2 * HOUR)
    assert broken(plan(shift(at=at), contract=contract)) == (set() if legal else {"shift_start"})


def test_start_off_the_grid_is_off_the_step():
    half_hours = {"scenario": {"grid": HOUR / 2}}
    assert broken(plan(shift(at=9.5), **half_hours)) == set()
    assert broken(plan(shift(at=9.25), contract=free(start_step=HOUR / 4), **half_hours)) == {"on_duty", "occupancy"}
    assert "shift_start" in broken(plan(shift(at=9.25), **half_hours))


@pytest.mark.parametrize(("at", "legal"), [(9, True), (14, True), (15, False), (8, False)])
def test_without_starts_the_shift_lies_in_the_opening_hours(at, legal):
    opening = {"opening": Opening(hours=(9 * 60, 23 * 60))}
    found = broken(plan(shift(at=at), contract=free(starts=None), scenario=opening))
    assert found == (set() if legal else {"shift_start"})


@pytest.mark.parametrize(("at", "on", "legal"), [(18, 0, True), (21, 0, False), (1, 1, False), (23, 0, False)])
def test_opening_hours_over_midnight(at, on, legal):
    opening = {"opening": Opening(hours=(18 * 60, 4 * 60))}
    found = broken(plan(shift(on=day(on), at=at), contract=free(starts=None), scenario=opening))
    assert found == (set() if legal else {"shift_start"})


def test_open_around_the_clock_allows_any_start():
    assert broken(plan(shift(at=20), contract=free(starts=None))) == set()


def test_closed_day_allows_no_start():
    opening = {"opening": Opening(closed=("monday",))}
    assert broken(plan(shift(on=MONDAY), contract=free(starts=None), scenario=opening)) == {"shift_start"}


def test_opening_hours_are_real_hours_in_the_night_of_a_clock_change():
    opening = {"opening": Opening(hours=(22 * 60, 7 * 60))}
    contract = free(starts=None)
    for night, legal in ((SPRING, False), (AUTUMN, True)):
        evening = night - timedelta(days=1)
        found = broken(plan(shift(on=evening, at=22), contract=contract, first=evening, scenario=opening))
        assert found == (set() if legal else {"shift_start"})


def test_window_reads_the_clock_after_a_change():
    contract = free(starts=(9 * 60, 9 * 60))
    assert broken(plan(shift(on=SPRING, at=9), contract=contract, first=SPRING)) == set()
    assert broken(plan(shift(on=SPRING, at=10), contract=contract, first=SPRING)) == {"shift_start"}
