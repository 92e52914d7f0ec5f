"""Rotations: phases free and shared, names, the eve, cycles."""

from itertools import product

import pytest
from written_plans import HOUR, MONDAY, broken, day, free, plan
from written_tours import tour, written

from staffplan.verify import check_plan

WRONG = {"rotation"}


def rotated(signs, days, cyclic=False, named=False, first=MONDAY, **keys):
    scenario = {"rotation": ({"name": "table", "days": days} | keys,)}
    return written(signs, first, cyclic, named, scenario=scenario, rotation="table")


@pytest.mark.parametrize(
    ("signs", "rules"),
    [
        ("xxxx..xxxx", set()),
        ("x..xxxx..x", set()),
        (["xx..xxxx..", "..xxxx..xx"], set()),
        ("xx..xxx.xx", WRONG),
        ("xxxxx..xxx", WRONG),
        ("x..xxxx...", WRONG),
    ],
)
def test_every_agent_has_a_phase(signs, rules):
    assert broken(rotated(signs, "WWWWOO")) == rules


def test_the_days_that_fit_worst_are_named():
    (found,) = check_plan(rotated("xxxx..xxx...", "WWWWOO"))
    assert str(found) == (
        "agent 00, 2026-11-11: found a day off on day 4 of the rotation table; allowed: a shift (rotation)"
    )


@pytest.mark.parametrize(
    ("signs", "begins", "rules"),
    [
        ("xx.xx.x", None, set()),
        ("x.xx.xx", None, WRONG),
        ("x.xx.xx", day(-1), set()),
        ("x.xx.xx", day(2), set()),
        ("x.xx.xx", day(8), set()),  # the table is read backwards from the day on which it begins
        ("x.xx.xx", day(7), WRONG),
        ("x.xx.xx", day(-151), set()),
    ],
)
def test_shared_phase(signs, begins, rules):
    assert broken(rotated(signs, "WWO", phase="shared", begins=begins)) == rules


def test_the_eve_is_looked_at_where_it_is_worked():
    shared = {"phase": "shared"}
    assert broken(rotated(".xx.xx", "OWW", **shared)) == set()
    assert broken(rotated("n|.xx.xx", "OWW", **shared)) == set()
    assert broken(rotated("n|xx.xx.", "WWO", **shared)) == WRONG
    assert broken(rotated("n|xx.xx.", "WWO")) == WRONG
    assert broken(rotated("xx.xx.", "WWO")) == set()


NAMED = ["eell.n.", "ll.n.ee", ".n.eell"]


@pytest.mark.parametrize(
    ("days", "rules"),
    [
        ("early early late late off night off", set()),
        ("e e l l o n o", set()),
        (("e e l", "l o n o"), set()),
        ("eellOnO", set()),
        ("WWWWOWO", set()),
        ("????O??", set()),
        ("?", set()),
        ("e e l l o l o", WRONG),
        ("earlier early late late off night off", WRONG),
    ],
)
def test_steps_name_shifts_by_their_beginnings(days, rules):
    assert broken(rotated(NAMED, days, named=True)) == rules


def test_shifts_without_a_name_are_no_named_ones():
    assert broken(rotated(NAMED, "eellOnO")) == WRONG
    (found, *_more) = check_plan(rotated("ee", "el", named=True, phase="shared"))
    assert (found.found, found.allowed) == (
        "the shift early on day 2 of the rotation table",
        "a shift whose name begins with l",
    )


def test_a_cycle_closes():
    assert broken(rotated("xxxx..xxxx..", "WWWWOO", cyclic=True)) == set()
    assert broken(rotated("x..xxxx..xxx", "WWWWOO", cyclic=True)) == set()
    (found,) = check_plan(rotated("xxxx..x", "WWWWOO", cyclic=True))
    assert str(found) == (
        "the plan: found 7 days in the cycle; allowed: a multiple of 6, the days of the rotation table (rotation)"
    )


def test_contracts_without_a_rotation_are_left_alone():
    scenario = {"grid": HOUR, "rotation": ({"name": "table", "days": "WO"}, {"name": "spare", "days": "O"})}
    both = free(rotation="table"), free(name="other")
    rows = *tour("x.x.x.x"), *tour("xxx....", "02", contract="other")
    assert broken(plan(*rows, contract=both, scenario=scenario)) == set()


@pytest.mark.parametrize("days", ["WWO", "WO?", "OWO?"])
def test_phases_are_those_that_a_loop_finds(days):
    for signs in map("".join, product("x.", repeat=5)):
        fits = any(
            all(
                step == "?" or (step == "W") == (sign == "x") for sign, step in zip(signs, (days * 4)[k:], strict=False)
            )
            for k in range(len(days))
        )
        assert broken(rotated([signs], days)) == (set() if fits or signs == "....." else WRONG)
