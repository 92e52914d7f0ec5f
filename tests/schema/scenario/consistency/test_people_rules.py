"""What [team] must be to the rest of a scenario."""

import pytest

from staffplan.schema.scenario.consistency import inconsistencies
from staffplan.schema.scenario.keys import Contract, Scenario

TWO = (Contract(name="full-time"), Contract(name="part-time"))
CASES = {
    "all may be hired": ({"team": {"file": "team.csv", "hire": ["full-time", "part-time"]}}, None, ""),
    "nobody may be hired": ({"team": {"hire": []}}, None, ""),
    "a slip": ({"team": {"hire": ["part-tme"]}}, "team.hire[1]", "did you mean part-time?"),
    "no contract": ({"team": {"hire": ["full-time", "temps"]}}, "team.hire[2]", "once: full-time, part-time"),
    "twice": ({"team": {"hire": ["full-time", "full-time"]}}, "team.hire[2]", "once"),
    "a typical week": ({"cyclic": True, "team": {"file": "team.csv"}}, "team.file", "no dates"),
    "a typical week of nobody": ({"cyclic": True}, None, ""),
}


@pytest.mark.parametrize("case", CASES)
def test_people_fit_the_scenario(case):
    keys, key, accepted = CASES[case]
    found = inconsistencies(Scenario(contract=TWO, **keys))
    assert [wrong.key for wrong in found] == ([] if key is None else [key])
    assert all(accepted in wrong.accepted for wrong in found)
