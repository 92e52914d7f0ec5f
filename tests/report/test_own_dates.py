"""Promotion days: need, who is on and what is spare at the peak of each, on screen, page and in the workbook."""

from datetime import date
from io import BytesIO, StringIO

import pytest
from factories import make_plan, make_scenario
from openpyxl import load_workbook
from rich.console import Console

from staffplan.report.page.page import render_page
from staffplan.report.payroll.inputs import PayrollInputs
from staffplan.report.screen.plan import plan_screen
from staffplan.report.sheets.workbook import payroll_workbook
from staffplan.report.wording.own_dates import own_dates
from staffplan.schema.scenario.keys import Opening, Target

TUESDAY, WEDNESDAY, FRIDAY = (date(2026, 11, day) for day in (3, 4, 6))


def plan_with(**tables):
    return make_plan(scenario=make_scenario(**tables))


@pytest.fixture(scope="module")
def promotion():
    dates = [
        {"date": WEDNESDAY, "hours": (540, 1380)},
        {"from": TUESDAY, "to": TUESDAY, "closed": True},
        {"date": date(2026, 12, 12), "hours": (0, 1440)},
    ]
    opening = Opening.model_validate({"hours": (540, 1380), "date": dates})
    target = Target.model_validate({"hours": [{"dates": [FRIDAY, WEDNESDAY], "minimum_staff": 1}]})
    return plan_with(opening=opening, target=target)


def test_a_line_for_each_date_of_the_period_at_its_peak(promotion):
    found = own_dates(promotion)
    assert [each.day for each in found] == [WEDNESDAY, FRIDAY]
    for each in found:
        here = [slot for slot in promotion.coverage if slot.start.date() == each.day]
        assert each.peak.required == max(slot.required for slot in here)
        there = sum(count for _name, count in each.by_contract)
        assert there == each.peak.on_duty
        spare = each.peak.on_duty - each.peak.required
        words = f"{each.peak.required} needed, {each.peak.on_duty} on duty"
        assert words in each.text
        assert each.text.endswith(f"{spare} to spare" if spare >= 0 else f"{-spare} fewer")


def test_agents_who_are_missing_are_told(promotion):
    day = own_dates(promotion)[0].peak
    more = promotion.model_copy(
        update={
            "coverage": tuple(
                slot.model_copy(update={"required": slot.on_duty + 2}) if slot == day else slot
                for slot in promotion.coverage
            )
        }
    )
    assert own_dates(more)[0].text.endswith(", 2 fewer")


def test_plans_without_such_dates_say_nothing_of_them():
    assert own_dates(plan_with()) == []
    assert "Days of their own" not in render_page(plan_with())


def test_screen_page_and_workbook_show_the_lines(promotion):
    lines = [each.text for each in own_dates(promotion)]
    console = Console(width=140, record=True, file=StringIO())
    console.print(plan_screen(promotion))
    screen, page = console.export_text(), render_page(promotion)
    book = load_workbook(BytesIO(payroll_workbook(promotion, PayrollInputs())))
    cells = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    for line in lines:
        assert line in screen
        assert line in page
        assert line in cells
