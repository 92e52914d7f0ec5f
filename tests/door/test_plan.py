"""A plan in a program's hands: the same when it is opened again, its tables those of its files, shown in a line."""

import json
import pickle
import re
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from door_shop import SCENARIO, TOML, forecast_frame

import staffplan
from staffplan import pipeline
from staffplan.words.language import use_language

FILES = {"plan.json", "schedule.csv", "coverage.csv", "payroll.xlsx", "report.html"}


@pytest.fixture(scope="module")
def folder(plan, tmp_path_factory):
    folder = tmp_path_factory.mktemp("written") / "plan"
    assert {path.name for path in plan.write(folder)} == FILES
    return folder


def test_figures_are_those_of_the_summary(plan):
    summary = plan.summary
    assert (plan.headcount, plan.bound) == (summary.headcount, summary.headcount_bound)
    assert plan.proved
    assert plan.headcount == plan.bound == plan.schedule["agent_id"].nunique()
    assert plan.paid_hours == plan.schedule["paid_hours"].sum()
    assert plan.cost == pytest.approx(30 * plan.paid_hours)
    assert plan.service.target_met
    assert plan.scenario.target.share == 0.8
    assert (plan.warnings, plan.explanation, plan.folder) == ((), None, None)


def test_tables_are_those_of_the_files_with_real_times(plan, folder):
    zone = ZoneInfo("Asia/Shanghai")
    for name in ("schedule", "coverage"):
        frame = getattr(plan, name)
        file = pd.read_csv(folder / f"{name}.csv", dtype={"agent_id": str})
        assert list(frame.columns) == list(file.columns)
        assert len(frame) == len(file)
        for column in ("start", "end") if name == "schedule" else ("start",):
            assert frame[column].dt.tz == zone
            assert [moment.isoformat() for moment in frame[column]] == file[column].tolist()
    assert (plan.schedule["date"] == plan.schedule["start"].dt.tz_localize(None).dt.normalize()).all()
    assert plan.coverage["on_duty"].tolist() == [slot.on_duty for slot in plan.data.coverage]
    assert plan.coverage["service_level"].dtype == "float64"


def test_breaks_have_a_row_each(plan):
    assert len(plan.breaks) == len(plan.schedule)
    both = plan.breaks.merge(plan.schedule, on="agent_id", suffixes=("", "_shift"))
    assert ((both["start_shift"] < both["start"]) & (both["end"] < both["end_shift"])).all()
    assert (both["end"] - both["start"] == pd.Timedelta("60min")).all()


def test_a_plan_that_is_opened_again_is_the_same(plan, folder):
    again = staffplan.open(folder)
    assert type(again) is type(plan)
    assert set(again.summary.written) == {"schedule.csv", "payroll.xlsx"}  # what tells later whether somebody edited it
    assert again.summary.model_copy(update={"written": {}}) == plan.summary
    assert again.data.shifts == plan.data.shifts
    assert again.folder == folder
    pd.testing.assert_frame_equal(again.schedule, plan.schedule)
    pd.testing.assert_frame_equal(again.coverage, plan.coverage, atol=1e-6)
    assert repr(again) == repr(plan)


def test_writing_what_was_opened_gives_the_same_files(folder, tmp_path):
    staffplan.open(str(folder)).write(str(tmp_path / "copy"))
    for name in FILES - {"payroll.xlsx", "plan.json"}:
        assert (tmp_path / "copy" / name).read_bytes() == (folder / name).read_bytes()
    one, other = (json.loads((place / "plan.json").read_bytes()) for place in (tmp_path / "copy", folder))
    assert one.pop("written")["schedule.csv"] == other.pop("written")["schedule.csv"]
    assert one == other


@pytest.mark.usefixtures("one_process")
def test_the_command_lines_road_writes_the_same_files(tmp_path):
    forecast_frame().to_csv(tmp_path / "f.csv", index=False)
    (tmp_path / "s.toml").write_text(TOML)
    pipeline.solve(tmp_path / "f.csv", tmp_path / "s.toml", out=tmp_path / "one")
    staffplan.solve(tmp_path / "f.csv", tmp_path / "s.toml").write(tmp_path / "two")
    for name in ("schedule.csv", "coverage.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    one, two = (json.loads((tmp_path / folder / "plan.json").read_text("utf-8")) for folder in ("one", "two"))
    assert {key for key in one if one[key] != two[key]} <= {"stages", "solve_seconds"}


def test_files_that_the_scenario_names_are_found_beside_what_was_opened(plan, tmp_path):
    data = plan.data.model_copy(
        update={
            "summary": plan.summary.model_copy(
                update={"scenario": staffplan.Scenario(**SCENARIO, payroll={"agents": "agents.csv"})}
            )
        }
    )
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "agents.csv").write_text("agent_id,employee_id,name\n0001,77,Li\n")
    written = staffplan.Plan(data, tmp_path / "first").write(tmp_path / "second")
    assert len(written) == len(FILES)
    with pytest.raises(staffplan.InputError):
        staffplan.Plan(data).write(tmp_path / "third")


def test_what_cannot_be_written_is_the_librarys_error(plan, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(staffplan.OutputError):
        plan.write(tmp_path / "file")
    with pytest.raises(staffplan.InputError) as caught:
        staffplan.open(tmp_path / "nothing")
    assert caught.value.faults[0].found == "no folder of this name"


def test_a_plan_is_a_line_of_text(plan):
    assert re.fullmatch(r"<Plan: \d+ agents, proved, \d+ paid hours, \d+\.\d% in time>", repr(plan))


def test_a_notebook_shows_a_table_and_a_picture(plan):
    html = plan._repr_html_()
    assert f"A team of {plan.headcount} answers" in html
    assert html.count("<table") == html.count("<svg") == 1
    assert "Mon 2 Nov" in html
    use_language("zh")
    try:
        assert "11月2日" in plan._repr_html_()
        assert "已证明" in repr(plan)
    finally:
        use_language("en")


def test_a_plan_can_be_sent_to_another_process(plan):
    assert pickle.loads(pickle.dumps(plan)).data == plan.data


@pytest.mark.usefixtures("one_process")
def test_a_plan_of_nobody_has_tables():
    empty = staffplan.solve(forecast_frame().assign(inquiries=0.0), SCENARIO)
    assert (empty.headcount, len(empty.schedule), len(empty.breaks)) == (0, 0, 0)
    assert str(empty.schedule["start"].dt.tz) == "Asia/Shanghai"
    assert "<svg" in empty._repr_html_()
    assert repr(empty) == "<Plan: 0 agents, proved, 0 paid hours, – in time>"


@pytest.mark.usefixtures("one_process")
def test_what_is_wrong_or_impossible_is_the_librarys_error_with_data():
    with pytest.raises(staffplan.InfeasibleError) as caught:
        staffplan.solve(forecast_frame(), SCENARIO, minimum_staff=1, **{"contract[1].starts": ["12:00", "13:00"]})
    assert caught.value.shortages
    assert caught.value.remedies
    with pytest.raises(staffplan.InputError) as faulty:
        staffplan.solve("nothing.csv", SCENARIO)
    assert faulty.value.faults[0].found == "no file of this name"


@pytest.mark.usefixtures("one_process")
def test_a_watcher_hears_and_a_stop_is_kept():
    heard, stop = [], staffplan.Stop()
    stop.set()
    plan = staffplan.solve(forecast_frame(), SCENARIO, watcher=heard.append, stop=stop)
    assert plan.summary.interrupted
    assert heard
