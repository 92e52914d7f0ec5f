"""``staffplan review``: a plan against what came: shares that add up, what is not known, and faults."""

import json
from datetime import datetime, timedelta

import pytest

HOURS = [datetime(2026, 11, 2, 9) + timedelta(minutes=30 * k) for k in range(8)]
SCENARIO = """
[handling]
patience = "3min"
[bot]
deflection = 0.5
[target]
slot_floor = 0
share = 0.7
scope = "period"
[opening]
hours = ["09:00", "13:00"]
[[contract]]
name = "x"
shift_lengths = ["4h"]
breaks = []
days_per_week = [0, 7]
"""


def flat(text):
    return " ".join(text.split())


@pytest.fixture
def files(tmp_path, run):
    forecast = [f"{each:%Y-%m-%d %H:%M},{100 + 5 * k}" for k, each in enumerate(HOURS)]
    (tmp_path / "f.csv").write_text("\n".join(["start,inquiries", *forecast]))
    (tmp_path / "s.toml").write_text(SCENARIO)
    solved = run("solve", "f.csv", "-c", "s.toml", "-o", "plan")
    assert solved.exit_code == 0, solved.output
    return tmp_path


def put(folder, header, row):
    rows = [f"{each:%Y-%m-%d %H:%M},{row(k)}" for k, each in enumerate(HOURS)]
    (folder / "actuals.csv").write_text("\n".join([f"start,{header}", *rows]))


def reviewed(run, *options):
    shown = run("review", "plan", "actuals.csv", "--json", *options)
    assert shown.exit_code == 0, shown.output
    return json.loads(shown.stdout)


def test_shares_and_what_is_not_explained_add_up(run, files):
    put(files, "inquiries,deflection,aht_s,present,on_duty,in_time", lambda k: f"{120 + 5 * k},0.45,320,8,7,20")
    found = reviewed(run)
    assert found["known"] == ["volume", "handling", "bot", "absence", "adherence"]
    for group in (found["period"], *found["months"], *found["weeks"]):
        total = sum(group["shares"].values()) + group["unexplained"]
        assert total == pytest.approx(group["measured"] - group["planned"], abs=1e-9)
        assert group["measured"] == pytest.approx(8 * 20 / group["actual_human"])
        assert all(share < 0 for share in group["shares"].values())
    assert [group["label"] for group in found["months"]] == ["2026-11"]
    assert [group["label"] for group in found["weeks"]] == ["2026-11-02"]
    assert found["period"]["actual_human"] == pytest.approx(found["period"]["actual_inquiries"] * 0.55)
    assert found["period"]["under_hours"] > 0


def test_what_came_as_planned_changes_nothing(run, files):
    put(files, "inquiries", lambda k: f"{100 + 5 * k}")
    found = reviewed(run)
    assert found["known"] == ["volume"]
    assert found["period"]["shares"]["volume"] == pytest.approx(0, abs=1e-12)
    assert found["period"]["measured"] is None
    assert found["period"]["unexplained"] is None


def test_who_is_on_duty_without_who_came_is_absence(run, files):
    put(files, "inquiries,on_duty", lambda k: f"{100 + 5 * k},3")
    found = reviewed(run)
    assert found["known"] == ["volume", "absence"]
    assert found["period"]["shares"]["absence"] < -0.2


def test_it_is_shown_in_both_languages_and_written(run, files):
    put(files, "inquiries,deflection", lambda k: f"{100 + 5 * k},0.4")
    said = flat(run("review", "plan", "actuals.csv", "-o", "r.csv").stdout)
    assert "1,050" not in said
    assert "940 inquiries came, 940 were planned; 564 were left for humans, 470 planned." in said
    assert "taken as planned: Handling time, Absence, Adherence" in said
    lines = (files / "r.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("period,planned_inquiries")
    assert [line.split(",")[0] for line in lines[1:]] == ["period", "2026-11", "2026-11-02"]
    chinese = run("--lang", "zh", "review", "plan", "actuals.csv").stdout
    assert "及时响应" in chinese
    assert "Planned" not in chinese


def test_actuals_of_another_time_are_a_fault(run, files):
    (files / "actuals.csv").write_text("start,inquiries\n2027-01-01 09:00,5\n2027-01-01 10:00,5\n")
    shown = run("review", "plan", "actuals.csv")
    assert shown.exit_code == 3
    assert "no interval of the plan" in flat(shown.output)


def test_hours_beside_a_grid_of_half_hours(run, files):
    rows = [f"2026-11-02 {hour:02d}:00,{100 + 10 * k + 105 + 10 * k},40" for k, hour in enumerate((9, 10, 11, 12))]
    (files / "actuals.csv").write_text("\n".join(["start,inquiries,in_time", *rows]))
    found = reviewed(run)
    assert found["period"]["actual_inquiries"] == pytest.approx(940)
    assert found["period"]["measured"] == pytest.approx(160 / 470)
