"""Keys of rules of sequences, and rotations, that are right alone and wrong together: each rule kept, and broken."""

import pytest
from scenario_tables import contract, keys

BANK = {
    "shift": [
        {"name": "early", "start": "06:00", "end": "14:00", "breaks": []},
        {"name": "late", "hours": [["13:00", "17:00"], ["19:00", "23:00"]]},
    ]
}
BOTH = ["early", "late"]


def rotation(days, listed=(), **more):
    """A scenario whose contract works by the rotation ``table``, and lists these shifts."""
    bank = {"shifts": list(listed), "shift_lengths": []} if listed else {}
    return BANK | {"rotation": [{"name": "table", "days": days} | more]} | contract(rotation="table", **bank)


# a scenario that keeps the rule, one that breaks it, and the key at fault
RULES = {
    "least days of the period before most": (
        contract(days_per_period=[20]),
        contract(days_per_period=[20, 19]),
        "contract[1].days_per_period",
    ),
    "some day of the period": (
        contract(days_per_period=[0, 1]),
        contract(days_per_period=[0, 0]),
        "contract[1].days_per_period",
    ),
    "least nights before most": (
        contract(nights_per_period=[0, 0]),
        contract(nights_per_period=[3, 2]),
        "contract[1].nights_per_period",
    ),
    "least hours of a week before most": (
        contract(hours_per_week=["40h", "40h"]),
        contract(hours_per_week=["40h", "36h"]),
        "contract[1].hours_per_week",
    ),
    "least hours of a month before most": (
        contract(hours_per_month=["160h"]),
        contract(hours_per_month=["160h", "120h"]),
        "contract[1].hours_per_month",
    ),
    "least hours of the period before most": (
        contract(hours_per_period=["160h", "160h"]),
        contract(hours_per_period=["160h", "120h"]),
        "contract[1].hours_per_period",
    ),
    "pairs in turn in order": (
        contract(days_per_week=[[6, 6], [5, 5]]),
        contract(days_per_week=[[6, 6], [6, 5]]),
        "contract[1].weeks_in_turn[2]",
    ),
    "pairs in turn of a week": (
        contract(weeks_in_turn=[[5, 5], [0, 0]]),
        contract(weeks_in_turn=[[5, 8], [0, 0]]),
        "contract[1].weeks_in_turn[1]",
    ),
    "some week in turn has work": (
        contract(weeks_in_turn=[[0, 0], [0, 1]]),
        contract(weeks_in_turn=[[0, 0], [0, 0]]),
        "contract[1].weeks_in_turn",
    ),
    "each week in turn can keep the rules of days": (
        contract(weeks_in_turn=[[6, 6], [5, 5]], max_days_in_row=5),
        contract(weeks_in_turn=[[5, 5], [6, 6]], days_off_in_row=2),
        "contract[1].weeks_in_turn[2]",
    ),
    "days of a week beside weeks in turn": (
        contract(weeks_in_turn=[[6, 6], [5, 5]], days_per_week=[5, 6]),
        contract(weeks_in_turn=[[6, 6], [5, 5]], days_per_week=[5, 5]),
        "contract[1].days_per_week",
    ),
    "a phase of weeks in turn": (
        contract(weeks_in_turn=[[6, 6], [5, 5]], week_phase="shared"),
        contract(week_phase="shared"),
        "contract[1].week_phase",
    ),
    "fewest days in a row under the most": (
        contract(min_days_in_row=6, max_days_in_row=6),
        contract(min_days_in_row=7, max_days_in_row=6),
        "contract[1].min_days_in_row",
    ),
    "windows of two days": (
        contract(days_off_in_any=[[7, 2]]),
        contract(days_off_in_any=[[1, 1]]),
        "contract[1].days_off_in_any[1]",
    ),
    "windows of four weeks": (
        contract(days_off_in_any=[[14, 4], [28, 8]]),
        contract(days_off_in_any=[[28, 8], [29, 8]]),
        "contract[1].days_off_in_any[2]",
    ),
    "windows with a day of work": (
        contract(days_off_in_any=[[14, 13]]),
        contract(days_off_in_any=[[14, 14]]),
        "contract[1].days_off_in_any[1]",
    ),
    "windows with a day off": (
        contract(days_off_in_any=[[14, 1]]),
        contract(days_off_in_any=[[14, 0]]),
        "contract[1].days_off_in_any[1]",
    ),
    "windows of a week leave its days": (
        contract(days_per_week=[5, 5], days_off_in_any=[[7, 2]]),
        contract(days_per_week=[5, 5], days_off_in_any=[[7, 3]]),
        "contract[1].days_per_week",
    ),
    "short windows leave the days of a week": (
        contract(days_per_week=[5, 5], days_off_in_any=[[3, 1]]),
        contract(days_per_week=[6, 6], days_off_in_any=[[3, 1]]),
        "contract[1].days_per_week",
    ),
    "days off over the end of a week": (
        contract(days_per_week=[6, 6], days_off_in_row=2, days_off_across_weeks=True),
        contract(days_per_week=[7, 7], days_off_in_row=2, days_off_across_weeks=True, max_days_in_row=7),
        "contract[1].days_per_week",
    ),
    "successions of listed shifts": (
        BANK | contract(shifts=BOTH, forbidden_successions=[["late", "early"]]),
        BANK | contract(shifts=["late"], forbidden_successions=[["late", "late"], ["late", "early"]]),
        "contract[1].forbidden_successions[2][2]",
    ),
    "successions of known shifts": (
        BANK | contract(shifts=BOTH, forbidden_successions=[["early", "early"]]),
        BANK | contract(shifts=BOTH, forbidden_successions=[["earl", "early"]]),
        "contract[1].forbidden_successions[1][1]",
    ),
    "most hours of a shift": (
        contract(hours_per_week=["0h", "40h"], days_per_week=[1, 5]),
        contract(hours_per_period=["0h", "7h30min"]),
        "contract[1].hours_per_period",
    ),
    "least hours of a month": (
        contract(hours_per_month=["248h"]),
        contract(hours_per_month=["249h"]),
        "contract[1].hours_per_month",
    ),
    "hours of the week's days": (
        contract(hours_per_week=["36h", "44h"]),
        contract(hours_per_week=["36h", "39h30min"]),
        "contract[1].hours_per_week",
    ),
    "hours of the week's most days": (
        contract(hours_per_week=["40h"]),
        contract(hours_per_week=["41h"]),
        "contract[1].hours_per_week",
    ),
    "hours of several lengths": (
        contract(shift_lengths=["9h", "6h"], hours_per_week=["37h", "37h"], days_per_week=[5, 5]),
        contract(shift_lengths=["9h", "6h"], hours_per_week=["36h", "36h"], days_per_week=[5, 5]),
        "contract[1].hours_per_week",
    ),
    "paid breaks are hours": (
        contract(hours_per_week=["45h", "45h"], breaks=[{"length": "1h", "starts": ["3h", "5h"], "paid": True}]),
        contract(hours_per_week=["45h", "45h"]),
        "contract[1].hours_per_week",
    ),
    "hours of named shifts": (
        BANK | contract(shifts=BOTH, shift_lengths=[], hours_per_week=["40h", "40h"]),
        BANK | contract(shifts=BOTH, shift_lengths=[], hours_per_week=["41h", "47h"]),
        "contract[1].hours_per_week",
    ),
    "rotations have names of their own": (
        {"rotation": [{"name": "a", "days": "WO"}, {"name": "b", "days": "WO"}]},
        {"rotation": [{"name": "a", "days": "WO"}, {"name": " a", "days": "WO"}]},
        "rotation[2].name",
    ),
    "names of rotations can be read": (
        {"rotation": [{"name": "四二", "days": "WO"}]},
        {"rotation": [{"name": " ", "days": "WO"}]},
        "rotation[1].name",
    ),
    "rotations have days": (
        {"rotation": [{"name": "a", "days": "W"}]},
        {"rotation": [{"name": "a", "days": " "}]},
        "rotation[1].days",
    ),
    "rotations are no longer than a period": (
        {"rotation": [{"name": "a", "days": ["WWWWWOO"] * 57}]},
        {"rotation": [{"name": "a", "days": ["WWWWWOO"] * 58}]},
        "rotation[1].days",
    ),
    "rotations have work": (
        {"rotation": [{"name": "a", "days": "OO?"}]},
        {"rotation": [{"name": "a", "days": "休休休"}]},
        "rotation[1].days",
    ),
    "shared phases begin": (
        {"rotation": [{"name": "a", "days": "WO", "phase": "shared", "begins": "2026-11-02"}]},
        {"rotation": [{"name": "a", "days": "WO", "begins": "2026-11-02"}]},
        "rotation[1].begins",
    ),
    "contracts name known rotations": (rotation("WWO"), contract(rotation="table"), "contract[1].rotation"),
    "steps name listed shifts": (
        rotation("eellOO", BOTH),
        rotation("eellOO", ["early"]),
        "rotation[1].days",
    ),
    "steps of a contract without names": (rotation("WW??OO"), rotation("eWOO"), "rotation[1].days"),
    "steps are beginnings": (rotation("ear la off", BOTH), rotation("arly la off", BOTH), "rotation[1].days"),
}


@pytest.mark.parametrize("case", RULES)
def test_a_scenario_of_sequences_that_keeps_the_rule(case):
    assert keys(**RULES[case][0]) == []


@pytest.mark.parametrize("case", RULES)
def test_a_scenario_of_sequences_that_breaks_it_is_told_by_the_key(case):
    _kept, broken, key = RULES[case]
    assert keys(**broken) == [key]


def test_a_rotation_stands_for_the_rules_of_the_week_that_are_not_written():
    assert keys(**rotation("WWWWWWWO")) == []
    assert keys(**(rotation("WWWO") | contract(rotation="table", days_per_week=[6, 5]))) == [
        "contract[1].days_per_week"
    ]
