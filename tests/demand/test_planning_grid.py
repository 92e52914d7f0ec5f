"""The grid over a forecast: aligned to the local clock, on real elapsed time."""

import pytest
from hourly_forecasts import NEW_YORK, forecast_of, scenario_of

from staffplan.demand import plan_demand, planning_grid
from staffplan.errors import InputError


def test_slots_are_shorter_than_intervals():
    scenario = scenario_of(grid="30min")
    grid = planning_grid(forecast_of([4.0, 6.0]), scenario)
    assert (grid.n_slots, grid.slot_minutes) == (4, 30)
    assert [f"{start:%d %H:%M}" for start in grid.starts] == ["02 00:00", "02 00:30", "02 01:00", "02 01:30"]


def test_the_period_may_begin_and_end_within_a_slot():
    scenario = scenario_of(grid="60min")
    forecast = forecast_of([1.0, 2.0, 3.0], start="09:45", minutes=15)
    grid = planning_grid(forecast, scenario)
    assert [f"{start:%H:%M}" for start in grid.starts] == ["09:00", "10:00"]
    assert plan_demand(forecast, scenario, grid).inquiries.tolist() == [1, 5]


def test_intervals_between_full_hours_are_split_by_time():
    scenario = scenario_of(grid="60min")
    forecast = forecast_of([8.0, 4.0], start="09:30")
    assert plan_demand(forecast, scenario, planning_grid(forecast, scenario)).inquiries.tolist() == [4, 6, 2]


@pytest.mark.parametrize(("day", "hours"), [("2026-03-08", 23), ("2026-11-01", 25)])
def test_a_day_of_the_clock_change_has_its_real_hours(day, hours):
    scenario = scenario_of(timezone=NEW_YORK, opening={"hours": ["00:00", "03:00"]})
    forecast = forecast_of([1.0] * hours, day=day, timezone=NEW_YORK)
    grid = planning_grid(forecast, scenario)
    demand = plan_demand(forecast, scenario, grid)
    assert grid.n_slots == hours
    assert demand.open.sum() == (2 if hours == 23 else 4)
    assert grid.instant(hours).hour == 0


def test_a_cyclic_period_is_whole_weeks():
    scenario = scenario_of(cyclic=True)
    assert planning_grid(forecast_of([1.0] * 24 * 14), scenario).n_slots == 24 * 14
    for hours, start in ((24 * 8, "00:00"), (24 * 7 - 1, "00:00"), (24 * 7, "01:00")):
        with pytest.raises(InputError, match="whole days"):
            planning_grid(forecast_of([1.0] * hours, start=start), scenario)


def test_turns_close_over_the_end_of_a_cyclic_period():
    table = {"rotation": [{"name": "4-2", "days": "WWWWOO"}]}
    contracts = [{"name": "a", "weeks_in_turn": [[6, 6], [5, 5]]}, {"name": "b", "rotation": "4-2"}]
    scenario = scenario_of(cyclic=True, contract=contracts, **table)
    assert len(planning_grid(forecast_of([1.0] * 24 * 42), scenario).days) == 42
    with pytest.raises(InputError) as caught:
        planning_grid(forecast_of([1.0] * 24 * 7), scenario)
    assert [(fault.column, fault.found, fault.accepted) for fault in caught.value.faults] == [
        ("contract[1].weeks_in_turn", "a period of 7 days", "14 days or a multiple, where cyclic = true"),
        ("contract[2].rotation", "a period of 7 days", "6 days or a multiple, where cyclic = true"),
    ]
    once = scenario_of(contract=contracts, **table)
    assert len(planning_grid(forecast_of([1.0] * 24 * 7), once).days) == 7


def test_a_cyclic_period_has_no_clock_change():
    scenario = scenario_of(cyclic=True, timezone=NEW_YORK)
    forecast = forecast_of([1.0] * (24 * 7 - 1), day="2026-03-07", timezone=NEW_YORK)
    with pytest.raises(InputError, match="clocks change"):
        planning_grid(forecast, scenario)


def test_a_grid_holds_the_change_of_the_clocks():
    # On Lord Howe Island it is half an hour: slots of an hour would begin at half past from then on.
    forecast = forecast_of([1.0] * 48, day="2026-04-04", timezone="Australia/Lord_Howe")
    assert planning_grid(forecast, scenario_of(timezone="Australia/Lord_Howe", grid="30min")).n_slots == 96
    with pytest.raises(InputError, match="2026-04-05 01:30"):
        planning_grid(forecast, scenario_of(timezone="Australia/Lord_Howe", grid="60min"))
