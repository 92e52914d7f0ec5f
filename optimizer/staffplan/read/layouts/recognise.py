"""Which of the tables of a file is the forecast, and how it is laid out.

Most are plain lists, so what reads the other shapes is imported when there is one.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from staffplan.read.layouts.headings import LIST, header_of, heading, profile_heading
from staffplan.read.layouts.lists.reading import lay_list
from staffplan.read.layouts.matrix.axes import axis_of
from staffplan.read.opened import the_one
from staffplan.read.tables import cells
from staffplan.read.tables.grammar import written
from staffplan.read.tables.table import locate
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn

    from staffplan.read.layouts.context import Context, Laid
    from staffplan.read.tables.table import Row, Table

    Lay = Callable[[Context], Laid]

MATRIX_LEAST = 3
"""A header with so many hours or dates is one side of a matrix, whatever else it names."""


def known(row: Sequence[object]) -> int:
    """How many cells of a row are headers of a forecast, dates or hours: by it the separator of a text is found."""
    plain = [cell.strip().strip("\"'") if isinstance(cell, str) else cell for cell in row]
    named = sum(heading(cell) is not None for cell in plain)
    if len(plain) < 2 or named >= MATRIX_LEAST:
        return named
    axis = axis_of(plain, 1900)
    return named + (len(axis.places) if axis is not None else 0)


def recognise(tables: Sequence[Table], context_of: Callable[[Table], Context]) -> Laid:
    """The forecast among ``tables`` as a plain list.

    Raises:
        InputError: no table is one, several are, or the one has faults after which nothing more can be read.
    """
    shapes = [(table, lay) for table in tables if (lay := _shape_of(table)) is not None]
    if not any(_is_sure_list(table) for table, _lay in shapes):
        tables, shapes = _with_profile(tables, shapes)
    if not shapes:
        _refuse(tables, context_of)
    chosen = the_one([table for table, _lay in shapes], list(tables), context_of(shapes[0][0]).faults)
    lay = next(lay for table, lay in shapes if table.rows is chosen.rows)
    context = context_of(chosen)
    context.messages.extend(chosen.messages)
    return lay(context)


def _with_profile(
    tables: Sequence[Table], shapes: list[tuple[Table, Lay]]
) -> tuple[Sequence[Table], list[tuple[Table, Lay]]]:
    """The tables and their shapes where two of them, daily totals and shares of hours, are one forecast."""
    from staffplan.read.layouts.profile.find import find_profile
    from staffplan.read.layouts.profile.reading import lay_profile

    profile = find_profile(tables)
    if profile is None:
        return tables, shapes
    parts = (profile.totals.table, profile.shares.table)
    others = [(table, lay) for table, lay in shapes if table not in parts]
    kept = [table for table in tables if table is not profile.shares.table or table is profile.totals.table]
    return kept, [*others, (profile.totals.table, partial(lay_profile, profile))]


def _shape_of(table: Table) -> Lay | None:
    """How the table is laid out; None where it is no forecast."""
    header = header_of(table)
    axis = axis_of(header.cells, table.first_day) if header is not None else None
    if header is not None and _is_list(header) and (axis is None or len(axis.places) < MATRIX_LEAST):
        return partial(_list, header)
    return _matrix_of(table)


def _matrix_of(table: Table) -> Lay | None:
    """How the table is laid out, with dates on one side and hours on the other; None where it is none such."""
    from staffplan.read.layouts.matrix.find import find_matrix
    from staffplan.read.layouts.matrix.quantity import quantity_of
    from staffplan.read.layouts.matrix.reading import lay_matrix
    from staffplan.read.layouts.profile.find import find_matrix_of_shares
    from staffplan.read.layouts.profile.reading import lay_matrix_of_shares

    shares = find_matrix_of_shares(table)
    if shares is not None:
        return partial(lay_matrix_of_shares, *shares)
    matrix = find_matrix(table)
    if matrix is None or quantity_of(matrix.titles()) in ({"handling"}, {"share"}):
        return None
    return partial(lay_matrix, matrix)


def _is_list(header: Row) -> bool:
    names = {named.name for cell in header.cells if (named := heading(cell)) is not None}
    return bool({"start", "date"} & names) and bool({"inquiries", "required"} & names)


def _is_sure_list(table: Table) -> bool:
    """Whether its header names times and numbers, and no shares besides, which would be those of a profile."""
    header = header_of(table)
    named = [found.name for cell in header.cells if (found := profile_heading(cell))] if header is not None else []
    return header is not None and _is_list(header) and "start" in named and "share" not in named


def _list(header: Row, context: Context) -> Laid:
    return lay_list(header, context) or _refuse([context.table], lambda _table: context)


def _refuse(tables: Sequence[Table], context_of: Callable[[Table], Context]) -> NoReturn:
    """Say what a list would need: most tables that are not understood are lists with other headers."""
    table = max(tables, key=lambda each: max((known(row.cells) for row in each.rows[:10]), default=0))
    faults = context_of(table).faults
    weekdays = next((row for row in table.rows[:10] if len(_weekdays(row)) >= MATRIX_LEAST), None)
    if weekdays is not None:
        faults.stop(
            _("weekdays without dates: {names}").format(names=", ".join(_weekdays(weekdays)[:7])),
            _("dates, or a column of daily totals by date beside the shares of each hour"),
            weekdays.number,
        )
    locate(table, LIST, faults)
    faults.stop(_("a table that is not understood"), _("a header with start and inquiries, or dates and hours"))


def _weekdays(row: Row) -> list[str]:
    """The cells that are a weekday and nothing else."""
    texts = [cell for cell in row.cells if isinstance(cell, str) and not cells.blank(cell)]
    said = [(text, written(text, None)) for text in texts]
    return [
        text for text, each in said if each and each.weekday is not None and each.day is None and each.second is None
    ]
