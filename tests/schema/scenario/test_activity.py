"""What the keys of [[activity]] must be to one another and to the rest."""

import pytest

from staffplan.schema.scenario.consistency import inconsistencies
from staffplan.schema.scenario.keys import Activity, Contract, Scenario

RIGHT = {"name": "training", "length": "2h", "every_weeks": 2}
MEETING = {"name": "meeting", "length": "30min", "at": "14:00"}


def wrong(*activities, **keys):
    scenario = Scenario(activity=tuple(Activity(**each) for each in activities), **keys)
    return [each.key for each in inconsistencies(scenario)]


@pytest.mark.parametrize("activity", [RIGHT, MEETING, MEETING | {"every_weeks": 1}, RIGHT | {"starts": ("0h", "1h")}])
def test_right(activity):
    assert wrong(activity) == []


@pytest.mark.parametrize(
    ("activity", "key"),
    [
        (RIGHT | {"name": "a;b"}, "name"),
        (RIGHT | {"contracts": ("nobody",)}, "contracts[1]"),
        (RIGHT | {"contracts": ("full-time", "full-time")}, "contracts[2]"),
        (RIGHT | {"length": "0h"}, "length"),
        (RIGHT | {"length": "100min"}, "length"),
        (RIGHT | {"length": "4h"}, "length"),
        (RIGHT | {"starts": ("2h", "3h")}, "starts"),
        (RIGHT | {"starts": ("1h", "0h")}, "starts"),
        (MEETING | {"starts": ("0h", "1h")}, "starts"),
        (MEETING | {"at": "14:10"}, "at"),
        (MEETING | {"at": "24:00"}, "at"),
        (MEETING | {"at": None}, "every_weeks"),
        (MEETING | {"weekdays": ("monday", "monday")}, "weekdays[2]"),
    ],
)
def test_wrong(activity, key):
    assert f"activity[1].{key}" in wrong(activity)


def test_names_differ():
    assert wrong(RIGHT, MEETING | {"name": "ｔraining"}) == ["activity[2].name"]


def test_only_its_contracts_need_room():
    short = Contract(name="short", shift_lengths=("2h",))
    shifts = (Contract(), short)
    assert wrong(RIGHT | {"contracts": ("full-time",)}, contract=shifts) == []
    assert wrong(RIGHT | {"length": "150min", "contracts": ("short",)}, contract=shifts) == ["activity[1].length"]
