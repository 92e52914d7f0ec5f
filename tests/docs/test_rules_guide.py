"""The guide to rules says what each costs: every row of its table is solved again."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import staffplan

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "rules.md").read_text(encoding="utf-8")
DESK = re.search(r"<!-- the desk -->\s+```toml\n(.*?)```", GUIDE, re.DOTALL)[1]
ROWS = re.findall(r"^\| (.+?) \| (`.+`) \| (\d+) \|$", GUIDE.partition("<!-- rules -->")[2], re.MULTILINE)


@pytest.fixture(scope="module")
def need(tmp_path_factory):
    path = tmp_path_factory.mktemp("desk") / "desk.csv"
    hours = (datetime(2026, 11, 2) + timedelta(hours=hour) for hour in range(24 * 28))
    rows = [f"{hour:%Y-%m-%d %H:%M},{4 if 7 <= hour.hour < 15 else 5 if 15 <= hour.hour < 23 else 2}" for hour in hours]
    path.write_text("\n".join(["start,required", *rows, ""]))
    return path


def agents(need, tmp_path, lines):
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(DESK + "\n".join(lines) + "\n", encoding="utf-8")
    plan = staffplan.solve(need, scenario)
    return plan.headcount, plan.bound


def test_the_table_was_found():
    assert len(ROWS) >= 20


@pytest.mark.slow
def test_the_desk_without_more(need, tmp_path):
    assert agents(need, tmp_path, []) == (16, 16)
    assert "it takes **16 agents**" in GUIDE


@pytest.mark.slow
@pytest.mark.parametrize(("rule", "written", "heads"), ROWS, ids=[rule for rule, _written, _heads in ROWS])
def test_what_each_rule_costs(need, tmp_path, rule, written, heads):
    assert agents(need, tmp_path, re.findall(r"`([^`]+)`", written)) == (int(heads), int(heads)), rule
