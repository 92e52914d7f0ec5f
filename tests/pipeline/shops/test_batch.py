"""Many shops: plans that are solve's own, faults as rows, nothing done twice, nothing lost."""

import csv
import io
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pandas as pd
import pytest

from staffplan import pipeline
from staffplan.errors import InputError, OutputError
from staffplan.pipeline.shops import run as batch_run
from staffplan.schema.progress import Stop


@pytest.fixture
def planned(shops, monkeypatch):
    """Plan the shops in threads of this process; ``planned.names`` are those that were really planned."""
    names = []

    def noted(task):
        names.append(task.row.shop)
        return real(task)

    def plan(*given, executor=None, **settings):
        with ThreadPoolExecutor(2) as threads:
            settings = {"scenario_path": "base.toml", "out": "plans", "executor": executor or threads} | settings
            return pipeline.batch(given or ["shops"], **settings).result

    real = batch_run.planned
    monkeypatch.setattr(batch_run, "planned", noted)
    plan.names = names
    return plan


def by_name(result):
    return {row.shop: row for row in result.rows}


def without_time(row):
    return replace(row, seconds=None)


@pytest.mark.slow
def test_each_shop_has_the_plan_that_solve_finds(shops, planned):
    result = planned()
    assert [row.shop for row in result.rows] == ["a", "b", "c"]
    for row in result.rows:
        alone = pipeline.solve(f"shops/{row.shop}/forecast.csv", "base.toml").plan
        assert (row.headcount, row.headcount_bound) == (alone.summary.headcount, alone.summary.headcount_bound)
        assert (row.paid_hours, row.cost) == (alone.summary.paid_hours, alone.summary.cost)
        # On a busy machine, spreading service may end early in one of them: who works is then another.
        assert row.certified == pytest.approx(alone.summary.service.certified, abs=0.01)
        folder = shops / "plans" / row.folder
        assert {path.name for path in folder.iterdir()} == {
            "plan.json", "schedule.csv", "coverage.csv", "payroll.xlsx", "report.html"
        }  # fmt: skip
        kept = json.loads((folder / "plan.json").read_text())
        assert list(kept["inputs"]) == [f"shops/{row.shop}/forecast.csv", "base.toml"]
    assert result.total()["headcount"] == sum(row.headcount for row in result.rows)


def test_the_summary_says_the_same_in_every_form(shops, planned):
    result = planned()
    rows = list(csv.DictReader(io.StringIO((shops / "plans" / "summary.csv").read_text("utf-8-sig"))))
    frame = pd.read_parquet(shops / "plans" / "summary.parquet")
    book = pd.read_excel(shops / "plans" / "summary.xlsx", header=3, engine="openpyxl")
    page = (shops / "plans" / "summary.html").read_text()
    heads = [row.headcount for row in result.rows]
    assert [int(row["headcount"]) for row in rows] == frame["headcount"].tolist() == heads
    assert book["Agents"].tolist() == [sum(heads), *heads]
    assert '"a/report.html"' in page
    assert frame["shop"].tolist() == ["a", "b", "c"]


def test_what_is_done_is_not_done_again_unless_its_input_changes(shops, planned):
    first = planned()
    assert sorted(planned.names) == ["a", "b", "c"]
    again = planned()
    assert len(planned.names) == 3
    assert (again.rows, again.kept) == (first.rows, 3)
    forecast = shops / "shops" / "b" / "forecast.csv"
    forecast.write_text(forecast.read_text().replace(",20", ",60"))
    assert planned().kept == 2
    assert planned.names[3:] == ["b"]
    assert planned(overrides={"target.share": ("--share", 0.5)}).kept == 0


def test_a_plan_that_is_gone_is_made_again(shops, planned):
    planned()
    (shops / "plans" / "c" / "plan.json").unlink()
    planned()
    assert planned.names[3:] == ["c"]


def test_a_journal_that_was_cut_short_or_is_strange_loses_that_line_alone(shops, planned):
    planned()
    journal = shops / "plans" / ".staffplan-batch" / "rows.jsonl"
    lines = journal.read_text().splitlines()
    journal.write_text("\n".join([lines[0], '{"shop": "x", "colour": 1}', lines[1], lines[2][:40]]))
    planned()
    assert len(planned.names) == 4


def test_faulty_shops_are_rows_and_the_others_are_planned(shops, planned):
    (shops / "shops" / "b" / "forecast.csv").write_text("start,inquiries\n2026-11-02 09:00,many\n")
    (shops / "shops" / "c" / "scenario.toml").write_text("[target]\nshare = 7\n")
    (shops / "shops" / "d").mkdir()
    news = []
    rows = by_name(planned(watcher=news.append))
    assert {name: row.outcome for name, row in rows.items()} == {
        "a": "optimal", "b": "faulty", "c": "faulty", "d": "faulty"
    }  # fmt: skip
    assert "'many'" in rows["b"].problem
    assert "shops/c/scenario.toml, target.share" in rows["c"].problem
    assert "shops/d/forecast.csv" in rows["d"].problem
    read = next(one for one in news if one.code == "shops_read")
    assert read.message.data()["values"] == {
        "count": 4,
        "faulty": 2,
        "kept": 0,
    }  # what a look at the files' contents alone shows
    assert sorted(planned.names) == ["a", "b"]


def test_where_every_shop_is_faulty_nothing_begins(shops, planned):
    for name in "abc":
        (shops / "shops" / name / "scenario.toml").write_text("[target]\nshare = 7\n")
    with pytest.raises(InputError) as raised:
        planned()
    assert [fault.file for fault in raised.value.faults] == ["a", "b", "c"]
    assert planned.names == []


def test_impossible_shops_say_why_and_are_not_tried_again(shops, planned):
    (shops / "shops" / "c" / "scenario.toml").write_text((shops / "base.toml").read_text() + "headcount = [0, 1]\n")
    rows = by_name(planned())
    assert rows["c"].outcome == "infeasible"
    assert rows["c"].problem
    planned()
    assert planned.names.count("c") == 1


def test_a_shop_of_people_by_name_is_not_planned_without_them(shops, planned):
    (shops / "shops" / "b" / "scenario.toml").write_text('[team]\nfile = "team.csv"\n')
    row = by_name(planned())["b"]
    assert (row.outcome, "team.file" in row.problem) == ("faulty", True)


def test_layers_of_the_scenario(shops, planned):
    """Base, the shop's own file over it, its row over that, the options over all."""
    (shops / "own.toml").write_text("[target]\nshare = 0.7\nwithin = '1min'\n[bot]\ndeflection = 0.1\n")
    (shops / "shops.csv").write_text(
        "shop,forecast,scenario,bot.deflection\none,shops/a/forecast.csv,own.toml,0.2\ntwo,shops/a/forecast.csv,,\n"
    )
    planned("shops.csv", overrides={"target.within": ("--within", "2min")})
    kept = {name: json.loads((shops / "plans" / name / "plan.json").read_text())["scenario"] for name in ("one", "two")}
    assert (kept["one"]["target"]["share"], kept["two"]["target"]["share"]) == (0.7, 0.9)
    assert kept["one"]["bot"]["deflection"] == 0.2
    assert kept["one"]["target"]["within"] == kept["two"]["target"]["within"] == "2min"
    assert kept["one"]["contract"][0]["name"] == "day"


def test_a_stop_keeps_what_is_done_and_the_next_run_goes_on(shops, planned):
    stop = Stop()

    def watch(news):
        if news.code == "shops_done" and "shop" in news.message.data()["values"]:
            stop.set()

    with ThreadPoolExecutor(1) as one:
        result = planned(executor=one, watcher=watch, stop=stop)
    assert result.interrupted
    assert 1 <= len(result.rows) < 3
    assert len((shops / "plans" / "summary.csv").read_text().splitlines()) == 1 + len(result.rows)
    again = planned()
    assert again.kept == len(result.rows)
    assert len(again.rows) == 3


def test_edits_stay_and_the_new_plan_goes_beside(shops, planned):
    planned()
    schedule = shops / "plans" / "a" / "schedule.csv"
    schedule.write_text(schedule.read_text() + "\n")
    rows = by_name(planned(overrides={"target.share": ("--share", 0.5)}))
    assert rows["a"].folder == "a-2"
    assert (shops / "plans" / "a-2" / "plan.json").exists()


def test_a_plan_that_cannot_be_written_fails_alone_and_is_tried_again(shops, planned, monkeypatch):
    real = batch_run.put

    def full(contents, out):
        if out.endswith("/b"):
            raise OutputError("no space left on device")
        return real(contents, out)

    monkeypatch.setattr(batch_run, "put", full)
    rows = by_name(planned())
    assert (rows["b"].outcome, rows["b"].headcount, rows["b"].problem) == ("failed", None, "no space left on device")
    monkeypatch.setattr(batch_run, "put", real)
    again = planned()
    assert again.kept == 2
    assert by_name(again)["b"].outcome == "optimal"


def test_what_cannot_be_written_at_all_is_known_before(shops, planned):
    (shops / "plans").write_text("a file")
    with pytest.raises(OutputError):
        planned()
    assert planned.names == []


@pytest.mark.slow
def test_processes_give_the_same_plans_as_this_one(shops):
    with ThreadPoolExecutor(1) as executor:
        here = pipeline.batch(["shops"], "base.toml", out="plans", executor=executor).result
    for jobs in (1, 2):
        there = pipeline.batch(["shops"], "base.toml", out=f"by-{jobs}", jobs=jobs).result
        assert list(map(without_time, there.rows)) == list(map(without_time, here.rows))
        for row in there.rows:
            mine, other = (shops / place / row.shop / "schedule.csv" for place in ("plans", f"by-{jobs}"))
            assert mine.read_bytes() == other.read_bytes()


@pytest.mark.slow
def test_a_cluster_gives_the_same_plans_as_this_process(shops, monkeypatch):
    pytest.importorskip("distributed", reason="distributed is not installed (extra cluster)")
    from staffplan.processes.cluster.connect import connected

    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    with ThreadPoolExecutor(1) as executor:
        here = pipeline.batch(["shops"], "base.toml", out="plans", executor=executor).result
    with connected("local", 2) as cluster:
        there = pipeline.batch(["shops"], "base.toml", out="by-cluster", executor=cluster).result
    assert list(map(without_time, there.rows)) == list(map(without_time, here.rows))
    for row in there.rows:
        mine, other = (shops / place / row.shop / "schedule.csv" for place in ("plans", "by-cluster"))
        assert mine.read_bytes() == other.read_bytes()
