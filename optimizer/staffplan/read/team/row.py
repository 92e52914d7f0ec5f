"""What rows of days and of wishes have in common: whose they are, their dates, their kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from staffplan.read.faults import shown
from staffplan.read.tables.table import plain
from staffplan.read.team.sheet import nearest_of, text
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from staffplan.read.tables.table import Record
    from staffplan.read.team.ids import Ids
    from staffplan.read.team.sheet import Sheet
    from staffplan.schema.grid import Grid
    from staffplan.schema.people.team import Person
    from staffplan.schema.scenario.keys import Scenario

K = TypeVar("K", bound=str)


@dataclass(frozen=True)
class Known:
    """What rows are held against."""

    scenario: Scenario
    grid: Grid
    ids: Ids
    people: Mapping[str, Person]
    """By id, those whose row is without fault."""

    def days_from(self, first: date, last: date) -> list[date]:
        """The dates of the period from one to another, both included."""
        return [day for day in self.grid.days if first <= day <= last]


class Rows:
    """Reads what all rows have."""

    def __init__(self, sheet: Sheet, known: Known) -> None:
        """``sheet`` gets the faults."""
        self.sheet, self.known = sheet, known

    def is_sound(self, record: Record) -> bool:
        """Whether nothing is wrong with the row so far."""
        found = self.sheet.faults.list
        return not found or found[-1].row != record.row

    def agent(self, record: Record, name: str = "agent") -> str | None:
        """The id of somebody of the team."""
        written = self.sheet.needed(record, name, text, _("an id"))
        if written is None:
            return None
        found = self.known.ids.of(written)
        if found is None:
            self.sheet.fault(record, name, repr(written), self.known.ids.accepted(written))
        return found

    def dates(self, record: Record, *, inside: bool = False) -> tuple[date, date] | None:
        """From one date to another, some of them in the period, or all (``inside``); without a last one, one date."""
        first = self._date(record, "from", _("a date, such as 2026-11-01"))
        last = self._date(record, "to", "") if self.sheet.says(record, "to") else first
        if first is None or last is None:
            return None
        begin, end = self.known.grid.days[0], self.known.grid.days[-1]
        accepted = _("a date of the period, from {first} to {last}").format(first=begin, last=end)
        if last < first:
            self.sheet.fault(record, "to", str(last), _("{first}, the first day, or later").format(first=first))
        elif first > end or (inside and first < begin):
            self.sheet.fault(record, "from", str(first), accepted)
        elif last < begin or (inside and last > end):
            self.sheet.fault(record, "to" if self.sheet.says(record, "to") else "from", str(last), accepted)
        else:
            return first, last
        return None

    def _date(self, record: Record, name: str, accepted: str) -> date | None:
        if not self.sheet.says(record, name):
            self.sheet.fault(record, name, _("nothing"), accepted)
        return self.sheet.day(record, name)

    def kind(self, record: Record, name: str, words: Mapping[str, K]) -> K | None:
        """The kind that a cell names by one of ``words``, which are as :func:`plain` makes them."""
        accepted, kinds = _("one of: {names}"), list(dict.fromkeys(words.values()))
        if not self.sheet.says(record, name):
            self.sheet.fault(record, name, _("nothing"), accepted.format(names=", ".join(kinds)))
            return None
        written = record.cells[name]
        found = words.get(plain(written))
        if found is None:
            self.sheet.fault(record, name, shown(written), nearest_of(str(written), kinds, accepted))
        return found
