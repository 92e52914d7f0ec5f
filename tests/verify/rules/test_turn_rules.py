"""Weeks that take turns, and days off side by side over the end of a week."""

from itertools import product

import numpy as np
import pytest
from written_plans import broken, day, free
from written_tours import written

from staffplan.schema.scenario.keys import Contract
from staffplan.verify import check_plan
from staffplan.verify.rules.weeks import _held

WEEK, OFF = {"days_per_week"}, {"days_off_in_row"}
LONG, SHORT = "xxxxxx.", "xxxxx.."
PAIRS = ((6, 6), (5, 5))


def turns(signs, phase="free", pairs=PAIRS, **keys):
    hull = min(least for least, _most in pairs), max(most for _least, most in pairs)
    return written(signs, weeks_in_turn=pairs, week_phase=phase, days_per_week=hull, **keys)


@pytest.mark.parametrize(
    ("weeks", "free_phase", "shared"),
    [
        ((LONG, SHORT, LONG, SHORT), set(), set()),
        ((SHORT, LONG, SHORT, LONG), set(), WEEK),
        ((LONG, LONG, SHORT, SHORT), WEEK, WEEK),
        ((LONG, SHORT, SHORT, LONG), WEEK, WEEK),
    ],
)
def test_long_and_short_weeks_take_turns(weeks, free_phase, shared):
    signs = "".join(weeks)
    assert broken(turns(signs)) == free_phase
    assert broken(turns(signs, phase="shared")) == shared


def test_each_agent_has_a_phase_of_their_own():
    tours = [LONG + SHORT, SHORT + LONG]
    assert broken(turns(tours)) == set()
    assert broken(turns(tours, phase="shared")) == WEEK


def test_the_weeks_that_fit_the_best_phase_worst_are_named():
    found = check_plan(turns(LONG + SHORT + LONG + LONG))
    assert [str(each) for each in found] == [
        "agent 00, 2026-11-23: found 6 working days in the week; allowed: 5 (days_per_week)"
    ]


@pytest.mark.parametrize(
    ("weeks", "rules"), [(("x......", "xx.....", "xxx...."), set()), (("x......", "xxx....", "xx....."), WEEK)]
)
def test_turns_of_three_weeks(weeks, rules):
    assert broken(turns("".join(weeks), pairs=((2, 2), (3, 3), (1, 1)))) == rules


def test_the_first_week_has_the_first_pair_also_where_it_is_cut():
    # From Saturday: two days of the first week.
    assert broken(turns("xx" + SHORT, phase="shared", first=day(5))) == set()
    assert broken(turns("xx" + LONG, phase="shared", first=day(5))) == WEEK
    assert broken(turns("xx" + LONG, first=day(5))) == set()


def test_the_week_of_the_eve_has_the_last_pair():
    pairs = ((5, 5), (6, 6), (0, 0))
    assert broken(turns("n|.xxxxx." + LONG, phase="shared", pairs=pairs)) == WEEK
    assert broken(turns(SHORT + LONG, phase="shared", pairs=pairs)) == set()
    assert broken(turns("n|.xxxxx." + LONG, phase="shared", pairs=((5, 5), (6, 6), (1, 7)))) == set()


def test_a_week_at_the_end_may_be_filled_up():
    assert broken(turns(LONG + "xx")) == set()
    assert broken(turns(SHORT + "..", pairs=((6, 6), (5, 5)))) == WEEK
    assert broken(turns(LONG + "..")) == set()


def test_turns_close_over_the_end_of_a_cycle():
    assert broken(turns(LONG + SHORT, cyclic=True)) == set()
    (found,) = check_plan(turns(LONG + SHORT + LONG, cyclic=True))
    assert str(found) == (
        "the plan: found 3 weeks in the cycle; allowed: a multiple of 2, as many weeks as take turns (days_per_week)"
    )


def test_pairs_in_a_list_are_weeks_in_turn():
    contract = Contract(**{"days_per_week": [[6, 6], [5, 5]]})
    assert (contract.weeks_in_turn, contract.days_per_week) == (PAIRS, (5, 6))


def across(signs, size=2, **rules):
    return written(signs, **({"days_off_in_row": size, "days_off_across_weeks": True} | rules))


@pytest.mark.parametrize(
    ("weeks", "rules"),
    [
        (("xxxxxx.", ".xxxxx."), set()),  # Sunday and Monday; Sunday and what follows
        (("xxxxx..", "xxx.xxx"), OFF),
        (("x.xxxx.", ".xxx.xx"), set()),
        (("xxxxxx.", "xxxxxx."), OFF),
        (("x.x.x.x", "xxxxx.."), OFF),
    ],
)
def test_days_off_over_the_end_of_a_week(weeks, rules):
    assert broken(across("".join(weeks))) == rules


def test_the_same_days_off_are_too_far_apart_without_the_key():
    assert broken(across("xxxxxx..xxxxx.")) == set()
    assert broken(across("xxxxxx..xxxxx.", days_off_across_weeks=False)) == OFF


def test_days_off_may_reach_out_of_the_plan():
    assert broken(across(".xxxxxx")) == set()  # with the Sunday before
    assert broken(across("n|.xxxxxx")) == OFF  # which the eve has worked
    assert broken(across("xxxxxx.")) == set()
    assert broken(across("xxxxxxx")) == OFF
    assert broken(across(".xxxxxx", size=3)) == set()


def test_days_off_over_the_end_of_a_cycle():
    assert broken(across(".xxxxx.", cyclic=True)) == set()
    assert broken(across("x.xxx.x", cyclic=True)) == OFF
    assert broken(across(".xxxx.." + "xxxxxx.", cyclic=True, size=3)) == OFF
    assert broken(across("..xxxx." + "xxxxxx.", cyclic=True, size=3)) == set()


def test_days_off_of_a_cut_week():
    # Four days from Monday; Friday to Sunday are not in the plan.
    assert broken(across("x.x.", size=3, days_per_week=(4, 7))) == set()  # from Sunday on
    assert broken(across("x.x.", size=3, days_per_week=(4, 7), days_off_across_weeks=False)) == OFF
    assert broken(across("x.x.", size=3, days_per_week=(5, 7))) == set()  # each rule by itself
    assert broken(across("xxx.", size=7, days_per_week=(5, 7))) == set()


def test_the_largest_row_that_reaches_into_the_week_is_said():
    (found,) = check_plan(across("xxxxxxx" + "x.xx.xx", size=2))[1:]
    assert str(found) == (
        "agent 00, 2026-11-09: found 1 days off side by side that reach into the week; allowed: at least 2 "
        "(days_off_in_row)"
    )


@pytest.mark.parametrize("size", [1, 2, 3])
def test_unknown_days_are_filled_in_so_that_the_week_is_legal(size):
    random = np.random.default_rng(size)
    for _try in range(60):
        worked = random.random(19) < 0.5
        unknown = (
            ~worked & (np.arange(19) >= 13 - random.integers(4)) | (np.arange(19) < 6 + random.integers(3)) & ~worked
        )
        assert _held(worked[None], size)[0, 0] == filled(worked, unknown, size)


def filled(worked, unknown, size):
    """Whether the days unknown can be worked or off so that so many days off reach into the week from column 6 on."""
    free = [place for place in np.flatnonzero(unknown) if 6 - size < place < 13 + size]
    for works in product((False, True), repeat=len(free)):
        days = worked.copy()
        days[free] = works
        blocks = (range(first, first + size) for first in range(7 - size, 13))
        if any(not days[list(block)].any() for block in blocks):
            return True
    return False


def test_a_cut_week_leaves_room_for_the_least_days_of_its_own_pair():
    # Monday to Thursday of the second week, worked on two days: one day off beside Friday to Sunday, or none.
    signs = "xxxxx..x.x."
    rules = {"days_off_in_row": 2, "pairs": ((5, 5), (4, 5))}
    assert broken(turns(signs, phase="shared", **rules)) == set()
    assert broken(turns(signs, phase="shared", **rules | {"pairs": ((5, 5), (5, 6))})) == OFF
    assert broken(turns(signs, **rules | {"pairs": ((5, 5), (5, 6))})) == OFF
    assert broken(turns(signs, **rules | {"pairs": ((5, 5), (4, 4))})) == set()
    # Each phase fits one of the weeks, not the other: the first of those is held to.
    assert broken(turns("xxxx...x.x.", **rules | {"pairs": ((4, 4), (5, 5))})) == OFF
    assert broken(turns("xxxx...x.x.", **rules | {"pairs": ((5, 5), (4, 4))})) == WEEK
    assert broken(turns(signs, days_off_across_weeks=True, **rules | {"pairs": ((5, 5), (5, 6))})) == set()


def test_free_phases_cost_other_contracts_nothing():
    both = free(weeks_in_turn=PAIRS, days_per_week=(5, 6)), free(name="other")
    plan = written([LONG + SHORT, "x......" * 2])
    rows = [
        row.model_copy(update={"contract": "other" if row.agent_id == "01" else row.contract}) for row in plan.shifts
    ]
    scenario = plan.summary.scenario.model_copy(update={"contract": both})
    count = {"full-time": 1, "other": 1}
    summary = plan.summary.model_copy(update={"scenario": scenario, "headcount_by_contract": count})
    assert broken(plan.model_copy(update={"shifts": tuple(rows), "summary": summary})) == set()
