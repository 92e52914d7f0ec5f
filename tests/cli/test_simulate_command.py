"""``staffplan simulate``: numbers on duty and plans, shown, written, in both languages, and its faults."""

import json
from datetime import datetime, timedelta

import pytest

HOURS = [datetime(2026, 11, 2, 9) + timedelta(minutes=30 * k) for k in range(8)]


@pytest.fixture
def files(tmp_path):
    forecast = [f"{each:%Y-%m-%d %H:%M},{40 + 5 * k}" for k, each in enumerate(HOURS)]
    (tmp_path / "f.csv").write_text("\n".join(["start,inquiries", *forecast]))
    staff = [f"{each:%Y-%m-%d %H:%M},{9 + k}" for k, each in enumerate(HOURS)]
    (tmp_path / "staff.csv").write_text("\n".join(["start,on_duty", *staff]))
    (tmp_path / "s.toml").write_text('[handling]\npatience = "3min"\n')
    return tmp_path


def flat(text):
    return " ".join(text.split())


def test_it_shows_every_measure_with_its_interval(run, files):
    shown = run("simulate", "f.csv", "--staff", "staff.csv", "-c", "s.toml", "-n", 30)
    assert shown.exit_code == 0, shown.output
    said = flat(shown.stdout)
    assert "Simulated 30 times" in said
    for measure in ("answered or gone in time, of all", "average wait if nobody left", "agents busy"):
        assert measure in said


def test_the_same_in_chinese(run, files):
    said = run("--lang", "zh", "simulate", "f.csv", "--staff", "staff.csv", "-n", 5).stdout
    assert "模拟" in said
    assert "answered" not in said


def test_json_and_csv_and_the_same_seed(run, files):
    arguments = ("simulate", "f.csv", "--staff", "staff.csv", "-c", "s.toml", "-n", 20, "--balking", "10%", "--json")
    first, again, other = (json.loads(run(*arguments, "--seed", seed, "-o", "out.csv").stdout) for seed in (1, 1, 2))
    assert first["period"] == again["period"]
    assert first["period"] != other["period"]
    assert first["balking"] == 0.1
    period = first["period"]
    assert period["early_leavers_met"]["mean"] >= period["service_level"]["mean"]
    assert period["offered_wait_s"]["mean"] > period["average_wait_s"]["mean"]
    lines = (files / "out.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("start,service_level,service_level_half_width")
    assert len(lines) == 9


def test_a_plans_shifts_are_simulated(run, files):
    (files / "s.toml").write_text(
        '[target]\nslot_floor = 0\nshare = 0.5\nscope = "period"\n[opening]\nhours = ["09:00", "13:00"]\n'
        "[shrinkage]\nabsence = 0.1\n"
        '[[contract]]\nname = "x"\nshift_lengths = ["4h"]\nbreaks = []\ndays_per_week = [0, 7]\n'
    )
    solved = run("solve", "f.csv", "-c", "s.toml", "-o", "plan")
    assert solved.exit_code == 0, solved.output
    shown = run("simulate", "f.csv", "-c", "s.toml", "--staff", "plan", "-n", 20)
    assert shown.exit_code == 0, shown.output
    assert "who is absent is so for a whole shift" in flat(shown.stdout)
    (files / "g.csv").write_text((files / "f.csv").read_text().replace("2026-11-02", "2026-11-03"))
    refused = run("simulate", "g.csv", "-c", "s.toml", "--staff", "plan", "-n", 20)
    assert refused.exit_code == 3
    assert "one of the forecast's period" in flat(refused.output)


@pytest.mark.parametrize(
    ("option", "value"),
    [("--volume-variation", "-1"), ("--patience-shape", "0"), ("--handling-variation", "99"), ("-n", "9999999")],
)
def test_figures_that_nobody_can_mean_are_faults(run, files, option, value):
    shown = run("simulate", "f.csv", "--staff", "staff.csv", option, value)
    assert shown.exit_code == 3
    assert "a number from" in flat(shown.output)
