"""The list of searches: which apply to what, in which order, and whose idea each is."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from staffplan.solve.conductor.catalogue import AT_FIRST, BESIDE, IN_THE_END, LISTS, THEN
from staffplan.solve.searches.facts import Facts

SOURCES = (Path(__file__).resolve().parents[3] / "docs" / "model.md").read_text("utf-8").partition("## Sources")[2]
WEEK = Facts(bound=10)
MONTH = replace(WEEK, days=28, find_hard_week=lambda: "the hardest")
AVERAGED = {"has_own_needs": False, "is_averaged": True}
NAMES = {
    "a week": (WEEK, "breakout", "running totals, long breakout, fix-and-relax, branch and cut"),
    "a plan is known": (
        replace(WEEK, has_plan=True),
        "",
        "running totals, long breakout, fix-and-relax, branch and cut",
    ),
    "a week of several contracts": (
        replace(WEEK, contracts=3),
        "LP rounding, breakout",
        "long breakout, fix-and-relax, branch and cut",
    ),
    "a week that follows itself": (
        replace(WEEK, is_cyclic=True),
        "",
        "running totals, fix-and-relax, branch and cut",
    ),
    "a week of fifty agents": (
        replace(WEEK, bound=50),
        "LP rounding, breakout",
        "running totals, long breakout, fix-and-relax, branch and cut",
    ),
    "a week of sixty-one agents": (replace(WEEK, bound=61), "LP rounding, breakout", "long breakout, branch and cut"),
    "a week of 251 agents": (replace(WEEK, bound=251), "LP rounding", "branch and cut"),
    "a week with an averaged target": (
        replace(WEEK, **AVERAGED),
        "target rounding, target breakout",
        "fix-and-relax, branch and cut",
    ),
    "a week with messages": (replace(WEEK, has_own_needs=False), "", "fix-and-relax, branch and cut"),
    "a month": (MONTH, "breakout", "running totals, fix-and-relax, branch and cut"),
    "a month without a hard week": (replace(MONTH, find_hard_week=lambda: None), "breakout", "branch and cut"),
    "a month of several contracts": (
        replace(MONTH, contracts=2),
        "LP rounding, breakout",
        "fix-and-relax, branch and cut",
    ),
    "a month with an averaged target": (
        replace(MONTH, **AVERAGED),
        "target rounding",
        "fix-and-relax, branch and cut",
    ),
    "one core": (
        replace(WEEK, core_to_spare=False),
        "breakout",
        "running totals, long breakout, fix-and-relax, bound proof, branch and cut",
    ),
    "the cheapest team": (replace(WEEK, by_headcount=False), "", "branch and cut"),
    "a week of shifts that rules tell apart": (
        replace(WEEK, tells_apart=True, columns=1300),
        "branch and cut of few shifts, breakout",
        "running totals, long breakout, fix-and-relax, branch and cut",
    ),
    "a week of many such shifts": (
        replace(WEEK, tells_apart=True, columns=7000),
        "breakout",
        "running totals, long breakout, fix-and-relax, branch and cut",
    ),
}


def names(searches, facts):
    return ", ".join(search.name for search in searches if search.applies(facts))


@pytest.mark.parametrize(("facts", "at_first", "then"), NAMES.values(), ids=NAMES)
def test_what_applies_in_which_order(facts, at_first, then):
    assert (names(AT_FIRST, facts), names(THEN, facts)) == (at_first, then)


@pytest.mark.parametrize(
    ("changes", "beside"),
    [
        ({}, "construction, bound proof"),
        ({"has_plan": True}, "bound proof"),
        (AVERAGED, "construction, bound proof"),
        ({"bound": 300}, "bound proof"),
        ({"core_to_spare": False}, "construction"),
        ({"by_headcount": False}, "construction"),
    ],
)
def test_what_applies_on_the_second_core(changes, beside):
    assert names(BESIDE, replace(WEEK, **changes)) == beside


@pytest.mark.parametrize(
    ("changes", "last"),
    [
        ({}, "construction"),
        ({"bound": 300}, ""),
        ({"is_stopped": True}, "construction, short look"),
        ({"is_stopped": True, "bound": 300}, "late LP rounding, short look"),
        ({"is_stopped": True, "bound": 300, "by_headcount": False}, "short look"),
    ],
)
def test_what_applies_where_there_is_no_plan_in_the_end(changes, last):
    assert names(IN_THE_END, replace(WEEK, **changes)) == last


def test_the_hard_week_is_looked_for_only_where_it_decides():
    def nobody_asks():
        pytest.fail("it was looked for")

    facts = replace(WEEK, bound=50, days=7, contracts=3, find_hard_week=nobody_asks)
    assert names(AT_FIRST, facts) == "LP rounding, breakout"
    assert names(AT_FIRST, replace(MONTH, by_headcount=False, find_hard_week=nobody_asks)) == ""


SEARCHES = {search.look: search for searches in LISTS.values() for search in searches}


@pytest.mark.parametrize("search", SEARCHES.values(), ids=lambda search: search.name)
def test_each_says_what_ends_it_and_whose_idea_it_is(search):
    assert search.end
    cited = re.findall(r"([A-ZÁ][\wá]+)(?: & ([A-Z]\w+))? (\d{4})", search.about)
    assert cited, search.name
    for author, other, year in cited:
        line = next((each for each in SOURCES.splitlines() if each.startswith(f"- {author}, ")), "")
        assert f"({year})" in line, author
        assert other in line


@pytest.mark.parametrize("searches", LISTS.values(), ids=LISTS)
def test_no_two_of_a_list_have_one_name(searches):
    assert len({search.name for search in searches}) == len(searches)
