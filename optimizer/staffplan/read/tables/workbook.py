"""Tables in Excel workbooks."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

from staffplan.read.tables.table import Columns, Row, Table
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from staffplan.read.faults import Faults


def read_table(data: bytes, columns: Columns, faults: Faults) -> Table:
    """The rows of the one visible sheet that has the required columns; the first with any cell if none has.

    Raises:
        InputError: the workbook is damaged or empty, or several sheets have the columns.
    """
    sheets = _visible_sheets(data, faults)
    if not sheets:
        faults.stop(_("a workbook whose sheets are all empty"), _("a header and a row for each interval"))
    fitting = [name for name, table in sheets.items() if not columns.missing_from(table)]
    if len(fitting) > 1:
        faults.stop(
            _("several sheets with such a table: {names}").format(names=", ".join(fitting)),
            _("a workbook with one such sheet; hide or delete the others"),
        )
    name = fitting[0] if fitting else next(iter(sheets))
    others = tuple(other for other in sheets if other != name)
    messages = (Message.of("sheet_taken", name=name, others=others),) if others else ()
    return Table(sheets[name].rows, messages=messages, sheet=name)


def _visible_sheets(data: bytes, faults: Faults) -> dict[str, Table]:
    """The tables of visible sheets that have a cell, by name."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles, links and validations, which are of no matter here
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            tables = {sheet.title: Table(_rows(sheet)) for sheet in book.worksheets if sheet.sheet_state == "visible"}
            book.close()
    except Exception as error:
        faults.stop(
            _("a damaged workbook ({error})").format(error=type(error).__name__),
            _("a workbook that Excel opens; save it again as .xlsx"),
        )
    return {name: table for name, table in tables.items() if table.rows}


def _rows(sheet: Any) -> tuple[Row, ...]:  # noqa: ANN401 - openpyxl has no types
    sheet.reset_dimensions()  # other programs write wrong ones
    numbered = enumerate(sheet.iter_rows(values_only=True), start=1)
    return tuple(Row(number, cells) for number, cells in numbered if any(cell is not None for cell in cells))
