"""Named shifts in a scenario: what they mean, and each rule of the bank kept, and broken."""

from datetime import timedelta

import pytest
from scenario_tables import contract, keys, pause

from staffplan.schema.scenario.keys import Contract, NamedShift, Scenario

NINE = timedelta(hours=9)


def named(name="early", **keys_):
    return {"name": name} | (keys_ or {"start": "08:00", "end": "17:00"})


def bank(*shifts, lists=(), **rules):
    return {"shift": list(shifts)} | contract(shifts=list(lists) or [shifts[0]["name"]], **rules)


SPLIT = {"hours": [["13:00", "17:00"], ["19:00", "23:00"]]}
RULES = {
    "names of their own": (bank(named(), named("late")), bank(named(), named()), "shift[2].name"),
    "names that differ by more than width": (
        bank(named("A班"), named("B班")),
        bank(named("A班"), named("Ａ班")),
        "shift[2].name",
    ),
    "names that differ by more than case": (bank(named(), named("E")), bank(named(), named("Early")), "shift[2].name"),
    "names that differ by more than spaces": (
        bank(named("早班"), named("晚 班")),
        bank(named("早班"), named("早 班")),
        "shift[2].name",
    ),
    "no name of a day off": (bank(named("休假班")), bank(named("休")), "shift[1].name"),
    "one shift in a name": (bank(named("a,b")), bank(named("a;b")), "shift[1].name"),
    "a start and an end": (bank(named()), bank(named(start="08:00")), "shift[1].end"),
    "an end and a start": (bank(named()), bank(named(end="08:00")), "shift[1].start"),
    "hours or start and end": (bank(named(**SPLIT)), bank(named(start="08:00", **SPLIT)), "shift[1].start"),
    "start on the grid": (
        bank(named(start="08:30", end="17:00")),
        bank(named(start="08:15", end="17:00")),
        "shift[1].start",
    ),
    "hours on the grid": (
        bank(named(**SPLIT)),
        bank(named(hours=[["13:00", "17:10"], ["19:00", "23:00"]])),
        "shift[1].hours[1][2]",
    ),
    "a start of the day itself": (
        bank(named(start="00:00", end="08:00")),
        bank(named(start="24:00", end="08:00")),
        "shift[1].start",
    ),
    "some time in a shift": (
        bank(named(start="08:00", end="08:30"), breaks=[]),
        bank(named(start="08:00", end="08:00")),
        "shift[1].end",
    ),
    "parts within a day": (
        bank(named(hours=[["13:00", "17:00"], ["22:00", "12:00"]])),
        bank(named(hours=[["13:00", "17:00"], ["12:00", "13:00"]])),
        "shift[1].hours",
    ),
    "parts that are apart": (
        bank(named(**SPLIT)),
        bank(named(hours=[["13:00", "17:00"], ["17:00", "23:00"]])),
        "shift[1].hours[2]",
    ),
    "a break in one part": (
        bank(named(breaks=[pause("30min", ("1h", "3h30min"))], **SPLIT)),
        bank(named(breaks=[pause("30min", ("1h", "4h"))], **SPLIT)),
        "shift[1].breaks[1].starts",
    ),
    "breaks in their order": (
        bank(named(start="08:00", end="17:00", breaks=[pause("30min", ("1h", "2h")), pause("1h", ("3h", "4h"))])),
        bank(named(start="08:00", end="17:00", breaks=[pause("30min", ("1h", "2h")), pause("1h", ("2h", "4h"))])),
        "shift[1].breaks[2].starts",
    ),
    "breaks on the grid": (
        bank(named(start="08:00", end="17:00", breaks=[pause("30min", ("1h", "2h"))])),
        bank(named(start="08:00", end="17:00", breaks=[pause("20min", ("1h", "2h"))])),
        "shift[1].breaks[1].length",
    ),
    "names that are known": (bank(named()), bank(named(), lists=["early", "late"]), "contract[1].shifts[2]"),
    "names listed once": (bank(named()), bank(named(), lists=["early", "early"]), "contract[1].shifts[2]"),
    "work beside breaks": (
        bank(named(start="08:00", end="09:30"), breaks=[pause("1h", ("0h", "0h"))]),
        bank(named(start="08:00", end="09:00"), breaks=[pause("1h", ("0h", "0h"))]),
        "contract[1].shifts",
    ),
    "lengths or names": (contract(shift_lengths=["8h"]), contract(shift_lengths=[]), "contract[1].shift_lengths"),
    "the contract's breaks in a shift that takes them": (
        bank(named(), breaks=[pause("1h", ("7h", "8h"))]),
        bank(named(), breaks=[pause("1h", ("7h", "8h30min"))]),
        "contract[1].breaks[1].starts",
    ),
}


@pytest.mark.parametrize("case", RULES)
def test_a_scenario_that_keeps_the_rule(case):
    assert keys(**RULES[case][0]) == []


@pytest.mark.parametrize("case", RULES)
def test_a_scenario_that_breaks_the_rule(case):
    assert keys(**RULES[case][1]) == [RULES[case][2]]


@pytest.mark.parametrize(
    ("hours", "parts"),
    [
        ({"start": "08:00", "end": "17:00"}, ((480, 1020),)),
        ({"start": "22:00", "end": "06:00"}, ((1320, 1800),)),
        ({"start": "15:00", "end": "24:00"}, ((900, 1440),)),
        ({"start": "16:00", "end": "00:00"}, ((960, 1440),)),
        (SPLIT, ((780, 1020), (1140, 1380))),
        ({"hours": [["20:00", "23:00"], ["01:00", "04:00"]]}, ((1200, 1380), (1500, 1680))),
        ({"hours": [["20:00", "01:00"], ["02:00", "04:00"]]}, ((1200, 1500), (1560, 1680))),
    ],
)
def test_each_time_is_the_next_that_the_clock_shows(hours, parts):
    assert NamedShift(name="a", **hours).parts == parts


@pytest.mark.parametrize(
    ("rules", "lengths"),
    [
        ({}, (NINE,)),
        ({"shifts": ["early"]}, ()),
        ({"shifts": []}, (NINE,)),
        ({"shifts": ["early"], "shift_lengths": ["9h"]}, (NINE,)),
        ({"shifts": ["early"], "starts": ["08:00", "09:00"]}, (NINE,)),
    ],
)
def test_named_shifts_stand_alone_unless_others_are_asked_for(rules, lengths):
    assert Contract(**rules).shift_lengths == lengths


def test_a_bank_is_read_back_from_a_plans_values():
    scenario = Scenario.model_validate(bank(named(**SPLIT), named("late", start="15:00", end="24:00", breaks=[])))
    again = Scenario.model_validate_json(scenario.model_dump_json())
    assert again == scenario
    assert again.contract[0].shift_lengths == ()
