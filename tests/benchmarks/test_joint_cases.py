"""Service and shifts chosen together: the headcounts of the prototype, proved, and the time they take."""

from datetime import UTC, datetime

import pytest
import results
import written_plan
from joint import JOINT
from tools import command_row

from staffplan.pipeline.problem import read_problem
from staffplan.report.files import csv_text
from staffplan.service import simulated_service

WEEK = {10: 1319, 60: 7917, 600: 79170}
"""Inquiries a week, by the volume of the busiest half hour."""
HALF_WIDTH = 0.001
BY_NAME = 60 * 7
"""Volume times days up to which every agent is simulated by name too: plain Python, some minutes."""
COLUMNS = (
    *("case", "headcount", "group", "share", "certified"),
    *("by_heads", "by_heads_half_width_99", "by_name", "by_name_half_width_99"),
    *("runs_by_heads", "runs_by_name", "version", "measured_at"),
)


@pytest.mark.parametrize("case", JOINT, ids=lambda case: case.name)
def test_volumes_are_the_prototypes(case):
    assert case.inquiries()[:336].sum() == pytest.approx(WEEK[case.volume], abs=0.5)


def measured(case, folder, *options):
    """The row of the whole command, which goes to the dated csv."""
    row = {"case": case.name + "".join(options), "tool": "staffplan", "days": case.days, "grid_min": 30}
    row |= command_row(*case.write(folder), folder, seconds=60, options=options)
    return results.append(results.path_of(f"{datetime.now(UTC):%Y-%m-%d}", "figures"), row)


@pytest.mark.benchmark
@pytest.mark.parametrize("case", JOINT, ids=lambda case: case.name)
def test_chosen_together(case, tmp_path):
    row = measured(case, tmp_path)
    assert (row["outcome"], row["headcount"]) == ("optimal", case.headcount), row
    assert row["rules_broken"] == 0, row["broken"]
    assert row["wall_s"] <= case.seconds, f"load of the machine: {row['load_1min']:.1f}"


@pytest.mark.benchmark
@pytest.mark.parametrize("case", JOINT, ids=lambda case: case.name)
def test_in_two_steps(case, tmp_path):
    row = measured(case, tmp_path, "--two-steps")
    assert (row["outcome"], row["headcount"]) == ("optimal", case.two_steps), row
    assert row["rules_broken"] == 0, row["broken"]


@pytest.mark.benchmark
@pytest.mark.parametrize("case", JOINT, ids=lambda case: case.name)
def test_the_written_schedule_gives_what_its_plan_says(case, tmp_path):
    row = command_row(*case.write(tmp_path), tmp_path, seconds=60)
    plan = written_plan.read(tmp_path / "plan")
    assert plan.volume == pytest.approx(case.inquiries(), rel=1e-5)
    on_duty = written_plan.counted(plan)
    assert on_duty.tolist() == plan.on_duty.tolist()
    heads, runs = by_heads(tmp_path / "forecast.csv", tmp_path / "scenario.toml", on_duty)
    names, more = written_plan.simulate(plan, within=HALF_WIDTH) if case.volume * case.days <= BY_NAME else ({}, None)
    keep(
        [
            [case.name, row["headcount"], group, f"{plan.share:g}", f"{plan.certified[group]:.5f}"]
            + [f"{figure:.5f}" for found in (heads, names) for figure in found.get(group, ())]
            + [""] * (0 if names else 2)
            + [runs, more or "", results.version(), f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"]
            for group in heads
        ]
    )
    for group, (level, half) in heads.items():
        assert level == pytest.approx(plan.certified[group], abs=0.003), group
        assert group == "all" or level >= plan.share - half, group
    for group, (level, half) in names.items():
        assert level >= plan.certified[group] - 0.003, group  # who comes is free: if anything, better
        assert group == "all" or level >= plan.share - half, group


def by_heads(forecast, scenario, on_duty):
    """Level and 99% half-width of each group and of ``all``, simulated with so many on duty; and the runs it took."""
    problem, runs = read_problem(forecast, scenario, {}), 100
    while True:
        found = simulated_service(problem.demand, problem.scenario, on_duty, replications=runs, confidence=0.99)
        levels = {group.label: group.service_level for group in found.by_group} | {"all": found.period.service_level}
        widest = max(level.half_width for level in levels.values())
        if widest < HALF_WIDTH:
            return {name: (level.mean, level.half_width) for name, level in levels.items()}, runs
        runs = int(1.1 * runs * (widest / HALF_WIDTH) ** 2) + 10


def keep(rows):
    """Add the rows to the day's file."""
    path = results.FOLDER / f"{datetime.now(UTC):%Y-%m-%d}-simulated.csv"
    text = csv_text(COLUMNS, [list(map(str, row)) for row in rows])
    with path.open("a", encoding="utf-8") as file:
        file.write(text if not file.tell() else text.partition("\n")[2])
