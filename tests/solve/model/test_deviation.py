"""A need that has prices: the least sum of them, then the least team at it, against enumeration of every schedule."""

from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
import pytest
from tiny import make_contract, make_grid, need, on_duty, solved, works_of

from staffplan.schema.deviation import Prices
from staffplan.schema.scenario.keys import BreakRule
from staffplan.solve import priced
from staffplan.solve.model.master import build_master

HOURS = 6
STARTS, LENGTHS = (0, 1, 2, 3), (2, 3)
KINDS = [(start, length) for start in STARTS for length in LENGTHS]
CONTRACT = make_contract(shift_lengths=("2h", "3h"), starts=("00:00", "03:00"))


def wish(required, prices, least=None, **grid):
    """A need with prices: ``required`` in each hour, ``least`` of them a rule."""
    grid = make_grid(slots=len(required), **grid)
    least = np.zeros(len(required), dtype=np.int64) if least is None else np.asarray(least)
    return replace(need(grid), least=least, required=np.asarray(required), prices=Prices(*prices))


def counted(roster, staffing):
    """Sum of the prices, recounted from the roster."""
    gap = on_duty(roster, staffing.grid) - staffing.required
    moments = {shift: staffing.grid.instant(shift.start) for shift in roster.shifts}
    types = {(moments[s].hour, moments[s].minute, s.end - s.start) for s in roster.shifts}
    hours = 1 / staffing.grid.slots_per_hour
    return staffing.prices.total(hours * gap[gap > 0].sum(), hours * -gap[gap < 0].sum(), len(types))


def best(staffing, kinds=KINDS, most=3, pauses=()):
    """Least sum and, at that, least agents, over every number up to ``most`` in each shift (one a day an agent).

    ``pauses``: hours into the shift at which each may have its break of an hour.
    """
    kinds = [(start, length, pause) for start, length in kinds for pause in pauses or (None,)]
    covers = np.array(
        [
            [
                start <= t < start + length and (pause is None or t != start + pause)
                for t in range(len(staffing.required))
            ]
            for start, length, pause in kinds
        ]
    )
    types = [[k for k, kind in enumerate(kinds) if kind[:2] == name] for name in dict.fromkeys(k[:2] for k in kinds)]
    counts = np.array(list(product(range(most + 1), repeat=len(kinds))))
    duty = counts @ covers
    gap = duty - staffing.required
    over, under = np.maximum(gap, 0).sum(axis=1), np.maximum(-gap, 0).sum(axis=1)
    in_use = sum((counts[:, members] > 0).any(axis=1) for members in types)
    total = np.round(staffing.prices.total(over, under, in_use), 6)
    legal = (duty >= staffing.least).all(axis=1)
    return min(zip(total[legal].tolist(), counts[legal].sum(axis=1).tolist(), strict=True), default=None)


@pytest.mark.parametrize("prices", [(1, 1, 1), (1, 3, 0), (0, 2, 1.5), (2, 1, 5), (0.1, 1, 0.3)])
@pytest.mark.parametrize("seed", range(3))
def test_least_sum_then_least_team_of_all(seed, prices):
    random = np.random.default_rng(seed)
    staffing = wish(random.integers(0, 4, HOURS), prices, random.integers(0, 2, HOURS) * (random.random(HOURS) < 0.3))
    roster = solved(CONTRACT, staffing)
    total, agents = best(staffing)
    assert (counted(roster, staffing), roster.headcount) == (pytest.approx(total), agents)
    assert roster.proved
    assert (roster.total_bound, roster.headcount_bound) == (pytest.approx(total), agents)


@pytest.mark.parametrize("seed", range(4))
def test_least_sum_of_all_with_breaks(seed):
    random = np.random.default_rng(seed)
    contract = make_contract(
        shift_lengths=("3h",), starts=("00:00", "03:00"), breaks=(BreakRule(length="1h", starts=("1h", "2h")),)
    )
    staffing = wish(random.integers(0, 4, HOURS), (1, random.uniform(0.5, 3), random.uniform(0, 2)))
    roster = solved(contract, staffing)
    total, agents = best(staffing, [(start, 3) for start in STARTS], most=3, pauses=(1, 2))
    assert (counted(roster, staffing), roster.headcount) == (pytest.approx(total), agents)
    assert roster.proved


def test_the_least_team_of_two_contracts_is_proved():
    # SCIP's first answer has 1.4 agents, and was rounded: "none has fewer than 0" beside a plan of four.
    first, later = (
        make_contract(
            name=f"from {start}",
            shift_lengths=("4h",),
            starts=(start, start),
            days_per_week=(4, 5),
            max_days_in_row=6,
            days_off_in_row=2,
            min_rest="11h",
        )
        for start in ("09:00", "14:00")
    )
    hours = np.arange(7 * 24) % 24
    staffing = wish(((hours >= 9) & (hours < 13)) | ((hours >= 14) & (hours < 18)), (0, 1000, 0))
    staffing = replace(staffing, required=staffing.required.astype(np.int64))
    roster = solved((first, later), staffing)
    assert (roster.headcount, roster.headcount_bound, roster.total_bound) == (4, 4, 0)
    assert roster.proved


def test_where_time_runs_out_nothing_is_claimed_that_is_not_proved(monkeypatch):
    # Only the plan that types cost nothing in: no least sum, but a bound under it, and the least team of that sum.
    staffing = wish([2, 2, 3, 1, 1, 1], (1, 1, 1.5))
    total, _agents = best(staffing)
    monkeypatch.setattr(priced, "_least", lambda _params: ())
    roster = solved(CONTRACT, staffing)
    assert roster.total_bound < total <= counted(roster, staffing)
    assert not roster.proved


def test_where_tours_take_other_shifts_claims_about_that_sum_fall(monkeypatch):
    monkeypatch.setattr(priced, "_as_counted", lambda *_team: False)
    roster = solved(CONTRACT, wish([1, 1, 1, 0, 0, 0], (1, 1, 1)))
    assert (roster.headcount, roster.headcount_bound, roster.proved, roster.total_bound) == (
        1,
        1,
        False,
        1,
    )  # nobody at all misses three


def test_few_missing_hours_are_cheaper_than_another_type():
    # Two types fit the need; the second one's price is more than that of the three hours it is for.
    required = [2, 2, 2, 1, 1, 1]
    assert solved(CONTRACT, wish(required, (1, 1, 2))).headcount == 3
    assert solved(CONTRACT, wish(required, (1, 1, 4))).headcount == 2


def test_what_is_a_rule_stays_one():
    # Nobody pays for a shift that hardly fits, but one agent must be there in the last hour.
    required, prices = [0, 0, 0, 0, 1, 0], (5, 1, 1)
    assert solved(CONTRACT, wish(required, prices)).headcount == 0
    roster = solved(CONTRACT, wish(required, prices, least=[0, 0, 0, 0, 1, 0]))
    assert roster.headcount == 1
    assert roster.proved


def test_a_rule_that_nobody_can_keep_has_no_plan():
    assert solved(CONTRACT, wish([0] * 8, (1, 1, 1), least=[0] * 7 + [1])) is None


def test_types_are_shared_by_days_and_contracts():
    # Two contracts, two days, the same two hours: one type.
    contracts = tuple(
        make_contract(name=name, shift_lengths=("2h",), starts=("09:00", "10:00"), headcount=(0, 1)) for name in "ab"
    )
    required = np.zeros(48, dtype=np.int64)
    required[[9, 10, 33, 34]] = 2
    staffing = wish(required, (1, 1, 5))
    roster = solved(contracts, staffing)
    assert roster.headcount_by_contract == {"a": 1, "b": 1}
    assert counted(roster, staffing) == roster.total_bound == 5


def test_type_is_a_start_by_the_clock():
    # The clocks go back in the night to the second day: the same 9 o'clock, an hour later in the period.
    grid = {"first": date(2026, 10, 24), "zone": "Europe/Berlin"}
    required = np.zeros(49, dtype=np.int64)
    required[[9, 10, 34, 35]] = 1
    staffing = wish(required, (1, 1, 1), **grid)
    contract = make_contract(shift_lengths=("2h",), starts=("08:00", "10:00"))
    assert solved(contract, staffing).total_bound == pytest.approx(1)


def test_breaks_count_as_nobody_there():
    # Three hours with the middle one off, or two types: the break saves a type.
    contract = make_contract(
        shift_lengths=("3h",), starts=("00:00", "03:00"), breaks=(BreakRule(length="1h", starts=("1h", "1h")),)
    )
    staffing = wish([1, 0, 1, 0, 0, 0], (1, 1, 0.5))
    roster = solved(contract, staffing)
    assert counted(roster, staffing) == roster.total_bound == 0.5


def test_many_agents_with_the_same_shift_and_different_breaks():
    # What limits a shift must not be its need alone: six stand behind a need of three, as half of them are on a break.
    contract = make_contract(
        shift_lengths=("3h",), starts=("00:00", "00:00"), breaks=(BreakRule(length="1h", starts=("1h", "2h")),)
    )
    staffing = wish([6, 3, 3], (1, 1, 1))
    roster = solved(contract, staffing)
    assert (roster.headcount, roster.total_bound, roster.proved) == (6, 1, True)


def test_days_that_must_be_worked_may_go_beyond_any_need():
    # Two agents of five days each are a must; a day without need has them as surplus.
    contract = make_contract(shift_lengths=("2h",), starts=("09:00", "09:00"), days_per_week=(5, 5), headcount=(2, 2))
    required = np.zeros(7 * 24, dtype=np.int64)
    required[[9, 10]] = 2
    staffing = wish(required, (1, 1, 3), cyclic=True)
    roster = solved(contract, staffing)
    assert counted(roster, staffing) == roster.total_bound == pytest.approx(3 + 2 * (2 * 5 - 2))
    assert roster.proved


def test_cost_second():
    # At no deviation the cheap contract's agent can do it.
    cheap, dear = (
        make_contract(name=name, shift_lengths=("3h",), starts=("00:00", "03:00"), hourly_cost=cost)
        for name, cost in (("cheap", 10), ("dear", 20))
    )
    staffing = wish([1, 1, 1, 0, 0, 0], (1, 1, 1))
    roster = solved((dear, cheap), staffing, minimise="cost")
    assert roster.headcount_by_contract == {"dear": 0, "cheap": 1}
    assert (roster.proved, roster.cost_bound, roster.total_bound) == (True, 30, 1)


def test_model_does_not_grow_with_the_need():
    small, large = (wish(np.array([1, 2, 2, 1, 0, 0]) * factor, (1, 1, 1)) for factor in (1, 1000))
    sizes = {
        (m.model.n_columns, m.model.n_rows)
        for m in (build_master(works_of(CONTRACT, s.grid), s) for s in (small, large))
    }
    assert len(sizes) == 1
    assert solved(CONTRACT, large).total_bound <= 1000 * 6
