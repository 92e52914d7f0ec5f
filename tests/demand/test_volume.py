"""What is left for humans, in which slots, and for how long each."""

import numpy as np
import pytest
from hourly_forecasts import forecast_of, scenario_of
from hypothesis import given, settings
from hypothesis import strategies as st

from staffplan.demand import demand_range, plan_demand, planning_grid


def planned(forecast, **keys):
    scenario = scenario_of(**keys)
    return plan_demand(forecast, scenario, planning_grid(forecast, scenario))


def test_an_interval_is_split_evenly():
    assert planned(forecast_of([4.0, 6.0]), grid="15min").inquiries.tolist() == [1, 1, 1, 1, 1.5, 1.5, 1.5, 1.5]


def test_a_finer_forecast_is_summed_and_its_handling_time_weighted():
    forecast = forecast_of([1.0, 3.0, 0.0, 0.0], minutes=30, aht_s=(100.0, 200.0, None, 400.0))
    demand = planned(forecast)
    assert demand.inquiries.tolist() == [4, 0]
    assert demand.aht_s == pytest.approx([175, 350])  # nobody asks in the second hour: the plain mean


def test_deflection_of_the_scenario_then_the_row_then_the_hour():
    forecast = forecast_of([10.0] * 4, deflection=(0.2, None, 0.2, None))
    bot = {"deflection": 0.5, "by_hour": [{"from": "02:00", "to": "04:00", "deflection": 0.9}]}
    assert planned(forecast, bot=bot).human_inquiries == pytest.approx([8, 5, 1, 1])


def test_hours_over_midnight_and_the_last_entry():
    by_hour = [
        {"from": "22:00", "to": "02:00", "deflection": 0.5},
        {"from": "01:00", "to": "02:00", "deflection": 1.0},
    ]
    human = planned(forecast_of([2.0] * 24), bot={"by_hour": by_hour}).human_inquiries
    assert human.tolist() == [1, 0] + [2] * 20 + [1, 1]


def test_closed_hours_leave_messages():
    demand = planned(forecast_of([2.0] * 24), opening={"hours": ["09:00", "21:00"]}, bot={"deflection": 0.5})
    assert demand.open.tolist() == [False] * 9 + [True] * 12 + [False] * 3
    assert demand.human_inquiries.tolist() == [0] * 9 + [1] * 12 + [0] * 3
    assert demand.left_messages.tolist() == [1] * 9 + [0] * 12 + [1] * 3
    assert demand.inquiries.sum() == 48


def test_opening_hours_by_weekday_over_midnight_and_closed_days():
    opening = {"hours": ["18:00", "02:00"], "by_weekday": {"tuesday": ["10:00", "12:00"]}, "closed": ["wednesday"]}
    demand = planned(forecast_of([1.0] * 72), opening=opening)
    monday, tuesday, wednesday = demand.open.reshape(3, 24)
    assert np.flatnonzero(monday).tolist() == [0, 1, 18, 19, 20, 21, 22, 23]  # Sunday's last hours, then its own
    assert np.flatnonzero(tuesday).tolist() == [0, 1, 10, 11]
    assert not wednesday.any()


def test_only_open_hours_of_the_window_are_scored():
    demand = planned(
        forecast_of([1.0] * 24), opening={"hours": ["09:00", "24:00"]}, target={"scoring_window": ["22:00", "10:00"]}
    )
    assert np.flatnonzero(demand.scored).tolist() == [9, 22, 23]


def test_the_bot_leaves_the_harder_ones():
    forecast = forecast_of([10.0, 10.0], deflection=(0.5, 0.0), aht_s=(None, 200.0))
    demand = planned(forecast, bot={"handoff_aht_factor": 1.2}, handling={"aht": "100s"})
    assert demand.aht_s == pytest.approx([120, 200])


def test_failed_deflections_come_back():
    bot = {"deflection": 0.8, "recontact_share": 0.1, "recontact_after": "90min"}
    human = planned(forecast_of([100.0] + [0.0] * 4), bot=bot).human_inquiries
    assert human == pytest.approx([20, 4, 4, 0, 0])
    late = planned(forecast_of([0.0] * 4 + [100.0]), bot=bot).human_inquiries
    assert late == pytest.approx([0, 0, 0, 0, 20])


def test_in_a_cyclic_week_they_come_back_at_its_beginning():
    bot = {"deflection": 0.5, "recontact_share": 0.2, "recontact_after": "2h"}
    human = planned(forecast_of([0.0] * 167 + [100.0]), bot=bot, cyclic=True).human_inquiries
    assert human[1] == pytest.approx(10)


def test_an_uncertain_bot_gives_a_range():
    scenario = scenario_of(bot={"deflection": 0.9, "deflection_spread": 0.2})
    forecast = forecast_of([10.0])
    found = demand_range(forecast, scenario, planning_grid(forecast, scenario))
    assert [each.human_inquiries[0] for each in (found.low, found.mid, found.high)] == pytest.approx([0, 1, 3])


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.floats(0, 1e4), min_size=1, max_size=30),
    st.sampled_from([15, 30, 60]),
    st.sampled_from(["15min", "30min", "60min"]),
    st.integers(0, 95),
    st.floats(0, 1),
)
def test_no_inquiry_is_lost_or_made(inquiries, minutes, grid, quarter, deflection):
    start = f"{quarter // 4:02d}:{quarter % 4 * 15:02d}"
    forecast = forecast_of(inquiries, start=start, minutes=minutes)
    demand = planned(forecast, grid=grid, bot={"deflection": deflection}, opening={"hours": ["08:00", "20:00"]})
    assert demand.inquiries.sum() == pytest.approx(sum(inquiries))
    human = demand.human_inquiries + demand.left_messages
    assert human == pytest.approx(demand.inquiries * (1 - deflection))
