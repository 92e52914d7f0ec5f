"""Service with given numbers on duty, and its averages."""

import numpy as np
import pytest
from steady_weeks import demand_of, scenario_of

from staffplan.service import steady_service
from staffplan.service.steady.erlang import erlang_queue

VOLUMES = [0.0, 60.0, 30.0, 60.0]


def test_each_slot_is_its_own_queue():
    scenario = scenario_of(handling={"patience": "4min"})
    found = steady_service(demand_of(VOLUMES, scenario), scenario, [0, 6, 6, 6])
    queue = erlang_queue(np.array([60, 30, 60]) / 3600, np.full(3, 300.0), np.full(3, 6.0), 1 / 240)
    assert np.isnan(found.service_level[0])
    assert np.isnan(found.occupancy[0])
    assert found.service_level[1:] == pytest.approx(queue.in_time(30))
    assert found.average_wait_s[1:] == pytest.approx(queue.average_wait)
    assert found.abandonment[1:] == pytest.approx(queue.abandonment)
    assert found.queue_length[1:] == pytest.approx(queue.queue_length)
    assert found.probability_of_wait[1:] == pytest.approx(queue.probability_of_wait)
    assert found.occupancy[1:] == pytest.approx(np.array([5, 2.5, 5]) * (1 - queue.abandonment) / 6)


def test_averages_are_weighted_by_volume():
    scenario = scenario_of(target={"scope": "day"})
    found = steady_service(demand_of(VOLUMES + [0.0] * 20 + [90.0], scenario), scenario, [1, 7, 4, 6] + [0] * 20 + [9])
    first, second = found.by_day
    assert found.by_group[0] == first
    assert first.human_inquiries == 150
    level = found.service_level
    assert first.service_level == pytest.approx((60 * level[1] + 30 * level[2] + 60 * level[3]) / 150)
    assert second.service_level == level[24]
    assert found.period.service_level == pytest.approx((150 * first.service_level + 90 * level[24]) / 240)
    assert found.occupancy[0] == 0


def test_too_few_for_the_load_never_catch_up():
    scenario = scenario_of()
    found = steady_service(demand_of([60.0], scenario), scenario, [5])
    assert (found.service_level[0], found.average_wait_s[0], found.occupancy[0]) == (0, np.inf, 1)


def test_waits_end_with_the_slot_where_absence_is_random():
    scenario = scenario_of(shrinkage={"absence": 0.1})
    found = steady_service(demand_of([60.0], scenario), scenario, [8])
    assert 0 < found.average_wait_s[0] < 3600


def test_chat_says_how_many_chats_are_in_hand():
    scenario = scenario_of(handling={"concurrency": 3})
    found = steady_service(demand_of([60.0], scenario), scenario, [4])
    assert found.occupancy[0] > found.slot_occupancy[0] > 0.4


def test_nobody_asks_at_all():
    scenario = scenario_of()
    found = steady_service(demand_of([0.0] * 3, scenario), scenario, [0, 1, 2])
    assert np.isnan(found.period.service_level)
    assert found.by_day[0].human_inquiries == 0
    assert found.occupancy.tolist()[1:] == [0, 0]


@pytest.mark.parametrize("cap", [None, "600s"])
def test_a_cap_counts_those_who_leave_as_the_cap(cap):
    target = {"average_wait_cap": cap} if cap else {}
    scenario = scenario_of(handling={"patience": "2min"}, target=target)
    found = steady_service(demand_of([60.0], scenario), scenario, [4])
    left = found.abandonment[0]
    if cap:
        assert found.average_wait_s[0] > 600 * left > 60
    else:
        assert found.average_wait_s[0] == pytest.approx(120 * left)
