"""Keys of a contract that are right alone and wrong together: each rule kept, and broken."""

import pytest
from scenario_tables import NINE_TO_FIVE, contract, keys, pause

TWO_BREAKS = [pause("15min", ("2h", "3h")), pause("30min", ("3h15min", "5h"))]
# a scenario that keeps the rule, one that breaks it, and the key at fault
RULES = {
    "shift lengths on the grid": (
        contract(shift_lengths=["8h30min"]),
        contract(shift_lengths=["8h", "8h15min"]),
        "contract[1].shift_lengths[2]",
    ),
    "break lengths on the grid": (
        contract(breaks=[pause("30min")]),
        contract(breaks=[pause("20min")]),
        "contract[1].breaks[1].length",
    ),
    "earliest breaks on the grid": (
        contract(breaks=[pause(starts=("3h30min", "5h"))]),
        contract(breaks=[pause(starts=("3h10min", "5h"))]),
        "contract[1].breaks[1].starts[1]",
    ),
    "latest breaks on the grid": (
        contract(breaks=[pause(starts=("3h", "3h"))]),
        contract(breaks=[pause(starts=("3h", "3h10min"))]),
        "contract[1].breaks[1].starts[2]",
    ),
    "start step on the grid": (contract(start_step="1h"), contract(start_step="45min"), "contract[1].start_step"),
    "the grid itself decides": (
        {"grid": "15min"} | contract(start_step="45min"),
        {"grid": "60min"} | contract(start_step="90min"),
        "contract[1].start_step",
    ),
    "earliest start on the grid": (
        contract(starts=["07:30", "09:00"]),
        contract(starts=["07:10", "09:00"]),
        "contract[1].starts[1]",
    ),
    "latest start on the grid": (
        contract(starts=["22:00", "02:00"]),
        contract(starts=["22:00", "02:20"]),
        "contract[1].starts[2]",
    ),
    "starts before midnight": (
        contract(starts=["00:00", "24:00"]),
        contract(starts=["24:00", "24:00"]),
        "contract[1].starts[1]",
    ),
    "shifts longer than nothing": (
        contract(shift_lengths=["30min"], breaks=[]),
        contract(shift_lengths=["0h", "9h"]),
        "contract[1].shift_lengths[1]",
    ),
    "shifts shorter than a day": (
        contract(shift_lengths=["23h30min"]),
        contract(shift_lengths=["24h"]),
        "contract[1].shift_lengths[1]",
    ),
    "each length once": (
        contract(shift_lengths=["8h", "9h"]),
        contract(shift_lengths=["9h", "540min"]),
        "contract[1].shift_lengths[2]",
    ),
    "a step longer than nothing": (contract(start_step="24h"), contract(start_step="0h"), "contract[1].start_step"),
    "a break longer than nothing": (
        contract(breaks=[pause("30min")]),
        contract(breaks=[pause("0min")]),
        "contract[1].breaks[1].length",
    ),
    "a window in order": (
        contract(breaks=[pause(starts=("4h", "4h"))]),
        contract(breaks=[pause(starts=("5h", "3h"))]),
        "contract[1].breaks[1].starts",
    ),
    "breaks one after the other": (
        {"grid": "15min"} | contract(breaks=TWO_BREAKS),
        {"grid": "15min"} | contract(breaks=[TWO_BREAKS[0], pause("30min", ("3h", "5h"))]),
        "contract[1].breaks[2].starts",
    ),
    "breaks inside a shift": (
        contract(shift_lengths=["6h"], breaks=[pause()]),
        contract(shift_lengths=["5h30min"], breaks=[pause()]),
        "contract[1].breaks[1].starts",
    ),
    "work besides breaks": (
        contract(shift_lengths=["2h", "9h"], breaks=[pause(starts=("0h", "0h"))]),
        contract(shift_lengths=["1h", "9h"], breaks=[pause(starts=("0h", "0h"))]),
        "contract[1].shift_lengths[1]",
    ),
    "least days before most": (
        contract(days_per_week=[0, 6]),
        contract(days_per_week=[6, 5]),
        "contract[1].days_per_week",
    ),
    "seven days a week": (contract(days_per_week=[2, 6]), contract(days_per_week=[2, 8]), "contract[1].days_per_week"),
    "no negative days": (contract(days_per_week=[0, 1]), contract(days_per_week=[-1, 5]), "contract[1].days_per_week"),
    "a day a week at most is one": (
        contract(days_per_week=[0, 1]),
        contract(days_per_week=[0, 0]),
        "contract[1].days_per_week",
    ),
    "days off beside working days": (
        contract(days_per_week=[5, 5], days_off_in_row=2),
        contract(days_per_week=[5, 5], days_off_in_row=3),
        "contract[1].days_per_week",
    ),
    "working days in short rows": (
        contract(days_per_week=[6, 6], max_days_in_row=3),
        contract(days_per_week=[6, 6], max_days_in_row=2),
        "contract[1].days_per_week",
    ),
    "days off between short rows": (
        contract(days_per_week=[5, 5], max_days_in_row=2),
        contract(days_per_week=[5, 5], max_days_in_row=2, days_off_in_row=2),
        "contract[1].days_per_week",
    ),
    "least agents before most": (contract(headcount=[3, 3]), contract(headcount=[3, 2]), "contract[1].headcount"),
    "a cost to minimise": (
        {"objective": {"minimise": "cost"}} | contract(hourly_cost=30),
        {"objective": {"minimise": "cost"}} | contract(name="a"),
        "contract[1].hourly_cost",
    ),
    "a shift in the opening hours": (
        {"opening": NINE_TO_FIVE} | contract(shift_lengths=["8h"]),
        {"opening": NINE_TO_FIVE} | contract(shift_lengths=["9h"]),
        "contract[1].starts",
    ),
    "starts allow longer shifts": (
        {"opening": NINE_TO_FIVE} | contract(starts=["08:00", "09:00"]),
        {"opening": NINE_TO_FIVE},
        "contract[1].starts",
    ),
}


@pytest.mark.parametrize("case", RULES)
def test_a_scenario_that_keeps_the_rule(case):
    assert keys(**RULES[case][0]) == []


@pytest.mark.parametrize("case", RULES)
def test_a_scenario_that_breaks_it_is_told_by_the_key(case):
    _kept, broken, key = RULES[case]
    assert keys(**broken) == [key]


def test_short_shifts_go_without_the_default_break():
    assert keys(**contract(shift_lengths=["5h"])) == []


def test_each_contract_is_told_apart():
    good = {"name": "a"}
    assert keys(contract=[good, {"name": "b", "headcount": [2, 1]}, good | {"name": "c"}]) == ["contract[2].headcount"]
