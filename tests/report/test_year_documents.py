"""year.xlsx and year.html: sums by formula equal the bill to the cent, measures are never added up."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from staffplan.errors import InputError
from staffplan.pipeline.year.documents import report, year_documents
from staffplan.report.year_files import BillRow, bill_rows, year_json
from staffplan.schema.year.result import MonthCost, Saving, SeasonSummary, TodaySummary, YearSummary
from staffplan.schema.year.year import Season, Year

BILL = [
    BillRow("full-time", "monthly pay", f"2026-{month:02d}", Decimal("3.00"), Decimal("15000.10") + month)
    for month in range(1, 13)
] + [BillRow("=bot", "bot", "2026-06", Decimal("1.00"), Decimal("0.07"))]
TOTAL = sum(row.amount for row in BILL)


def season(name, first, last, **heads):
    figures = {"inquiries": 1000.0, "by_bot": 500.0, "by_agents": 500.0, "paid_hours": 800.0}
    service = {"predicted": 0.95, "certified": 0.9499, "target_met": True}
    return SeasonSummary(
        name=name, first=first, last=last, folder="01", employed=heads, on_schedule=heads, handed_over={},
        cost=TOTAL / 2, **figures, **service,
    )  # fmt: skip


def summary(**changes):
    savings = (
        Saving(measure="bot", answer="found", cost_without=Decimal(300000), saving=Decimal(100000)),
        Saving(measure="shifts", answer="found", cost_without=Decimal(210000), saving=Decimal(10000)),
        Saving(measure="season_flex", answer="no_plan"),
    )
    today = TodaySummary(
        cost=Decimal(400000), saving=400000 - TOTAL, over_hours=12.0, under_hours=3.0, night_cost=Decimal(0),
        by_hour=(), savings=savings,
    )  # fmt: skip
    values = {
        "status": "optimal", "objective": "cost", "value": float(TOTAL), "bound": float(TOTAL), "gap": 0.0,
        "cost": TOTAL,
        "average_headcount": 3.0, "peak_headcount": 5, "bot": "80% bot",
        "seasons": (
            season("off", date(2026, 1, 1), date(2026, 6, 30), **{"full-time": 3, "vendor": 0, "unused": 0}),
            season("peak", date(2026, 7, 1), date(2026, 12, 31), **{"full-time": 3, "vendor": 2, "unused": 0}),
        ),
        "months": (MonthCost(month="2026-01", cost=TOTAL),), "today": today, "solve_seconds": 1.0, "inputs": {},
        "year": Year(season=(Season(name="off", forecast="week.csv"),)),
    }  # fmt: skip
    return YearSummary(**(values | changes))


def book(**options):
    return openpyxl.load_workbook(io.BytesIO(year_documents(summary(), BILL)["year.xlsx"]), **options)


def test_sums_are_formulas_that_equal_the_bill_to_the_cent():
    formulas, values = book(), book(data_only=True)
    assert formulas["Bill"]["E19"].value == "=SUM(E5:E17)"
    assert Decimal(str(round(values["Bill"]["E19"].value, 2))) == TOTAL
    months = formulas["Months"]
    assert months["B5"].value == "=SUMIFS('Bill'!$E$5:$E$17,'Bill'!$A$5:$A$17,$A5,'Bill'!$C$5:$C$17,B$4)"
    assert months["N7"].value == "=SUM(N5:N6)"
    assert Decimal(str(round(values["Months"]["N7"].value, 2))) == TOTAL
    assert values["Months"]["G6"].value == 0.07


def test_heads_by_season_without_what_nobody_uses():
    sheet = book(data_only=True)["Year"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=7)]
    assert rows[0][3:6] == ["full-time", "vendor", "Heads and seats"]
    assert rows[1][3:6] == [3, 0, 3]
    assert rows[2][3:6] == [3, 2, 5]
    assert rows[1][7] == "94.9%"
    assert book()["Year"]["I7"].value == "='Bill'!E19"
    assert Decimal(str(round(sheet["I7"].value, 2))) == TOTAL


def test_no_name_is_a_formula():
    found = [cell for sheet in book() for row in sheet.iter_rows() for cell in row if cell.value == "=bot"]
    assert {cell.data_type for cell in found} == {"s"}


def test_measures_are_told_so_that_they_cannot_be_added_up():
    page = year_documents(summary(), BILL)["year.html"].decode()
    for text in (
        "Without the bot the year would cost 300,000.00, 100,000.00 more.",
        "Without fewer people off season: without it there is no plan (proved).",
        "Measures overlap: what each saves alone does not add up.",
    ):
        assert text in page
    assert "110,000" not in page
    texts = {cell.value for row in book()["Today"].iter_rows() for cell in row}
    assert "Measures overlap: what each saves alone does not add up." in texts


def test_without_today_there_is_no_sheet_of_it():
    made = year_documents(summary(today=None), BILL)
    assert openpyxl.load_workbook(io.BytesIO(made["year.xlsx"])).sheetnames == ["Year", "Months", "Bill"]
    assert "Today against the plan" not in made["year.html"].decode()


def test_report_takes_a_years_folder(tmp_path):
    (tmp_path / "year.json").write_bytes(year_json(summary()))
    lines = [f"{row.supplier},{row.item},{row.month},{row.quantity},{row.amount}" for row in BILL]
    text = "supplier,item,month,quantity,amount\n" + "\n".join(lines) + "\n"
    (tmp_path / "bill.csv").write_text(text, encoding="utf-8-sig")
    assert bill_rows(text.encode("utf-8-sig")) == BILL
    assert {path.name for path in report(tmp_path)} == {"year.xlsx", "year.html"}
    assert (tmp_path / "year.html").read_bytes() == year_documents(summary(), BILL)["year.html"]


@pytest.mark.parametrize("broken", ["year.json", "bill.csv"])
def test_a_broken_file_is_named(tmp_path, broken):
    (tmp_path / "year.json").write_bytes(year_json(summary()))
    (tmp_path / "bill.csv").write_text("supplier,item,month,quantity,amount\na,b,2026-01,1,2\n")
    (tmp_path / broken).write_text("supplier\nx\n")
    with pytest.raises(InputError, match=broken):
        report(tmp_path)


def test_a_bill_that_is_gone_is_named(tmp_path):
    (tmp_path / "year.json").write_bytes(year_json(summary()))
    with pytest.raises(InputError, match=r"bill\.csv"):
        report(tmp_path)
