"""A row for each interval: its start in one column or in two, its numbers beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from staffplan.read.faults import shown
from staffplan.read.intervals import Interval
from staffplan.read.layouts.context import Laid
from staffplan.read.layouts.lists.columns import Listed
from staffplan.read.layouts.lists.values import ValueReader, Values
from staffplan.read.layouts.scale import refuse_scale
from staffplan.read.layouts.starts import StartCell, one_length, resolve_starts
from staffplan.read.layouts.totals import Total, number_in, tell_of, tell_of_notes
from staffplan.read.layouts.words import summary_of
from staffplan.read.tables import cells
from staffplan.read.tables.grammar import written
from staffplan.read.tables.times import Written
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from staffplan.read.layouts.context import Context
    from staffplan.read.layouts.words import Summary
    from staffplan.read.tables.table import Row


def lay_list(header: Row, context: Context) -> Laid | None:
    """The list below ``header``; None where the header does not name a time and a number.

    Raises:
        InputError: two headers name the same column, or there are no rows.
    """
    listed = Listed.of(context.table, header, context.faults)
    if listed is None:
        return None
    records = list(listed.records(context.faults))
    if not records and not context.faults.list:
        context.faults.stop(_("a header and no rows"), _("a row for each interval"))
    return _ListReader(listed, records, context).laid()


class _ListReader:
    """Reads the rows of one list."""

    def __init__(self, listed: Listed, records: Sequence[Row], context: Context) -> None:
        self.listed, self.context = listed, context
        self.totals = [row for row in records if self._summary(row) is not None]
        self.notes = [row for row in records if self._is_note(row)]
        left = {row.number for row in (*self.totals, *self.notes)}
        self.rows = [row for row in records if row.number not in left]
        self.said = [self._written(row, "start") for row in self.rows]
        self.split = "date" in listed.places and not self._have_dates()
        self.column = "start" if "start" in listed.places else "date"

    def laid(self) -> Laid:
        """The list."""
        faults, messages = self.context.faults, self.context.messages
        refuse_scale(self.listed.titles(), self.context)
        cells_of_starts = self._start_cells()
        known = [each for each in cells_of_starts if each is not None]
        starts = resolve_starts(known, self.listed.titles(), self.context, split=self.split)
        resolved = [(start, each) for start, each in zip(starts, known, strict=True) if start is not None]
        minutes = one_length(
            [start.seconds for start, _each in resolved], [each for _start, each in resolved], self.context
        )
        by_row = {each.row: start for each, start in zip(known, starts, strict=True)}
        values = ValueReader(self.listed, self.rows, faults, messages).values()
        self._tell_of_totals(values)
        tell_of_notes(self.notes, messages)
        rows = []
        for index, row in enumerate(self.rows):
            start = by_row.get(row.number)
            if start is not None:
                rows.append(self._interval(row, start.moment, values, index))
            elif values.missing[index] is not None:
                faults.add(values.missing[index] or "", cells.number_accepted(), row.number, self._measure())
        return Laid(
            table=self.context.table,
            layout="date_and_time" if self.split else None,
            rows=rows,
            row_count=len(self.rows),
            column=self.listed.text(self.column),
            taken={name: self.listed.text(name) for name in self._taken(values)},
            left=self._left(values),
            minutes=minutes,
            aht_unit=values.aht_unit,
            measures=self.listed.measures,
        )

    def _interval(self, row: Row, moment: datetime, values: Values, index: int) -> Interval:
        queue = self.listed.cell(row, "queue")
        return Interval(
            row.number,
            moment,
            "" if cells.blank(queue) else str(queue).strip(),
            values.inquiries[index],
            values.deflection[index],
            values.aht_s[index],
            values.required[index],
            values.band[index],
            values.missing[index],
        )

    def _measure(self) -> str:
        return self.listed.text(self.listed.measures[0])

    def _summary(self, row: Row) -> Summary | None:
        """Whether the row is a total, by the word that stands for its time or date."""
        names = (name for name in ("start", "date") if name in self.listed.places)
        return next((kind for name in names if (kind := summary_of(self.listed.cell(row, name))) is not None), None)

    def _is_note(self, row: Row) -> bool:
        """Whether the row is one text that is no time, as below a table, or the header once more."""
        given = [cell for cell in row.cells if not cells.blank(cell)]
        alone = len(given) == 1 and isinstance(given[0], str) and summary_of(given[0]) is None
        return (alone and written(given[0]) is None) or row.cells == self.listed.header.cells

    def _written(self, row: Row, name: str) -> Written | None:
        return written(self.listed.cell(row, name), self.context.table.first_day)

    def _have_dates(self) -> bool:
        """Whether the starts have dates of their own, so that a column of dates is of no matter."""
        given = [each for each in self.said if each is not None and not (each.bare and each.second is not None)]
        return bool(given) and all(each.day is not None or each.instant is not None for each in given)

    def _start_cells(self) -> list[StartCell | None]:
        """What each row says of its start; None, with a fault, where that is not understood."""
        filled: list[int] = []
        day: Written | None = None
        day_cell: object = None
        result = []
        for row, said in zip(self.rows, self.said, strict=True):
            if not self.split:
                result.append(self._whole(row, said))
                continue
            cell = self.listed.cell(row, "date")
            if not cells.blank(cell):
                day, day_cell = self._written(row, "date"), cell
            elif day is not None and not cells.blank(self.listed.cell(row, "start")):
                filled.append(row.number)
            result.append(self._of_two(row, said, day, cell if not cells.blank(cell) else day_cell))
        if filled:
            self.context.messages.append(Message.of("dates_filled", row=filled[0], count=len(filled)))
        return result

    def _whole(self, row: Row, said: Written | None) -> StartCell | None:
        """A start that one cell gives."""
        if self.column == "date":
            said = self._written(row, "date")
        cell = self.listed.cell(row, self.column)
        if said is None:
            accepted = _("a date and time, year first, such as 2026-11-01 09:00")
            self.context.faults.add(shown(cell), accepted, row.number, self.listed.text(self.column))
            return None
        if said.bare and said.day is not None:
            said = replace(said, second=None, end=None, bare=False)
        return StartCell(self._with_end(row, said), cell, row.number, self.listed.text(self.column))

    def _of_two(self, row: Row, said: Written | None, day: Written | None, day_cell: object) -> StartCell | None:
        """A start that a date and a time of day give."""
        cell, header = self.listed.cell(row, "start"), self.listed.text("start")
        faults = self.context.faults
        if day is None or day.day is None:
            accepted = _("a date, year first, such as 2026-11-01")
            faults.add(shown(day_cell), accepted, row.number, self.listed.text("date"))
        if _is_another_day(said, day):
            faults.add(shown(cell), _("a time of the date beside it"), row.number, header)
            return None
        if said is None or said.second is None:
            faults.add(
                shown(cell), _("a time of day such as 09:00 or 9, or a range such as 09:00-09:30"), row.number, header
            )
        if day is None or day.day is None or said is None or said.second is None:
            return None
        both = Written(day.day, day.weekday, said.second, None, said.end)
        return StartCell(
            self._with_end(row, both), cell, row.number, header, day_cell=day_cell, day_column=self.listed.text("date")
        )

    def _with_end(self, row: Row, said: Written) -> Written:
        """With the end and the weekday that other columns give."""
        if "end" in self.listed.places and said.end is None:
            end = self._written(row, "end")
            said = said if end is None or end.bare else replace(said, end=end.second)
        if "weekday" in self.listed.places and said.weekday is None:
            weekday = self._written(row, "weekday")
            said = said if weekday is None else replace(said, weekday=weekday.weekday)
        return said

    def _taken(self, values: Values) -> list[str]:
        parts = ("date", "start") if self.split else (self.column,)
        return [*parts, *(name for name in ("end", "queue") if name in self.listed.places), *values.taken]

    def _left(self, values: Values) -> tuple[str, ...]:
        used = {*self._taken(values), "weekday"}
        places = {place: name for name, place in self.listed.places.items() if name not in used}
        left = (*self.listed.others, *(self.listed.text(places[place]) for place in sorted(places)))
        if left:
            self.context.messages.append(Message.of("columns_left_out", headers=left))
        return left

    def _tell_of_totals(self, values: Values) -> None:
        """Hold each total against the rows since the last one, the rows above it, and all rows."""
        name = self.listed.measures[0]
        numbers = values.inquiries if name == "inquiries" else [float(value or 0) for value in values.required]
        whole = (sum(numbers), len(numbers))
        totals, since, above = [], [0.0, 0], [0.0, 0]
        by_row = dict(zip((row.number for row in self.rows), numbers, strict=True))
        totalled = {row.number: row for row in self.totals}
        for number in sorted([*by_row, *totalled]):
            if number in by_row:
                for running in (since, above):
                    running[0] += by_row[number]
                    running[1] += 1
                continue
            row = totalled[number]
            stated = number_in(self.listed.cell(row, name), values.numbers[name])
            sums = ((since[0], int(since[1])), (above[0], int(above[1])), whole)
            totals.append(Total(str(number), self._summary(row) or "other", stated, sums))
            since = [0.0, 0]
        tell_of(totals, (), self.context.messages)


def _is_another_day(said: Written | None, day: Written | None) -> bool:
    """Whether a time brings a whole date along that is not the one beside it."""
    own = said.day if said is not None and not said.bare else None
    return own is not None and day is not None and day.day is not None and own.year is not None and own != day.day
