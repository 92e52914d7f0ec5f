"""Several queues in one forecast are summed; what they share is weighted."""

import pytest
from forecast_files import faults_of, read, table
from told import told

from staffplan.schema.scenario.keys import Bot, Handling, Scenario

HEADER = "start,inquiries,queue,deflection,aht_s"


def rows(*queues):
    """Two hours of each queue: (name, inquiries, deflection, aht)."""
    return [f"2026-11-01 {hour}:00,{n},{name},{d},{aht}" for name, n, d, aht in queues for hour in ("09", "10")]


def test_volumes_are_added_with_a_warning(tmp_path):
    forecast = read(tmp_path, table(rows(("pre", 10, "", ""), ("post", 5, "", "")), HEADER))
    assert forecast.inquiries == (15, 15)
    assert told(forecast.messages) == ("several queues, summed as if one team answered them all: post, pre",)


def test_deflection_is_weighted_by_volume_and_aht_by_what_humans_get(tmp_path):
    forecast = read(tmp_path, table(rows(("pre", 30, 0.9, 100), ("post", 10, 0.5, 200)), HEADER))
    assert forecast.deflection == pytest.approx((0.8, 0.8))
    assert forecast.aht_s == pytest.approx(((3 * 100 + 5 * 200) / 8,) * 2)


def test_the_scenario_stands_in_for_queues_without_values(tmp_path):
    scenario = Scenario(bot=Bot(deflection=0.6), handling=Handling(aht="200s"))
    forecast = read(tmp_path, table(rows(("pre", 10, 0.8, 400), ("post", 10, "", "")), HEADER), scenario)
    assert forecast.deflection == pytest.approx((0.7, 0.7))
    assert forecast.aht_s == pytest.approx(((2 * 400 + 4 * 200) / 6,) * 2)


def test_without_volume_the_plain_mean_is_taken(tmp_path):
    assert read(tmp_path, table(rows(("pre", 0, 0.9, ""), ("post", 0, 0.5, "")), HEADER)).deflection == (0.7, 0.7)


def test_one_queue_is_no_matter(tmp_path):
    assert read(tmp_path, table(rows(("pre", 10, "", "")), HEADER)).messages == ()


def test_a_queue_may_be_shorter_than_another(tmp_path):
    forecast = read(tmp_path, table([*rows(("pre", 10, "", "")), "2026-11-01 10:00,1,post,,"], HEADER))
    assert forecast.inquiries == (10, 11)


def test_a_start_twice_in_one_queue_is_a_fault(tmp_path):
    (fault,) = faults_of(tmp_path, table([*rows(("pre", 10, "", "")), "2026-11-01 10:00,1,pre,,"], HEADER))
    assert (fault.row, fault.column) == (4, "start")
