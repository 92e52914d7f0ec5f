"""Rules relaxed by a step: each change changes one key, and is said in words."""

import pytest
from tiny import make_contract

from staffplan.schema.scenario.keys import BreakRule, Scenario
from staffplan.shifts.relaxed_rules import relaxations


def changes(**rules):
    return {
        str(change.message): change
        for change in relaxations(Scenario(grid="60min", contract=(make_contract(**rules),)))
    }


@pytest.mark.parametrize(
    ("rules", "text", "key", "value"),
    [
        ({"headcount": (1, 5)}, "full-time: no limit on agents instead of 5", "headcount", (1, None)),
        ({"min_rest": "11h"}, "full-time: 10h of rest instead of 11h", "min_rest", "10h"),
        ({"max_days_in_row": 6}, "full-time: 7 days in a row", "max_days_in_row", 7),
        ({"days_off_in_row": 2}, "full-time: 1 days off side by side a week", "days_off_in_row", 1),
        ({"days_per_week": (5, 5)}, "full-time: 4 to 5 days a week", "days_per_week", (4, 5)),
        ({"days_per_week": (5, 5)}, "full-time: 5 to 6 days a week", "days_per_week", (5, 6)),
        ({}, "full-time: starts from 08:00 on", "starts", (480, 540)),
        ({}, "full-time: starts up to 10:00", "starts", (540, 600)),
        ({}, "full-time: starts at any time of the day", "starts", (0, 1380)),
    ],
)
def test_one_step(rules, text, key, value):
    change = changes(**rules)[text]
    assert change.key == f"contract[1].{key}"
    before, after = make_contract(**rules), change.scenario.contract[0]
    assert after == make_contract(**rules | {key: value})
    assert after != before


def test_wider_break_window():
    meal = BreakRule(length="1h", starts=("3h", "4h"))
    change = changes(breaks=(meal,))["full-time: the break may start 2h to 5h into the shift"]
    assert change.scenario.contract[0].breaks == (BreakRule(length="1h", starts=("2h", "5h")),)
    # There is no wider window where the shift has no room for it.
    late = BreakRule(length="1h", starts=("6h", "7h"))
    assert not any("break" in text for text in changes(breaks=(late,)))


def test_rules_that_are_off_are_not_relaxed():
    keys = {change.key for change in changes(starts=None).values()}
    assert keys == {"contract[1].max_days_in_row"}
