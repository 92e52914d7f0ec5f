"""The numbers of a list's rows: volumes, agents, the bot's share and handling times."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from staffplan.read.faults import CellFaultError, shown
from staffplan.read.intervals import Band
from staffplan.read.layouts.lists.handling import TimesColumn, ask_back, read_times
from staffplan.read.layouts.words import is_missing
from staffplan.read.tables import cells
from staffplan.read.tables.numbers import MOST, Column, Numbers, decide
from staffplan.schema.forecast import BAND
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from staffplan.read.faults import Faults
    from staffplan.read.layouts.lists.columns import Listed
    from staffplan.read.tables.table import Row

PARTS_OF_HANDLING = ("talk", "hold", "wrap")
T = TypeVar("T")


@dataclass(frozen=True)
class Values:
    """The numbers of each row, in the rows' order."""

    inquiries: list[float]
    missing: list[str | None]
    """What stands where a number must be, as a fault repeats it; None: the number is there."""
    deflection: list[float | None]
    aht_s: list[float | None]
    required: list[int | None]
    band: list[Band | None]
    aht_unit: str | None
    """The unit of handling times; None: there are none."""
    taken: tuple[str, ...]
    """The columns that were read."""
    numbers: dict[str, Numbers]
    """How each column writes its numbers."""


class ValueReader:
    """Reads the columns of numbers one after the other."""

    def __init__(self, listed: Listed, rows: Sequence[Row], faults: Faults, messages: list[Message]) -> None:
        """``rows`` are those of intervals, without totals."""
        self.listed, self.rows, self.faults, self.messages = listed, rows, faults, messages
        self.columns = {name: [listed.cell(row, name) for row in rows] for name in listed.places}
        self.numbers, told = decide(self._columns_of_numbers(), listed.table.separator)
        messages.extend(told)

    def values(self) -> Values:
        """All of them."""
        measures = self.listed.measures
        blank = [is_missing(cell) for cell in self.columns[measures[0]]]
        handling, unit, taken = self._handling()
        inquiries = self._inquiries(blank)
        return Values(
            inquiries=inquiries,
            missing=[
                shown(cell) if empty else None for cell, empty in zip(self.columns[measures[0]], blank, strict=True)
            ],
            deflection=self._deflection() if "deflection" in self.columns else self._deflected(inquiries),
            aht_s=handling,
            required=self._each("required", self._required),
            band=self._band(),
            aht_unit=unit,
            taken=(*measures, *self._share_column(), *taken, *(name for name in BAND if name in self.columns)),
            numbers=self.numbers,
        )

    def _columns_of_numbers(self) -> dict[str, Column]:
        most = {"deflection": 100.0, "required": cells.MOST_AGENTS}
        found = {}
        for name in ("inquiries", "required", "deflection", "deflected", "aht_s", *PARTS_OF_HANDLING, *BAND):
            if name in self.columns:
                numbers = [cells.without_percent(cell)[0] for cell in self.columns[name]]
                limit = most.get(name, MOST)
                if name == "deflection" and not self._in_percent():
                    limit = 1.0
                found[name] = Column(self.listed.text(name), numbers, limit, whole=name == "required")
        return found

    def _each(self, name: str, parse: Callable[[object], T | None]) -> list[T | None]:
        """What ``parse`` makes of each cell of the column; None where it is at fault, or there is no column."""
        if name not in self.columns:
            return [None] * len(self.rows)
        header = self.listed.text(name)
        cells_of = zip(self.rows, self.columns[name], strict=True)
        return [self.faults.read(parse, cell, row.number, header) for row, cell in cells_of]

    def _inquiries(self, blank: list[bool]) -> list[float]:
        """0 where they are missing, which is looked at once the times are known, and where there is no column."""
        if "inquiries" not in self.columns:
            return [0.0] * len(self.rows)
        parse = partial(cells.not_negative, numbers=self.numbers["inquiries"])
        header = self.listed.text("inquiries")
        return [
            0.0 if empty else self.faults.read(parse, cell, row.number, header) or 0.0
            for row, cell, empty in zip(self.rows, self.columns["inquiries"], blank, strict=True)
        ]

    def _required(self, cell: object) -> int | None:
        return None if is_missing(cell) else cells.agents(cell, self.numbers["required"])

    def _in_percent(self) -> bool:
        """Whether shares are numbers of a hundred: the header says so, or a cell has the sign."""
        named = self.listed.headings.get("deflection")
        signs = any(cells.without_percent(cell)[1] for cell in self.columns.get("deflection", ()))
        return signs or (named is not None and named.unit == "%")

    def _deflection(self) -> list[float | None]:
        """Shares; under a header in percent, numbers that are all up to 1 are shares, as Excel keeps percentages."""
        named = self.listed.headings.get("deflection")
        if named is None or named.unit != "%":
            return self._each("deflection", partial(cells.share, numbers=self.numbers.get("deflection", cells.PLAIN)))
        numbers = self.numbers["deflection"]
        plain = [cell for cell in self.columns["deflection"] if not cells.blank(cell)]
        unsigned = [cell for cell in plain if not cells.without_percent(cell)[1]]
        values = [value for cell in unsigned if (value := _value(cell, numbers)) is not None]
        are_shares = bool(values) and max(values) <= 1 and max(values) > 0
        if are_shares:
            header, example = self.listed.text("deflection"), max(values)
            self.messages.append(Message.of("share_assumed", column=header, value=example, share=example))
        return self._each("deflection", partial(cells.share, numbers=numbers, percent=not are_shares))

    def _share_column(self) -> tuple[str, ...]:
        return next(((name,) for name in ("deflection", "deflected") if name in self.columns), ())

    def _deflected(self, inquiries: list[float]) -> list[float | None]:
        """The bot's share where the file counts what it closed; more than there were is a fault."""
        parse = partial(cells.not_negative, numbers=self.numbers.get("deflected", cells.PLAIN))
        counts = self._each("deflected", lambda cell: None if is_missing(cell) else parse(cell))
        shares: list[float | None] = []
        for row, count, all_of_them in zip(self.rows, counts, inquiries, strict=True):
            if count is not None and count > all_of_them:
                accepted = _("{all:g} inquiries of its row at most").format(all=all_of_them)
                self.faults.add(f"{count:g}", accepted, row.number, self.listed.text("deflected"))
            shares.append(count / all_of_them if count is not None and 0 < all_of_them >= count else None)
        return shares

    def _band(self) -> list[Band | None]:
        """How sure each row is; None where no column says it."""
        names = [name for name in BAND if name in self.columns]
        if not names:
            return [None] * len(self.rows)
        columns = []
        for name in names:
            parse = partial(cells.not_negative, numbers=self.numbers[name])
            columns.append(self._each(name, lambda cell, parse=parse: None if is_missing(cell) else parse(cell)))  # type: ignore[misc]
        return [Band(**dict(zip(names, values, strict=True))) for values in zip(*columns, strict=True)]

    def _handling(self) -> tuple[list[float | None], str | None, tuple[str, ...]]:
        """Handling times, their unit, and the columns that they are read from: one, or talk and what follows it."""
        if "aht_s" in self.columns:
            names: tuple[str, ...] = ("aht_s",)
        elif {"talk", "wrap"} <= set(self.columns):
            names = tuple(name for name in PARTS_OF_HANDLING if name in self.columns)
        else:
            return [None] * len(self.rows), None, ()
        columns = {name: self._times_column(name) for name in names}
        read = {name: read_times(columns[name], self.numbers[name], self.faults, self.messages) for name in names}
        sums = self._sums([read[name].seconds for name in names], names)
        if not all(times.certain for times in read.values()):
            ask_back(sums, columns[names[0]], self.faults)
        if len(names) > 1:
            self.messages.append(Message.of("handling_added", columns=tuple(self.listed.text(name) for name in names)))
        has_any = any(value is not None for value in sums)
        return sums, "/".join(dict.fromkeys(read[name].unit for name in names)) if has_any else None, names

    def _times_column(self, name: str) -> TimesColumn:
        pairs = [(row.number, cell) for row, cell in zip(self.rows, self.columns[name], strict=True)]
        return TimesColumn(self.listed.text(name), self.listed.header.number, self.listed.headings[name].unit, pairs)

    def _sums(self, parts: Sequence[list[float | None]], names: Sequence[str]) -> list[float | None]:
        """The sum of each row's parts; a row that lacks only some of them is at fault."""
        sums: list[float | None] = []
        for index, row in enumerate(self.rows):
            given = [part[index] for part in parts]
            known = [value for value in given if value is not None]
            if 0 < len(known) < len(given):
                name = names[given.index(None)]
                cell = self.columns[name][index]
                if cells.blank(cell):
                    accepted = _("seconds, or nothing in all columns of handling times")
                    self.faults.add(shown(cell), accepted, row.number, self.listed.text(name))
            sums.append(sum(known) if len(known) == len(given) else None)
        return sums


def _value(cell: object, numbers: Numbers) -> float | None:
    try:
        return numbers.value(cell)
    except CellFaultError:
        return None
