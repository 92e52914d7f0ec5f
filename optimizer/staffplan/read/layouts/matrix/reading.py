"""Reading tables with dates down and hours across, or hours down and dates across."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from staffplan.read.faults import shown
from staffplan.read.intervals import Interval
from staffplan.read.layouts.context import Laid
from staffplan.read.layouts.days import DayCell, resolve_days
from staffplan.read.layouts.headings import heading
from staffplan.read.layouts.matrix.axes import is_date, is_hour
from staffplan.read.layouts.matrix.find import Matrix, cell_of, weekdays_of
from staffplan.read.layouts.matrix.quantity import OTHER_QUANTITIES, quantity_of, taken_for
from staffplan.read.layouts.scale import refuse_scale
from staffplan.read.layouts.starts import StartCell, hours_begin, length_of, one_length
from staffplan.read.layouts.totals import Total, number_in, tell_of, tell_of_notes
from staffplan.read.layouts.words import is_missing, summary_of
from staffplan.read.tables import cells
from staffplan.read.tables.grammar import written
from staffplan.read.tables.numbers import MOST, Column, Numbers, decide
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from staffplan.read.layouts.context import Context
    from staffplan.read.layouts.words import Summary
    from staffplan.read.tables.table import Row
    from staffplan.read.tables.times import Written


def lay_matrix(matrix: Matrix, context: Context) -> Laid:
    """Every cell as an interval."""
    return _MatrixReader(matrix, context).laid()


def header_text(cell: object) -> str:
    """A header as faults and messages name it."""
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    return f"{cell:g}" if isinstance(cell, float) else str(cell if cell is not None else "").strip()


@dataclass(frozen=True)
class _Line:
    """A row of the table that has a date, or an hour."""

    row: Row
    said: Written
    cell: object
    """What says it, perhaps in a row above."""
    queue: str


class _MatrixReader:
    """Reads one table."""

    def __init__(self, matrix: Matrix, context: Context) -> None:
        self.matrix, self.context = matrix, context
        self.places = matrix.across.places
        self.hours_across = matrix.across.kind == "hours"
        self.left: list[str] = []
        self.total_places: dict[int, Summary] = {}
        self.queue_place: int | None = None
        self._look_at_headers()
        self.weekdays: dict[int, int] = {}
        for row in (*matrix.above, *matrix.below):
            if not self.hours_across:
                self.weekdays |= weekdays_of(row, matrix.table)
        self.total_rows: list[tuple[Row, Summary]] = []
        self.notes: list[Row] = []
        self.lines = list(self._lines())
        self.key_text = header_text(cell_of(matrix.header, matrix.key))

    def laid(self) -> Laid:
        """The table as a list."""
        refuse_scale(self.matrix.titles(), self.context)
        measure = taken_for(quantity_of(self.matrix.titles()) - OTHER_QUANTITIES, self.context.messages)
        days, clocks, minutes = self._times()
        numbers = self._numbers(measure)
        values = [[self._value(line.row, place, measure, numbers) for place in self.places] for line in self.lines]
        rows = []
        for index, line in enumerate(self.lines):
            for column, place in enumerate(self.places):
                day, clock = (days[index], clocks[column]) if self.hours_across else (days[column], clocks[index])
                if day is not None and clock is not None:
                    start = datetime.combine(day, time()) + timedelta(seconds=clock)
                    rows.append(self._interval(line, place, start, values[index][column], measure))
        self._tell_of_totals([[value or 0.0 for value in each] for each in values], numbers)
        tell_of_notes(self.notes, self.context.messages)
        if self.left:
            self.context.messages.append(Message.of("columns_left_out", headers=tuple(self.left)))
        across = f"{self._header(self.places[0])} … {self._header(self.places[-1])}"
        taken = {"start": f"{self.key_text or '…'} × {across}", measure: across}
        if self.queue_place is not None:
            taken["queue"] = self._header(self.queue_place)
        return Laid(
            table=self.matrix.table,
            layout="hours_across" if self.hours_across else "dates_across",
            rows=rows if self.hours_across else sorted(rows, key=lambda row: row.start),
            row_count=len(self.lines),
            column=self.key_text or across,
            taken=taken,
            left=tuple(self.left),
            minutes=minutes,
            measures=(measure,),
        )

    def _header(self, place: int) -> str:
        return header_text(cell_of(self.matrix.header, place))

    def _look_at_headers(self) -> None:
        """Total columns, a column of queues, and what is left out; numbers under no header are a fault."""
        width = max((len(row.cells) for row in (self.matrix.header, *self.matrix.below)), default=0)
        for place in range(width):
            if place in self.places or place == self.matrix.key:
                continue
            cell = cell_of(self.matrix.header, place)
            named = heading(cell)
            summary = summary_of(cell)
            if summary is not None:
                self.total_places[place] = summary
            elif named is not None and named.name == "queue" and self.hours_across:
                self.queue_place = place
            elif place > self.places[0] and named is None and self._has_numbers(place):
                accepted = _("a date above each number") if not self.hours_across else _("an hour above each number")
                self.context.faults.add(shown(cell), accepted, self.matrix.header.number, self._header(place) or None)
            elif not cells.blank(cell) and (named is None or named.name != "weekday"):
                self.left.append(header_text(cell))

    def _has_numbers(self, place: int) -> bool:
        """Whether anything but text stands in the column."""
        found = [cell_of(row, place) for row in self.matrix.below]
        return any(not is_missing(cell) and not (isinstance(cell, str) and cell.strip().isalpha()) for cell in found)

    def _lines(self) -> Iterator[_Line]:
        """The rows that have a date or an hour; totals and rows of weekdays are kept apart."""
        before: tuple[Written, object] | None = None
        for row in self.matrix.below:
            labels = [cell_of(row, place) for place in range(self.places[0])]
            summary = next((kind for cell in labels if (kind := summary_of(cell)) is not None), None)
            if summary is not None:
                self.total_rows.append((row, summary))
                continue
            if not self.hours_across and weekdays_of(row, self.matrix.table):
                continue
            cell = cell_of(row, self.matrix.key)
            said = written(cell, self.matrix.table.first_day)
            if cells.blank(cell) and self.queue_place is not None and before is not None:
                said, cell = before
            if said is not None and (is_date(said) if self.hours_across else is_hour(said)):
                before = said, cell
                queue = cell_of(row, self.queue_place) if self.queue_place is not None else None
                yield _Line(row, said, cell, "" if cells.blank(queue) else str(queue).strip())
            elif all(is_missing(cell_of(row, place)) for place in self.places):
                self.notes.append(row)
            else:
                accepted = (
                    _("a date, year first, such as 2026-11-01")
                    if self.hours_across
                    else _("a time of day such as 09:00 or 9, or a range such as 09:00-09:30")
                )
                self.context.faults.add(shown(cell), accepted, row.number, self._header(self.matrix.key) or None)

    def _times(self) -> tuple[list[date | None], list[int | None], int | None]:
        """The dates, the hours in seconds after midnight, and how long each lasts where ranges say it."""
        header = self.matrix.header
        across = [
            (said, cell_of(header, place), header.number, self._header(place))
            for place, said in zip(self.places, self.matrix.across.said, strict=True)
        ]
        down = [(line.said, line.cell, line.row.number, self.key_text) for line in self.lines]
        of_dates, of_hours = (down, across) if self.hours_across else (across, down)
        beside = self._weekdays_beside()
        days = resolve_days(
            [
                DayCell(said.day, said.weekday if said.weekday is not None else beside[k], cell, row, column)
                for k, (said, cell, row, column) in enumerate(of_dates)
                if said.day is not None
            ],
            self.matrix.titles(),
            self.context,
        )
        hours = [StartCell(said, cell, row, column) for said, cell, row, column in of_hours]
        begin = hours_begin(hours, self.context)
        minutes = one_length([length_of(each.said) for each in hours], hours, self.context)
        seconds = [each.said.second if begin and not (each.said.second or 0) % 60 else None for each in hours]
        for each in hours:
            if (each.said.second or 0) % 60:
                self.context.faults.add(shown(each.cell), _("a time of whole minutes"), each.row, each.column)
        return days, seconds, minutes

    def _weekdays_beside(self) -> list[int | None]:
        """The weekday that stands beside each date, in a column or a row of its own."""
        if not self.hours_across:
            return [self.weekdays.get(place) for place in self.places]
        found: list[int | None] = []
        for line in self.lines:
            beside = [cell_of(line.row, place) for place in range(self.places[0]) if place != self.matrix.key]
            said = [written(cell, None) for cell in beside if isinstance(cell, str)]
            found.append(next((each.weekday for each in said if each is not None and each.weekday is not None), None))
        return found

    def _numbers(self, measure: str) -> Numbers:
        """How all numbers of the table are written."""
        found = [cell_of(line.row, place) for line in self.lines for place in self.places]
        name = f"{self._header(self.places[0])} … {self._header(self.places[-1])}"
        most = MOST if measure == "inquiries" else cells.MOST_AGENTS
        made, told = decide({measure: Column(name, found, most, measure == "required")}, self.matrix.table.separator)
        self.context.messages.extend(told)
        return made[measure]

    def _value(self, row: Row, place: int, measure: str, numbers: Numbers) -> float | None:
        """The number of a cell; None where it is missing or at fault."""
        cell = cell_of(row, place)
        if is_missing(cell):
            return None
        parse = cells.not_negative if measure == "inquiries" else cells.whole
        return self.context.faults.read(lambda it: float(parse(it, numbers)), cell, row.number, self._header(place))

    def _interval(self, line: _Line, place: int, start: datetime, value: float | None, measure: str) -> Interval:
        cell = cell_of(line.row, place)
        return Interval(
            line.row.number,
            start,
            line.queue,
            inquiries=value or 0.0 if measure == "inquiries" else 0.0,
            required=int(value) if value is not None and measure == "required" else None,
            missing=shown(cell) if is_missing(cell) else None,
            column=self._header(place),
        )

    def _tell_of_totals(self, values: Sequence[Sequence[float]], numbers: Numbers) -> None:
        """Hold total columns against their rows, and total rows against their columns."""
        columns = [self._total_column(place, kind, values, numbers) for place, kind in self.total_places.items()]
        rows, since = [], 0
        order = [line.row.number for line in self.lines]
        for row, kind in self.total_rows:
            above = sum(number < row.number for number in order)
            rows.append(self._total_row(row, kind, values, (since, above), numbers))
            since = above
        tell_of(rows, columns, self.context.messages)

    def _total_column(self, place: int, kind: Summary, values: Sequence[Sequence[float]], numbers: Numbers) -> Total:
        """The first row whose total does not fit, or the last one."""
        before = sum(each < place for each in self.places)
        begin = max(
            (sum(each < other for each in self.places) for other in self.total_places if other < place), default=0
        )
        found = Total(self._header(place), kind, None, ())
        for line, numbers_of_row in zip(self.lines, values, strict=True):
            sums = ((sum(numbers_of_row[begin:before]), before - begin), (sum(numbers_of_row), len(numbers_of_row)))
            found = Total(self._header(place), kind, number_in(cell_of(line.row, place), numbers), sums)
            if not found.fits:
                return found
        return found

    def _total_row(
        self, row: Row, kind: Summary, values: Sequence[Sequence[float]], span: tuple[int, int], numbers: Numbers
    ) -> Total:
        """The first column whose total does not fit, or the last one."""
        found = Total(str(row.number), kind, None, ())
        for column, place in enumerate(self.places):
            of_column = [each[column] for each in values]
            parts = (of_column[span[0] : span[1]], of_column[: span[1]], of_column)
            sums = tuple((sum(part), len(part)) for part in parts)
            found = Total(str(row.number), kind, number_in(cell_of(row, place), numbers), sums)
            if not found.fits:
                return found
        return found
