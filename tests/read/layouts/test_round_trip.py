"""Tables of all kinds in all dialects: what is read is what was meant, or it is refused."""

import random
from collections import Counter
from datetime import UTC, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_tables import KINDS, random_case

from staffplan.errors import InputError
from staffplan.read import read_forecast
from staffplan.read.layouts import context

TABLES = 10_000
FIRST, READ_OF_FIRST = 12, 10
ASSUMPTIONS = {"number_assumed", "share_assumed", "minutes_assumed"}
"""Words that a number is told with that could be another one."""
READ_LEAST = 0.9
"""The share of each kind that is read: most dialects leave no doubt."""


def difference(meant, found):
    """Where what was read is not what was meant; None: nowhere."""
    if found.interval_minutes != meant.minutes:
        return f"{found.interval_minutes} minutes instead of {meant.minutes}"
    step = timedelta(minutes=found.interval_minutes)
    starts = [(found.start.astimezone(UTC) + step * k) for k in range(len(found.inquiries))]
    for name, scale in (("inquiries", 1e-9), ("aht", 1e-9), ("deflection", 1e-9), ("required", 0)):
        wanted = getattr(meant, name)
        if wanted is None:
            continue
        values = dict(zip(starts, getattr(found, "aht_s" if name == "aht" else name) or (), strict=False))
        for start, value in meant.by_instant(wanted).items():
            got = values.pop(start, None)
            if got is None or abs(got - float(value)) > scale * max(1.0, abs(float(value))):
                return f"{name} at {start}: {got} instead of {value}"
        if name in {"inquiries", "required"} and any(values.values()):
            return f"{name} at other times: {values}"
    return None


def outcome(case, path):
    """``read``, ``refused``, ``told`` where an assumption was wrong and said, or what was wrong without a word."""
    path.write_bytes(case.data)
    try:
        found, _source = read_forecast(path, case.meant.scenario)
    except InputError:
        return "refused"
    wrong = difference(case.meant, found)
    if wrong is None:
        return "read"
    return "told" if ASSUMPTIONS & {message.code for message in found.messages} else wrong


@pytest.fixture
def on_the_first_day(monkeypatch):
    """Files are read on the first day that they mean: a year that is not written is that day's."""
    return lambda case: monkeypatch.setattr(context, "today", lambda: case.meant.days[0])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(rng=st.randoms(use_true_random=True))
def test_any_table_is_read_as_it_is_meant_or_refused(tmp_path, on_the_first_day, kind, rng):
    case = random_case(rng, kind)
    on_the_first_day(case)
    assert outcome(case, tmp_path / f"f{case.ending}") in {"read", "refused", "told"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_of_the_first_tables_of_a_kind_most_are_read(tmp_path, on_the_first_day, kind):
    """The same tables each time, so that what is read today is not refused tomorrow."""
    found = Counter()
    for seed in range(FIRST):
        case = random_case(random.Random(seed), kind)
        on_the_first_day(case)
        found[outcome(case, tmp_path / f"f{case.ending}")] += 1
    assert set(found) <= {"read", "refused"}
    assert found["read"] >= READ_OF_FIRST


@pytest.mark.slow
def test_ten_thousand_tables(tmp_path, on_the_first_day):
    outcomes = {kind.__name__: Counter() for kind in KINDS}
    for seed in range(TABLES):
        kind = KINDS[seed % len(KINDS)]
        case = random_case(random.Random(seed), kind)
        on_the_first_day(case)
        outcomes[kind.__name__][outcome(case, tmp_path / f"f{case.ending}")] += 1
    for counts in outcomes.values():
        assert set(counts) <= {"read", "refused", "told"}, outcomes
        assert counts["read"] >= READ_LEAST * sum(counts.values()), outcomes
    assert sum(counts["told"] for counts in outcomes.values()) <= TABLES / 1_000
