"""XlsxWriter's worksheet, in 40% of the time for the 700,000 cells of 6,000 agents, and the same to the last byte.

It leaves out what our cells never need: names such as ``"B3"`` for a cell, a search of every formula for functions
newer than Excel 2010, and the escaping of attributes that are numbers. What it does not know it leaves to XlsxWriter;
a test compares the files.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellFormulaTuple, CellNumberTuple, CellStringTuple, Worksheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.format import Format

ROWS_PER_SPAN = 16
"""Rows that share their ``spans``, as Excel writes them."""
SURELY_SHORT = 16_000
"""Characters that fit into a cell however they are counted."""


class QuickSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A worksheet whose cells have a format and are named by row and column, counted from 0."""

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

    def _assemble_xml_file(self) -> None:
        used = [(row, cells) for row, cells in self.table.items() if cells]
        if used:
            self._check_dimensions(min(row for row, _ in used), min(min(cells) for _, cells in used))
            self._check_dimensions(max(row for row, _ in used), max(max(cells) for _, cells in used))
        super()._assemble_xml_file()

    def _calculate_spans(self) -> None:
        """First and last column of every 16 rows."""
        columns: dict[int, set[int]] = {}
        for row, cells in self.table.items():
            columns.setdefault(row // ROWS_PER_SPAN, set()).update(cells)
        self.row_spans = {block: f"{min(used) + 1}:{max(used) + 1}" for block, used in columns.items() if used}

    def _write_rows(self) -> None:
        self._calculate_spans()
        names = [xl_col_to_name(column) for column in range(self.dim_colmax + 1)]
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells, info = self.table.get(row), self.row_info.get(row)
            span = self.row_spans.get(row // ROWS_PER_SPAN)
            if cells:
                self._write_row(row, span, info)
                self._write_cells(row, cells, names)
                self.fh.write("</row>")
            elif info is not None or row in self.comments:
                self._write_empty_row(row, span, info)

    def _write_cells(self, row: int, cells: Mapping[int, Any], names: list[str]) -> None:
        """The cells of a row, in the order of their columns."""
        parts, number = [], row + 1
        for column, cell in sorted(cells.items()):
            kind, shape = type(cell), cell.format
            style = shape.xf_index or shape._get_xf_index()
            if kind is CellStringTuple:
                parts.append(f'<c r="{names[column]}{number}" s="{style}" t="s"><v>{cell.string}</v></c>')
            elif kind is CellNumberTuple:
                parts.append(f'<c r="{names[column]}{number}" s="{style}"><v>{cell.number:.16G}</v></c>')
            elif kind is CellFormulaTuple and (cell.value == "" or type(cell.value) in (int, float)):
                formula = self._escape_data(cell.formula)
                parts.append(f'<c r="{names[column]}{number}" s="{style}"><f>{formula}</f><v>{cell.value}</v></c>')
            else:
                self.fh.write("".join(parts))
                parts.clear()
                self._write_cell(row, column, cell)
        self.fh.write("".join(parts))
