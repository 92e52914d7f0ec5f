"""payroll.xlsx read back: real times, text ids, formulas, marks, and that LibreOffice computes and prints the same."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import time
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from factories import make_plan, make_scenario, named
from payroll_plans import plan_of, shift

from staffplan.report.payroll.inputs import Agent, PayrollInputs
from staffplan.report.payroll.payroll import payroll_table
from staffplan.report.sheets.workbook import payroll_workbook
from staffplan.schema.scenario.keys import Scenario
from staffplan.schema.scenario.payroll import ContractPay, Payroll

PAID = Payroll(contract=(ContractPay(name="full-time", monthly_pay=5000),), night_allowance=15, meal_allowance=12)
RATES = (30.0, 28.75, 16.53, 17.33, 19.99, 26.1)


@pytest.fixture
def plan():
    """Three agents around National Day, one on nights into the holiday."""
    night = shift("0002", "2026-09-30 22:00", "2026-10-01 07:00", ("2026-10-01 02:00", "2026-10-01 03:00"), unpaid=1)
    days = [
        shift("0001", f"2026-{d} 09:00", f"2026-{d} 18:00", (f"2026-{d} 12:00", f"2026-{d} 13:00"), unpaid=1)
        for d in ("09-28", "09-29", "10-01")
    ]
    return plan_of([*days, night], first="2026-09-28", days=7, scenario=Scenario(payroll=PAID))


def opened(content: bytes, **options: bool) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), **options)


def column(sheet, title: str) -> int:
    return next(cell.column for row in sheet.iter_rows(max_row=6) for cell in row if cell.value == title)


def test_five_sheets(plan):
    assert opened(payroll_workbook(plan)).sheetnames == ["Summary", "Roster", "Shifts", "Payroll", "Weeks", "Coverage"]


def test_roster_marks_shifts_weekends_and_holidays(plan):
    sheet = opened(payroll_workbook(plan))["Roster"]
    assert [sheet.cell(7, 1).value, sheet.cell(8, 1).value] == ["0001", "0002"]
    assert sheet["C7"].value == "09:00-18:00"
    assert sheet["E8"].value == "22:00-07:00"
    assert sheet["C6"].value == datetime(2026, 9, 28)
    assert sheet["F4"].value == "National Day"
    fills = {name: sheet[name].fill.fgColor.rgb for name in ("C7", "E8", "F8", "I8")}
    assert len(set(fills.values())) == 4  # a day shift, a night shift, a holiday off, a Sunday off
    assert sheet.freeze_panes == "C7"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$4:$6"
    assert sheet["C9"].value == '=COUNTIF(C7:C8,"*:*")'


@pytest.mark.parametrize(("days", "text"), [(7, "09:00-18:00 早班"), (28, "09:00-\n18:00\n早班")])
def test_names_of_shifts_stand_in_the_roster_and_behind_the_hours_of_shifts(days, text):
    book = opened(payroll_workbook(named(make_plan(agents=2, days=days))))
    assert book["Roster"]["C7"].value == text
    sheet = book["Shifts"]
    assert column(sheet, "Shift") == column(sheet, "of which at night") + 1 == sheet.max_column
    assert {sheet.cell(row, sheet.max_column).value for row in range(5, sheet.max_row)} == {"早班"}
    assert sheet.cell(sheet.max_row, 1).value == "Total"
    with pytest.raises(StopIteration):
        column(opened(payroll_workbook(make_plan(agents=2)))["Shifts"], "Shift")


def test_a_month_prints_on_a3(plan):
    month = plan_of(list(plan.shifts), first="2026-09-28", days=31)
    assert opened(payroll_workbook(month))["Roster"].page_setup.paperSize == 8


def test_times_are_times_and_ids_are_text(plan):
    sheet = opened(payroll_workbook(plan, PayrollInputs({"0001": Agent("000042", "Li")})))["Shifts"]
    row = [cell.value for cell in sheet[5]]
    assert row[:2] == ["0001", "000042"]
    assert row[4] == datetime(2026, 9, 28)
    assert row[6:8] == [datetime(2026, 9, 28, 9), datetime(2026, 9, 28, 18)]
    assert sheet["A5"].data_type == "s"
    assert sheet["O5"].value == "=SUM(K5:N5)"


@pytest.mark.parametrize("name", ["=1+1", "+49", "-x", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://example.com"])
def test_input_text_never_becomes_a_formula(plan, name):
    contract = make_scenario().contract[0].model_copy(update={"name": name})
    hostile = plan_of(
        [each.model_copy(update={"contract": name}) for each in plan.shifts],
        scenario=Scenario(contract=(contract,), payroll=Payroll(cost_centre=name)),
        first="2026-09-28",
    )
    book = opened(payroll_workbook(hostile, PayrollInputs({"0001": Agent(name, name)})))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == name]
    assert len(found) > 5
    assert {cell.data_type for cell in found} == {"s"}
    assert not any(cell.hyperlink for cell in found)


def test_amounts_are_formulas_with_the_right_values(plan):
    content = payroll_workbook(plan)
    formulas, values = opened(content)["Payroll"], opened(content, data_only=True)["Payroll"]
    rows = payroll_table(plan).rows
    total = column(formulas, "Total pay")
    for at, row in enumerate(rows, start=6):
        assert formulas.cell(at, total).value.startswith("=IF(")
        assert Decimal(str(values.cell(at, total).value)) == row.total
    assert formulas.cell(6 + len(rows), total).value == f"=SUBTOTAL(109,X6:X{5 + len(rows)})"
    summary = [row[1].value for row in formulas.parent["Summary"]]
    assert f"='Payroll'!X{6 + len(rows)}" in summary


def test_without_rates_hours_and_no_amounts():
    book = opened(payroll_workbook(make_plan()), data_only=True)["Payroll"]
    assert book.cell(6, column(book, "Paid hours")).value == 40
    assert not book.cell(6, column(book, "Total pay")).value


def test_coverage_has_a_native_chart(plan):
    sheet = opened(payroll_workbook(plan))["Coverage"]
    assert sheet["A5"].value == datetime(2026, 9, 28)
    assert sheet["F5"].value == "=E5-D5"
    assert len(sheet._charts) == 2


def test_a_share_just_under_the_target_never_reads_as_the_target(plan):
    service = plan.summary.service.model_copy(update={"certified": 0.8997, "predicted": 0.9})
    near = plan.model_copy(update={"summary": plan.summary.model_copy(update={"service": service})})
    values = {row[0].value: row[1].value for row in opened(payroll_workbook(near))["Summary"]}
    assert (values["Answered in time, certified"], values["Answered in time, predicted"]) == (0.899, 0.9)


def test_same_plan_same_bytes(plan):
    assert payroll_workbook(plan) == payroll_workbook(plan)


def test_a_plan_with_nobody_in_it_has_a_workbook():
    assert opened(payroll_workbook(plan_of([]))).sheetnames[0] == "Summary"


@pytest.mark.benchmark
@pytest.mark.parametrize(("agents", "days"), [(300, 31), (6000, 7)])
def test_thousands_of_shifts_take_ten_seconds_at_most(agents, days):
    big = make_plan(agents=agents, days=days, first=date(2026, 10, 1), scenario=make_scenario(payroll=PAID))
    begin = time.perf_counter()
    payroll_workbook(big)
    assert time.perf_counter() - begin <= 10


def libreoffice(folder: Path, target: str, source: str) -> Path:
    """Convert ``source`` in ``folder`` with LibreOffice, which recalculates what it loads."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        program,
        "--headless",
        profile,
        "--convert-to",
        target,
        "--outdir",
        f"{folder}/out",
        f"{folder}/{source}",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180, env=os.environ | {"HOME": str(folder)})
    return folder / "out" / f"{Path(source).stem}.{target}"


@pytest.mark.slow
def test_libreoffice_opens_and_prints_it(tmp_path):
    big = make_plan(agents=300, days=31, first=date(2026, 10, 1), scenario=make_scenario(payroll=PAID))
    (tmp_path / "payroll.xlsx").write_bytes(payroll_workbook(big))
    pdf = libreoffice(tmp_path, "pdf", "payroll.xlsx")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert pdf.stat().st_size > 100_000


@pytest.mark.slow
def test_libreoffice_computes_the_same_cents_and_follows_edits(plan, tmp_path):
    # Six agents with odd minutes and odd rates. openpyxl drops the values that we wrote, so all of them are computed.
    odd = [
        each.model_copy(update={"agent_id": f"{k:04d}", "contract": f"c{k}", "end": each.end + timedelta(minutes=20)})
        for k in range(len(RATES))
        for each in plan.shifts
    ]
    contracts = tuple(make_scenario().contract[0].model_copy(update={"name": f"c{k}"}) for k in range(len(RATES)))
    pay = tuple(ContractPay(name=f"c{k}", hourly_pay=rate) for k, rate in enumerate(RATES))
    rules = Payroll(contract=pay, night_factor=0.25, night_allowance=15)
    odd_plan = plan_of(odd, first="2026-09-28", scenario=Scenario(contract=contracts, payroll=rules))
    book = opened(payroll_workbook(odd_plan))
    rows = payroll_table(odd_plan).rows
    book["Payroll"].cell(6, column(book["Payroll"], "Regular hours")).value = 100  # an edit of the first agent's hours
    book.save(tmp_path / "payroll.xlsx")
    computed = openpyxl.load_workbook(libreoffice(tmp_path, "xlsx", "payroll.xlsx"), data_only=True)
    sheet = computed["Payroll"]
    total = column(sheet, "Total pay")
    assert [cents(sheet.cell(at, total).value) for at in range(7, 6 + len(rows))] == [row.total for row in rows[1:]]
    first = rows[0].total - rows[0].amounts["regular"] + 100 * rows[0].rate
    assert cents(sheet.cell(6, total).value) == first
    whole = first + sum(row.total for row in rows[1:])
    assert cents(sheet.cell(6 + len(rows), total).value) == whole
    assert whole in [cents(row[1].value) for row in computed["Summary"] if isinstance(row[1].value, float)]


def cents(number: float) -> Decimal:
    """An amount as it is read."""
    return Decimal(repr(round(number, 6))).quantize(Decimal("0.01"))
