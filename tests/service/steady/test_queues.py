"""Erlang A and C against brute force, against each other, and at the ends of the range."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from queue_chains import chat_chain, measured

from staffplan.service.steady.chat import chat_queue
from staffplan.service.steady.erlang import erlang_b, erlang_queue

several = settings(max_examples=30, deadline=None)
few = settings(max_examples=8, deadline=None)
ROUNDING = 1e-10
loads = st.floats(0.01, 10_000)
patiences = st.floats(0.01, 1000)


def queue(load, agents, leaving):
    load, agents = np.broadcast_arrays(np.asarray(load, float), np.asarray(agents, float))
    return erlang_queue(load.ravel(), np.ones(load.size), agents.ravel(), leaving)


def agree(found, expected, seconds):
    for name in ("probability_of_wait", "abandonment", "average_wait", "queue_length"):
        assert getattr(found, name)[0] == pytest.approx(expected[name], abs=1e-10, rel=1e-8), name
    assert found.in_time(seconds)[0] == pytest.approx(expected["in_time"], abs=1e-10)
    assert found.abandoned_within(seconds)[0] == pytest.approx(expected["abandoned_within"], abs=1e-10)


@few
@given(st.floats(0.05, 9), st.integers(0, 12), st.floats(0.5, 20), st.floats(0, 3))
def test_erlang_a_is_the_chain(load, agents, leaving, seconds):
    chain = chat_chain(load, 1.0, agents, (1.0,), leaving, size=agents + 70)
    agree(queue(load, agents, leaving), measured(chain, seconds), seconds)


@few
@given(st.floats(0.05, 0.8), st.integers(1, 14), st.floats(0, 3))
def test_erlang_c_is_the_chain(busy, agents, seconds):
    chain = chat_chain(busy * agents, 1.0, agents, (1.0,), 0.0, size=agents + 150)
    agree(queue(busy * agents, agents, 0.0), measured(chain, seconds), seconds)


@few
@given(
    st.floats(0.05, 9),
    st.integers(1, 6),
    st.sampled_from([(1.0, 1.7), (1.0, 1.7, 2.5), (1.0, 1.0, 1.0), (1.0, 2.5)]),
    st.floats(0.5, 20),
    st.floats(0, 3),
)
def test_chat_is_the_chain(load, agents, factor, leaving, seconds):
    chain = chat_chain(load, 1.0, agents, factor, leaving, size=agents * len(factor) + 70)
    found, busy, in_hand = chat_queue(np.array([load]), np.ones(1), np.array([float(agents)]), factor, leaving)
    agree(found, measured(chain, seconds), seconds)
    p, k = chain.stationary(), np.arange(chain.completions.size)
    assert busy[0] == pytest.approx(np.minimum(k, agents) @ p, abs=1e-9)
    assert in_hand[0] == pytest.approx(np.minimum(k, chain.places) @ p, abs=1e-9)


@several
@given(loads, st.floats(0.3, 1.5), st.one_of(st.just(0.0), patiences), st.floats(0, 1e5))
def test_more_agents_are_never_worse(load, ratio, leaving, seconds):
    found = queue(load, np.arange(10) + int(load * ratio), leaving)
    assert (np.diff(found.in_time(seconds)) >= -ROUNDING).all()
    assert (np.diff(found.probability_of_wait) <= ROUNDING).all()
    assert (np.diff(found.abandonment) <= ROUNDING).all()
    with np.errstate(invalid="ignore"):
        assert not (np.diff(found.average_wait) > 1e-9 / (leaving or 1)).any()


@several
@given(loads, st.floats(0.3, 1.5), st.one_of(st.just(0.0), patiences), st.floats(0, 1e6))
def test_shares_are_shares(load, ratio, leaving, seconds):
    found = queue(load, int(load * ratio), leaving)
    shares = [found.service_level(seconds, each)[0] for each in ("offered", "early_leavers_met", "served")]
    assert all(0 <= share <= 1 + 1e-9 for share in shares)
    assert shares[0] <= shares[1] + 1e-12
    assert found.in_time(seconds)[0] + found.abandonment[0] <= 1 + 1e-9
    assert found.abandoned_within(seconds)[0] <= found.abandonment[0] + 1e-12


@several
@given(loads, st.floats(0.3, 1.5), patiences)
def test_all_are_answered_or_leave_in_the_end(load, ratio, leaving):
    found = queue(load, int(load * ratio), leaving)
    assert found.in_time(1e9)[0] + found.abandonment[0] == pytest.approx(1, abs=1e-12)
    assert found.in_time(0.0)[0] == pytest.approx(1 - found.probability_of_wait[0], abs=1e-9)


@several
@given(st.floats(0.01, 5000), st.floats(0.01, 0.3))
def test_endless_patience_is_erlang_c(load, spare):
    agents = int(load * (1 + spare)) + 2
    patient, endless = queue(load, agents, 1e-9), queue(load, agents, 0.0)
    assert patient.probability_of_wait == pytest.approx(endless.probability_of_wait, abs=1e-7)
    assert patient.in_time(0.3) == pytest.approx(endless.in_time(0.3), abs=1e-7)
    assert patient.average_wait == pytest.approx(endless.average_wait, rel=1e-5, abs=1e-9)


def test_no_patience_is_erlang_b():
    assert queue(20.0, 18, 1e9).abandonment == pytest.approx(erlang_b(20.0, [18]), rel=1e-6)


@several
@given(st.floats(0.01, 3000), st.floats(0.5, 1.4), patiences, st.floats(0.001, 0.999))
def test_percentile_is_the_inverse_of_the_tail(load, ratio, leaving, share):
    found = queue(load, int(load * ratio) + 1, leaving)
    wait = found.percentile(share)
    longer = found.waits_longer(wait)[0][0]
    assert longer <= 1 - share + 1e-9
    assume(wait[0] > 0)
    assert longer == pytest.approx(1 - share, abs=1e-9)


@pytest.mark.parametrize("leaving", [0.0, 0.02, 0.5, 10.0])
def test_capped_response_integrates_the_tail(leaving):
    cap, nodes = 2.0, np.linspace(0, 2.0, 4001)
    for load, agents in ((3.0, 4), (30.0, 31), (300.0, 310)):
        found = queue(np.full(nodes.size, load), agents, leaving)
        later, leave = found.waits_longer(nodes)
        expected = np.trapezoid(found.abandonment + later * (1 - leave), nodes)
        assert found.capped_response(cap)[0] == pytest.approx(expected, rel=2e-5)


@pytest.mark.parametrize("leaving", [0.0, 1.0, 1e-3])
def test_ten_thousand_agents(leaving):
    found = queue(10_000.0, [10_050, 10_100, 10_200, 15_000], leaving)
    assert np.isfinite(found.average_wait).all()
    assert found.in_time(0.0)[-1] == 1
    # Halfin-Whitt: P(wait) = 1 / (1 + √(2π) β Φ(β) exp(β²/2)) with β = (n − a)/√n, in the limit
    if not leaving:
        assert found.probability_of_wait[1] == pytest.approx(0.2234, abs=2e-3)


def test_hours_of_patience_and_of_threshold():
    found = erlang_queue(np.array([1.0]), np.array([300.0]), np.array([250.0]), 1 / 36000.0)
    day = found.in_time(86400.0)[0]
    assert found.abandonment[0] == pytest.approx(1 - 250 / 300, abs=1e-6)
    assert day == pytest.approx(250 / 300, abs=1e-6)
    assert found.in_time(60.0)[0] < 1e-12


def test_nobody_on_duty():
    impatient, patient = queue(5.0, 0, 0.5), queue(5.0, 0, 0.0)
    assert (impatient.abandonment[0], impatient.average_wait[0], impatient.in_time(9.0)[0]) == (1, 2, 0)
    assert (patient.average_wait[0], patient.in_time(9.0)[0], patient.percentile(0.5)[0]) == (np.inf, 0, np.inf)


def test_definitions_differ_only_by_those_who_leave():
    found = queue(10.0, 9, 0.6)
    in_time, early = found.in_time(0.1), found.abandoned_within(0.1)
    assert found.service_level(0.1, "served") == pytest.approx(in_time / (1 - found.abandonment))
    assert found.service_level(0.1, "without_early_leavers") == pytest.approx(in_time / (1 - early))
    assert found.service_level(0.1, "early_leavers_met") == pytest.approx(in_time + early)
    with pytest.raises(ValueError, match="share"):
        found.percentile(1.0)
