"""A small model solved at once: the least team, or the least cost; large models and late ones are left alone."""

import pytest
from tiny import every_day, make_contract, make_grid, need, works_of

from staffplan.solve.bound import at_once
from staffplan.solve.bound.at_once import AtOnce, least_at_once

STAFFING = need(make_grid(7), *every_day(range(7), 9, 17, 2))
FIVE = make_contract(days_per_week=(0, 5), hourly_cost=20.0)


def test_the_least_team(engine):
    """Two a day for seven days are fourteen shifts, five to an agent."""
    found = least_at_once(engine, works_of(FIVE, STAFFING.grid), STAFFING, 20.0, by_cost=False)
    assert found.headcount == 3


def test_the_least_cost_counts_paid_slots(engine):
    found = least_at_once(engine, works_of(FIVE, STAFFING.grid), STAFFING, 20.0, by_cost=True)
    assert sum(found.paid_slots.values()) == 14 * 8


def test_no_team_where_there_is_none(engine):
    few = make_contract(days_per_week=(0, 5), headcount=(0, 2))
    assert least_at_once(engine, works_of(few, STAFFING.grid), STAFFING, 20.0, by_cost=False) == AtOnce()


@pytest.mark.parametrize(("small", "seconds"), [(0, 20.0), (5_000, 0.0)])
def test_what_is_large_or_late_is_not_begun(monkeypatch, small, seconds):
    monkeypatch.setattr(at_once, "SMALL", small)
    assert least_at_once(None, works_of(FIVE, STAFFING.grid), STAFFING, seconds, by_cost=False) is None
