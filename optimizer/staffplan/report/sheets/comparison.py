"""A comparison as a workbook: figures with their differences, hours, weekdays and hours, days that differ."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from staffplan.report.compare.words import change_sentence, day_text, days_sentence
from staffplan.report.sheets.book import DARK, DATE, StyledBook, cell_name, fit
from staffplan.report.spreadsheets import TEXT_STAYS_TEXT
from staffplan.report.wording.text import NONE, weekday_names
from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.report.compare.figures import Comparison
    from staffplan.report.compare.hours import SlotMeans
    from staffplan.report.compare.table import Kind, Measure, Value

FORMATS: dict[Kind, str] = {
    "text": "@",
    "count": "#,##0",
    "hours": "#,##0.0",
    "money": "#,##0.00",
    "rate": "#,##0.00",
    "share": "0.0%",
}
MEANS = ("on_duty", "need", "over", "under")
"""Columns of a plan on the sheet of hours."""
UNDER, MIDDLE, OVER = "#F9C08D", "#FFFFFF", "#A3CBEA"


def comparison_workbook(comparison: Comparison) -> bytes:
    """The workbook in the language in use. The same comparison gives the same bytes."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **TEXT_STAYS_TEXT}) as file:
        book = StyledBook(file)
        # The start of the first plan, not today: the same plans must give the same bytes.
        file.set_properties({"created": comparison.begin.replace(tzinfo=None)})
        _measures_sheet(book, comparison)
        _hours_sheet(book, comparison)
        _weekdays_sheet(book, comparison)
        _days_sheet(book, comparison)
    return content.getvalue()


def _put(book: StyledBook, sheet: Any, row: int, column: int, value: Value, number: str) -> None:  # noqa: ANN401
    """A number as a number, a text as a text, a dash for what is not known."""
    if isinstance(value, str) or value is None:
        sheet.write_string(row, column, NONE if value is None else value, book.cell(align="right", num_format="@"))
    else:
        sheet.write_number(row, column, value, book.cell(align="right", num_format=number))


def _measures_sheet(book: StyledBook, comparison: Comparison) -> None:
    """A row for each figure, a column for each plan, and the differences from the first as formulas."""
    names = comparison.names
    sentences = " ".join(change_sentence(comparison, place) for place in range(1, len(names)))
    sheet = book.titled_sheet(_("Comparison"), _("Comparison"), sentences)
    titles = [*names, *(_("{other} less {first}").format(other=other, first=names[0]) for other in comparison.others)]
    sheet.set_column(0, 0, fit([row.label for row in comparison.measures]))
    sheet.write_blank(3, 0, None, book.header())
    for column, title in enumerate(titles, start=1):
        sheet.write_string(3, column, title, book.header())
        sheet.set_column(column, column, 24)
    for row, measure in enumerate(comparison.measures, start=4):
        sheet.write_string(row, 0, measure.label, book.cell(num_format="@"))
        for column, value in enumerate(measure.values, start=1):
            _put(book, sheet, row, column, value, FORMATS[measure.kind])
        for place in range(1, len(names)):
            _difference(book, sheet, (row, len(names) + place), measure, place)
    sheet.freeze_panes(4, 1)


def _difference(book: StyledBook, sheet: Any, at: tuple[int, int], measure: Measure, place: int) -> None:  # noqa: ANN401
    value = measure.difference(place)
    if value is None:
        sheet.write_blank(*at, None, book.cell())
        return
    number = FORMATS[measure.kind]
    formula = f"={cell_name(at[0], 1 + place)}-{cell_name(at[0], 1)}"
    sheet.write_formula(*at, formula, book.cell(align="right", num_format=f"+{number};-{number};0"), value)


def _hours_sheet(book: StyledBook, comparison: Comparison) -> None:
    """A row for each hour of the day, four columns for each plan, and a chart of those on duty."""
    subtitle = _("Mean agents by local hour of the day; over and under need do not cancel each other")
    sheet = book.titled_sheet(_("Hours"), _("Agents by hour of the day"), subtitle)
    titles = (_("On duty"), _("Need"), _("Over"), _("Under"))
    sheet.write_string(4, 0, _("Hour"), book.header())
    chart = book.file.add_chart({"type": "line"})
    for place, name in enumerate(comparison.names):
        first = 1 + len(MEANS) * place
        sheet.merge_range(3, first, 3, first + len(MEANS) - 1, "", book.header())
        sheet.write_string(3, first, name, book.header())
        for column, title in enumerate(titles, start=first):
            sheet.write_string(4, column, title, book.header())
        for hour, means in enumerate(comparison.hours[place]):
            _hour(book, sheet, 5 + hour, first, means)
        values = [_("Hours"), 5, first, 28, first]
        chart.add_series({"name": [_("Hours"), 3, first], "categories": [_("Hours"), 5, 0, 28, 0], "values": values})
    for hour in range(24):
        sheet.write_string(5 + hour, 0, f"{hour:02d}:00", book.cell(align="center"))
    chart.set_title({"name": _("Mean agents on duty"), "name_font": {"size": 12, "color": DARK}, "overlay": False})
    chart.set_y_axis({"min": 0, "major_gridlines": {"visible": True, "line": {"color": "#E3E7ED"}}})
    chart.set_legend({"position": "top"})
    chart.set_size({"width": 900, "height": 360})
    sheet.insert_chart(30, 0, chart)
    sheet.freeze_panes(5, 1)


def _hour(book: StyledBook, sheet: Any, row: int, first: int, means: SlotMeans | None) -> None:  # noqa: ANN401
    for column, name in enumerate(MEANS, start=first):
        _put(book, sheet, row, column, None if means is None else getattr(means, name), "0.0")


def _weekdays_sheet(book: StyledBook, comparison: Comparison) -> None:
    """Agents on duty less those of the first plan: a table of weekdays and hours for each other plan."""
    subtitle = _("Mean agents on duty; plans of different dates are laid over one another by weekday and hour")
    sheet = book.titled_sheet(_("Weekdays"), _("Difference by weekday and hour"), subtitle)
    sheet.set_column(1, 24, 6)
    row = 3
    for other, found in zip(comparison.others, comparison.differences, strict=True):
        title = _("{other} less {first}").format(other=other, first=comparison.names[0])
        sheet.write_string(row, 0, title, book.style(bold=True, font_size=12, font_color=DARK))
        for hour in range(24):
            sheet.write_string(row + 1, 1 + hour, f"{hour:02d}", book.header())
        for at, day in enumerate(comparison.weekdays(), start=row + 2):
            sheet.write_string(at, 0, weekday_names()[day], book.cell())
            for hour in range(24):
                value = found.get((day, hour))
                if value is None:
                    sheet.write_blank(at, 1 + hour, None, book.cell())
                else:
                    sheet.write_number(at, 1 + hour, value, book.cell(align="center", num_format="+0.0;-0.0;0"))
        scale = {"type": "3_color_scale", "mid_type": "num", "mid_value": 0}
        scale |= {"min_color": UNDER, "mid_color": MIDDLE, "max_color": OVER}
        sheet.conditional_format(row + 2, 1, row + 8, 24, scale)
        row += 11


def _days_sheet(book: StyledBook, comparison: Comparison) -> None:
    """A row for each day of an agent that differs."""
    sentences = " ".join(days_sentence(comparison, place) for place in range(len(comparison.others)))
    sheet = book.titled_sheet(_("Days that differ"), _("Days that differ"), sentences)
    titles = (
        _("Plan"),
        _("Agent"),
        _("Contract"),
        _("Day"),
        _("Its day there"),
        comparison.names[0],
        _("There"),
    )
    for column, (title, width) in enumerate(zip(titles, (20, 12, 16, 14, 16, 26, 26), strict=True)):
        sheet.write_string(3, column, title, book.header())
        sheet.set_column(column, column, width)
    row = 3
    for name, days in zip(comparison.others, comparison.days, strict=True):
        for entry in days.rows:
            row += 1
            for column, text in ((0, name), (1, entry.agent_id), (2, entry.contract)):
                sheet.write_string(row, column, text, book.cell(num_format="@"))
            for column, day in ((3, entry.day), (4, entry.other_day)):
                sheet.write_datetime(row, column, day, book.cell(num_format=DATE, align="center"))
            for column, text in ((5, entry.before), (6, entry.after)):
                sheet.write_string(row, column, day_text(text), book.cell(num_format="@"))
    sheet.autofilter(3, 0, max(row, 4), len(titles) - 1)
    sheet.freeze_panes(4, 0)
