"""Tables in text of unknown encoding and unknown separator."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import TYPE_CHECKING

from staffplan.read.tables.encodings import Encoding, encoding_of, guess
from staffplan.read.tables.limits import MOST_CELL, Size, refuse_more
from staffplan.read.tables.table import Row, Table
from staffplan.words.language import _
from staffplan.words.library_words import in_our_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from staffplan.read.faults import Faults

    Known = Callable[[Sequence[object]], int]
    """How many of a row's cells are understood as a table's headers."""

SEPARATORS = (",", ";", "\t", "|", "，", "；")
LOOKED_AT = 20
"""Lines by which the separator is found."""
LINE_LOOKED_AT = 2**16
"""Characters of each of them."""


def read_table(data: bytes, known: Known, faults: Faults) -> Table:
    """The rows of separated text; rows count as Excel counts them.

    Raises:
        InputError: the text is no table, or too large a one.
    """
    encoding, separator, skipped = _form(data, known, faults)
    lines = _Lines(data, encoding)
    if skipped:
        next(lines, None)
    rows = tuple(_rows(csv.reader(lines, delimiter=separator, strict=True), faults))
    return Table(rows, separator=separator, encoding=encoding.name if encoding.guessed else None)


def _form(data: bytes, known: Known, faults: Faults) -> tuple[Encoding, str, bool]:
    """Encoding and separator, and whether the first line only names the separator (``sep=;``)."""
    encoding = encoding_of(data, faults)
    separator, merit, skipped = _separator(data, encoding, known)
    if encoding.guessed and not merit and (other := guess(data)) is not None:
        elsewhere = _separator(data, other, known)
        if elsewhere[1]:
            return other, elsewhere[0], elsewhere[2]
    return encoding, separator, skipped


def _separator(data: bytes, encoding: Encoding, known: Known) -> tuple[str, int, bool]:
    """The separator by which most cells of a line are understood, how many these are, and whether the text names it.

    A tie is decided by how often the separator occurs, then by order.
    """
    head = _Lines(data, encoding)
    lines = [line[:LINE_LOOKED_AT].strip("\r\n") for line in islice(head, LOOKED_AT)]
    if lines and lines[0][:4].lower() == "sep=" and len(lines[0]) > 4:
        return lines[0][4], 1, True

    def merit(separator: str) -> tuple[int, int]:
        understood = max((known(line.split(separator)) for line in lines), default=0)
        return understood, sum(line.count(separator) for line in lines)

    best = max(SEPARATORS, key=merit)
    return best, merit(best)[0], False


class _Lines:
    """The lines of a text one after the other, with their ends; never all of them at once."""

    def __init__(self, data: bytes, encoding: Encoding) -> None:
        stream = io.BytesIO(data)
        stream.seek(encoding.mark)
        self._text = io.TextIOWrapper(stream, encoding.name, newline="")

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        return next(self._text)


def _rows(reader: Iterator[list[str]], faults: Faults) -> Iterator[Row]:
    size = Size(faults)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            size.note_row(len(cells))
            yield Row(number, tuple(cells))
    except csv.Error as error:
        if "limit" in str(error):
            refuse_more(_("a cell of more than {most:,} characters").format(most=MOST_CELL), faults, number + 1)
        faults.stop(
            _("a quotation mark that is not closed, or no separator after it ({error})").format(
                error=in_our_words(error)
            ),
            _('cells in plain text, or "between" quotation marks'),
            row=number + 1,
        )
