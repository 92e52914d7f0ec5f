"""The benchmark's cases are what their names say."""

import pytest
from cases import PEAKS, Case, impossible, matrix, named

from staffplan.pipeline import require
from staffplan.read import read_scenario


@pytest.mark.parametrize("rules", ["one", "three", "ninefive", "barred", "capped"])
@pytest.mark.parametrize("grid", [15, 30, 60])
def test_scenario_is_accepted(rules, grid, tmp_path):
    _, path = Case(3, 7, grid, rules).write(tmp_path)
    scenario, _source = read_scenario(path)
    assert scenario.slot_minutes == grid
    assert len(scenario.contract) == (3 if rules == "three" else 1)


@pytest.mark.parametrize("peak", PEAKS)
def test_peak_is_what_require_asks_for(peak, tmp_path):
    table = require(*Case(peak, 7, 60, "one").write(tmp_path)).frame
    assert table["required"].max() == peak


def test_names_are_unique_and_read_back():
    cases = [*matrix(), *impossible()]
    assert len({case.name for case in cases}) == len(cases) == 96 + 5
    assert [named(case.name) for case in cases] == cases


def test_rests_are_there_where_the_grid_holds_them(tmp_path):
    breaks = {}
    for grid in (15, 30, 60):
        scenario, _source = read_scenario(Case(30, 7, grid, "three").write(tmp_path)[1])
        breaks[grid] = [[rule.length.seconds // 60 for rule in contract.breaks] for contract in scenario.contract]
    assert breaks == {
        15: [[15, 60, 15], [15, 30, 15], [15, 60, 15]],
        30: [[30, 60, 30], [30, 30, 30], [30, 60, 30]],
        60: [[60], [60], [60]],
    }
