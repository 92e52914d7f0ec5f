"""Reading daily totals with the share of each hour: every hour is its day's total times its share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from staffplan.read.faults import shown
from staffplan.read.intervals import Interval
from staffplan.read.layouts.context import Laid
from staffplan.read.layouts.days import DayCell, resolve_days
from staffplan.read.layouts.matrix.axes import is_date, is_hour
from staffplan.read.layouts.matrix.find import Matrix, cell_of
from staffplan.read.layouts.matrix.reading import header_text
from staffplan.read.layouts.scale import refuse_scale
from staffplan.read.layouts.starts import StartCell, hours_begin, length_of, one_length
from staffplan.read.layouts.words import summary_of
from staffplan.read.tables import cells
from staffplan.read.tables.grammar import written
from staffplan.read.tables.numbers import MOST, Column, Numbers, decide
from staffplan.read.tables.times import DAY
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.read.layouts.context import Context
    from staffplan.read.layouts.headings import Unit
    from staffplan.read.layouts.profile.find import Part, Profile
    from staffplan.read.tables.table import Row, Table

NEAR_ONE = 0.02
"""How far shares may be from one together, because they are rounded: they are taken in proportion."""
TOLD_FROM = 0.0005
WEEKDAYS = 7


@dataclass(frozen=True)
class _Total:
    """The inquiries of one day."""

    day: date | None
    value: float
    row: int
    column: str


@dataclass(frozen=True)
class _Shares:
    """The shares of a day's hours."""

    values: list[float]
    """One for each hour, 1 in all."""
    row: int


def lay_profile(profile: Profile, context: Context) -> Laid:
    """Every hour of every day."""
    part = profile.shares
    of_totals, of_shares = _numbers(profile, context)
    totals = _totals(profile.totals, of_totals, context)
    hours, minutes = _hours(part, context)
    by_day: dict[int, list[float]] = {}
    weekdays = {total.day.weekday() for total in totals if total.day is not None}
    for place in (each for each in part.places if weekdays & set(profile.days[each])):
        given = [cell_of(row, place) for row in part.rows()]
        shares = _shares(given, profile.units[place], of_shares, part, place, context)
        by_day |= dict.fromkeys(profile.days[place], shares)
    for total in totals:
        if total.day is not None and total.day.weekday() not in by_day and not context.faults.list:
            found = _("no shares for the weekday of {date}").format(date=total.day)
            context.faults.add(found, _("a column of shares for each weekday"), total.row, total.column)
    context.faults.raise_any()
    rows = [
        row
        for total in totals
        if total.day
        for row in _rows(total, by_day[total.day.weekday()], hours, minutes, context)
    ]
    context.messages.append(Message.of("profile_spread", days=len(totals)))
    key, value = header_text(profile.totals.header.cells[profile.totals.key]), totals[0].column
    shares_text = ", ".join(header_text(part.header.cells[place]) for place in part.places)
    taken = {"start": f"{key} × {header_text(part.header.cells[part.key])}", "inquiries": f"{value} × {shares_text}"}
    return Laid(profile.totals.table, "profile", rows, len(totals), key, taken, minutes=minutes)


def lay_matrix_of_shares(matrix: Matrix, place: int, context: Context) -> Laid:
    """Every cell times its row's total."""
    lines = [
        row
        for row in matrix.below
        if all(summary_of(cell_of(row, k)) is None for k in range(matrix.across.places[0]))
        and not cells.blank(cell_of(row, matrix.key))
    ]
    clocks = [
        StartCell(said, cell_of(matrix.header, k), matrix.header.number, header_text(cell_of(matrix.header, k)))
        for k, said in zip(matrix.across.places, matrix.across.said, strict=True)
    ]
    hours, minutes = _of_clocks(clocks, context)
    shares = [[cell_of(row, k) for k in matrix.across.places] for row in lines]
    across = f"{clocks[0].column} … {clocks[-1].column}"
    name = header_text(cell_of(matrix.header, place))
    of_totals, of_shares = _decided(
        _column(name, [cell_of(row, place) for row in lines]),
        _column(across, [cell for row in shares for cell in row], most=100.0),
        matrix.table,
        context,
    )
    totals = _day_totals(lines, matrix.key, place, matrix.header, matrix.table, matrix.titles(), of_totals, context)
    rows = []
    for row, cells_of_row, total in zip(lines, shares, totals, strict=True):
        values = _scaled(cells_of_row, None, of_shares, row.number, total.column, context)
        if total.day is not None and values:
            rows += _rows(total, values, hours, minutes, context)
    context.faults.raise_any()
    context.messages.append(Message.of("profile_spread", days=len(totals)))
    key = header_text(cell_of(matrix.header, matrix.key))
    taken = {"start": f"{key} × {across}", "inquiries": f"{name} × {across}"}
    return Laid(matrix.table, "profile", rows, len(lines), key or across, taken, minutes=minutes)


def _totals(part: Part, numbers: Numbers, context: Context) -> list[_Total]:
    above = [cell for row in part.table.rows if row.number < part.header.number for cell in row.cells]
    titles = [*above, part.table.sheet]
    refuse_scale(titles, context)
    return _day_totals(part.rows(), part.key, part.places[0], part.header, part.table, titles, numbers, context)


def _day_totals(
    rows: Sequence[Row],
    key: int,
    place: int,
    header: Row,
    table: Table,
    titles: Sequence[object],
    numbers: Numbers,
    context: Context,
) -> list[_Total]:
    """The date and the total of each row."""
    column, name = header_text(header.cells[key]), header_text(header.cells[place])
    parse = partial(cells.not_negative, numbers=numbers)
    said = [written(cell_of(row, key), table.first_day) for row in rows]
    found = []
    for row, each in zip(rows, said, strict=True):
        if each is None or each.day is None or not is_date(each):
            accepted = _("a date, year first, such as 2026-11-01")
            context.faults.add(shown(cell_of(row, key)), accepted, row.number, column)
        else:
            found.append((row, DayCell(each.day, each.weekday, cell_of(row, key), row.number, column)))
    days = dict(
        zip(
            (row.number for row, _cell in found),
            resolve_days([cell for _row, cell in found], titles, context),
            strict=True,
        )
    )
    return [
        _Total(
            days.get(row.number),
            context.faults.read(parse, cell_of(row, place), row.number, name) or 0.0,
            row.number,
            name,
        )
        for row in rows
    ]


def _hours(part: Part, context: Context) -> tuple[list[int | None], int]:
    """Seconds after midnight of each row of shares, and the minutes from one to the next."""
    name = header_text(part.header.cells[part.key])
    found = []
    for row in part.rows():
        cell = cell_of(row, part.key)
        said = written(cell, part.table.first_day)
        if said is None or not is_hour(said):
            accepted = _("a time of day such as 09:00 or 9, or a range such as 09:00-09:30")
            context.faults.add(shown(cell), accepted, row.number, name)
        else:
            found.append(StartCell(said, cell, row.number, name))
    context.faults.raise_any()
    return _of_clocks(found, context)


def _of_clocks(found: Sequence[StartCell], context: Context) -> tuple[list[int | None], int]:
    hours_begin(found, context)
    stated = one_length([length_of(each.said) for each in found], found, context)
    seconds = [each.said.second or 0 for each in found]
    for before, after in pairwise(found):
        if (after.said.second or 0) <= (before.said.second or 0):
            accepted = _("hours in their order, each once")
            context.faults.add(shown(after.cell), accepted, after.row, after.column)
    context.faults.raise_any()
    apart = min((after - before for before, after in pairwise(seconds)), default=DAY)
    return list(seconds), stated or apart // 60


def _numbers(profile: Profile, context: Context) -> tuple[Numbers, Numbers]:
    """How totals and shares are written; each speaks for the other."""
    totals, shares = profile.totals, profile.shares
    return _decided(
        _column(
            header_text(totals.header.cells[totals.places[0]]),
            [cell_of(row, totals.places[0]) for row in totals.rows()],
        ),
        _column(
            header_text(shares.header.cells[shares.places[0]]),
            [cell_of(row, place) for row in shares.rows() for place in shares.places],
            most=100.0,
        ),
        totals.table,
        context,
    )


def _column(name: str, given: Sequence[object], most: float = MOST) -> Column:
    return Column(name, [cells.without_percent(cell)[0] for cell in given], most)


def _decided(totals: Column, shares: Column, table: Table, context: Context) -> tuple[Numbers, Numbers]:
    made, told = decide({"totals": totals, "shares": shares}, table.separator)
    context.messages.extend(told)
    return made["totals"], made["shares"]


def _shares(
    given: Sequence[object], unit: Unit | None, numbers: Numbers, part: Part, place: int, context: Context
) -> list[float]:
    return _scaled(given, unit, numbers, part.header.number, header_text(part.header.cells[place]), context)


def _scaled(
    given: Sequence[object], unit: Unit | None, numbers: Numbers, row: int, column: str, context: Context
) -> list[float]:
    """Shares that are one together: in percent by their sign, their header or their sum."""
    values = []
    for cell in given:
        text, _signed = cells.without_percent(cell)
        value = (
            0.0
            if cells.blank(cell)
            else context.faults.read(partial(cells.not_negative, numbers=numbers), text, row, column)
        )
        values.append(value or 0.0)
    total = sum(values)
    in_percent = unit == "%" or any(cells.without_percent(cell)[1] for cell in given)
    for whole in (100.0,) if in_percent and total > 1 + NEAR_ONE else (1.0, 100.0):
        if abs(total / whole - 1) <= NEAR_ONE:
            if abs(total / whole - 1) > TOLD_FROM:
                context.messages.append(Message.of("shares_in_proportion", column=column, sum=total / whole))
            return [value / total for value in values]
    found = _("shares that add up to {sum:.6g}").format(sum=total)
    context.faults.add(found, _("shares that add up to 1, or to 100%"), row, column)
    return []


def _rows(
    total: _Total, shares: Sequence[float], hours: Sequence[int | None], minutes: int, context: Context
) -> list[Interval]:
    """The day's intervals; hours without a share are 0, because the shares are the whole day."""
    share_of = dict(zip(hours, shares, strict=True))
    if total.day is None:
        return []
    begin = datetime.combine(total.day, time())
    steps = sorted({*(hour for hour in hours if hour is not None), *range(0, DAY, minutes * 60)})
    return [
        Interval(
            total.row,
            begin + timedelta(seconds=step),
            inquiries=total.value * share_of.get(step, 0.0),
            column=total.column,
        )
        for step in steps
    ]
