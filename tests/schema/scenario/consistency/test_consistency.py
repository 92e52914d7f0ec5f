"""Keys of the scenario that are right alone and wrong together: each rule kept, and broken."""

import pytest
from scenario_tables import NINE_TO_FIVE, contract, keys

from staffplan.schema.scenario.keys import WEEKDAYS

# a scenario that keeps the rule, one that breaks it, and the key at fault
RULES = {
    "opening hours on the grid": (
        {"opening": {"hours": ["08:30", "23:00"]}},
        {"opening": {"hours": ["08:15", "23:00"]}},
        "opening.hours[1]",
    ),
    "weekday hours on the grid": (
        {"opening": {"by_weekday": {"sunday": ["10:00", "20:30"]}}},
        {"opening": {"by_weekday": {"sunday": ["10:00", "20:40"]}}},
        "opening.by_weekday.sunday[2]",
    ),
    "opening before midnight": (
        {"opening": {"hours": ["22:00", "06:00"]}} | contract(shift_lengths=["8h"]),
        {"opening": {"hours": ["24:00", "12:00"]}},
        "opening.hours[1]",
    ),
    "scoring window on the grid": (
        {"target": {"scoring_window": ["08:00", "23:00"]}},
        {"target": {"scoring_window": ["08:00", "22:59"]}},
        "target.scoring_window[2]",
    ),
    "the bot's hours on the grid": (
        {"bot": {"by_hour": [{"from": "22:00", "to": "08:00", "deflection": 0.7}]}},
        {"bot": {"by_hour": [{"from": "22:10", "to": "08:00", "deflection": 0.7}]}},
        "bot.by_hour[1].from",
    ),
    "some day is open": ({"opening": {"closed": WEEKDAYS[:6]}}, {"opening": {"closed": WEEKDAYS}}, "opening.closed"),
    "each closed day once": (
        {"opening": {"closed": ["sunday"]}},
        {"opening": {"closed": ["sunday", "sunday"]}},
        "opening.closed",
    ),
    "closed or open": (
        {"opening": {"closed": ["sunday"], "by_weekday": {"saturday": ["10:00", "20:00"]}}},
        {"opening": {"closed": ["sunday"], "by_weekday": {"sunday": ["10:00", "20:00"]}}},
        "opening.by_weekday.sunday",
    ),
    "some open hour is scored": (
        {"opening": NINE_TO_FIVE, "target": {"scoring_window": ["16:00", "10:00"]}} | contract(shift_lengths=["8h"]),
        {"opening": NINE_TO_FIVE, "target": {"scoring_window": ["18:00", "09:00"]}} | contract(shift_lengths=["8h"]),
        "target.scoring_window",
    ),
    "names differ": (
        {"contract": [{"name": "a"}, {"name": "b"}]},
        {"contract": [{"name": "a"}, {"name": " a "}]},
        "contract[2].name",
    ),
    "names can be read": (contract(name="兼职"), contract(name="a\nb"), "contract[1].name"),
    "names are no blanks": (contract(name="a b"), contract(name="  "), "contract[1].name"),
    "pay names a contract": (
        {"payroll": {"contract": [{"name": "a", "hourly_pay": 25}]}} | contract(name="a"),
        {"payroll": {"contract": [{"name": "b", "hourly_pay": 25}]}} | contract(name="a"),
        "payroll.contract[1].name",
    ),
    "pay names a contract once": (
        {"payroll": {"contract": [{"name": "a"}]}} | contract(name="a"),
        {"payroll": {"contract": [{"name": "a"}, {"name": "a"}]}} | contract(name="a"),
        "payroll.contract[2].name",
    ),
    "somebody may work": (contract(headcount=[0, 1]), contract(headcount=[0, 0]), "contract[1].headcount"),
    "enough may work": (
        {"target": {"minimum_staff": 2}} | contract(headcount=[0, 2]),
        {"target": {"minimum_staff": 3}} | contract(headcount=[0, 2]),
        "target.minimum_staff",
    ),
    "prices of each slot's need": (
        {"objective": {"understaff": 1}, "target": {"scope": "slot"}},
        {"objective": {"understaff": 1}, "target": {"scope": "week"}},
        "target.scope",
    ),
    "being short has a price": (
        {"objective": {"overstaff": 1, "understaff": 1}, "target": {"scope": "slot"}},
        {"objective": {"overstaff": 1}, "target": {"scope": "slot"}},
        "objective.understaff",
    ),
    "no messages beside prices": (
        {"objective": {"understaff": 1}, "target": {"scope": "slot"}},
        {"objective": {"understaff": 1}, "target": {"scope": "slot"}, "messages": {"reply_within": "4h"}},
        "messages.reply_within",
    ),
    "time to search": ({"solve": {"time_limit": "1s"}}, {"solve": {"time_limit": "0s"}}, "solve.time_limit"),
}


@pytest.mark.parametrize("case", RULES)
def test_a_scenario_that_keeps_the_rule(case):
    assert keys(**RULES[case][0]) == []


@pytest.mark.parametrize("case", RULES)
def test_a_scenario_that_breaks_it_is_told_by_the_key(case):
    _kept, broken, key = RULES[case]
    assert keys(**broken) == [key]


def test_the_defaults_are_consistent():
    assert keys() == []
