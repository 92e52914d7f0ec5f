"""A9: the agents that a forecast needs are a need of their own, hard where missing them has no price."""

import json

import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from told import told
from trial_files import files, planned, rows
from years import BASE, PERMANENT, season

from staffplan import pipeline
from staffplan.errors import InfeasibleError, InputError
from staffplan.pipeline.year.seasons import seasons
from staffplan.read import read_plan

SCENARIO = """grid = "60min"
[target]
share = 0.8
within = "30s"
slot_floor = 0.0
[[contract]]
shift_lengths = ["4h"]
starts = ["08:00", "16:00"]
breaks = []
days_per_week = [0, 7]
"""


@pytest.fixture(autouse=True)
def _fast(searches_share_one_process):  # noqa: F811
    """All searches in one process."""


def need(moment):
    """Two agents from 9 to 13 and one more from 11 to 12: three shifts of four hours, of which one may start at 8."""
    return {9: 2, 10: 2, 11: 3, 12: 2}.get(moment.hour, 0)


@pytest.mark.parametrize("header", ["start,required", "时间,需求人数"])
def test_a9_a_table_of_agents_needed_is_a_forecast(tmp_path, header):
    paths = files(tmp_path, SCENARIO, rows("2026-11-02", 24, need), header)
    summary = planned(tmp_path, paths).summary
    assert (summary.headcount, summary.headcount_bound, summary.status) == (3, 3, "optimal")
    assert summary.service.target_met is None
    assert [slot.required for slot in read_plan(tmp_path / "plan").coverage] == [0] * 9 + [2, 2, 3, 2] + [0] * 11


def test_a9_with_inquiries_none_of_the_need_is_dropped(tmp_path):
    paths = files(tmp_path, SCENARIO, rows("2026-11-02", 24, lambda m: f"0,{need(m)}"), "start,inquiries,required")
    assert planned(tmp_path, paths).summary.headcount == 3


@pytest.mark.parametrize("scope", ["slot", "day"])
def test_a9_with_inquiries_the_larger_of_both_holds_slot_by_slot(tmp_path, scope):
    scenario = SCENARIO.replace("share", f'scope = "{scope}"\nshare')
    paths = files(tmp_path, scenario, rows("2026-11-02", 24, lambda m: 20 if 12 <= m.hour < 16 else 0))
    target = pipeline.require(*paths).frame["required"].tolist()
    both = lambda m: f"{20 if 12 <= m.hour < 16 else 0},{need(m) or ''}"  # noqa: E731
    paths = files(tmp_path, scenario, rows("2026-11-02", 24, both), "start,inquiries,required")
    plan = planned(tmp_path, paths)
    for slot, own in zip(plan.coverage, target, strict=True):
        assert slot.required == max(own, need(slot.start))
        assert slot.on_duty >= need(slot.start)
        assert scope != "slot" or slot.on_duty >= own
    required = pipeline.require(*paths).frame["required"].tolist()
    assert required == [slot.required for slot in plan.coverage]
    assert plan.summary.status == "optimal"


def test_a9_the_checker_finds_a_slot_that_is_short(tmp_path):
    paths = files(tmp_path, SCENARIO, rows("2026-11-02", 24, need), "start,required")
    planned(tmp_path, paths)
    schedule = tmp_path / "plan" / "schedule.csv"
    lines = schedule.read_text(encoding="utf-8-sig").splitlines()
    late = next(line for line in lines if "T11:" in line or "T10:" in line or "T09:" in line)
    schedule.write_text("\n".join(line for line in lines if line != late))
    found = pipeline.check(tmp_path / "plan")
    assert "agents_needed" in {violation.rule for violation in found.violations}
    assert found.service.target_met is False
    assert found.service.short_slots


def test_a9_what_cannot_be_met_is_said_with_its_slots(tmp_path):
    scenario = (
        SCENARIO.replace('starts = ["08:00", "16:00"]', "headcount = [0, 1]")
        + '[opening]\nhours = ["08:00", "20:00"]\n'
    )
    paths = files(tmp_path, scenario, rows("2026-11-02", 24, lambda m: 2 * (m.hour in (6, 9))), "start,required")
    with pytest.raises(InfeasibleError) as error:
        pipeline.solve(*paths)
    assert "2026-11-02 06:00-07:00: 2 agents short" in told(error.value.shortages)
    assert any(
        "forecast's column required; it counts outside the opening hours" in each for each in told(error.value.remedies)
    )


def test_a9_evaluate_holds_given_staff_against_the_need(tmp_path):
    paths = files(tmp_path, SCENARIO, rows("2026-11-02", 24, need), "start,required")
    (tmp_path / "staff.csv").write_text("start,on_duty\n" + rows("2026-11-02", 24, lambda m: 2 * (9 <= m.hour < 13)))
    found = pipeline.evaluate(*paths, staff=tmp_path / "staff.csv")
    assert [(slot.start.hour, slot.on_duty, slot.needed) for slot in found.short] == [(11, 2, 3)]


def test_a9_a_sweep_keeps_the_need(tmp_path):
    paths = files(
        tmp_path,
        SCENARIO,
        rows("2026-11-02", 24, lambda m: f"{int(9 <= m.hour < 17)},{need(m)}"),
        "start,inquiries,required",
    )
    points = pipeline.sweep(paths[0], ["volume=0.5,1"], paths[1]).points
    assert [point.headcount for point in points] == [4, 4]
    paths = files(tmp_path, SCENARIO, rows("2026-11-02", 24, need), "start,required")
    with pytest.raises(InputError, match="a forecast without inquiries"):
        pipeline.sweep(paths[0], ["volume=0.5,1"], paths[1])


def test_a9_a_season_keeps_the_need(tmp_path):
    lines = rows("2026-01-05", 7 * 24, lambda m: f"{2 if 9 <= m.hour < 21 else 0},{4 if m.hour == 15 else ''}")
    (tmp_path / "week.csv").write_text("start,inquiries,required\n" + lines)
    text = BASE + season(weeks=1, first="2026-01-12") + PERMANENT
    path = tmp_path / "year.toml"
    path.write_text(text)
    seasons(path, out=tmp_path / "year")
    (folder,) = [each for each in (tmp_path / "year").iterdir() if each.is_dir()]
    found = pipeline.check(folder)
    assert found.violations == ()
    assert all(slot.on_duty >= 4 for slot in found.plan.coverage if slot.start.hour == 15)
    assert any(slot.on_duty < 4 for slot in found.plan.coverage if slot.start.hour == 11)


def test_a9_a_need_of_closed_hours_counts_and_is_told(tmp_path):
    scenario = SCENARIO + '[opening]\nhours = ["10:00", "20:00"]\n'
    paths = files(tmp_path, scenario, rows("2026-11-02", 24, need), "start,required")
    plan = planned(tmp_path, paths)
    assert plan.summary.headcount == 3
    assert any("1 slots outside the opening hours" in warning for warning in told(plan.summary.warnings))


def test_a9_screen_and_page_say_it(tmp_path, capsys):
    from rich.console import Console

    from staffplan.report.screen.plan import plan_screen

    plan = planned(tmp_path, files(tmp_path, SCENARIO, rows("2026-11-02", 24, need), "start,required"))
    Console(width=100).print(plan_screen(plan))
    shown = " ".join(capsys.readouterr().out.split())
    assert "the agents that the forecast needs are on duty in every slot" in shown
    assert "3 agents. Proved: no legal plan has fewer." in shown
    page = (tmp_path / "plan" / "report.html").read_text(encoding="utf-8")
    assert "A team of 3 covers the need of every slot" in page
    assert json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))["required"][9:13] == [2, 2, 3, 2]
