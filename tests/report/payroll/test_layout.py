"""Payroll in the columns of the user's own system."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest
from payroll_plans import plan_of, shift

from staffplan.errors import InputError
from staffplan.report.payroll.inputs import Agent, PayrollInputs
from staffplan.report.payroll.layout import Column, Layout, export, load_layout, shipped_layouts
from staffplan.schema.scenario.keys import Scenario
from staffplan.schema.scenario.payroll import ContractPay, Payroll

PAY = Payroll(contract=(ContractPay(name="full-time", hourly_pay=30),))
NIGHT = shift("0002", "2026-09-30 22:00", "2026-10-01 07:00", ("2026-10-01 02:00", "2026-10-01 03:00"), unpaid=1)
PLAN = plan_of([NIGHT], first="2026-09-28", scenario=Scenario(payroll=PAY))
LI = PayrollInputs({"0002": Agent("000042", "=Li")})


def rows(content: bytes, encoding: str = "utf-8-sig") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(encoding))))


def layout(*values: str, **keys: object) -> Layout:
    return Layout(column=tuple(Column(header=value.upper(), value=value) for value in values), **keys)


def test_a_row_a_shift_can_show_its_name():
    named = plan_of([NIGHT.model_copy(update={"shift_name": "夜班"})], first="2026-09-28")
    assert rows(export(named, layout("shift", "agent_id", rows="shift"), LI)) == [
        ["SHIFT", "AGENT_ID"],
        ["夜班", "0002"],
    ]
    assert rows(export(PLAN, layout("shift", "agent_id", rows="shift"), LI))[1] == ["", "0002"]


def test_english_layout_lists_days_and_pay_codes():
    header, *table = rows(export(PLAN, load_layout("pay-codes"), LI))
    assert header[:5] == ["Employee ID", "Name", "Work date", "Pay code", "Hours"]
    assert table == [
        ["000042", "'=Li", "2026-09-30", "REG", "2.00", "2.00", "30.00", "1", ""],
        ["000042", "'=Li", "2026-10-01", "PH300", "6.00", "5.00", "30.00", "3.0", ""],
    ]


def test_chinese_layout_is_a_workbook_of_months():
    sheet = openpyxl.load_workbook(io.BytesIO(export(PLAN, load_layout("monthly-zh"), LI))).active
    table = list(sheet.iter_rows(values_only=True))
    assert sheet.title == "月度考勤工资表"
    assert table[0][:4] == ("工号", "姓名", "成本中心", "月份")
    assert table[1][:2] == ("000042", "=Li")
    assert [row[-1] for row in table[1:]] == [60, 540]
    assert sheet["A2"].data_type == "s"


def test_columns_come_in_the_users_order_and_encoding():
    content = export(PLAN, layout("end", "breaks", "night_minutes", "agent_id", rows="shift", encoding="gb18030"))
    assert rows(content, "gb18030") == [
        ["END", "BREAKS", "NIGHT_MINUTES", "AGENT_ID"],
        ["2026-10-01 07:00", "02:00-03:00", "420", "0002"],
    ]


def test_a_workbook_of_shifts_has_real_times():
    content = export(PLAN, layout("start", "paid_hours", rows="shift", format="xlsx", title="a/b"))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [cell.value for cell in sheet[2]] == [datetime(2026, 9, 30, 22), 8]
    assert sheet.title == "a_b"


def test_same_plan_same_bytes():
    assert export(PLAN, load_layout("monthly-zh")) == export(PLAN, load_layout("monthly-zh"))


def test_every_shipped_layout_loads():
    assert shipped_layouts() == ["monthly-zh", "pay-codes"]
    assert all(load_layout(name).column for name in shipped_layouts())


def test_unknown_columns_name_the_nearest(tmp_path):
    path = tmp_path / "my.toml"
    path.write_text(
        'rows = "month"\n[[column]]\nheader = "A"\nvalue = "overtime_hour"\n[[column]]\nheader = "B"\nvalue = "start"\n'
    )
    with pytest.raises(InputError) as caught:
        load_layout(path)
    assert [fault.column for fault in caught.value.faults] == ["column.1.value", "column.2.value"]
    assert "one of overtime_hours" in caught.value.faults[0].accepted


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("colum = 1\n[[column]]\nheader = 'A'\nvalue = 'name'", "column"),
        ("[[column]]\nheader = 'A'", "column.1.value"),
        ("format = 'pdf'\n[[column]]\nheader = 'A'\nvalue = 'name'", "csv"),
        ("title = ", "TOML"),
        ("", "column"),
    ],
)
def test_faulty_layouts(tmp_path, text, place):
    path = tmp_path / "my.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=place):
        load_layout(path)


def test_faulty_columns_are_not_too_few_as_well(tmp_path):
    path = tmp_path / "my.toml"
    path.write_text('[[column]]\nvalue = "name"\n[[column]]\nheader = 3\nvalue = "name"\n')
    with pytest.raises(InputError) as caught:
        load_layout(path)
    assert [fault.column for fault in caught.value.faults] == ["column.1.header", "column.2.header"]


def test_a_layout_without_columns_is_told_how_to_write_them(tmp_path):
    path = tmp_path / "my.toml"
    path.write_text('rows = "month"\n')
    with pytest.raises(InputError, match=r"\[\[column\]\] in double brackets"):
        load_layout(path)


def test_no_such_layout_lists_the_shipped_ones():
    with pytest.raises(InputError, match="monthly-zh, pay-codes"):
        load_layout("pay-code")


def test_hours_that_do_not_end():
    twenty = shift("1", "2026-09-30 09:00", "2026-09-30 09:20")
    (row,) = rows(export(plan_of([twenty], first="2026-09-28"), layout("hours", "minutes", rows="pay_code")))[1:]
    assert (Decimal(row[0]), row[1]) == (Decimal("0.3333"), "20")
