"""Trial A16: comprehensive hours of a month that the plan covers in part."""

from __future__ import annotations

import io

import openpyxl
import pytest
from payroll_plans import plan_of, shift

from staffplan.errors import InputError
from staffplan.report.payroll.inputs import Agent, PayrollInputs, read_payroll_inputs
from staffplan.report.payroll.payroll import payroll_table
from staffplan.report.sheets.workbook import payroll_workbook
from staffplan.schema.scenario.keys import Scenario
from staffplan.schema.scenario.payroll import Payroll


def week(**payroll: object):
    """Seven days of ten paid hours from Monday 2026-10-12 on, paid by comprehensive hours."""
    shifts = [shift("0001", f"2026-10-{day} 09:00", f"2026-10-{day} 19:00") for day in range(12, 19)]
    keys = {"scheme": "comprehensive"} | payroll
    return plan_of(shifts, "2026-10-12", 7, Scenario(payroll=Payroll(**keys)))


def overtime(plan, inputs=None) -> float:
    return sum(row.minutes["overtime"] for row in payroll_table(plan, inputs).rows) / 60


def test_the_standard_is_the_whole_months_whatever_part_the_plan_covers():
    """October 2026 has 18 workdays, so 144 h; two before the 12th (8th, 9th) and the make-up Saturday (10th): 24 h."""
    table = payroll_table(week())
    (standard,) = table.standard
    assert (standard.workdays, standard.minutes / 60, standard.before / 60, standard.assumed) == (18, 144, 24, True)
    assert overtime(week()) == 0
    assert "24 h count as worked in 2026-10 before this plan" in " ".join(table.warnings)


@pytest.mark.parametrize(("worked", "expected"), [(0, 0), (74, 0), (75, 1), (100, 26), (144, 70), (200, 70)])
def test_the_planner_gives_the_hours_already_worked(worked, expected):
    plan = week(hours_worked=worked)
    assert overtime(plan) == expected
    assert not any("count as worked" in warning for warning in payroll_table(plan).warnings)


def test_the_agents_file_goes_before(tmp_path):
    (tmp_path / "agents.csv").write_text("agent_id,employee_id,hours_worked\n0001,7,120.5\n0002,8,\n")
    plan = week(hours_worked=10, agents="agents.csv")
    inputs = read_payroll_inputs(plan.summary.scenario, [tmp_path])
    assert inputs.agents["0001"].hours_worked == 120.5
    assert overtime(plan, inputs) == 46.5
    assert payroll_table(week(), inputs).warnings == payroll_table(week(scheme="standard"), inputs).warnings


def test_hours_that_are_none_are_told_by_their_cell(tmp_path):
    (tmp_path / "agents.csv").write_text("坐席编号,工号,本月已工作小时\n0001,7,many\n0002,8,800\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_payroll_inputs(Scenario(payroll=Payroll(agents="agents.csv")), [tmp_path])
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(2, "hours_worked"), (3, "hours_worked")]


def test_a_second_month_is_whole():
    """Only the first month can have begun before the plan."""
    shifts = [shift("0001", f"2026-11-{day:02d} 09:00", f"2026-11-{day:02d} 19:00") for day in range(1, 18)]
    plan = plan_of(shifts, "2026-10-30", 30, Scenario(payroll=Payroll(scheme="comprehensive", hours_worked=144)))
    october, november = payroll_table(plan).standard
    assert (october.minutes / 60, october.before / 60) == (144, 144)
    assert (november.minutes / 60, november.before) == (168, 0)
    assert overtime(plan) == 170 - 168


def test_a_settlement_of_the_plan_knows_its_own_days_alone():
    assert overtime(week(settlement="plan", hours_worked=100)) == 70 - 40


def test_the_workbook_shows_what_holds():
    book = openpyxl.load_workbook(io.BytesIO(payroll_workbook(week())), data_only=True)
    rows = {str(row[0].value).strip(): row[1].value for row in book["Summary"].iter_rows(max_col=2) if row[0].value}
    assert rows["Standard hours of 2026-10 (18 workdays)"] == 144
    assert rows["of which worked before the plan (assumed)"] == 24
    given = payroll_workbook(week(hours_worked=88))
    rows = {str(row[0].value).strip(): row[1].value for row in openpyxl.load_workbook(io.BytesIO(given))["Summary"].iter_rows(max_col=2)}  # fmt: skip  # noqa: E501
    assert rows["of which worked before the plan"] == 88


def test_each_agents_own_hours_need_no_common_ones():
    inputs = PayrollInputs({"0001": Agent("7", hours_worked=10.0)})
    (standard,) = payroll_table(week(), inputs).standard
    assert (standard.before, standard.assumed) == (0, False)
