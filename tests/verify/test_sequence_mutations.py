"""A legal month under all rules of sequences at once; each change breaks one rule of it, and only that is named."""

from datetime import date

import pytest
from written_plans import HOUR, broken
from written_tours import written

FIRST = date(2027, 2, 1)
"""A Monday; the period is February, four whole weeks."""
LEGAL = "eeeee.....llll..nnnnn..xxx.."
"""Early, late, at night, by day; two weekends at work; 50 hours between the last night and the day shifts."""
TABLE = "eeeeeOO OOOllll OOWWWWW OO???OO".replace(" ", "")
RULES = {
    "weeks_in_turn": ((5, 5), (3, 4)),
    "days_per_week": (3, 5),
    "max_days_in_row": 5,
    "days_off_in_row": 2,
    "days_per_period": (17, 17),
    "min_days_in_row": 3,
    "min_days_off_in_row": 2,
    "days_off_in_any": ((14, 4),),
    "max_weekends": 2,
    "max_weekends_in_row": 2,
    "whole_weekends": True,
    "free_sundays": 2,
    "rest_after_night": 50 * HOUR,
    "max_nights_in_row": 5,
    "nights_per_period": (5, 5),
    "forbidden_successions": (("late", "day"),),
    "same_shift_all_week": True,
    "forward_rotation": True,
    "hours_per_week": (24 * HOUR, 40 * HOUR),
    "hours_per_month": (136 * HOUR, 136 * HOUR),
    "hours_per_period": (136 * HOUR, 136 * HOUR),
    "rotation": "table",
}


def month(signs, table=TABLE, **changed):
    rotations = ({"name": "table", "days": table},)
    return written(signs, first=FIRST, named=True, scenario={"rotation": rotations}, **RULES | changed)


def test_month_is_legal():
    assert broken(month(LEGAL)) == set()


@pytest.mark.parametrize(
    ("rule", "changed"),
    [
        ("days_per_week", {"weeks_in_turn": ((5, 5), (4, 4))}),
        ("days_per_week", {"weeks_in_turn": ((4, 4), (3, 5))}),
        ("days_per_week", {"weeks_in_turn": ((3, 4), (5, 5)), "week_phase": "shared"}),
        ("days_in_row", {"max_days_in_row": 4}),
        ("days_off_in_row", {"days_off_in_row": 3}),
        ("days_off_in_row", {"days_off_in_row": 3, "days_off_across_weeks": True}),
        ("days_per_period", {"days_per_period": (18, 28)}),
        ("days_per_period", {"days_per_period": (0, 16)}),
        ("min_days_in_row", {"min_days_in_row": 4}),
        ("min_days_off_in_row", {"min_days_off_in_row": 3}),
        ("days_off_in_any", {"days_off_in_any": ((14, 5),)}),
        ("days_off_in_any", {"days_off_in_any": ((12, 4),)}),
        ("max_weekends", {"max_weekends": 1}),
        ("max_weekends_in_row", {"max_weekends_in_row": 1}),
        ("free_sundays", {"free_sundays": 3}),
        ("rest_after_night", {"rest_after_night": 51 * HOUR}),
        ("max_nights_in_row", {"max_nights_in_row": 4}),
        ("nights_per_period", {"nights_per_period": (6, None)}),
        ("nights_per_period", {"nights_per_period": (0, 4)}),
        ("forbidden_successions", {"forbidden_successions": (("late", "day"), ("day", "day"))}),
        ("hours_per_week", {"hours_per_week": (25 * HOUR, 40 * HOUR)}),
        ("hours_per_week", {"hours_per_week": (24 * HOUR, 39 * HOUR)}),
        ("hours_per_month", {"hours_per_month": (137 * HOUR, None)}),
        ("hours_per_month", {"hours_per_month": (0 * HOUR, 135 * HOUR)}),
        ("hours_per_period", {"hours_per_period": (137 * HOUR, None)}),
        ("hours_per_period", {"hours_per_period": (0 * HOUR, 135 * HOUR)}),
        ("rotation", {"table": TABLE[:-1] + "W"}),
        ("rotation", {"table": "O" + TABLE[1:]}),
        ("rotation", {"table": TABLE.replace("l", "e", 1)}),
    ],
)
def test_a_rule_made_tighter_by_one_step_is_broken_alone(rule, changed):
    assert broken(month(LEGAL, **changed)) == {rule}


LOOSE = {
    "weeks_in_turn": (),
    "days_per_week": (0, 7),
    "days_per_period": None,
    "nights_per_period": None,
    "hours_per_week": None,
    "hours_per_month": None,
    "hours_per_period": None,
    "max_weekends": None,
    "max_weekends_in_row": None,
    "days_off_in_any": (),
    "table": "?",
}
"""Without the rules of what is counted, so that a shift more or less breaks only what lies around it."""
BACKWARDS = {"same_shift_all_week", "forward_rotation", "forbidden_successions", "min_rest"}


@pytest.mark.parametrize(
    ("signs", "rules"),
    [
        ("eeeee.." "...llll" "..nnnnn" "..xxx..", set()),
        ("eeeee.." "...lll." "..nnnnn" "..xxx..", {"whole_weekends"}),
        ("eeeee.." "....lll" "..nnnnn" "..xxx..", set()),
        ("eeeee.." ".....ll" "..nnnnn" "..xxx..", {"min_days_in_row"}),
        ("eeeee.." "...llll" ".nnnnn." "..xxx..", {"min_days_off_in_row", "whole_weekends", "days_off_in_row"}),
        ("eeeee.." "...llll" "n..nnnn" "..xxx..", set()),
        ("eeexx.." "...llll" "..nnnnn" "..xxx..", {"same_shift_all_week"}),
        ("xxxxe.." "...llll" "..nnnnn" "..xxx..", {"same_shift_all_week", "forward_rotation"}),
        ("llllx.." "...llll" "..nnnnn" "..xxx..", BACKWARDS),
        ("eeeee.." "...llll" "..nnnnn" "..eee..", {"rest_after_night"}),
        ("eeeee.." "..lllll" "..nnnnn" "...xxxx", {"free_sundays"}),
        ("eeeee.." "..nnnnn" "n..nnnn" "..xxx..", {"days_in_row", "max_nights_in_row"}),
    ],
)  # fmt: skip
def test_a_change_of_the_tour_breaks_what_lies_around_it(signs, rules):
    assert broken(month(signs, **LOOSE, min_rest=11 * HOUR)) == rules
