"""A10: of a need that has prices, solve and check say the same, and name the slot that is short."""

import json

from click.testing import CliRunner
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from trial_files import files, rows

from staffplan.read import read_plan
from staffplan_cli.main import cli

SCENARIO = """grid = "60min"
[target]
scope = "slot"
[objective]
overstaff = 1
understaff = 1
[[contract]]
shift_lengths = ["8h"]
starts = ["08:00", "08:00"]
breaks = []
days_per_week = [0, 7]
"""


def need(moment):
    """One from 8 to 16, two at noon: a second shift would be seven hours too many."""
    return f"0,{int(8 <= moment.hour < 16) + int(moment.hour == 12)}"


def run(*words):
    return CliRunner().invoke(cli, [str(word) for word in words])


def test_a10_solve_and_check_agree(tmp_path, monkeypatch, searches_share_one_process):  # noqa: F811
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    forecast, scenario = files(tmp_path, SCENARIO, rows("2026-11-02", 24, need), "start,inquiries,required")
    solved, checked = run("solve", forecast, "-c", scenario, "-o", "plan"), run("check", "plan")
    assert (solved.exit_code, checked.exit_code) == (0, 0)
    verdicts = [" ".join(result.stdout.split()) for result in (solved, checked)]
    wanted = "target missed: fewer on duty than needed in 1 slot: 2026-11-02 12:00 (1 of 2)"
    assert all(wanted in verdict for verdict in verdicts)
    assert "the least possible (proved)" in verdicts[0]
    fit = read_plan(tmp_path / "plan").summary.deviation
    assert (fit.total, fit.bound, fit.slots_short) == (1, 1, 1)
    found = json.loads(run("check", "plan", "--json").stdout)
    assert (found["legal"], found["target_met"]) == (True, False)
    assert [(slot["on_duty"], slot["needed"]) for slot in found["service"]["short_slots"]] == [(1, 2)]
