"""Certification in a process of its own, beside the checks: the same plan, and no process left."""

import json
import subprocess
from importlib import import_module

import numpy as np
import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from test_solving import SCENARIO, VOLUME

from staffplan import pipeline
from staffplan.errors import InfeasibleError
from staffplan.pipeline.checking import check
from staffplan.pipeline.plan import certify
from staffplan.pipeline.plan.documents import Documents, documents
from staffplan.pipeline.problem import read_problem
from staffplan.processes import child
from staffplan.processes.beside import Beside
from staffplan.schema.progress import Stop
from staffplan.service import course_of
from staffplan.service.transient import beside
from staffplan.service.transient.walk import walk

solve = import_module("staffplan.pipeline.plan.plan")


@pytest.fixture
def shop(tmp_path):
    rows = "".join(f"2026-11-02 {hour:02d}:00,{volume}\n" for hour, volume in enumerate(VOLUME, 9))
    (tmp_path / "f.csv").write_text("start,inquiries\n" + rows)
    (tmp_path / "s.toml").write_text(SCENARIO)
    return tmp_path / "f.csv", tmp_path / "s.toml"


@pytest.fixture
def started(monkeypatch, searches_share_one_process):  # noqa: F811
    """Every certification beside; the processes started for it."""
    processes = []

    class Noted(beside.WalkBeside):
        def __init__(self):
            super().__init__()
            processes.append(self._process)

    monkeypatch.setattr("staffplan.service.WalkBeside", Noted)
    monkeypatch.setattr(certify, "WORTH_A_PROCESS", 0.0)
    monkeypatch.setattr(child, "cores", lambda: 2)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    yield processes
    assert all(process.has_ended for process in processes)


def figures(folder):
    summary = json.loads((folder / "plan.json").read_text())
    return {key: value for key, value in summary.items() if key not in ("stages", "solve_seconds")}


def test_the_plan_is_the_same_to_the_last_digit(shop, tmp_path, started, monkeypatch):
    beside = pipeline.solve(*shop, out=tmp_path / "beside").plan
    assert len(started) == 1
    assert {"verify", "certify"} <= set(beside.summary.stages)
    monkeypatch.setattr(certify, "WORTH_A_PROCESS", 1e9)
    with child.started_early(child.WALKER):
        pipeline.solve(*shop, out=tmp_path / "early")
    assert len(started) == 2
    pipeline.solve(*shop, out=tmp_path / "alone")
    assert len(started) == 2
    assert figures(tmp_path / "beside") == figures(tmp_path / "early") == figures(tmp_path / "alone")
    workbooks = [(tmp_path / folder / "payroll.xlsx").read_bytes() for folder in ("beside", "early", "alone")]
    assert len(set(workbooks)) == 1
    assert check(tmp_path / "beside").violations == ()


def test_the_walk_begins_once_the_search_has_settled_who_is_on_duty(shop, started, monkeypatch):
    begun, sent, checked, real = [], [], solve.checked, Beside.send
    noted = beside.WalkBeside.begin
    monkeypatch.setattr(beside.WalkBeside, "begin", lambda *given: (begun.append(given[1]), noted(*given)))
    monkeypatch.setattr(Beside, "send", lambda *given: (sent.append(given), real(*given)))
    monkeypatch.setattr(solve, "checked", lambda *given: (begun.append(None), checked(*given))[1])
    pipeline.solve(*shop)
    early, again, _checks = begun
    assert early.rates == again.rates
    assert [message for process, message in sent if process.module == child.WALKER] == [early]


def test_the_last_walk_begun_is_the_one_that_counts(shop):
    demand, scenario = (getattr(read_problem(*shop, {}), name) for name in ("demand", "scenario"))
    one, other = (course_of(demand, scenario, np.full(demand.grid.n_slots, agents)) for agents in (9, 12))
    with beside.WalkBeside() as walker:
        walker.begin(one)
        walker.begin(other)
        walker.begin(other)
        found, alone = walker.found(), walk(other)
        assert np.array_equal(found[0].in_time, alone[0].in_time)
        walker.begin(one)
        assert np.array_equal(walker.found()[0].in_time, walk(one)[0].in_time)


def test_documents_begun_with_other_shifts_are_made_anew(shop, tmp_path):
    plan = pipeline.solve(*shop).plan
    fewer = plan.model_copy(update={"shifts": plan.shifts[1:]})
    made = Documents()
    made.begin(fewer)
    assert made.finished(plan) == documents(plan)
    made.begin(fewer)
    assert made.finished(fewer) == documents(fewer)


def test_a_search_in_vain_leaves_no_process(shop, started):
    shop[1].write_text(SCENARIO + "headcount = [0, 1]\n")
    with pytest.raises(InfeasibleError):
        pipeline.solve(*shop)
    assert len(started) == 1


def test_who_stops_during_the_checks_is_not_kept_waiting(shop, started, monkeypatch):
    stop, real = Stop(), solve.checked

    def checked(*details):
        stop.set()
        return real(*details)

    monkeypatch.setattr(solve, "checked", checked)
    monkeypatch.setattr(beside.WalkBeside, "found", lambda _self: pytest.fail("waited for"))
    assert pipeline.solve(*shop, stop=stop).plan.summary.service.certified is None


def test_there_must_be_a_core_to_spare(shop, started, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    pipeline.solve(*shop)
    monkeypatch.delenv("OMP_NUM_THREADS")
    monkeypatch.setattr(child, "cores", lambda: 1)
    pipeline.solve(*shop)
    assert started == []


def test_small_teams_stay_in_one_process(shop, monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", lambda *_args, **_more: pytest.fail("started"))
    demand = read_problem(*shop, {}).demand
    with certify.beside(demand) as nothing:
        assert nothing is None
