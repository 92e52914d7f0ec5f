"""Trial C1: every csv that staffplan writes is safe in a spreadsheet, and what it wrote it can read."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from payroll_plans import plan_of, shift

from staffplan.read import read_plan
from staffplan.report.files import SCHEDULE_COLUMNS, csv_bytes, plan_json, schedule_csv, write_plan
from staffplan.report.need import NEED_COLUMNS, need_csv
from staffplan.report.payroll.layout import Column, Layout, export
from staffplan.report.sweep import sweep_csv
from staffplan.report.year_files import bill_csv
from staffplan.schema.scenario.keys import Contract, Scenario
from staffplan.schema.sweep import Parameter, SweepPoint, SweepResult
from staffplan.schema.year.bill import Line
from staffplan.storage.spreadsheet import guarded, unguarded

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    " =1+1",
    "＝1+1",
    "'=1+1",
    "-5",
    '=HYPERLINK("http://example.org?"&A1,"hours")',
)
LIVE = re.compile(r"\s*[=+\-@＝＋－＠]")


def cells(content: bytes) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]


def live(content: bytes) -> list[str]:
    """Cells that a spreadsheet would run; a plain number is none."""
    return [cell for cell in cells(content) if LIVE.match(cell) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)]


def plan_with(name: str):
    scenario = Scenario(grid="60min", contract=(Contract(name=name, hourly_cost=30.0),))
    one = shift("0001", "2026-11-02 09:00", "2026-11-02 18:00", unpaid=1, contract=scenario.contract[0].name)
    return plan_of([one], days=1, scenario=scenario)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_schedule_is_safe_and_read_again(tmp_path, name):
    plan = plan_with(name)
    assert live(schedule_csv(plan)) == []
    write_plan(plan, tmp_path)
    assert [one.contract for one in read_plan(tmp_path).shifts] == [name.strip()]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("rows", ["month", "pay_code", "shift"])
def test_payroll_of_any_layout_is_safe(name, rows):
    layout = Layout(rows=rows, column=(Column(header=name, value="contract"), Column(header="id", value="agent_id")))
    assert live(export(plan_with(name), layout)) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_a_sweep_and_a_bill_are_safe(name):
    point = SweepPoint(place=0, values=(name,), outcome="failed", problem=name)
    swept = SweepResult((Parameter(name, None, (name,), (1.0,)),), (point,), (name,), jobs=1, seconds=0.0)
    assert live(sweep_csv(swept)) == []
    line = Line(month=(2026, 11), supplier=name, item=name, quantity=Decimal(-1), amount=Decimal("-2.50"))
    assert live(bill_csv([line])) == []
    assert "-2.50" in cells(bill_csv([line]))


def test_a_need_and_an_evaluation_go_through_the_same_writer():
    start = pd.Timestamp("2026-11-02 09:00", tz="Asia/Shanghai")
    need = pd.DataFrame({name: [start] if name == "start" else [np.float64(-1)] for name in NEED_COLUMNS})
    assert live(need_csv(need)) == []
    assert live(csv_bytes(HOSTILE, [HOSTILE])) == []


@given(st.text())
def test_what_is_written_is_what_is_read(text):
    assert unguarded(guarded(text)) == text
    assert LIVE.match(guarded(text)) is None or re.fullmatch(r"-?\d+(\.\d+)?", guarded(text))


def test_text_of_people_stays_as_it_is():
    for text in ("全职", "O'Neil", "'tis", "a=b", "12:00-13:00;15:15-15:30", "2026-11-02", "-7.5"):
        assert guarded(text) == text
    assert b'"written": {}' in plan_json(plan_with("full-time"))
    assert date.fromisoformat(cells(schedule_csv(plan_with("full-time")))[len(SCHEDULE_COLUMNS) + 2])
