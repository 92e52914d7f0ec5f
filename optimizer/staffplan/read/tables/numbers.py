"""How a column writes its numbers: 1.234 is a little more than one, or a thousand and more.

The column's other numbers decide, then the other columns of the file; where nothing decides, it is asked back.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from staffplan.read.faults import CellFaultError
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Mark = Literal[".", ","]
"""What stands before the decimals; the other one, a space or an apostrophe stands between thousands."""
Forms = tuple[re.Pattern[str], re.Pattern[str]]
"""Of numbers without and with a sign between thousands."""


def _forms(point: str, other: str) -> Forms:
    grouped = rf"[+-]?[1-9]\d{{0,2}}(?P<between>[{other} '])\d{{3}}(?:(?P=between)\d{{3}})*(?:{point}\d*)?"
    return re.compile(rf"[+-]?(?:\d+{point}?\d*|{point}\d+)(?:e[+-]?\d+)?", re.ASCII), re.compile(grouped, re.ASCII)


_FORMS: dict[Mark, Forms] = {".": _forms(r"\.", ","), ",": _forms(",", ".")}
OTHER: dict[Mark, Mark] = {".": ",", ",": "."}
MOST = 1e9
"""Larger volumes and times are taken for mistakes."""
NEAR = 10.0
"""A reading is of the size of the column's other numbers where it lies within this factor of their least and most."""
OTHERS_LEAST = 3
"""So many other numbers can speak for a reading."""


@dataclass(frozen=True)
class Numbers:
    """How numbers are read."""

    mark: Mark | None = "."
    """What stands before the decimals; None: nothing decides it."""
    commas_group: bool = True
    """Whether a comma only ever stands between thousands, as where commas separate the cells, and in workbooks."""

    def value(self, cell: object) -> float | None:
        """The number that ``cell`` holds, None where it holds none.

        Raises:
            CellFaultError: it may be one of two.
        """
        if isinstance(cell, bool):
            return None
        if isinstance(cell, int | float):
            return float(cell)
        if not isinstance(cell, str):
            return float(str(cell)) if type(cell).__name__ == "Decimal" else None
        if self.mark is not None and (value := _by_mark(written_plainly(cell), self.mark)) is not None:
            return value
        found = self.readings(cell)
        if len(set(found.values())) < 2:
            return next(iter(found.values()), None)
        raise asked_back(cell, found)

    def readings(self, text: str) -> dict[Mark, float]:
        """What ``text`` is by each mark by which it is a number."""
        text = written_plainly(text)
        found: dict[Mark, float] = {}
        for mark in _FORMS:
            value = _by_mark(text, mark)
            if value is not None and not (mark == "," and self.commas_group and "," in text):
                found[mark] = value
        return found


def written_plainly(text: str) -> str:
    """``text`` in plain digits and signs: full-width ones, minus signs and spaces of all kinds are made plain."""
    if text.isascii():
        return text.strip().lower()
    return unicodedata.normalize("NFKC", text).strip().lower().replace("−", "-").replace("’", "'")


def _by_mark(text: str, mark: Mark) -> float | None:
    plain, grouped = _FORMS[mark]
    if plain.fullmatch(text):
        return float(text.replace(",", "."))
    if not (match := grouped.fullmatch(text)):
        return None
    return float(text.replace(match["between"], "").replace(",", "."))


def asked_back(text: str, found: Mapping[Mark, float]) -> CellFaultError:
    """The fault of a number with two readings: both, and how each is written so that nobody can mistake it."""
    small, large = sorted(found.values())
    shown = _("{text}, which may be {small} or {large}").format(text=repr(text), small=f"{small:g}", large=f"{large:g}")
    accepted = _("{large} or {small}: without a sign between thousands, and not with three decimals")
    return CellFaultError(shown, accepted.format(large=f"{large:g}", small=f"{small:.4f}"), "ambiguous")


ANYWHERE = Numbers(None, commas_group=False)
"""How numbers are read where nothing is known of the file."""


@dataclass(frozen=True)
class Column:
    """The cells of one column, or of a block of them, that hold numbers."""

    name: str
    """As the file calls it."""
    cells: Sequence[object]
    most: float = MOST
    """Larger numbers are none: a reading that is one is not meant."""
    whole: bool = False
    """Whether only whole numbers are meant."""

    def means(self, value: float) -> bool:
        """Whether ``value`` can be meant."""
        return abs(value) <= self.most and not (self.whole and value % 1)


def decide(
    columns: Mapping[str, Column], separator: str | None, *, assume: bool = True
) -> tuple[dict[str, Numbers], list[Message]]:
    """How each column is read, and what of it was assumed.

    Without leave to ``assume``, a file that commas separate, or a workbook, has decimal points, as staffplan writes it.
    """
    plain = Numbers(None, commas_group=separator in {None, ",", "，"})
    seen = {key: _Seen.of(column, plain) for key, column in columns.items()}
    elsewhere = {mark for each in seen.values() for mark in each.certain}
    made, told = {}, []
    for key, each in seen.items():
        mark, assumed = each.mark(elsewhere, plain) if assume else (each.certain_mark(plain), False)
        made[key] = Numbers(mark, plain.commas_group)
        if assumed and mark is not None:
            text, found = next(iter((each.unsure or each.doubtful).items()))
            value, other = (f"{found[one]:.10g}" for one in (mark, OTHER[mark]))
            told.append(Message.of("number_assumed", column=columns[key].name, text=text, value=value, other=other))
    return made, told


@dataclass(frozen=True)
class _Seen:
    """What a column's numbers say about how they are written."""

    certain: frozenset[Mark]
    """Marks by which some number is written and not by the other."""
    unsure: dict[str, dict[Mark, float]]
    """Texts that are another number by each mark."""
    doubtful: dict[str, dict[Mark, float]]
    """Texts such as 1,234 where a comma only ever stands between thousands, though not everybody writes so."""
    others: list[float]
    """Numbers over 0 about which there is no doubt, each cell's."""

    @classmethod
    def of(cls, column: Column, plain: Numbers) -> _Seen:
        certain: set[Mark] = set()
        unsure: dict[str, dict[Mark, float]] = {}
        doubtful: dict[str, dict[Mark, float]] = {}
        others: list[float] = []
        for cell, times in Counter(cell for cell in column.cells if isinstance(cell, str | int | float)).items():
            found: dict[Mark, float] = {".": float(cell)} if not isinstance(cell, str) else plain.readings(cell)
            found = {mark: value for mark, value in found.items() if column.means(value)}
            if len(set(found.values())) == 2:
                unsure[str(cell)] = found
                continue
            others += [value for value in set(found.values()) if value > 0] * times
            if isinstance(cell, str) and len(found) == 1:
                anywhere = {mark: value for mark, value in ANYWHERE.readings(cell).items() if column.means(value)}
                if len(set(anywhere.values())) == 2:
                    doubtful[cell] = anywhere
                else:
                    certain.update(found)
        return cls(frozenset(certain), unsure, doubtful, sorted(others))

    def mark(self, elsewhere: set[Mark], plain: Numbers) -> tuple[Mark | None, bool]:
        """The mark, None where nothing decides; and whether it is an assumption to be told."""
        if self.doubtful:
            return ".", not self.certain
        if not self.unsure:
            return (next(iter(self.certain)) if len(self.certain) == 1 else "."), False
        if self.certain:
            return (next(iter(self.certain)), False) if len(self.certain) == 1 else (None, False)
        if len(elsewhere) == 1:
            return next(iter(elsewhere)), True
        if (by_size := self._by_size()) is not None:
            return by_size, True
        decimals = plain.commas_group and not any(value >= 1 for value in self.others)
        return (".", True) if decimals and not elsewhere else (None, False)

    def certain_mark(self, plain: Numbers) -> Mark | None:
        """The mark without any assumption."""
        if len(self.certain) == 1:
            return next(iter(self.certain))
        return "." if plain.commas_group else None

    def _by_size(self) -> Mark | None:
        """The mark by which all unsure numbers are of the size of the others, and by the other mark none is."""
        if len(self.others) < OTHERS_LEAST:
            return None
        least, most = self.others[0] / NEAR, self.others[-1] * NEAR
        near = {mark: [least <= found[mark] <= most for found in self.unsure.values()] for mark in _FORMS}
        fitting = [mark for mark, fits in near.items() if all(fits)]
        return fitting[0] if len(fitting) == 1 and not any(near[OTHER[fitting[0]]]) else None
