"""The shops of a batch as a workbook: a row each, sums above them, and what pooling could save."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from staffplan.report.sheets.book import StyledBook
from staffplan.report.spreadsheets import TEXT_STAYS_TEXT
from staffplan.report.wording.shops import batch_headline, outcome_words, pool_sentences
from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.schema.shops.batch import BatchResult, ShopRow

FIRST = 5
"""The first row of a shop, from 0: title, line below, a free row, headers, sums."""
FORMATS = ("#,##0", "#,##0", "#,##0.0", "#,##0.00", "#,##0", "0.0%", "0.0%")
"""Formats of the columns of figures."""
FIGURES = ("headcount", "headcount_bound", "paid_hours", "cost", "human_inquiries", "predicted", "certified")
SUMMED = 5
"""So many of the figures add up."""
MOST_PROBLEM = 1000
"""Characters of a problem; the csv has them all."""
MADE = datetime(2000, 1, 1)
"""The same result gives the same bytes: no time of writing."""


def batch_workbook(result: BatchResult) -> bytes:
    """The workbook in the language in use; its sums follow the filter."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **TEXT_STAYS_TEXT}) as file:
        book = StyledBook(file)
        file.set_properties({"created": MADE})
        _shops_sheet(book, result)
        if result.pools:
            _pools_sheet(book, result)
    return content.getvalue()


def _shops_sheet(book: StyledBook, result: BatchResult) -> None:
    sheet = book.titled_sheet(_("Shops"), _("Shops"), " ".join(batch_headline(result)))
    heads = [_("Agents"), _("Bound"), _("Paid hours"), _("Cost"), _("Inquiries for agents")]
    titles = [_("Shop"), _("Outcome"), *heads, _("Predicted"), _("Certified"), _("Target met"), _("Problem")]
    for column, title in enumerate(titles):
        sheet.write_string(3, column, title, book.header())
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, len(titles) - 2, 13)
    sheet.set_column(len(titles) - 1, len(titles) - 1, 60)
    _sums(book, sheet, result)
    for k, row in enumerate(result.rows, start=FIRST):
        _shop(book, sheet, k, row)
    sheet.autofilter(3, 0, FIRST + len(result.rows) - 1, len(titles) - 1)
    sheet.freeze_panes(FIRST, 1)


def _sums(book: StyledBook, sheet: Any, result: BatchResult) -> None:  # noqa: ANN401 (xlsxwriter has no types)
    """A row of sums over the shops that the filter leaves."""
    from xlsxwriter.utility import xl_col_to_name

    bold: dict[str, Any] = {"bold": True, "bg_color": "#EEF2F6"}
    sheet.write_string(4, 0, _("All"), book.cell(**bold))
    for column in (1, *range(2 + SUMMED, 4 + len(FIGURES))):
        sheet.write_blank(4, column, None, book.cell(**bold))
    total = result.total()
    for column, (name, number) in enumerate(zip(FIGURES[:SUMMED], FORMATS, strict=False), start=2):
        letter = xl_col_to_name(column)
        formula = f"=SUBTOTAL(109,{letter}{FIRST + 1}:{letter}{FIRST + max(len(result.rows), 1)})"
        sheet.write_formula(4, column, formula, book.cell(num_format=number, align="right", **bold), total[name])


def _shop(book: StyledBook, sheet: Any, k: int, row: ShopRow) -> None:  # noqa: ANN401
    text = book.cell(num_format="@")
    if row.folder:
        link = f"external:{row.folder.replace('#', '%23')}/report.html"
        sheet.write_url(k, 0, link, book.cell(num_format="@", font_color="#0B5FA5", underline=1), row.shop)
    else:
        sheet.write_string(k, 0, row.shop, text)
    sheet.write_string(k, 1, outcome_words()[row.outcome], text)
    for column, (name, number) in enumerate(zip(FIGURES, FORMATS, strict=True), start=2):
        value = getattr(row, name)
        style = book.cell(num_format=number, align="right")
        if value is None:
            sheet.write_blank(k, column, None, style)
        else:
            sheet.write_number(k, column, value, style)
    met = "" if row.target_met is None else _("yes") if row.target_met else _("no")
    sheet.write_string(k, 2 + len(FIGURES), met, text)
    sheet.write_string(k, 3 + len(FIGURES), row.problem[:MOST_PROBLEM], text)


def _pools_sheet(book: StyledBook, result: BatchResult) -> None:
    sheet = book.titled_sheet(_("Pooling"), _("What pooling could save at most"), "")
    row = 3
    for pool in result.pools:
        for sentence in pool_sentences(pool):
            sheet.write_string(row, 0, sentence, book.style())
            row += 1
        row += 1
