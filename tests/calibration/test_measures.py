"""Handling times, patience, factors, shares: found again in made logs, inside their intervals."""

import numpy as np
import pytest
from made_log import log_of, made

from staffplan import calibration


def everything(log):
    return np.ones(len(log.arrived), dtype=bool)


def holds(measure, value):
    return measure.low <= value <= measure.high


@pytest.fixture(scope="module")
def logs():
    return [made(seed=seed, days=6) for seed in range(20)]


def test_handling_time_is_found_and_its_interval_covers(logs):
    found = [calibration.handling_time(log, everything(log)) for log in logs]
    assert [each.value for each in found] == pytest.approx([200.0] * 20, rel=0.1)
    assert sum(holds(each, 200.0) for each in found) >= 17


def test_patience_is_found_though_most_are_answered_first(logs):
    found = [calibration.patience(log, everything(log)) for log in logs]
    assert np.mean([each.value for each in found]) == pytest.approx(150, rel=0.05)
    assert sum(holds(each, 150.0) for each in found) >= 17
    log = logs[0]
    gone = ~log.was_answered
    assert (log.ended - log.arrived)[gone].mean() < 75


def test_factors_of_chats_are_found():
    factor = (1.0, 1.7, 2.2)
    inside = 0
    for seed in range(8):
        log = made(days=6, agents=4, places=3, factor=factor, aht=240.0, rate=0.03, seed=seed)
        aht, found = calibration.concurrency_factors(log, everything(log))
        assert len(found) == 3
        assert [each.value for each in found] == pytest.approx(factor, rel=0.15)
        assert aht.value == pytest.approx(240, rel=0.15)
        inside += sum(holds(each, value) for each, value in zip(found[1:], factor[1:], strict=True)) + holds(aht, 240)
    assert inside >= 20


def test_one_contact_at_a_time_has_no_factors(logs):
    aht, found = calibration.concurrency_factors(logs[0], everything(logs[0]))
    assert aht is None
    assert [each.value for each in found] == [1.0]


def test_hours_have_their_own_times_and_rare_ones_none():
    rows = [(9 * 3600 + k, 9 * 3600 + k, 9 * 3600 + k + 100 + k % 3, 0) for k in range(30)]
    rows += [(10 * 3600.0, 10 * 3600.0, 10 * 3600 + 50.0, 0)]
    log = log_of(rows, 1)
    found = calibration.handling_by_hour(log, everything(log))
    assert found[9].value == pytest.approx(101)
    assert found[10] is None


def test_nobody_left_is_no_patience():
    log = log_of([(k, k, k + 10.0, 0) for k in range(40)], 1)
    assert calibration.patience(log, everything(log)) is None


def test_a_long_forgotten_contact_is_no_handling_time():
    log = log_of([*((k, k, k + 10.0, 0) for k in range(40)), (50, 50, 50 + 9 * 3600.0, 0)], 1)
    assert calibration.handling_time(log, everything(log)).value == pytest.approx(10)


def test_shifts_without_any_contact_are_absence():
    log = log_of([(k * 100.0, k * 100.0, k * 100 + 50.0, k % 2) for k in range(100)], 3)
    shifts = [("A0", 0, 5000), ("A1", 0, 5000), ("A2", 100, 5000), ("A2", 90_000, 99_000), ("nobody", 0, 5000)]
    found = calibration.absence_of(log, shifts)
    assert (found.value, found.count) == (pytest.approx(1 / 3), 3)
    assert found.low < 1 / 3 < found.high
    assert calibration.absence_of(log, []) is None


def test_half_hours_count_who_came_was_in_time_and_was_seen():
    rows = [(0, 5, 100, 0), (10, 40, 2000, 1), (20, np.nan, 60, -1), (1900, 1900, 1950, 0)]
    found = calibration.half_hours(log_of(rows, 2), 20.0)
    assert found.came[0, :2].tolist() == [3, 1]
    assert found.in_time[0, :2].tolist() == [1, 1]
    assert found.seen[0, :2].tolist() == [2, 2]
    assert found.service(0) == 0.5
