"""What the model takes, from scenario to arrays, checked slot by slot against single queues."""

from datetime import date
from math import comb

import numpy as np
import pytest
from steady_weeks import demand_of, scenario_of

from staffplan.service import concave_from, staffing, steady_service
from staffplan.service.steady.erlang import erlang_queue

DAY = [2.0, 0.0, 30.0, 30.0, 60.0, 12.0]


def served(volume, agents, seconds, scenario):
    patience = scenario.handling.patience
    leaving = 1 / patience.total_seconds() if patience else 0.0
    aht = np.array([scenario.handling.aht.total_seconds()])
    return erlang_queue(np.array([volume / 3600]), aht, np.array([float(agents)]), leaving).in_time(seconds)[0]


def test_slot_by_slot_the_least_is_the_whole_target():
    scenario = scenario_of(target={"scope": "slot", "minimum_staff": 1})
    found = staffing(demand_of(DAY, scenario), scenario)
    assert found.requirements == ()
    assert (found.least == found.required).all()
    assert found.least[1] == 1
    for volume, agents in zip(DAY, found.required, strict=True):
        if volume:
            assert served(volume, agents, 30, scenario) >= 0.9
            assert served(volume, agents - 1, 30, scenario) < 0.9


def test_gains_are_volume_times_service_level_from_the_least_on():
    scenario = scenario_of(target={"scope": "day", "slot_floor": 0.5})
    found = staffing(demand_of(DAY, scenario), scenario)
    (requirement,) = found.requirements
    (group,) = requirement.groups
    assert (requirement.measure, group.label) == ("service_level", date(2026, 11, 2).isoformat())
    assert group.slots.tolist() == [0, 2, 3, 4, 5]
    assert group.at_least == pytest.approx(0.9 * sum(DAY))
    for slot in group.slots:
        volume, least, gain = DAY[slot], found.least[slot], requirement.gain[slot]
        assert served(volume, least, 30, scenario) >= 0.5
        assert served(volume, least - 1, 30, scenario) < 0.5
        expected = [volume * served(volume, least + k, 30, scenario) for k in range(gain.size)]
        assert gain == pytest.approx(expected, abs=1e-9)
        assert gain[-1] >= volume * (1 - 1e-9) > gain[-2]
        assert concave_from(gain) == 0


def test_slots_alike_share_one_array():
    scenario = scenario_of()
    (requirement,) = staffing(demand_of(DAY * 4, scenario), scenario).requirements
    assert requirement.gain[2] is requirement.gain[3] is requirement.gain[21]
    assert requirement.gain[2] is not requirement.gain[4]
    assert len({id(gain) for gain in requirement.gain}) == 5  # four volumes, and one for slots without any


def test_floor_and_target_hold_in_the_scoring_window_only_and_stability_everywhere():
    scenario = scenario_of(target={"scoring_window": ["02:00", "04:00"], "slot_floor": 0.8})
    found = staffing(demand_of([50.0] * 6, scenario), scenario)  # load 4.2
    assert found.least.tolist() == [5, 5, 7, 7, 5, 5]
    assert found.required.tolist() == [5, 5, 8, 8, 5, 5]
    assert found.requirements[0].groups[0].slots.tolist() == [2, 3]


def test_customers_who_leave_make_any_number_legal():
    scenario = scenario_of(
        handling={"patience": "5min"}, target={"scoring_window": ["02:00", "04:00"], "slot_floor": 0}
    )
    found = staffing(demand_of([50.0] * 6, scenario), scenario)
    assert found.least.tolist() == [0] * 6
    gain = found.requirements[0].gain[2]
    assert gain[0] == 0
    assert concave_from(gain) > 0


def test_nobody_where_nobody_asks():
    scenario = scenario_of()
    found = staffing(demand_of([0.0] * 6, scenario), scenario)
    assert found.least.tolist() == found.required.tolist() == [0] * 6
    assert found.requirements[0].groups == ()


@pytest.mark.parametrize(
    ("target", "measure", "column", "limit"),
    [
        ({"average_wait": "10s"}, "average_wait", "average_wait_s", 10.0),
        ({"max_occupancy": 0.6}, "occupancy", "occupancy", 0.6),
        ({"max_abandonment": 0.02}, "abandonment", "abandonment", 0.02),
        ({"average_wait": "25s", "average_wait_cap": "600s"}, "average_wait", "average_wait_s", 25.0),
    ],
)
@pytest.mark.parametrize("shrinkage", [{}, {"absence": 0.1, "planned": 0.05}])
def test_other_limits_add_up_the_same_way(target, measure, column, limit, shrinkage):
    scenario = scenario_of(handling={"patience": "4min"}, target=target, shrinkage=shrinkage)
    demand = demand_of(DAY, scenario)
    found = staffing(demand, scenario)
    service, requirement = found.requirements
    assert (service.measure, requirement.measure) == ("service_level", measure)
    assert all((np.diff(gain) >= 0).all() for gain in requirement.gain)
    alone = steady_service(demand, scenario, found.required)
    fewer = steady_service(demand, scenario, np.maximum(found.required - 1, 0))
    values, before = getattr(alone, column), getattr(fewer, column)
    asked = demand.human_inquiries > 0
    assert (values[asked] <= limit * (1 + 1e-6)).all()
    assert ((before[asked] > limit) | (fewer.service_level[asked] < 0.9)).all()
    (group,) = requirement.groups
    assert group.at_least == pytest.approx(-limit * sum(DAY))
    reached = sum(
        requirement.gain[t][min(found.required[t] - found.least[t], requirement.gain[t].size - 1)] for t in group.slots
    )
    mean = getattr(alone.by_group[0], column)
    if measure != "occupancy":  # a slot far under the occupancy allowed counts as 0.8 of it
        assert reached == pytest.approx(-mean * sum(DAY), rel=1e-6)
    assert reached <= -mean * sum(DAY) + 1e-6


@pytest.mark.parametrize(
    ("key", "column", "stricter"),
    [("share", "service_level", 1), ("average_wait", "average_wait_s", -1), ("max_occupancy", "occupancy", -1)],
)
def test_a_slot_that_misses_a_limit_by_a_hair_needs_one_more(key, column, stricter):
    wide = {"scope": "slot", "slot_floor": 0.0, "share": 0.1}
    demand = demand_of([60.0], scenario_of(target=wide))
    reached = getattr(steady_service(demand, scenario_of(target=wide), [8]), column)[0]

    def required(change):
        limit = reached * (1 + stricter * change)
        scenario = scenario_of(target=wide | {key: f"{limit:.6f}s" if key == "average_wait" else limit})
        return staffing(demand, scenario).required[0]

    assert (required(-1e-5), required(1e-5)) == (8, 9)


def test_absence_is_the_expectation_over_who_comes():
    scenario = scenario_of(target={"scope": "slot"}, shrinkage={"absence": 0.1})
    volumes = [10.0, 30.0, 60.0, 120.0]
    found = staffing(demand_of(volumes, scenario), scenario).required

    def expected(volume, agents):
        chances = [comb(agents, m) * 0.9**m * 0.1 ** (agents - m) for m in range(agents + 1)]
        return sum(chance * served(volume, m, 30, scenario) for m, chance in enumerate(chances))

    for volume, agents in zip(volumes, found, strict=True):
        assert expected(volume, int(agents)) >= 0.9 > expected(volume, int(agents) - 1)


def test_weeks_of_a_cyclic_period_go_on_at_its_beginning():
    scenario = scenario_of(target={"scope": "week"}, cyclic=True)
    demand = demand_of([5.0] * 24 * 7, scenario, start=date(2026, 11, 4))  # a Wednesday
    (group,) = staffing(demand, scenario).requirements[0].groups
    assert (group.label, group.slots.size) == ("2026-11-02", 168)
    open_ended = scenario_of(target={"scope": "week"})
    labels = [
        g.label
        for g in staffing(demand_of([5.0] * 24 * 7, open_ended, start=date(2026, 11, 4)), open_ended)
        .requirements[0]
        .groups
    ]
    assert labels == ["2026-11-02", "2026-11-09"]


def test_presets_set_the_platforms_rule():
    scenario = scenario_of(target={"preset": "jd"})
    found = staffing(demand_of([20.0] * 24, scenario), scenario)
    assert found.requirements[0].groups[0].slots.tolist() == list(range(9, 23))


@pytest.mark.parametrize(
    ("curve", "first"), [([0, 1, 2, 2.5], 0), ([0, 0, 0, 1, 1.5], 2), ([3, 3], 0), ([0, 1, 3, 6], 2)]
)
def test_concave_from(curve, first):
    assert concave_from(curve) == first


@pytest.mark.parametrize("scale", [1.0, 1e-12, 1e12])
def test_a_curve_bends_where_it_does_whatever_its_unit(scale):
    assert concave_from(scale * np.array([0.0, 0.1, 0.5, 0.8, 0.9])) == 1
    assert concave_from(scale * np.array([0.0, 0.4, 0.7, 0.9, 1.0])) == 0
