"""Messages that may wait: deadlines in opening time, earliest first, and the same in the optimisation's form."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy.optimize import linprog
from test_transient import demand_of

from staffplan.schema.scenario.handling import Handling
from staffplan.schema.scenario.keys import Scenario, Shrinkage
from staffplan.schema.scenario.messages import Messages
from staffplan.service.steady.deferrable import deferrable_service, deferrable_work, live_demand


def case(messages, is_open, live=None, cyclic=False, reply_within="1h", **keys):
    """Half-hour slots; a message takes as long as a slot, so that work is counted in messages."""
    messages = np.asarray(messages, dtype=float)
    is_open = np.asarray(is_open, dtype=bool)
    live = np.zeros(messages.size) if live is None else np.asarray(live, dtype=float)
    demand = replace(demand_of(live, aht_s=1800.0, cyclic=cyclic), open=is_open, left_messages=messages)
    scenario = Scenario(handling=Handling(aht="30min"), messages=Messages(reply_within=reply_within), **keys)
    return demand, scenario


def test_the_reply_clock_runs_in_opening_time():
    demand, scenario = case([5, 0, 3, 0, 0, 0], [0, 0, 0, 1, 1, 1])
    work = deferrable_work(demand, scenario)
    assert work.due.tolist() == [0, 0, 0, 0, 8, 8]
    assert work.released.tolist() == [5, 5, 8, 8, 8, 8]
    assert work.counts.tolist() == [False, False, False, True, True, False]


def test_enough_and_too_few_agents():
    demand, scenario = case([8, 0, 0, 0, 2], [0, 1, 1, 1, 1])
    enough, few = (deferrable_service(demand, scenario, [0, n, n, n, n]) for n in (4, 3))
    assert enough.share == 1
    assert few.in_time[0] == pytest.approx(6 / 8)
    assert np.isnan(few.in_time[4])
    assert few.share == pytest.approx(6 / 8)
    assert few.done.tolist() == [0, 3, 3, 2, 2]
    assert few.open_at_end.tolist() == [8, 5, 2, 0, 0]


def test_late_messages_wait_for_those_that_can_be_in_time():
    demand, scenario = case([9, 0, 4, 0, 0], [0, 1, 0, 1, 1])
    service = deferrable_service(demand, scenario, [0, 3, 0, 3, 3])
    # Of the nine, three are done in each of the two slots they have; the four then come before the last three.
    assert service.due_slot.tolist() == [3, -1, 4, -1, -1]
    assert service.in_time[[0, 2]].tolist() == pytest.approx([6 / 9, 3 / 4])
    assert service.share == pytest.approx(9 / 13)
    assert service.open_at_end[-1] == 13 - 9


def test_live_inquiries_come_first():
    demand, scenario = case([6, 0, 0], [0, 1, 1], live=[0, 2, 1])
    assert deferrable_service(demand, scenario, [0, 4, 5]).share == 1
    assert deferrable_service(demand, scenario, [0, 4, 4]).share == pytest.approx(5 / 6)
    assert deferrable_work(demand, scenario).live.tolist() == [0, 2, 1]


def test_a_cyclic_period_goes_on_from_its_end():
    demand, scenario = case([0, 0, 0, 4], [1, 1, 0, 0], cyclic=True)
    assert deferrable_work(demand, scenario).due.tolist() == [-4, 0, 0, 0]
    assert deferrable_service(demand, scenario, [2, 2, 0, 0]).share == 1
    # Whoever is late waits for ever, so that three of each round's four are always in time.
    assert deferrable_service(demand, scenario, [2, 1, 0, 0]).share == pytest.approx(0.75)
    demand, scenario = case([0, 0, 0, 4], [1, 1, 0, 0], cyclic=True, reply_within="30min")
    assert deferrable_service(demand, scenario, [3, 1, 0, 0]).share == pytest.approx(0.75)


def test_what_is_open_after_the_first_round_is_replied_to_in_the_next():
    # One message is open then: no sign that all rounds are like the first.
    demand, scenario = case([0, 0, 0, 1], [1, 1, 0, 0], cyclic=True)
    assert deferrable_service(demand, scenario, [1, 0, 0, 0]).share == 1


def test_shrinkage_and_the_share_planned_for():
    shrinkage = Shrinkage(planned=0.2, absence=0.5)
    demand, scenario = case([5, 0], [0, 1], shrinkage=shrinkage)
    scenario = scenario.model_copy(update={"messages": Messages(reply_within="1h", share=0.8, aht="15min")})
    work = deferrable_work(demand, scenario)
    assert work.each == pytest.approx(0.4)
    assert work.total == pytest.approx(5 * 0.8 / 2)


def test_a_slow_queue_has_no_live_inquiries():
    demand, scenario = case([0, 1, 0, 0], [1, 0, 1, 1], live=[3, 0, 2, 0])
    scenario = scenario.model_copy(update={"messages": Messages(reply_within="1h", live=False)})
    live = live_demand(demand, scenario)
    assert live.human_inquiries.tolist() == [0, 0, 0, 0]
    assert live.left_messages.tolist() == [3, 1, 2, 0]
    assert deferrable_work(demand, scenario).due.tolist() == [0, 0, 3, 6]
    assert deferrable_service(demand, scenario, [3, 0, 1, 2]).share == 1


def test_nothing_changes_by_default():
    demand, scenario = case([5, 0], [0, 1])
    scenario = scenario.model_copy(update={"messages": Messages()})
    assert deferrable_work(demand, scenario) is None
    assert live_demand(demand, scenario) is demand


@pytest.mark.parametrize("wrong", [{"reply_within": "0s"}, {"share": 0}, {"aht": "0s"}, {"live": False}])
def test_impossible_messages_are_refused(wrong):
    with pytest.raises(ValidationError):
        Messages(**wrong)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.booleans())
def test_the_optimisation_and_earliest_deadline_first_agree(data, cyclic):
    """W exists exactly where serving in order of the deadlines answers everything in time."""
    slots = data.draw(st.integers(3, 12))
    numbers = st.lists(st.integers(0, 4), min_size=slots, max_size=slots)
    is_open = data.draw(st.lists(st.booleans(), min_size=slots, max_size=slots))
    demand, scenario = case(
        data.draw(numbers), is_open, cyclic=cyclic, reply_within=f"{data.draw(st.integers(1, 4)) * 30}min"
    )
    agents = data.draw(numbers)
    work = deferrable_work(demand, scenario)
    if work is None:
        return
    share = deferrable_service(demand, scenario, agents).share
    assert feasible(work, agents, cyclic) == (np.isnan(share) or share > 1 - 1e-9)


def feasible(work, agents, cyclic):
    slots = len(agents)
    step = np.eye(slots) - np.eye(slots, k=-1)
    base = np.zeros(slots)
    if cyclic:
        step[0, -1] -= 1
        base[0] = -work.total
    most = np.where(work.counts, work.each * np.asarray(agents) - work.live, 0.0)
    bounds = list(zip(work.due, work.released, strict=True))
    return linprog(
        np.zeros(slots), A_ub=np.vstack((step, -step)), b_ub=np.r_[most + base, -base], bounds=bounds
    ).success
