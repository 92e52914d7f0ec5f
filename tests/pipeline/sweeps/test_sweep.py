"""Sweeps: what may be varied, that points are what solve finds, that failures and stops lose nothing."""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from staffplan import pipeline
from staffplan.errors import InputError
from staffplan.pipeline.sweeps import run as sweep_run
from staffplan.pipeline.sweeps.values import parse_parameters
from staffplan.read import read_scenario
from staffplan.schema.progress import Stop

FORECAST = "start,inquiries\n" + "".join(f"2026-11-02 {hour:02d}:00,{20 + hour}\n" for hour in range(9, 18))
SCENARIO = """grid = "60min"
[opening]
hours = ["09:00", "18:00"]
[[contract]]
name = "day"
shift_lengths = ["9h"]
breaks = []
days_per_week = [1, 5]
hourly_cost = 30.0
headcount = [0, 3]
"""
TWO_CONTRACTS = (
    SCENARIO
    + """[[contract]]
name = "short"
shift_lengths = ["4h"]
breaks = []
"""
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """The names of a small forecast and its scenario."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "f.csv").write_text(FORECAST)
    (folder / "s.toml").write_text(SCENARIO)
    return str(folder / "f.csv"), str(folder / "s.toml")


@pytest.fixture
def two_contracts(tmp_path):
    path = tmp_path / "two.toml"
    path.write_text(TWO_CONTRACTS)
    return str(path)


@pytest.fixture
def base(two_contracts):
    return read_scenario(two_contracts)[0]


@pytest.mark.parametrize(
    ("text", "key", "shown"),
    [
        ("deflection=0.5:0.9:0.2", "bot.deflection", ("0.5", "0.7", "0.9")),
        ("deflection=0:0.3:0.1", "bot.deflection", ("0.0", "0.1", "0.2", "0.3")),
        ("deflection=50%:90%:20%", "bot.deflection", ("50%", "70%", "90%")),
        ("share=0.8,0.95", "target.share", ("0.8", "0.95")),
        ("within=1min:2min:30s", "target.within", ("1min", "1min30s", "2min")),
        ("within=2min:30s:-1min", "target.within", ("2min", "1min", "30s")),
        ("aht=3min,4min30s", "handling.aht", ("3min", "4min30s")),
        ("concurrency=1:3:1", "handling.concurrency", ("1", "2", "3")),
        ("volume=1:1.5:0.25", None, ("1.00", "1.25", "1.50")),
        ("slot_floor=0.4", "target.slot_floor", ("0.4",)),
        ("scope=day,week", "target.scope", ("day", "week")),
        ("contract[2].min_rest=10h,11h", "contract[2].min_rest", ("10h", "11h")),
        ("deflection＝0.5，0.6", "bot.deflection", ("0.5", "0.6")),
    ],
)
def test_what_is_varied(base, text, key, shown):
    (parameter,) = parse_parameters([text], base)
    assert (parameter.key, parameter.texts) == (key, shown)


def test_the_values_of_a_range_are_exact_decimals(base):
    (parameter,) = parse_parameters(["deflection=0.5:0.9:0.05"], base)
    assert parameter.values == (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
    assert parse_parameters(["concurrency=1:3:1"], base)[0].values == (1, 2, 3)


@pytest.mark.parametrize(
    ("texts", "found", "accepted"),
    [
        (["deflection=0.5:0.9:-0.05"], "an empty range: a step of -0.05 leads away from 0.9", "0.5:0.9:0.05"),
        (["deflection=0.9:0.5:0.05"], "an empty range: a step of 0.05 leads away from 0.5", "0.9:0.5:-0.05"),
        (["deflection=0.5:0.9:0"], "a step of 0", "a step that leads from 0.5 to 0.9"),
        (["deflection=0.5:0.9"], "0.5:0.9", "FROM:TO:STEP, such as 0.5:0.9:0.05"),
        (["deflection="], "'deflection='", "NAME=FROM:TO:STEP"),
        (["deflection=0.5,,0.6"], "a comma with no value beside it", "a comma between each two"),
        (["deflection=a"], "'a'", "a number from 0 to 1"),
        (["deflection=1e999999999"], "'1e999999999'", "a number from 0 to 1"),
        (["deflection=0:1:0.0001"], "10001 values", "1000 points at most"),
        (["deflection=0:1:0.01", "share=0.5:0.9:0.01"], "4141 points", "1000 points at most"),
        (["deflection=0.5,50%"], "50% twice", "each value once"),
        (["concurrency=1.5"], "'1.5'", "a whole number from 1 to 20"),
        (["within=30"], "'30'", "a duration as text"),
        (["volume=0"], "0", "a number of more than 0"),
        (["defection=0.5"], "defection, an unknown parameter", "did you mean deflection?"),
        (["target.shar=0.5"], "target.shar, an unknown parameter", "did you mean target.share?"),
        (["opening.hours=9"], "opening.hours, which holds more than one value", "a key with one value"),
        (["contract.min_rest=9h"], "contract.min_rest", "contract[1].min_rest"),
        (["contract[3].min_rest=9h"], "contract[3]", "an entry that is there: contract has 2"),
        (["share=0.5", "target.share=0.6"], "target.share twice", "two different parameters"),
        (["share=0.5", "aht=1min", "volume=2"], "3 parameters", "one parameter, or two"),
        ([], "0 parameters", "one parameter, or two"),
    ],
)
def test_what_may_not_be_varied(base, texts, found, accepted):
    with pytest.raises(InputError) as error:
        parse_parameters(texts, base)
    (fault,) = error.value.faults
    assert fault.found == found
    assert accepted in fault.accepted


@pytest.mark.parametrize(
    ("vary", "where"),
    [
        (["deflection=0.9:1.2:0.1"], ["--vary deflection=1.1", "--vary deflection=1.2"]),
        (["share=0.9,1", "deflection=-1,0"], ["--vary share=1", "--vary deflection=-1"]),
        (["concurrency=5:6:1"], ["--vary concurrency=6"]),
        (["contract[2].max_days_in_row=0"], ["--vary contract[2].max_days_in_row=0"]),
        (["scope=day,year"], ["--vary scope=year"]),
    ],
)
def test_values_out_of_bounds_are_all_told_before_anything_runs(shop, two_contracts, monkeypatch, vary, where):
    monkeypatch.setattr(sweep_run, "results", lambda *_args, **_more: pytest.fail("it must not start"))
    with pytest.raises(InputError) as error:
        pipeline.sweep(shop[0], vary, two_contracts)
    assert sorted(fault.file for fault in error.value.faults) == sorted(where)


def test_a_parameter_that_the_forecast_overrides_is_refused(shop, tmp_path):
    path = tmp_path / "f.csv"
    path.write_text(FORECAST.replace("\n", ",0.5\n").replace("inquiries,0.5", "inquiries,deflection"))
    with pytest.raises(InputError, match="whose column deflection overrides it in every row"):
        pipeline.sweep(path, ["deflection=0.5,0.6"], shop[1])


BOT = {"bot.deflection": ("--deflection", 0.4)}


@pytest.fixture(scope="module")
def two_ways(shop):
    """The same sweep, in which the last point has no legal plan, one point and two at a time."""
    return [pipeline.sweep(shop[0], ["volume=0.5,1"], shop[1], BOT, jobs=jobs) for jobs in (1, 2)]


def test_points_are_the_same_in_the_same_order_however_many_run_at_a_time(two_ways):
    one, two = ([replace(point, seconds=0.0) for point in result.points] for result in two_ways)
    assert one == two
    assert [point.values for point in one] == [("0.5",), ("1",)]
    assert [result.jobs for result in two_ways] == [1, 2]
    assert not any(result.interrupted for result in two_ways)


def test_a_point_that_has_no_plan_says_why_and_ends_nothing(two_ways):
    first, last = two_ways[0].points
    assert (last.outcome, last.headcount) == ("infeasible", None)
    assert last.problem.startswith("No legal plan gives all that is asked")
    assert first.outcome == "optimal"


def test_a_point_is_what_solve_finds(shop, two_ways, tmp_path):
    point = two_ways[0].points[0]
    path = tmp_path / "f.csv"
    rows = [line.split(",") for line in FORECAST.splitlines()[1:]]
    path.write_text("start,inquiries\n" + "".join(f"{start},{int(volume) / 2}\n" for start, volume in rows))
    summary = pipeline.solve(path, shop[1], BOT).plan.summary
    assert (point.headcount, point.headcount_bound) == (summary.headcount, summary.headcount_bound)
    assert (point.paid_hours, point.cost) == (summary.paid_hours, summary.cost)
    assert point.headcount_by_contract == summary.headcount_by_contract
    assert point.predicted == summary.service.predicted
    assert point.cost_per_inquiry == pytest.approx(point.cost / (0.5 * 0.6 * sum(20 + hour for hour in range(9, 18))))


FAKE = """
import os, time
from staffplan.schema.sweep import SweepPoint
def solved(task):
    {}
    return SweepPoint(task.place, task.values, "optimal", 5, 5)
"""


@pytest.fixture
def workers(monkeypatch, tmp_path):
    """Put processes that do ``what`` with a task in the place of those that solve it."""

    def put(what):
        (tmp_path / "fake_point.py").write_text(FAKE.format(what))
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.setattr(sweep_run, "solved", import_module("fake_point").solved)

    yield put
    sys.modules.pop("fake_point", None)


def test_the_order_does_not_depend_on_which_point_is_done_first(shop, workers):
    workers("time.sleep(0.2 if task.place == 0 else 0)")
    news = []
    result = pipeline.sweep(shop[0], ["volume=1:4:1"], shop[1], jobs=2, watcher=news.append)
    assert [point.place for point in result.points] == [0, 1, 2, 3]
    assert str(news[-1].message).startswith("4 of 4 points")


def test_a_process_that_breaks_costs_its_point_and_no_other(shop, workers):
    workers("os._exit(9) if task.place == 1 else None")
    result = pipeline.sweep(shop[0], ["volume=1:4:1"], shop[1], jobs=1)
    assert [point.outcome for point in result.points] == ["optimal", "failed", "optimal", "optimal"]
    assert "its process ended" in result.points[1].problem


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_with_several_at_a_time_too_only_the_point_whose_process_breaks_is_lost(shop, workers, jobs):
    workers("os._exit(9) if task.place in (0, 3) else time.sleep(0.1)")
    result = pipeline.sweep(shop[0], ["volume=1:6:1"], shop[1], jobs=jobs)
    assert [point.place for point in result.points if point.outcome == "failed"] == [0, 3]
    assert len(result.points) == 6


def test_points_are_solved_in_the_executor_that_the_caller_gives(shop, workers, monkeypatch):
    workers("None")
    monkeypatch.setattr("staffplan.processes.pool.ProcessPoolExecutor", None)  # must not be called
    with ThreadPoolExecutor(2) as executor:
        result = pipeline.sweep(shop[0], ["volume=1:4:1"], shop[1], executor=executor)
    assert [(point.place, point.outcome) for point in result.points] == [(place, "optimal") for place in range(4)]


def test_a_stop_keeps_what_is_done(shop, workers):
    workers("time.sleep(60 if task.place == 2 else 0)")
    stop = Stop()

    def watch(progress):
        if str(progress.message).startswith("2 of 4"):
            stop.set()

    result = pipeline.sweep(shop[0], ["volume=1:4:1"], shop[1], jobs=1, watcher=watch, stop=stop)
    assert result.interrupted
    assert [point.values for point in result.points] == [("1",), ("2",)]


@pytest.mark.slow
def test_a_stop_ends_the_solver_of_a_real_point_at_once(shop):
    example = Path(__file__).parents[3] / "data" / "examples" / "small-shop"
    stop = Stop()

    def watch(progress):
        if str(progress.message).startswith("1 of"):
            stop.set()

    limit = {"solve.time_limit": ("--time-limit", "15s")}
    files = example / "forecast.csv", ["deflection=0.9,0.5"], example / "scenario.toml"
    result = pipeline.sweep(*files, limit, jobs=1, watcher=watch, stop=stop)
    assert result.interrupted
    assert len(result.points) == 1
    assert result.seconds < result.points[0].seconds + 6
