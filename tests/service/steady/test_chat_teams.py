"""Chat: the same as Erlang with one chat at a time, and the same level by level as state by state."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffplan.service.steady.chat import by_levels, by_states, chat_queue
from staffplan.service.steady.erlang import erlang_queue

FACTORS = [(1.0,), (1.0, 1.7, 2.5), (1.0, 1.7, 2.5, 2.9, 3.5), (1.0, 1.7, 1.7), (1.0, 1.0), (1.0, 2.0, 3.0)]


@settings(max_examples=20, deadline=None)
@given(st.floats(0.01, 400), st.floats(0.4, 1.4), st.sampled_from([0.0, 0.1, 1.0, 8.0]))
def test_one_chat_at_a_time_is_erlang(load, ratio, leaving):
    agents = np.array([float(int(load * ratio) + 1)])
    chat, busy, in_hand = chat_queue(np.array([load]), np.ones(1), agents, (1.0,), leaving)
    erlang = erlang_queue(np.array([load]), np.ones(1), agents, leaving)
    for name in ("probability_of_wait", "abandonment", "average_wait"):
        assert getattr(chat, name) == pytest.approx(getattr(erlang, name), abs=1e-9)
    assert chat.in_time(0.1) == pytest.approx(erlang.in_time(0.1), abs=1e-9)
    if erlang.stable[0]:
        assert busy == pytest.approx(load * (1 - erlang.abandonment), rel=1e-9)
        assert in_hand == pytest.approx(busy, rel=1e-9)


@pytest.mark.parametrize("factor", FACTORS)
def test_level_by_level_is_state_by_state(factor):
    random = np.random.default_rng(0)
    agents = random.integers(60, 200, 60).astype(float)
    load = agents * factor[-1] * random.uniform(0.3, 1.3, 60)
    load[:20] = agents[:20] * factor[0] * (1 + 1e-5 * random.normal(size=20))  # just where a flat level changes form
    states, levels = by_states(load, agents, factor), by_levels(load, agents, factor)
    assert 1 / levels.inverse_blocking == pytest.approx(1 / states.inverse_blocking, rel=1e-9, abs=1e-15)
    assert levels.chats == pytest.approx(states.chats, rel=1e-9)
    assert levels.busy == pytest.approx(states.busy, rel=1e-9)


def test_three_chats_at_once_need_fewer_agents():
    load, agents = np.full(30, 20.0), np.arange(1.0, 31.0)
    single = erlang_queue(load, np.ones(30), agents, 0.0).in_time(30 / 180)
    chat = chat_queue(load, np.ones(30), agents, (1.0, 1.7, 2.5), 0.0)[0].in_time(30 / 180)
    assert np.argmax(single >= 0.9) == 24  # 25 agents
    assert np.argmax(chat >= 0.9) == 9  # 10 agents with 30 places


def test_a_steep_level_is_taken_state_by_state():
    load, agents = np.full(2, 90.0), np.array([30.0, 31.0])
    chat, _, _ = chat_queue(load, np.ones(2), agents, (1.0, 40.0), 1.0)
    states = by_states(load, agents, (1.0, 40.0))
    assert chat.inverse_blocking == pytest.approx(states.inverse_blocking, rel=1e-12)


def test_chats_that_cost_all_the_throughput_change_nothing_but_the_wait():
    load, agents = np.array([0.5, 90.0, 900.0, 10.0]), np.array([0.0, 80.0, 1000.0, 5000.0])
    chat, busy, in_hand = chat_queue(load, np.ones(4), agents, (1.0,) * 20, 3.0)
    assert chat.abandonment[0] == 1
    assert chat.abandonment[1] == pytest.approx(1 - 80 / 90, abs=1e-3)
    assert busy[2] == pytest.approx(900, abs=1e-6)
    assert in_hand[3] == pytest.approx(10, abs=1e-9)
