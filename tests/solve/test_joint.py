"""Staffing and shifts chosen together, against enumeration of every team."""

from itertools import combinations_with_replacement

import numpy as np
import pytest
from runs import changed
from tiny import every_day, make_contract, make_grid, need, on_duty, solved, with_service, works_of

from staffplan.schema.scenario.keys import BreakRule
from staffplan.schema.service.staffing import Staffing
from staffplan.solve.bound.binding import relaxation
from staffplan.solve.model import steps

HOURS = 8
SHIFTS = make_contract(shift_lengths=("3h",), starts=("00:00", "05:00"))


def gained(requirement, group, above):
    curves = [requirement.gain[slot] for slot in group.slots]
    return sum(float(c[min(n, len(c) - 1)]) for c, n in zip(curves, above[group.slots], strict=True))


def meets(staffing, duty):
    above = duty - staffing.least
    return bool((above >= 0).all()) and all(
        gained(r, g, above) >= g.at_least - 1e-9 for r in staffing.requirements for g in r.groups
    )


def least_by_enumeration(staffing):
    """Fewest agents over all multisets of three-hour shifts: with a day's horizon each agent has one."""
    covers = np.array([[start <= hour < start + 3 for hour in range(HOURS)] for start in range(6)], dtype=int)
    for agents in range(10):
        for starts in combinations_with_replacement(range(6), agents):
            if meets(staffing, covers[list(starts)].sum(axis=0)):
                return agents
    return None


def instance(seed, shape):
    """Random volumes and curves over one morning, a floor in one hour, three quarters of all gains wanted."""
    random = np.random.default_rng(seed)
    volume = random.choice([1.0, 3.0, 9.0], HOURS)
    speed = random.uniform(0.4, 1.2, HOURS)
    least = np.zeros(HOURS, dtype=np.int64)
    least[random.integers(1, 7)] = 1
    steps_up = np.arange(6)
    gains = [v * shape(steps_up, s) for v, s in zip(volume, speed, strict=True)]
    return with_service(Staffing(make_grid(slots=HOURS), least, least), gains, 0.75 * volume.sum())


def concave(n, speed):
    return 1 - np.exp(-speed * n)


def s_shaped(n, speed):
    return n**3 / (n**3 + (2 / speed) ** 3)


@pytest.mark.parametrize("shape", [concave, s_shaped])
@pytest.mark.parametrize("seed", range(6))
def test_least_team_of_all(seed, shape):
    staffing = instance(seed, shape)
    roster = solved(SHIFTS, staffing)
    assert (roster.headcount if roster else None) == least_by_enumeration(staffing)
    if roster:
        assert roster.proved
        assert meets(staffing, on_duty(roster, staffing.grid))


def test_unreachable_service_is_infeasible():
    # A morning in which the curves end at 90% cannot give 95%.
    gains = [np.array([0.0, 0.6, 0.9])] * HOURS
    assert solved(SHIFTS, with_service(need(make_grid(slots=HOURS)), gains, 0.95 * HOURS)) is None
    assert solved(SHIFTS, with_service(need(make_grid(slots=HOURS)), gains, 0.85 * HOURS)).proved


def test_team_that_is_too_small_only_in_whole_agents():
    # The relaxation would do with eight, whole agents take nine; eight at most is infeasible, and known to be at once.
    staffing = instance(18, s_shaped)
    assert least_by_enumeration(staffing) == 9
    capped = make_contract(shift_lengths=("3h",), starts=("00:00", "05:00"), headcount=(0, 8))
    assert relaxation(works_of(capped, staffing.grid), staffing).bound == 8
    assert solved(capped, staffing) is None


def test_a_team_of_one_more_than_the_relaxation_is_proved():
    # A search finds nine at once, one more than the bound: that eight are not enough still has to be proved.
    roster = solved(SHIFTS, instance(18, s_shaped))
    assert roster.headcount == roster.headcount_bound == 9
    assert roster.proved


def test_each_group_on_its_own():
    # All of the gain wanted may lie in one day only where the days are averaged.
    days = make_grid(2)
    gains = [np.array([0.0, 1.0, 1.5])] * 48
    alone = with_service(need(days), gains, 8, range(24)).requirements[0]
    other = with_service(need(days), gains, 8, range(24, 48)).requirements[0]
    groups = (alone.groups[0], other.groups[0])
    apart = Staffing(days, need(days).least, need(days).required, (type(alone)("service_level", alone.gain, groups),))
    together = with_service(need(days), gains, 16)
    one_day = make_contract(days_per_week=(0, 7), headcount=(0, 1))
    assert len(solved(one_day, apart).shifts) == 2
    assert len(solved(one_day, together).shifts) == 2
    # Without Tuesday's half, Monday alone cannot serve for both.
    assert solved(make_contract(days_per_week=(0, 1), headcount=(0, 1)), apart) is None


def test_staffing_follows_volume_not_hours():
    # The average is won where most ask: a shift over the two busy hours is enough.
    grid = make_grid(slots=HOURS)
    gains = [np.array([0.0, v]) for v in (1, 1, 1, 20, 20, 1, 1, 1)]
    roster = solved(SHIFTS, with_service(need(grid), gains, 0.85 * 46))
    assert roster.headcount == 1
    assert on_duty(roster, grid)[3:5].min() == 1


def test_thinned_curves_find_the_same_team(monkeypatch):
    # About sixty agents at the peak: curves of 150 steps, kept whole or thinned.
    volume = 10 + 30 * np.sin(np.linspace(0, np.pi, 24))
    gains = [v * (1 - np.exp(-np.arange(151) / v)) for v in volume]
    meal = BreakRule(length="1h", starts=("3h", "4h"))
    contract = make_contract(starts=("00:00", "23:00"), breaks=(meal,))
    staffing = with_service(need(make_grid(1)), gains, 0.8 * volume.sum())
    thinned = solved(contract, staffing)
    monkeypatch.setattr(steps, "ALL_UP_TO", 1000)
    whole = solved(contract, staffing)
    assert thinned.headcount == whole.headcount >= 50
    assert thinned.proved
    assert whole.proved
    assert meets(staffing, on_duty(thinned, staffing.grid))


def test_relaxed_week_by_week_it_is_the_same_team():
    # Meals have to be staggered in both weeks: the plan of the first must not forget them in the second.
    fortnight = make_grid(14)
    staffing = need(fortnight, *every_day(range(7), 9, 18, 3), *every_day(range(7, 14), 9, 18, 4))
    rules = {"days_per_week": (5, 5), "max_days_in_row": 6, "days_off_in_row": 1, "shift_lengths": ("9h",)}
    contract = make_contract(**rules, breaks=(BreakRule(length="1h", starts=("3h", "5h")),))
    at_once, weekly = (
        solved(contract, staffing, params=changed("relaxation", weekly_from_peak=peak)) for peak in (10**6, 1)
    )
    # Six can eat at three hours, two at a time, and leave four; five cannot. So the second week takes 42 shifts, five
    # to an agent.
    assert weekly.headcount == at_once.headcount == weekly.headcount_bound == 9
    assert at_once.proved
    assert weekly.proved
    assert (on_duty(weekly, fortnight) >= staffing.least).all()
    assert (on_duty(at_once, fortnight) >= staffing.least).all()
