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


def number_in(cell: object, numbers: Numbers) -> float | None:
    """The number of a cell in a total; None where there is none that is sure."""
    try:
        return numbers.value(cell)
    except CellFaultError:
        return None


def tell_of(rows: Sequence[Total], columns: Sequence[Total], messages: list[Message]) -> None:
    """Say which rows and columns were left out, and which of them disagree with what they add up."""
    for code, totals in (("total_rows_left_out", rows), ("total_columns_left_out", columns)):
        if totals:
            places = tuple(total.place for total in totals[:8]) + (("…",) if len(totals) > 8 else ())
            messages.append(Message.of(code, places=places))
    for code, totals in (("total_row_differs", rows), ("total_column_differs", columns)):
        wrong = next((total for total in totals if not total.fits), None)
        if wrong is not None:
            value = f"{wrong.candidates[-1][0]:,.10g}"
            messages.append(Message.of(code, place=wrong.place, stated=f"{wrong.stated:,.10g}", value=value))
