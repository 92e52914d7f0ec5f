"""A faster worksheet for XlsxWriter, for millions of cells; it writes the same bytes.

It leaves out what our cells never need: names such as ``"B3"`` for a cell, a search of every formula for functions
newer than Excel 2010, and the escaping of attributes that are numbers. Cells that stand in many rows are made once
(:meth:`QuickSheet.cells`) and put into each of them as they are. What it does not know it leaves to XlsxWriter; a test
compares the files.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from io import StringIO
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import ZipFile

from xlsxwriter import workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellBlankTuple, CellFormulaTuple, CellNumberTuple, CellStringTuple, Worksheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlsxwriter.format import Format

ROW = "\0"
"""Stands in a formula for the number of its row, where rows share it; no text of a workbook can hold it."""
ROWS_PER_SPAN = 16
"""Rows that share their ``spans``, as Excel writes them."""
SURELY_SHORT = 16_000
"""Characters that fit into a cell however they are counted."""


COMPRESSION = 3
"""zlib's level: a file larger by an eighth than by default, in two fifths of the time."""


class QuickBook(workbook.Workbook):  # type: ignore[misc]
    """A workbook that is compressed at :data:`COMPRESSION`, which XlsxWriter has no option for."""

    def _store_workbook(self) -> None:
        workbook.ZipFile = _Package
        try:
            super()._store_workbook()
        finally:
            workbook.ZipFile = ZipFile


class _Package(ZipFile):
    def writestr(self, name: Any, data: str | bytes) -> None:  # type: ignore[override]  # noqa: ANN401
        super().writestr(name, data, compresslevel=COMPRESSION)


class Formula(NamedTuple):
    """What a cell computes."""

    formula: str
    """With :data:`ROW` for the number of its row."""
    value: float | str
    """What it gives; a text only where it is empty."""


@dataclass(frozen=True, eq=False, slots=True)
class Cells:
    """Cells of neighbouring columns that rows share."""

    by_column: Mapping[int, Any]
    """As XlsxWriter keeps them."""
    first: int
    """Their first column."""
    last: int
    """Their last column."""
    texts: int
    """How many of them are texts."""


def open_cell(column: int, *, fixed: bool = False) -> str:
    """The cell of a column (from 0) in the row of the formula that names it; ``fixed``: with ``$`` before it."""
    return f"{'$' * fixed}{xl_col_to_name(column)}{ROW}"


class QuickSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A worksheet whose cells have a format and are named by row and column, counted from 0."""

    fh: Any
    """What XlsxWriter writes to."""

    def __init__(self) -> None:
        """An empty sheet."""
        super().__init__()
        self._shared: dict[int, tuple[Cells, ...]] = {}
        self._used: dict[int, tuple[int, int]] = {}
        self._rows: str | None = None

    def write_string(self, row: int, column: int, text: str, shape: Format) -> None:
        """Write a text."""
        if row >= self.xls_rowmax or len(text) > SURELY_SHORT:
            self._write_string(row, column, text, shape)
        else:
            self.table[row][column] = CellStringTuple(self.str_table._get_shared_string_index(text), shape)

    def write_number(self, row: int, column: int, number: float, shape: Format) -> None:
        """Write a number."""
        if row >= self.xls_rowmax or not isfinite(number):
            self._write_number(row, column, number, shape)
        else:
            self.table[row][column] = CellNumberTuple(number, shape)

    def write_formula(self, row: int, column: int, formula: str, shape: Format, value: float | str) -> None:
        """Write a formula that knows no function newer than Excel 2010, and its value."""
        if row < self.xls_rowmax:
            self.table[row][column] = CellFormulaTuple(formula.removeprefix("="), shape, value)

    def cells(self, first: int, values: Iterable[tuple[str | float | Formula | None, Format]]) -> Cells:
        """Cells for :meth:`write_cells`, from column ``first`` on: what each holds (None: nothing) and its format."""
        own = self.table
        self.table: defaultdict[int, dict[int, Any]] = defaultdict(dict)
        before = self.str_table.count
        for column, (value, shape) in enumerate(values, start=first):
            if isinstance(value, str):
                self.write_string(0, column, value, shape)
            elif isinstance(value, Formula):
                self.write_formula(0, column, value.formula, shape, value.value)
            elif value is None:
                self.table[0][column] = CellBlankTuple(shape)
            else:
                self.write_number(0, column, value, shape)
        made, self.table = self.table[0], own
        texts = self.str_table.count - before
        self.str_table.count = before  # each row that holds them counts
        return Cells(made, min(made), max(made), texts)

    def write_cells(self, row: int, *parts: Cells) -> None:
        """Fill a row that nothing else is written to with ``parts``, in the order of their columns."""
        if row < self.xls_rowmax:
            self._shared[row] = parts
            self.str_table.count += sum([part.texts for part in parts])

    def finish_rows(self) -> None:
        """Make the XML of the rows, most of the work of a file, before the workbook is closed; then none is written."""
        self._used = {row: (min(cells), max(cells)) for row, cells in self.table.items() if cells}
        self._used |= {row: (parts[0].first, parts[-1].last) for row, parts in self._shared.items()}
        if self._used:
            for row in (min(self._used), max(self._used)):
                self._check_dimensions(row, min(first for first, _ in self._used.values()))
                self._check_dimensions(row, max(last for _, last in self._used.values()))
        file, self.fh = self.fh, StringIO()
        if self.dim_rowmin is not None:
            self._fill_rows()
        self._rows, self.fh = self.fh.getvalue(), file
        self._shared.clear()

    def _assemble_xml_file(self) -> None:
        if self._rows is None:
            self.finish_rows()
        super()._assemble_xml_file()

    def _calculate_spans(self) -> None:
        """First and last column of every 16 rows."""
        blocks: dict[int, tuple[int, int]] = {}
        for row, (first, last) in self._used.items():
            low, high = blocks.get(row // ROWS_PER_SPAN, (first, last))
            blocks[row // ROWS_PER_SPAN] = (min(low, first), max(high, last))
        self.row_spans = {block: f"{low + 1}:{high + 1}" for block, (low, high) in blocks.items()}

    def _write_rows(self) -> None:
        self.fh.write(self._rows or "")
        self._rows = ""

    def _fill_rows(self) -> None:
        self._calculate_spans()
        names = [xl_col_to_name(column) for column in range(self.dim_colmax + 1)]

        @cache
        def xml(part: Cells) -> str:
            return "".join([self._xml(names[column] + ROW, cell) for column, cell in part.by_column.items()])

        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells, parts, info = self.table.get(row), self._shared.get(row), self.row_info.get(row)
            span = self.row_spans.get(row // ROWS_PER_SPAN)
            if parts:
                self._write_row(row, span, info)
                self.fh.write("".join([*map(xml, parts), "</row>"]).replace(ROW, str(row + 1)))
            elif cells:
                self._write_row(row, span, info)
                self._write_cells(row, cells, names)
                self.fh.write("</row>")
            elif info is not None or row in self.comments:
                self._write_empty_row(row, span, info)

    def _write_row(self, row: int, spans: str | None, info: Any = None, empty_row: bool = False) -> None:  # noqa: ANN401
        if info or not spans or empty_row:
            super()._write_row(row, spans, info, empty_row)
        else:
            self.fh.write(f'<row r="{row + 1}" spans="{spans}">')

    def _write_cells(self, row: int, cells: Mapping[int, Any], names: list[str]) -> None:
        """The cells of a row, in the order of their columns."""
        for column, cell in sorted(cells.items()):
            xml = self._xml(f"{names[column]}{row + 1}", cell)
            if xml:
                self.fh.write(xml)
            else:
                self._write_cell(row, column, cell)

    def _xml(self, name: str, cell: Any) -> str:  # noqa: ANN401
        """The cell's XML; empty for a kind that is XlsxWriter's to write."""
        kind, shape = type(cell), cell.format
        style = shape.xf_index or shape._get_xf_index()
        if kind is CellStringTuple:
            return f'<c r="{name}" s="{style}" t="s"><v>{cell.string}</v></c>'
        if kind is CellNumberTuple:
            return f'<c r="{name}" s="{style}"><v>{cell.number:.16G}</v></c>'
        if kind is CellFormulaTuple and (cell.value == "" or type(cell.value) in (int, float)):
            return f'<c r="{name}" s="{style}"><f>{self._escape_data(cell.formula)}</f><v>{cell.value}</v></c>'
        return f'<c r="{name}" s="{style}"/>' if kind is CellBlankTuple else ""
