from hypothesis import given, settings
from strategies import cases

from staffplan.demand import planning_grid
from staffplan.schema.scenario.consistency import inconsistencies


@settings(max_examples=60, deadline=None, derandomize=True)
@given(cases())
def test_scenarios_hold_together(case):
    forecast, scenario = case
    assert inconsistencies(scenario) == []
    assert 7 <= len(planning_grid(forecast, scenario).days) <= 14
