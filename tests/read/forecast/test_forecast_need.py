"""Agents needed by the forecast, with prices and without."""

import pytest
from forecast_files import faults_of, hours, read, table
from told import told

from staffplan.demand import plan_demand, planning_grid
from staffplan.schema.scenario.keys import Objective, Scenario

PRICED = Scenario(objective=Objective(understaff=1))


def forecast(*needs, header="start,inquiries,required", step=60, volume=0):
    return table(
        [f"{start},{volume},{n}" for start, n in zip(hours(len(needs), step=step), needs, strict=True)], header
    )


def of_slots(text, folder, grid):
    scenario = Scenario(grid=grid, objective=Objective(understaff=1))
    found = read(folder, text, scenario)
    return plan_demand(found, scenario, planning_grid(found, scenario)).required.tolist()


@pytest.mark.parametrize("name", ["required", "Need", "需求人数", "所需人数", "需要人数"])
def test_the_need_is_read(tmp_path, name):
    found = read(tmp_path, forecast(3, "", 0, header=f"start,inquiries,{name}"), PRICED)
    assert found.required == (3, None, 0)
    assert any("2 of 3 intervals" in message for message in told(found.messages))


def test_the_need_is_read_without_prices_too(tmp_path):
    found = read(tmp_path, forecast(3, 2))
    assert found.required == (3, 2)
    assert found.reading.columns_left == ()


def test_a_table_of_agents_needed_takes_no_inquiries(tmp_path):
    found = read(tmp_path, table([f"{start},{n}" for start, n in zip(hours(2), (3, 0), strict=True)], "start,required"))
    assert (found.inquiries, found.required) == ((0, 0), (3, 0))


def test_no_column_is_no_need(tmp_path):
    found = read(tmp_path, table([f"{start},5" for start in hours()]), PRICED)
    assert (found.required, found.messages) == (None, ())


@pytest.mark.parametrize("cell", ["-1", "2.5", "many"])
def test_no_whole_number_is_a_fault(tmp_path, cell):
    (fault,) = faults_of(tmp_path, forecast(3, cell), PRICED)
    assert (fault.row, fault.column) == (3, "required")
    assert "a whole number of 0 or more" in fault.accepted


def test_queues_need_their_agents_together(tmp_path):
    rows = [f"{start},1,{queue},{n}" for start in hours(2) for queue, n in (("a", 2), ("b", 3))]
    rows[-1] = rows[-1].removesuffix("3")
    assert read(tmp_path, table(rows, "start,inquiries,queue,required"), PRICED).required == (5, 2)


def test_a_finer_grid_repeats_the_need_and_a_coarser_takes_the_largest(tmp_path):
    assert of_slots(forecast(3, "", 2), tmp_path, "30min") == [3, 3, -1, -1, 2, 2]
    assert of_slots(forecast(3, 4, "", 1, "", "", step=30), tmp_path, "60min") == [4, 1, -1]
