"""What the other functions return: the pipeline's figures as tables, a line and a block of html each."""

from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest
from door_shop import SCENARIO, forecast_frame
from years import BASE, PERMANENT, season, write_year

import staffplan
from staffplan import pipeline
from staffplan.errors import InputError


@pytest.fixture
def files(tmp_path):
    forecast_frame().to_csv(tmp_path / "f.csv", index=False)
    return tmp_path / "f.csv"


def test_require_is_the_need_of_each_slot(plan):
    need = staffplan.require(forecast_frame(), SCENARIO)
    assert need.frame["required"].tolist() == plan.coverage["required"].tolist()
    assert need.frame["start"].tolist() == plan.coverage["start"].tolist()
    met = need.frame.dropna(subset="service_level")
    assert (met["service_level"] >= 0.8).all()
    peak = need.frame.loc[need.frame["required"].idxmax()]
    assert repr(need) == f"<Need: Busiest slot 2026-11-02 {peak['start']:%H:%M}: {peak['required']} agents>"
    assert "<svg" in need._repr_html_()


def test_evaluate_takes_a_plan_its_folder_or_a_table(plan, tmp_path):
    folder = plan.write(tmp_path / "plan")[0].parent
    table = plan.coverage[["start", "on_duty"]]
    found = [staffplan.evaluate(forecast_frame(), SCENARIO, staff=staff) for staff in (plan, folder, table)]
    for one in found:
        pd.testing.assert_frame_equal(one.frame, found[0].frame)
    assert found[0].service_level == pytest.approx(plan.service.certified)
    assert found[0].frame["on_duty"].tolist() == plan.coverage["on_duty"].tolist()
    assert found[0].frame["service_level"].tolist() == pytest.approx(
        plan.coverage["service_level"].tolist(), nan_ok=True
    )
    assert repr(found[0]).startswith("<Evaluation: ")
    assert "Mean wait" in found[0]._repr_html_()


def test_evaluate_without_anybody_asking(plan):
    none = staffplan.evaluate(forecast_frame().assign(inquiries=0), SCENARIO, staff=plan)
    assert repr(none) == "<Evaluation: – in time (target: 80% within 20\u00a0s)>"
    assert "Mean wait" in none._repr_html_()


def test_a_slot_that_staff_lacks_is_named(plan):
    with pytest.raises(InputError) as caught:
        staffplan.evaluate(forecast_frame(), SCENARIO, staff=plan.coverage[["start", "on_duty"]].iloc[1:])
    (fault,) = caught.value.faults
    assert (fault.file, fault.column) == ("DataFrame", "start")
    assert "2026-11-02 00:00" in fault.found


def test_check_says_that_a_plan_is_legal_or_what_is_broken(plan, tmp_path):
    folder = plan.write(tmp_path / "plan")[0].parent
    for given in (plan, folder):
        found = staffplan.check(given)
        assert found.legal
        assert found.frame.empty
        assert repr(found) == "<Check: legal>"
        assert found.service.certified == pytest.approx(plan.service.certified)
    fewer = plan.data.model_copy(update={"shifts": plan.data.shifts[1:]})
    broken = staffplan.check(staffplan.Plan(fewer))
    assert not broken.legal
    assert set(broken.frame["rule"]) >= {"headcount", "paid_hours", "on_duty"}
    assert broken.frame["found"].tolist() == [violation.found for violation in broken.violations]
    assert "allowed" in broken._repr_html_()


def test_compare_names_plans_by_their_folders_or_as_asked(plan, tmp_path):
    folder = plan.write(tmp_path / "written")[0].parent
    assert list(staffplan.compare(plan, folder).frame.columns) == ["plan 1", "written"]
    assert list(staffplan.compare(staffplan.open(folder), plan).frame.columns) == ["written", "plan 2"]
    found = staffplan.compare(before=plan, after=folder)
    assert list(found.frame.columns) == ["before", "after"]
    assert found.frame.loc["headcount"].tolist() == [plan.headcount] * 2
    assert repr(found) == "<Comparison: before, after>"
    assert "<table" in found._repr_html_()
    with pytest.raises(InputError, match="1 plans"):
        staffplan.compare(plan)
    with pytest.raises(InputError, match="no folder of this name"):
        staffplan.compare(plan, tmp_path / "nothing")


def test_a_sweep_is_a_row_a_point():
    heard = []
    found = staffplan.sweep(
        forecast_frame(), SCENARIO, vary={"volume": [1, 2], "share": "70%,80%"}, watcher=heard.append
    )
    frame = found.frame
    assert list(zip(frame["volume"], frame["share"], strict=True)) == [(1, 0.7), (1, 0.8), (2, 0.7), (2, 0.8)]
    assert frame["headcount"].dtype == "Int64"
    assert (frame["headcount"].diff().dropna() >= 0).iloc[[0, 2]].all()
    assert (frame["outcome"] == "optimal").all()
    assert frame["headcount day"].tolist() == frame["headcount"].tolist()
    assert repr(found).startswith("<Sweep: 4 of 4 points: ")
    assert found._repr_html_().count("<circle") == 4
    assert heard


def test_points_are_computed_in_the_executor_that_is_given(monkeypatch):
    monkeypatch.setattr("staffplan.processes.pool.ProcessPoolExecutor", None)  # must not be called
    with ThreadPoolExecutor(1) as executor:
        found = staffplan.sweep(forecast_frame(), SCENARIO, vary={"volume": [1]}, executor=executor)
    assert found.frame["outcome"].tolist() == ["optimal"]


def test_a_point_without_a_plan_says_why():
    few = {**SCENARIO, "contract": [{**SCENARIO["contract"][0], "headcount": [0, 1]}]}
    found = staffplan.sweep(forecast_frame(), few, vary={"minimum_staff": [1]}, **{"target.slot_floor": 0.9})
    assert found.frame["outcome"].tolist() == ["infeasible"]
    assert found.frame["headcount"].isna().all()
    assert found.frame["problem"][0] in found._repr_html_()
    assert repr(found) == "<Sweep: 1 of 1 points: no plan>"


def test_values_that_nobody_may_vary_are_faults_before_anything_is_solved():
    with pytest.raises(InputError, match="share"):
        staffplan.sweep(forecast_frame(), SCENARIO, vary={"share": [0.9, 1.5]})


def test_a_year_has_a_plan_for_each_season_and_a_bill(tmp_path):
    year = staffplan.seasons(write_year(tmp_path, BASE + season(weeks=1, first="2026-01-12") + PERMANENT))
    assert float(year.cost) == pytest.approx(year.bill["amount"].sum())
    assert year.frame["name"].tolist() == ["s"]
    assert year.frame["cost"].sum() == pytest.approx(float(year.cost))
    assert year.frame["first"][0] == pd.Timestamp("2026-01-12")
    ((name, plan),) = year.plans.items()
    assert plan.headcount == year.frame["employed full-time"][0]
    assert plan.schedule["start"].dt.tz is not None
    written = year.write(tmp_path / "year")
    assert {path.name for path in written} >= {"year.json", "bill.csv", "plan.json"}
    assert staffplan.open(tmp_path / "year" / name).headcount == plan.headcount
    assert "The year costs" in repr(year)
    assert "<table" in year._repr_html_()


def test_the_command_line_and_the_door_say_the_same_need(files):
    frame = pipeline.require(files, None, {"grid": ("--grid", "60min")}).frame
    pd.testing.assert_frame_equal(staffplan.require(files, grid="60min").frame, frame)
