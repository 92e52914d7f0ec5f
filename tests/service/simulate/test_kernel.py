"""Parts of the simulation's loop by themselves: the heap against a sorted list, speeds and leavers against counting."""

import numpy as np
import pytest

from staffplan.service.simulate import kernel
from staffplan.service.simulate.estimates import ARRIVED, AVAILABLE, BUSY, CHATS, IN_TIME, LEFT, RESPONSE, ROWS


def plain(function):
    """The function itself, where numba has compiled it."""
    return getattr(function, "py_func", function)


push, remove, speed_of = plain(kernel.push), plain(kernel.remove), plain(kernel.speed_of)


def is_heap(values):
    return all(values[(at - 1) // 2] <= values[at] for at in range(1, len(values)))


@pytest.mark.parametrize("seed", range(4))
def test_a_heap_holds_what_was_put_in_and_not_taken_out_and_its_least_is_first(seed):
    random = np.random.default_rng(seed)
    heap, size, held = [np.inf] * 60, 0, []  # what lies beyond its entries may be anything
    for _step in range(600):
        if size == 0 or (size < 60 and random.random() < 0.55):
            value = float(random.integers(0, 40))
            push(heap, size, value)
            held.append(value)
            size += 1
        else:
            at = int(random.integers(0, size))
            held.remove(heap[at])
            remove(heap, size, at)
            size -= 1
        assert sorted(heap[:size]) == sorted(held)
        assert is_heap(heap[:size])


def test_all_chats_go_forward_at_the_speed_of_chats_spread_evenly():
    """Four agents; an agent gets 1, 1.7 or 2.4 handling seconds done in a second with one, two or three chats."""
    throughput = [0.0, 1.0, 1.7, 2.4]
    for chats in range(1, 13):
        hands = [chats // 4 + (agent < chats % 4) for agent in range(4)]
        assert speed_of(chats, 4, throughput) == pytest.approx(sum(throughput[hand] for hand in hands) / chats)


@pytest.mark.parametrize("seed", range(4))
def test_leavers_take_their_chats_along(seed):
    """Of six agents with nine chats, three have two each; whoever goes takes one or two, and the rest stay a heap."""
    random = np.random.default_rng(seed)
    before = random.random(9)
    heap = np.sort(before)
    uniform = random.random(40)
    left, used = kernel.leave(heap, 9, 6, 4, uniform, 0)
    assert left in {5, 6, 7}
    assert used == 2 + 9 - left
    assert is_heap(heap[:left])
    assert set(heap[:left]) <= set(before)
    assert len(set(heap[:left])) == left


def test_leavers_chats_are_a_fair_share_in_the_mean():
    """Two of six agents go with a third of nine chats in the mean."""
    random = np.random.default_rng(5)
    gone = [9 - kernel.leave(np.arange(9.0), 9, 6, 4, random.random(40), 0)[0] for _run in range(4000)]
    # Each takes 1 or 2: two of three "twos" among six agents are hypergeometric, variance 2 · ½ · ½ · 4/5 = 0.4.
    assert np.mean(gone) == pytest.approx(3, abs=4 * np.sqrt(0.4 / 4000))
    assert np.var(gone) == pytest.approx(0.4, rel=0.1)


@pytest.mark.parametrize(
    ("wait", "patience", "cap", "expected"),
    [
        (10.0, 60.0, np.inf, (True, 1.0, 0.0, 10.0)),
        (20.0, 60.0, np.inf, (True, 1.0, 0.0, 20.0)),
        (21.0, 60.0, np.inf, (True, 0.0, 0.0, 21.0)),
        (60.0, 60.0, 30.0, (True, 0.0, 0.0, 30.0)),
        (61.0, 60.0, np.inf, (False, 0.0, 1.0, 60.0)),
        (61.0, 60.0, 90.0, (False, 0.0, 1.0, 90.0)),
    ],
)
def test_a_wait_counts_as_it_ends(wait, patience, cap, expected):
    """In time up to 20 s, patience included; what was waited counts up to the cap, and leaving as the cap."""
    totals = np.zeros((ROWS, 3))
    stayed = plain(kernel.note_response)(totals, 1, wait, patience, 20.0, cap)
    assert (stayed, *totals[[IN_TIME, LEFT, RESPONSE], 1]) == expected
    assert not totals[:, [0, 2]].any()
    assert not totals[ARRIVED].any()


def walked(arrival, work, patience, agents, throughput=(0.0, 1.0), within=20.0):
    """What the loop notes of these customers in slots of 100 s, shape (ROWS, slots)."""
    totals = np.zeros((ROWS, len(agents)))
    given = [np.array(column, dtype=float) for column in (arrival, work, patience, np.full(40, 0.5))]
    staff, heap = np.array(agents, dtype=np.int64), np.zeros(20)
    plain(kernel.run)(100.0, within, np.inf, totals, *given, staff, np.array(throughput), heap)
    return totals


def test_customers_of_one_agent_one_by_one():
    """Thirty seconds each from 10 s on: the second waits until 40 s, the third leaves at 65 s, the fourth waits 5 s."""
    totals = walked([10, 20, 45, 65, 130], [30] * 5, [900, 900, 20, 900, 900], [1, 1])
    assert totals[ARRIVED].tolist() == [4, 1]
    assert totals[IN_TIME].tolist() == [3, 1]
    assert totals[LEFT].tolist() == [1, 0]
    assert totals[RESPONSE].tolist() == [0 + 20 + 20 + 5, 0]
    assert totals[BUSY].tolist() == [90, 30]
    assert totals[CHATS].tolist() == [90, 30]
    assert totals[AVAILABLE].tolist() == [100, 100]


def test_who_still_waits_at_the_end_was_not_answered_in_time():
    """The second waits from 150 s to the end, for 50 s, while the first is served from 140 s on."""
    totals = walked([140, 150], [900, 900], [9000, 9000], [1, 1], within=100.0)
    assert (totals[ARRIVED].tolist(), totals[IN_TIME].tolist(), totals[LEFT].tolist()) == ([0, 2], [0, 1], [0, 0])
    assert totals[RESPONSE].tolist() == [0, 50]
    assert totals[BUSY].tolist() == [0, 60]


def test_two_chats_of_one_agent_share_him():
    """Alone from 0 to 10 s, both at 0.75 a second until the first's 40 s are done at 50 s, then alone again to 60 s."""
    totals = walked([0, 10], [40, 40], [900, 900], [1], throughput=(0.0, 1.0, 1.5))
    assert totals[BUSY].tolist() == [60]
    assert totals[CHATS].tolist() == [10 + 2 * 40 + 10]
    assert totals[IN_TIME].tolist() == [2]


def test_nobody_on_duty_serves_nobody_until_somebody_comes():
    totals = walked([10], [30], [900], [0, 1])
    assert (totals[BUSY].tolist(), totals[RESPONSE].tolist()) == ([0, 30], [90, 0])
    assert totals[AVAILABLE].tolist() == [0, 100]
