"""A need that has prices, the whole road: fitted by the types it was made from, and never said to be met if not."""

import pytest
from priced_need import KNOWN, files
from shared_engine import searches_share_one_process, shared_process  # noqa: F401

from staffplan import pipeline
from staffplan.errors import InputError
from staffplan.pipeline.plan.deviation import with_deviation_again
from staffplan.read import read_plan


@pytest.fixture(autouse=True)
def _fast(searches_share_one_process):  # noqa: F811
    """All searches in one process."""


def test_a_need_built_from_two_types_is_fitted_by_two_types(tmp_path):
    result = pipeline.solve(*files(tmp_path), out=tmp_path / "plan")
    summary = read_plan(tmp_path / "plan").summary
    fit = summary.deviation
    assert (fit.overstaff_hours, fit.understaff_hours, fit.shift_types, fit.total, fit.bound) == (0, 0, 2, 4, 4)
    assert (summary.status, summary.headcount, summary.headcount_bound) == ("optimal", 5, 5)
    assert summary.service.target_met is None  # nobody asks: the need says nothing of service
    assert pipeline.check(tmp_path / "plan").violations == ()
    assert result.plan.summary.required == summary.required


def test_a_need_that_costs_too_much_is_missed_and_said_to_be(tmp_path):
    # One agent more at noon would take a type of his own, dearer than his hour.
    result = pipeline.solve(*files(tmp_path, KNOWN | {18: 1}), out=tmp_path / "plan")
    fit = result.plan.summary.deviation
    assert (fit.understaff_hours, fit.slots_short, fit.total) == (2, 2, 6)
    assert result.plan.summary.service.target_met is False
    assert pipeline.check(tmp_path / "plan").violations == ()


def test_the_services_own_need_where_the_forecast_gives_none(tmp_path):
    forecast, scenario = files(tmp_path, volume=30)
    forecast.write_text("\n".join(line.rpartition(",")[0] for line in forecast.read_text().splitlines()))
    summary = pipeline.solve(forecast, scenario, out=tmp_path / "plan").plan.summary
    assert summary.required is None
    assert summary.deviation.bound == summary.deviation.total
    assert summary.service.target_met == (summary.deviation.slots_short == 0)
    assert pipeline.check(tmp_path / "plan").violations == ()


def test_a_changed_schedule_is_counted_again_and_old_claims_fall(tmp_path):
    plan = pipeline.solve(*files(tmp_path)).plan
    gone, *left = plan.shifts
    coverage = tuple(
        slot.model_copy(update={"on_duty": slot.on_duty - (gone.start <= slot.start < gone.end)})
        for slot in plan.coverage
    )
    summary = with_deviation_again(plan.model_copy(update={"shifts": tuple(left), "coverage": coverage})).summary
    assert (summary.deviation.understaff_hours, summary.deviation.total, summary.deviation.bound) == (3, 7, 4)
    assert (plan.summary.headcount_bound, summary.headcount_bound) == (5, 0)
    assert with_deviation_again(plan) == plan


@pytest.mark.parametrize("option", ["--two-steps", "--explain"])
def test_options_that_suppose_a_rule_are_refused(tmp_path, option):
    keys = {"two_steps": option == "--two-steps", "explain": option == "--explain"}
    with pytest.raises(InputError) as error:
        pipeline.solve(*files(tmp_path), out=tmp_path / "plan", **keys)
    assert [fault.file for fault in error.value.faults] == [option]
    assert not (tmp_path / "plan").exists()
