"""Rows and columns of totals: left out, and held against what they are the totals of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.read.faults import CellFaultError
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.read.layouts.words import Summary
    from staffplan.read.tables.numbers import Numbers
    from staffplan.read.tables.table import Row

ROUNDED = 0.5
"""How far each number of a sum may be off, because it is shown without its decimals."""
NEAR = 0.005
"""And how far the sum, as a share of it."""


@dataclass(frozen=True)
class Total:
    """A total that the file states."""

    place: str
    """Its row's number, or its header."""
    kind: Summary
    """Whether it is a sum, or another figure that is not checked."""
    stated: float | None
    """What the file says; None where there is no number."""
    candidates: tuple[tuple[float, int], ...]
    """What it may be the sum of, with how many numbers each adds."""

    @property
    def fits(self) -> bool:
        """Whether it is near one of the sums, or cannot be checked."""
        if self.kind != "sum" or self.stated is None:
            return True
        return any(
            abs(self.stated - value) <= max(ROUNDED * count, NEAR * abs(value)) for value, count in self.candidates
        )

    @property
    def shown(self) -> str:
        """What the file says, as a message repeats it."""
        return "" if self.stated is None else f"{self.stated:,.10g}"

    @property
    def shown_sum(self) -> str:
        """What all its numbers add up to."""
        return f"{self.candidates[-1][0]:,.10g}" if self.candidates else ""


def number_in(cell: object, numbers: Numbers) -> float | None:
    """The number of a cell in a total; None where there is none that is sure."""
    try:
        return numbers.value(cell)
    except CellFaultError:
        return None


def tell_of_notes(rows: Sequence[Row], messages: list[Message]) -> None:
    """Say which rows were left out because they hold no number and no time."""
    if rows:
        messages.append(Message.of("notes_left_out", places=tuple(row.number for row in rows[:8])))


def tell_of(rows: Sequence[Total], columns: Sequence[Total], messages: list[Message]) -> None:
    """Say which rows and columns were left out, and which of them disagree with what they add up."""
    if rows:
        messages.append(Message.of("total_rows_left_out", places=_places(rows)))
    if columns:
        messages.append(Message.of("total_columns_left_out", places=_places(columns)))
    for row in [total for total in rows if not total.fits][:1]:
        messages.append(Message.of("total_row_differs", place=row.place, stated=row.shown, value=row.shown_sum))
    for column in [total for total in columns if not total.fits][:1]:
        stated, value = column.shown, column.shown_sum
        messages.append(Message.of("total_column_differs", place=column.place, stated=stated, value=value))


def _places(totals: Sequence[Total]) -> tuple[str, ...]:
    return (*(total.place for total in totals[:8]), *("…" for _more in totals[8:9]))
