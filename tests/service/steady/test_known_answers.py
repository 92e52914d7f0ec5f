"""The values that the literature and every planner's calculator give, to all digits."""

import numpy as np
import pytest

from staffplan.service.steady.erlang import erlang_a, erlang_b, erlang_c, erlang_queue, least_agents


def queue(volume, slot_s, aht_s, agents, patience_s=None):
    leaving = 1 / patience_s if patience_s else 0.0
    return erlang_queue(np.array([volume / slot_s]), np.array([aht_s]), np.array([float(agents)]), leaving)


def digits(value, text):
    assert f"{float(value[0]):.{len(text.split('.')[1])}f}".lstrip("0") == text.lstrip("0")


def test_erlang_c_of_a_call_centre():
    found = queue(360, 1800, 240.0, 55)
    digits(found.probability_of_wait, ".238701")
    digits(found.average_wait, "8.184032")
    digits(found.service_level(15), ".845883")


@pytest.mark.parametrize(("agents", "text"), [(13, ".795595"), (14, ".888350"), (15, ".941453")])
def test_erlang_c_agent_by_agent(agents, text):
    digits(queue(100, 1800, 180.0, agents).service_level(20), text)


def test_erlang_c_waits():
    found = queue(100, 1800, 180.0, 14)
    digits(found.probability_of_wait, ".174132")
    digits(found.average_wait, "7.835937")


def test_erlang_a_with_fewer_waits():
    found = queue(100, 1800, 180.0, 13, 300.0)
    digits(found.probability_of_wait, ".225797")
    digits(found.abandonment, ".024963")
    digits(found.average_wait, "7.489")
    digits(10 * (1 - found.abandonment) / 13, ".750028")
    digits(found.service_level(20), ".858178")
    digits(found.service_level(20, "served"), ".880149")


def test_erlang_a_near_full_load():
    found = queue(48, 60, 60.0, 50, 120.0)
    digits(found.abandonment, ".030912")
    digits(found.average_wait, "3.71")
    digits(found.queue_length, "2.9676")
    digits(48 * (1 - found.abandonment) / 50, ".930324")


@pytest.mark.parametrize(
    ("share", "seconds", "least"),
    [(0.8, 20, [8, 14, 24, 56, 107, 208]), (0.9, 30, [9, 14, 25, 57, 108, 209])],
)
def test_least_agents(share, seconds, least):
    loads = np.array([5.0, 10, 20, 50, 100, 200])
    aht, agents = np.full(6, 180.0), np.array(least, dtype=float)
    assert (erlang_queue(loads / 180, aht, agents, 0.0).service_level(seconds) >= share).all()
    assert (erlang_queue(loads / 180, aht, agents - 1, 0.0).service_level(seconds) < share).all()


def test_probabilities_of_blocking_and_waiting():
    assert erlang_b(10.0, [0, 1, 10]) == pytest.approx([1, 10 / 11, 0.2145823431], abs=1e-10)
    assert erlang_c(48.0, 55) == pytest.approx(0.238701, abs=5e-7)
    assert erlang_c([10.0, 11.0, 0.0], 10).tolist() == [1, 1, 0]
    assert erlang_a(10.0, 13, 300 / 180) == pytest.approx(0.225797, abs=5e-7)


@pytest.mark.parametrize(
    ("share", "seconds", "least"),
    [(0.8, 20, [8, 14, 24, 56, 107, 208]), (0.9, 30, [9, 14, 25, 57, 108, 209])],
)
def test_search_for_the_least_agents(share, seconds, least):
    assert least_agents([5.0, 10, 20, 50, 100, 200], share, seconds / 180).tolist() == least
    assert least_agents(0.0, share, seconds / 180) == 0


def test_least_agents_where_customers_leave():
    load = np.array([[3.0, 30.0], [300.0, 9000.0]])
    found = least_agents(load, 0.8, 0.1, patience=1.0)
    assert (found[1] < load[1]).all()  # more callers than agents, and still in time
    for definition in ("served", "without_early_leavers", "early_leavers_met"):
        assert (least_agents(load, 0.8, 0.1, patience=1.0, definition=definition) <= found).all()
    with pytest.raises(ValueError, match="nobody waits"):
        least_agents(load, 1.0, 0.1)
