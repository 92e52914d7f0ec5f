"""The whole road: a folder that the checker passes, the same twice, an older plan safe, a target held or asked for."""

import json
from dataclasses import replace

import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from told import told

from staffplan import pipeline, verify
from staffplan.errors import InfeasibleError, InputError
from staffplan.pipeline.plan import certify
from staffplan.pipeline.plan.plan import CheckFailedError
from staffplan.read import read_plan
from staffplan.schema.progress import Stop
from staffplan.schema.violation import Violation

VOLUME = (6, 14, 25, 18, 9, 8, 10, 16, 30, 40, 28, 12)
"""Inquiries of the hours from 9 to 21."""
SCENARIO = """grid = "60min"
[target]
share = 0.8
within = "20s"
slot_floor = 0.3
[opening]
hours = ["09:00", "21:00"]
[[contract]]
name = "day"
shift_lengths = ["8h"]
breaks = [{ length = "60min", starts = ["3h", "4h"] }]
days_per_week = [1, 5]
hourly_cost = 30.0
"""
FILES = {"plan.json", "schedule.csv", "coverage.csv", "payroll.xlsx", "report.html"}


@pytest.fixture(autouse=True)
def _fast(searches_share_one_process):  # noqa: F811
    """All searches in one process."""


@pytest.fixture
def shop(tmp_path):
    """Forecast and scenario of one day, as ``solve`` takes them."""
    (tmp_path / "f.csv").write_text(
        "start,inquiries\n"
        + "".join(f"2026-11-02 {h:02d}:00,{VOLUME[h - 9] if 9 <= h < 21 else 0}\n" for h in range(24))
    )
    (tmp_path / "s.toml").write_text(SCENARIO)
    return tmp_path / "f.csv", tmp_path / "s.toml"


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_folder_is_written_and_passes_the_checker(shop, tmp_path):
    result = pipeline.solve(*shop, out=tmp_path / "plan")
    assert {path.name for path in result.files} == FILES == set(contents(tmp_path / "plan"))
    again = pipeline.check(tmp_path / "plan")
    assert again.violations == ()
    assert again.service.target_met
    summary = read_plan(tmp_path / "plan").summary
    assert summary.written.keys() == {"schedule.csv", "payroll.xlsx"}  # known once they are written
    assert summary.model_copy(update={"written": {}}) == result.plan.summary
    assert (summary.status, summary.headcount) == ("optimal", summary.headcount_bound)
    assert summary.headcount == len({shift.agent_id for shift in result.plan.shifts})
    assert summary.cost == pytest.approx(30 * summary.paid_hours)
    assert set(summary.inputs) == {str(path) for path in shop}


def test_same_input_same_bytes(shop, tmp_path):
    for name in ("one", "two"):
        pipeline.solve(*shop, out=tmp_path / name)
    one, two = contents(tmp_path / "one"), contents(tmp_path / "two")
    for name in ("schedule.csv", "coverage.csv"):
        assert one[name] == two[name]
    timed = {"solve_seconds", "stages"}
    summaries = [json.loads(folder["plan.json"]) for folder in (one, two)]
    assert {k: v for k, v in summaries[0].items() if k not in timed} == {
        k: v for k, v in summaries[1].items() if k not in timed
    }


def test_failed_run_leaves_the_older_plan(shop, tmp_path):
    pipeline.solve(*shop, out=tmp_path / "plan")
    before = contents(tmp_path / "plan")
    with pytest.raises(InputError):
        pipeline.solve(*shop, {"target.share": ("--share", "1.5")}, out=tmp_path / "plan")
    with pytest.raises(InfeasibleError):
        pipeline.solve(*short_of_people(shop), out=tmp_path / "plan")
    assert contents(tmp_path / "plan") == before


def short_of_people(shop):
    """The contract may have two agents, and none of its starts reaches the first hours."""
    scenario = SCENARIO + 'starts = ["12:00", "13:00"]\nheadcount = [0, 2]\n'
    shop[1].write_text(scenario.replace("slot_floor = 0.3", "slot_floor = 0.3\nminimum_staff = 1"))
    return shop


def test_infeasible_names_hours_numbers_and_remedies(shop, tmp_path):
    with pytest.raises(InfeasibleError) as caught:
        pipeline.solve(*short_of_people(shop), out=tmp_path / "plan")
    assert any(
        line.startswith("2026-11-02 09:00-10:00: ") and line.endswith("agents short")
        for line in told(caught.value.shortages)
    )
    assert "No legal plan covers the need" in str(caught.value.summary)
    assert caught.value.remedies
    assert not (tmp_path / "plan").exists()


def test_remedy_that_would_do_is_named(shop):
    scenario = SCENARIO.replace("share = 0.8", "share = 0.0").replace(
        "slot_floor = 0.3", "slot_floor = 0.0\nminimum_staff = 1"
    )
    shop[1].write_text(scenario + 'starts = ["10:00", "13:00"]\n')
    with pytest.raises(InfeasibleError) as caught:
        pipeline.solve(*shop)
    assert told(caught.value.shortages) == ("2026-11-02 09:00-10:00: 1 agents short",)
    assert "This change would do: day: starts from 09:00 on (6 agents, cost 1,260.00)" in told(caught.value.remedies)


def test_stop_keeps_the_best_plan(shop, tmp_path):
    stop = Stop()

    def stop_when_found(progress):
        if progress.headcount is not None:
            stop.set()

    result = pipeline.solve(*shop, out=tmp_path / "plan", watcher=stop_when_found, stop=stop)
    assert result.plan.summary.interrupted
    assert result.plan.summary.service.certified is None
    assert pipeline.check(tmp_path / "plan").violations == ()


def test_stop_before_any_plan(shop, tmp_path):
    stop = Stop()
    stop.set()
    result = pipeline.solve(*shop, out=tmp_path / "plan", stop=stop)
    assert result.plan.summary.interrupted
    assert result.plan.summary.service.certified is None
    assert not pipeline.check(tmp_path / "plan").violations


def certified_short_by(monkeypatch, *shortfalls):
    """Let the time-varying queue give less than it does: by so much in the first turn, the second, …"""
    real, turns = certify.certified, iter(shortfalls)

    def shorter(plan, demand, walked):
        plan, short = real(plan, demand, walked), next(turns, 0.0)
        service = plan.summary.service
        groups = tuple(group.model_copy(update={"certified": group.certified - short}) for group in service.by_group)
        met = service.target_met and all(group.certified >= service.target.share for group in groups)
        service = service.model_copy(update={"by_group": groups, "target_met": met})
        return plan.model_copy(update={"summary": plan.summary.model_copy(update={"service": service})})

    monkeypatch.setattr(certify, "certified", shorter)


def test_schedule_that_misses_is_asked_for_more(shop, monkeypatch):
    plain = pipeline.solve(*shop).plan.summary
    certified_short_by(monkeypatch, plain.service.certified - 0.7)
    more = pipeline.solve(*shop).plan.summary
    # Ten points missed are asked for on top of the 80%.
    assert more.service.predicted >= 0.9
    assert more.service.target_met
    # The proof is the first model's: a larger team is feasible, no longer optimal.
    assert more.headcount > plain.headcount == more.headcount_bound
    assert (plain.status, more.status) == ("optimal", "feasible")


def test_schedule_that_goes_on_missing_is_never_said_to_meet_the_target(shop, monkeypatch):
    certified_short_by(monkeypatch, *[0.2] * 10)
    assert pipeline.solve(*shop).plan.summary.service.target_met is False


def test_only_groups_that_miss_are_asked_for_more(shop):
    from staffplan.pipeline.problem import read_problem
    from staffplan.service import staffing

    problem = read_problem(*shop, {})
    plan = pipeline.solve(*shop).plan
    need = staffing(problem.demand, problem.scenario)
    assert certify.tightened(need, plan, problem.demand).requirements[0].groups == need.requirements[0].groups
    service = plan.summary.service
    missing = service.model_copy(update={"by_group": (service.by_group[0].model_copy(update={"certified": 0.75}),)})
    worse = plan.model_copy(update={"summary": plan.summary.model_copy(update={"service": missing})})
    (before,), (after,) = (n.requirements[0].groups for n in (need, certify.tightened(need, worse, problem.demand)))
    assert before.at_least == pytest.approx(0.8 * sum(VOLUME))
    assert after.at_least == pytest.approx((0.8 + 1.2 * 0.05 + 0.0005) * sum(VOLUME))
    assert replace(after, at_least=before.at_least).label == before.label


def test_plan_that_the_checker_refuses_is_not_written(shop, tmp_path, monkeypatch):
    broken = Violation(rule="min_rest", agent_id="0001", found="9h of rest", allowed="at least 11h")
    monkeypatch.setattr(verify, "check_plan", lambda *_: (broken,))
    with pytest.raises(CheckFailedError, match="agent 0001: found 9h of rest"):
        pipeline.solve(*shop, out=tmp_path / "plan")
    assert not (tmp_path / "plan").exists()


def test_two_steps_cover_every_hours_need(shop):
    joint, classical = (pipeline.solve(*shop, two_steps=two).plan for two in (False, True))
    assert all(slot.on_duty >= slot.required for slot in classical.coverage)
    assert not all(slot.on_duty >= slot.required for slot in joint.coverage)
    assert joint.summary.headcount < classical.summary.headcount


def test_explanation(shop):
    plan = pipeline.solve(*shop, explain=True).plan
    explanation = plan.summary.explanation
    assert set(explanation) == {
        "relaxation", "bound_from_relaxation", "minimised", "now", "rules", "deciding_days", "deciding_hours",
        "one_fewer", "two_steps",
    }  # fmt: skip
    assert explanation["relaxation"] <= explanation["bound_from_relaxation"] <= plan.summary.headcount_bound
    assert explanation["now"] == plan.summary.headcount
    # The only day decides, of course: without its inquiries nobody is needed.
    assert [(day["when"], day["headcount"]) for day in explanation["deciding_days"]] == [("2026-11-02", 0)]
    assert all(hour["headcount"] < plan.summary.headcount for hour in explanation["deciding_hours"])
    assert explanation["one_fewer"]["headcount"] == plan.summary.headcount - 1
    assert explanation["one_fewer"]["agent_slots_short"] > 0 or explanation["one_fewer"]["groups_missed"]
    assert explanation["two_steps"]["saved"] == explanation["two_steps"]["headcount"] - plan.summary.headcount > 0
    for rule in explanation["rules"]:
        found = rule.get("headcount", rule.get("at_least"))
        assert explanation["bound_from_relaxation"] - 3 <= found < plan.summary.headcount


def test_dearer_plan_of_the_same_team_is_not_the_cheapest(shop, monkeypatch):
    # Long and short shifts: the first plan takes short ones, the one asked for more takes long ones instead.
    scenario = SCENARIO.replace('["8h"]', '["8h", "9h"]').replace("share = 0.8", "share = 0.78")
    shop[1].write_text('objective = { minimise = "cost" }\n' + scenario)
    cheapest = pipeline.solve(*shop).plan.summary
    assert (cheapest.status, cheapest.cost) == ("optimal", pytest.approx(cheapest.cost_bound, abs=0.01))
    certified_short_by(monkeypatch, cheapest.service.certified - 0.75)
    dearer = pipeline.solve(*shop).plan.summary
    assert dearer.headcount == cheapest.headcount
    assert dearer.cost > dearer.cost_bound == cheapest.cost_bound
    assert dearer.status == "feasible"
