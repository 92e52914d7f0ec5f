"""Sheet Coverage: need, on duty and service of every slot, with native charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from staffplan.report.sheets.book import CLOCK, DARK, Book, cell_name, clock_of
from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.report.sheets.quick import QuickSheet
    from staffplan.schema.plan import CoverageSlot

HEADER, FIRST = 3, 4
"""Rows, counted from 0."""
CHART_ROWS, CHART_COLUMNS = 42, 14
"""Cells that the two charts cover."""
GRID = {"visible": True, "line": {"color": "#E3E7ED"}}
WIDTHS = (17, 11, 11, 9, 9, 9, 10, 11)


def coverage_sheet(book: Book) -> QuickSheet:
    """Write the sheet; returns it."""
    name = _("Coverage")
    sheet = book.sheet(name, _("Coverage"))
    titles = [_("Start"), _("Inquiries"), _("For agents"), _("Need"), _("On duty"), _("Over (+) under (−)")]
    titles += [_("Service level"), _("Occupancy")]
    for column, (title, width) in enumerate(zip(titles, WIDTHS, strict=True)):
        sheet.write_string(HEADER, column, title, book.header())
        sheet.set_column(column, column, width)
    for row, slot in enumerate(book.plan.coverage, start=FIRST):
        _slot(book, sheet, row, slot)
    last = FIRST + len(book.plan.coverage) - 1
    under = book.file.add_format({"font_color": "#B42318", "bg_color": "#FBE3E1"})
    sheet.conditional_format(FIRST, 5, last, 5, {"type": "cell", "criteria": "<", "value": 0, "format": under})
    sheet.set_row(HEADER, 30)
    sheet.freeze_panes(FIRST, 1)
    sheet.autofilter(HEADER, 0, last, len(titles) - 1)
    sheet.insert_chart(FIRST, len(titles) + 1, _staff_chart(book, name, titles, last))
    sheet.insert_chart(FIRST + 20, len(titles) + 1, _service_chart(book, name, titles, last))
    # The charts alone are printed, on one page: the rows are a page a week in the sheet before this one.
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, len(titles) + 1, FIRST + CHART_ROWS, len(titles) + 1 + CHART_COLUMNS)
    return sheet


def _slot(book: Book, sheet: Any, row: int, slot: CoverageSlot) -> None:  # noqa: ANN401
    number, count = book.cell(num_format="#,##0.0"), book.cell(align="center")
    sheet.write_datetime(row, 0, clock_of(slot.start, book.zone), book.cell(num_format=CLOCK, align="center"))
    sheet.write_number(row, 1, slot.inquiries, number)
    sheet.write_number(row, 2, slot.human_inquiries, number)
    sheet.write_number(row, 3, slot.required, count)
    sheet.write_number(row, 4, slot.on_duty, count)
    over = f"={cell_name(row, 4)}-{cell_name(row, 3)}"
    sheet.write_formula(row, 5, over, book.cell(align="center", num_format="+0;-0;0"), slot.on_duty - slot.required)
    share = book.cell(num_format="0.0%")
    for column, value in ((6, slot.service_level), (7, slot.occupancy)):
        if value is None:
            sheet.write_blank(row, column, None, share)
        else:
            sheet.write_number(row, column, value, share)


def _staff_chart(book: Book, name: str, titles: list[str], last: int) -> Any:  # noqa: ANN401
    """Need as a line over those on duty as an area."""
    chart = book.file.add_chart({"type": "area"})
    chart.add_series(
        {
            "name": titles[4],
            "categories": [name, FIRST, 0, last, 0],
            "values": [name, FIRST, 4, last, 4],
            "fill": {"color": "#9DC3E6"},
            "border": {"none": True},
        }
    )
    need = book.file.add_chart({"type": "line"})
    need.add_series(
        {
            "name": titles[3],
            "categories": [name, FIRST, 0, last, 0],
            "values": [name, FIRST, 3, last, 3],
            "line": {"color": "#B42318", "width": 1.5},
        }
    )
    chart.combine(need)
    _axes(book, chart, _("Agents needed and on duty"), "0")
    return chart


def _service_chart(book: Book, name: str, titles: list[str], last: int) -> Any:  # noqa: ANN401
    chart = book.file.add_chart({"type": "line"})
    chart.add_series(
        {
            "name": titles[6],
            "categories": [name, FIRST, 0, last, 0],
            "values": [name, FIRST, 6, last, 6],
            "line": {"color": DARK, "width": 1.25},
        }
    )
    _axes(book, chart, _("Share answered in time, slot by slot"), "0%")
    chart.set_y_axis({"min": 0, "max": 1, "num_format": "0%", "major_gridlines": GRID})
    chart.set_legend({"none": True})
    return chart


def _axes(book: Book, chart: Any, title: str, number: str) -> None:  # noqa: ANN401
    """A tick a day, or every six hours of a short plan."""
    slots = len(book.plan.coverage)
    per_day = max(1, 1440 // book.plan.summary.scenario.slot_minutes)
    step = per_day if slots > 3 * per_day else max(1, per_day // 4)
    chart.set_title({"name": title, "name_font": {"size": 12, "color": DARK}, "overlay": False})
    chart.set_x_axis(
        {
            "text_axis": True,
            "interval_unit": step,
            "interval_tick": step,
            "num_format": "mm-dd" if step == per_day else "mm-dd hh:mm",
            "num_font": {"size": 8},
            "major_tick_mark": "none",
        }
    )
    chart.set_y_axis({"min": 0, "num_format": number, "major_gridlines": GRID})
    chart.set_legend({"position": "top"})
    chart.show_blanks_as("gap")
    chart.set_size({"width": 900, "height": 400})
