"""Trial B5: numbers beyond sense are refused at once, by limits that the reference names."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from staffplan.errors import InputError
from staffplan.pipeline.problem import read_problem
from staffplan.pipeline.sweeps.sweep import sweep
from staffplan.read import read_scenario
from staffplan.read.year.file import read_year
from staffplan.schema.limits import MOST_AT_ONCE, MOST_DAYS
from staffplan.schema.scenario.keys import Scenario
from staffplan.schema.year.year import Year

if TYPE_CHECKING:
    from staffplan.schema.base import Frozen

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
BEYOND = {
    "target.share": "0.9999999999999",
    "target.slot_floor": "0.99999",
    "target.minimum_staff": "1000000",
    "target.within": '"8000h"',
    "handling.aht": '"100h"',
    "handling.patience": '"8000h"',
    "bot.handoff_aht_factor": "1e30",
    "objective.overstaff": "1e30",
    "objective.understaff": "1e30",
    "objective.per_shift_type": "1e30",
    "solve.time_limit": '"8000h"',
    "payroll.overtime_factor": "1e30",
    "payroll.night_allowance": "1e30",
    "payroll.hours_per_day": '"100h"',
    "payroll.monthly_pay_days": "1e-9",
    "contract[1].hourly_cost": "1e30",
    "contract[1].max_days_in_row": "1000000000",
    "contract[1].min_rest": '"8000h"',
    "payroll.contract[1].hourly_pay": "1e30",
    "payroll.contract[1].monthly_pay": "1e30",
}


def written(tmp_path, key, value):
    """A scenario with one value."""
    *tables, name = key.split(".")
    table = ".".join(tables)
    head = f"[[{table.removesuffix('[1]')}]]\n" if table.endswith("]") else f"[{table}]\n"
    known = 'name = "full-time"\n' if table.endswith("]") else ""
    path = tmp_path / "scenario.toml"
    path.write_text(f"{head}{known}{name} = {value}\n")
    return path


@pytest.mark.parametrize("key", BEYOND)
def test_a_number_beyond_sense_is_refused_by_its_key(tmp_path, key):
    with pytest.raises(InputError) as caught:
        read_scenario(written(tmp_path, key, BEYOND[key]))
    assert [fault.column for fault in caught.value.faults] == [key]
    assert any(word in caught.value.faults[0].accepted for word in ("from", "at most"))


@pytest.mark.parametrize("value", ["[100000000]", "[0, 100000000]"])
def test_headcounts_beyond_sense(tmp_path, value):
    with pytest.raises(InputError, match="a whole number from 0 to 500,000"):
        read_scenario(written(tmp_path, "contract[1].headcount", value))


def test_lists_beyond_sense(tmp_path):
    path = tmp_path / "scenario.toml"
    path.write_text("".join(f'[[contract]]\nname = "{k}"\n' for k in range(101)))
    with pytest.raises(InputError, match="100 entries at most"):
        read_scenario(path)


@pytest.mark.parametrize(
    ("key", "value"),
    [("season.volume", "1e30"), ("season.weeks", "1000000"), ("contract.monthly_pay", "1e30")],
)
def test_a_year_beyond_sense(tmp_path, key, value):
    table, name = key.split(".")
    given = {"season": 'forecast = "f.csv"\nname = "s"', "contract": 'name = "c"'}
    given[table] += f"\n{name} = {value}"
    path = tmp_path / "year.toml"
    path.write_text("".join(f"[[{name}]]\n{text}\n" for name, text in given.items()))
    with pytest.raises(InputError) as caught:
        read_year(path)
    assert f"{table}[1].{name}" in [fault.column for fault in caught.value.faults]


@pytest.mark.parametrize("command", ["solve", "require"])
@pytest.mark.parametrize("asked", [1e9, 2e7])
def test_a_forecast_that_needs_more_agents_than_anybody_has(run, tmp_path, command, asked):
    (tmp_path / "forecast.csv").write_text(f"start,inquiries\n2026-03-02 09:00,1\n2026-03-02 10:00,{asked:.0f}\n")
    began = time.monotonic()
    result = run(command, "forecast.csv")
    assert result.exit_code == 3
    assert time.monotonic() - began < 5
    assert f"inquiries that keep {MOST_AT_ONCE:,} agents busy at most" in result.stderr


def test_agents_needed_beyond_sense(tmp_path):
    path = tmp_path / "forecast.csv"
    path.write_text("start,inquiries,required\n2026-03-02 09:00,1,900000\n2026-03-02 10:00,1,1\n")
    scenario = written(tmp_path, "objective.understaff", "1")
    scenario.write_text(scenario.read_text() + 'overstaff = 1\n[target]\nscope = "slot"\n')
    with pytest.raises(InputError, match="900,000 agents needed at once"):
        read_problem(path, scenario, {})


def test_a_period_of_years(tmp_path):
    path = tmp_path / "forecast.csv"
    rows = [f"{year}-{month:02d}-{day:02d} {hour:02d}:00,1" for year, month, day, hour in hours_of_two_years()]
    path.write_text("\n".join(["start,inquiries", *rows, ""]))
    with pytest.raises(InputError, match=f"{MOST_DAYS} days at most"):
        read_problem(path, None, {})


def hours_of_two_years():
    lengths = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    for year in (2025, 2026):
        for month, length in enumerate(lengths, start=1):
            for day in range(1, length + 1):
                for hour in range(24):
                    yield year, month, day, hour


def test_a_sweep_over_volumes_beyond_sense_says_so_in_its_row(solved):
    result = sweep(solved / "forecast.csv", ["volume=1,100000000"], solved / "scenario.toml", jobs=1)
    assert [point.outcome for point in result.points] == ["optimal", "failed"]
    assert "agents busy at most" in result.points[1].problem


def numbers(model: type[Frozen], seen: set[type]):
    """Every number of the schema that has no upper limit, by its place."""
    from staffplan.read.scenario.known_keys import annotation_of, describe, fields_of, table_of

    seen.add(model)
    for name, field in fields_of(model).items():
        annotation = annotation_of(field)
        table = table_of(annotation)
        if table is not None and table not in seen:
            yield from numbers(table, seen)
        said = describe(annotation)
        if table is None and "a number" in said + " " and not any(word in said for word in (" to ", "at most")):
            yield f"{model.__name__}.{name}: {said}"


def test_every_number_of_the_schema_has_a_limit_that_the_reference_names():
    assert [*numbers(Scenario, set()), *numbers(Year, set())] == []
    text = (REFERENCE / "scenario.md").read_text(encoding="utf-8")
    for limit in ("0.9999", "100,000", "500,000", "10,000,000", "168h"):
        assert limit in text
