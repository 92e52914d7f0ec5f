"""Hours, weekdays and dates with rules of their own."""

from datetime import date, datetime

import pytest
from pydantic import ValidationError
from scenario_tables import contract, keys

from staffplan.schema.scenario.dates import When
from staffplan.schema.scenario.keys import Target

FRIDAY = date(2026, 11, 6)


def holds(moment, **when):
    return When.model_validate(when).holds(datetime.fromisoformat(moment))


@pytest.mark.parametrize(
    ("moment", "held"),
    [("2026-11-06 19:30", False), ("2026-11-06 20:00", True), ("2026-11-06 22:30", True), ("2026-11-06 23:00", False)],
)
def test_hours_of_every_day(moment, held):
    assert holds(moment, hours=["20:00", "23:00"]) == held


@pytest.mark.parametrize(
    ("moment", "held"),
    [
        ("2026-11-06 01:00", False),  # the night of Thursday
        ("2026-11-06 22:00", True),
        ("2026-11-07 01:30", True),  # still the night of Friday
        ("2026-11-07 02:00", False),
        ("2026-11-07 22:00", False),
    ],
)
def test_hours_over_midnight_belong_to_the_day_that_they_begin_on(moment, held):
    night = ["22:00", "02:00"]
    assert holds(moment, hours=night, weekdays=["friday"]) == held
    assert holds(moment, hours=night, dates=[FRIDAY]) == held


def test_weekdays_and_dates_are_both_meant():
    when = {"weekdays": ["sunday"], "dates": [FRIDAY]}
    assert [holds(f"2026-11-{day:02d} 12:00", **when) for day in (5, 6, 7, 8)] == [False, True, False, True]


def test_the_same_time_twice_is_the_whole_day_from_then_on():
    when = {"hours": ["08:00", "08:00"], "weekdays": ["friday"]}
    assert [holds(moment, **when) for moment in ("2026-11-06 07:00", "2026-11-06 08:00", "2026-11-07 07:00")] == [
        False,
        True,
        True,
    ]


def test_a_later_entry_goes_before_an_earlier_one():
    entries = [
        {"hours": ["20:00", "23:00"], "minimum_staff": 3},
        {"weekdays": ["friday"], "minimum_staff": 4, "slot_floor": 0.7},
        {"dates": [FRIDAY], "slot_floor": 0.8},
    ]
    target = Target.model_validate({"minimum_staff": 1, "hours": entries})
    moments = [
        datetime.fromisoformat(f"2026-11-0{day} {hour}:00") for day, hour in ((5, 12), (5, 21), (6, 12), (6, 21))
    ]
    assert target.by_slot("minimum_staff", moments) == [1, 3, 4, 4]
    assert target.by_slot("slot_floor", moments) == [0.5, 0.5, 0.8, 0.8]
    assert target.by_slot("maximum_staff", moments) == [None] * 4


@pytest.mark.parametrize("entry", [{"minimum_staff": 3}, {"hours": ["20:00", "23:00"]}])
def test_entries_say_when_and_what(entry):
    with pytest.raises(ValidationError):
        Target.model_validate({"hours": [entry]})


LEADERS = {"contract": [{"name": "a", "label": "leader", "headcount": [0, 2]}, {"name": "b"}]}
EVENING = {"hours": ["20:00", "23:00"]}
# a scenario that keeps the rule, one that breaks it, and the key at fault
RULES = {
    "hours of a target on the grid": (
        {"target": {"hours": [EVENING | {"minimum_staff": 1}]}},
        {"target": {"hours": [{"hours": ["20:10", "23:00"], "minimum_staff": 1}]}},
        "target.hours[1].hours[1]",
    ),
    "hours of a role on the grid": (
        LEADERS | {"role": [EVENING | {"label": "leader"}]},
        LEADERS | {"role": [{"hours": ["24:00", "02:00"], "label": "leader"}]},
        "role[1].hours[1]",
    ),
    "seats for the least": (
        {"target": {"minimum_staff": 3, "maximum_staff": 3}},
        {"target": {"minimum_staff": 3, "maximum_staff": 2}},
        "target.maximum_staff",
    ),
    "seats for the least by hours": (
        {"target": {"hours": [EVENING | {"minimum_staff": 2, "maximum_staff": 2}]}},
        {"target": {"hours": [EVENING | {"minimum_staff": 2, "maximum_staff": 1}]}},
        "target.hours[1].maximum_staff",
    ),
    "a share by hours where every slot counts alone": (
        {"target": {"scope": "slot", "hours": [EVENING | {"share": 0.95}]}},
        {"target": {"scope": "day", "hours": [EVENING | {"share": 0.95}]}},
        "target.hours[1].share",
    ),
    "a share of whole days where days count": (
        {"target": {"scope": "day", "hours": [{"dates": [FRIDAY], "share": 0.95}]}},
        {"target": {"scope": "week", "hours": [{"dates": [FRIDAY], "share": 0.95}]}},
        "target.hours[1].share",
    ),
    "a role of some contract": (
        LEADERS | {"role": [{"label": "b"}]},
        LEADERS | {"role": [{"label": "c"}]},
        "role[1].label",
    ),
    "agents enough for a role": (
        LEADERS | {"role": [{"label": "leader", "at_least": 2}]},
        LEADERS | {"role": [{"label": "leader", "at_least": 3}]},
        "role[1].at_least",
    ),
    "dates of a target on a calendar": (
        {"target": {"hours": [{"dates": [FRIDAY], "minimum_staff": 1}]}},
        {"target": {"hours": [{"dates": [FRIDAY], "minimum_staff": 1}]}, "cyclic": True},
        "target.hours[1].dates",
    ),
    "dates of a role on a calendar": (
        LEADERS | {"role": [{"dates": [FRIDAY], "label": "leader"}]},
        LEADERS | {"role": [{"dates": [FRIDAY], "label": "leader"}], "cyclic": True},
        "role[1].dates",
    ),
}


@pytest.mark.parametrize("case", RULES)
def test_a_scenario_that_keeps_the_rule_and_one_that_breaks_it(case):
    kept, broken, key = RULES[case]
    assert keys(**kept) == []
    assert keys(**broken) == [key]


def test_a_label_has_no_effect_by_itself():
    assert keys(**contract(label="leader")) == []
