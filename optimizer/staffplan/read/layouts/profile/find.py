"""Finding daily totals with the share of each hour: two tables, or one matrix of shares with a column of totals."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.read.layouts.headings import profile_heading
from staffplan.read.layouts.matrix.find import Matrix, cell_of, find_matrix
from staffplan.read.layouts.words import summary_of
from staffplan.read.tables import cells
from staffplan.read.tables.grammar import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from staffplan.read.layouts.headings import Unit
    from staffplan.read.tables.table import Row, Table

LOOKED_AT = 2_000
"""Rows in which the header of a part is looked for: one may stand below the other."""
_WORKDAYS = r"工作日|平日|weekdays?|workdays?|working\s+days?|周一[至到~-]周?五|mon(?:day)?\s*(?:-|to)\s*fri(?:day)?"
_WEEKEND = r"周末|双休日?|weekends?|周六[、,和至到~-]?周?日|sat(?:urday)?\s*(?:-|to|and|&)\s*sun(?:day)?"


@dataclass(frozen=True)
class Part:
    """A small table inside a sheet: a header and rows until its first column ends."""

    table: Table
    header: Row
    key: int
    """Index of its dates, or hours."""
    places: tuple[int, ...]
    """Indices of its numbers."""

    def rows(self) -> list[Row]:
        """The rows below the header, without totals, up to the first without a key."""
        found = []
        for row in self.table.rows:
            if row.number <= self.header.number:
                continue
            cell = cell_of(row, self.key)
            if cells.blank(cell) or profile_heading(cell) is not None:
                break
            if summary_of(cell) is None:
                found.append(row)
        return found


@dataclass(frozen=True)
class Profile:
    """Totals of days, and shares of hours."""

    totals: Part
    shares: Part
    days: dict[int, tuple[int, ...]]
    """The weekdays (0 for Monday) that each column of shares stands for."""
    units: dict[int, Unit | None]
    """The unit that its header gives."""


def find_profile(tables: Sequence[Table]) -> Profile | None:
    """The one part of totals and the one part of shares; None where there are none, or more."""
    totals = [part for table in tables for part in _totals_in(table)]
    shares = [part for table in tables for part in _shares_in(table)]
    if len(totals) != 1 or len(shares) != 1:
        return None
    profile = Profile(
        totals[0],
        shares[0],
        {place: _days_of(shares[0].header.cells[place]) for place in shares[0].places},
        {place: _unit_of(shares[0].header.cells[place]) for place in shares[0].places},
    )
    return profile if _is_profile(profile) else None


def find_matrix_of_shares(table: Table) -> tuple[Matrix, int] | None:
    """A matrix of hours across whose cells are shares, and the place of its column of totals."""
    matrix = find_matrix(table)
    if matrix is None or matrix.across.kind != "hours":
        return None
    given = [cell_of(row, place) for row in matrix.below for place in matrix.across.places]
    given = [cell for cell in given if not cells.blank(cell)]
    signs = sum(cells.without_percent(cell)[1] for cell in given)
    if not given or (signs < len(given) and not all(isinstance(cell, int | float) and cell <= 1 for cell in given)):
        return None
    for place, cell in enumerate(matrix.header.cells):
        named = profile_heading(cell)
        if place not in matrix.across.places and named is not None and named.name in {"total", "inquiries"}:
            return matrix, place
    return None


def _totals_in(table: Table) -> Iterator[Part]:
    for row in table.rows[:LOOKED_AT]:
        places = _named(row)
        if "date" in places and ("total" in places or "inquiries" in places):
            yield Part(table, row, places["date"], (places.get("total", places.get("inquiries", 0)),))


def _shares_in(table: Table) -> Iterator[Part]:
    for row in table.rows[:LOOKED_AT]:
        places = _named(row)
        key = places.get("start")
        if key is None:
            continue
        if "share" in places:
            yield Part(table, row, key, (places["share"],))
            continue
        columns = tuple(place for place, cell in enumerate(row.cells) if place > key and len(_days_of(cell)) < 7)
        if columns:
            yield Part(table, row, key, columns)


def _named(row: Row) -> dict[str, int]:
    """The place of each column that the row names."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        named = profile_heading(cell)
        if named is not None:
            found.setdefault(named.name, place)
    return found


def _days_of(cell: object) -> tuple[int, ...]:
    """The weekdays that a header names; all of them where it names none."""
    if isinstance(cell, str):
        text = unicodedata.normalize("NFKC", cell).strip().casefold()
        if re.fullmatch(_WORKDAYS, text):
            return tuple(range(5))
        if re.fullmatch(_WEEKEND, text):
            return (5, 6)
        said = written(cell, None)
        if said is not None and said.weekday is not None and said.day is None and said.second is None:
            return (said.weekday,)
    return tuple(range(7))


def _unit_of(cell: object) -> Unit | None:
    named = profile_heading(cell)
    return None if named is None else named.unit


def _is_profile(profile: Profile) -> bool:
    """Whether no row is both a day's and an hour's: such a table is a list, with shares besides."""
    totals, shares = profile.totals, profile.shares
    days, hours = totals.rows(), shares.rows()
    if not days or not hours:
        return False
    if totals.table is not shares.table or totals.header is not shares.header:
        return True
    dates = [str(cell_of(row, totals.key)) for row in days]
    behind = [row for row in hours if row.number > days[-1].number]
    return len(set(dates)) == len(dates) and all(cells.blank(cell_of(row, totals.places[0])) for row in behind)
