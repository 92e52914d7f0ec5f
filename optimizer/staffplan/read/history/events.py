"""The file of events: a row for each edition of a promotion, past or to come."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from staffplan.read.faults import CellFaultError, Faults, shown
from staffplan.read.history.presets import preset_editions, preset_names
from staffplan.read.opened import name_of, open_table
from staffplan.read.tables import cells
from staffplan.read.tables.moments import moment
from staffplan.read.tables.table import Columns, locate
from staffplan.schema.forecasting.history import Edition
from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.read.opened import Given
    from staffplan.read.tables.numbers import Numbers
    from staffplan.read.tables.table import Located, Record

COLUMNS = Columns(
    required=("name", "date"),
    optional=("days", "uplift", "uplift_by_day"),
    aliases={
        "name": ("event", "promotion", "名称", "活动", "活动名称"),
        "date": ("first", "start", "from", "日期", "开始日期"),
        "days": ("length", "天数"),
        "uplift": ("factor", "倍数"),
        "uplift_by_day": ("每日倍数", "逐日倍数"),
    },
)
MOST_DAYS = 60
"""An event of more days is a season."""
MOST_UPLIFT = 100.0
MOST_ROWS = 1000


def read_events(given: Given, first: date, last: date) -> tuple[Edition, ...]:
    """The editions in a file or a DataFrame: ``name, date`` and, where they are known, ``days, uplift, uplift_by_day``.

    A row whose name is a preset's and whose date is empty stands for all its editions from ``first`` to ``last``.

    Raises:
        InputError: the file has faults; all of them.
    """
    faults = Faults(name_of(given))
    table, _source = open_table(given, COLUMNS, faults)
    located = locate(table, COLUMNS, faults)
    numbers = located.numbers("days", "uplift")
    found: list[Edition] = []
    for record in located.records(faults):
        found += _editions(record, located, numbers, faults, first, last)
        if len(found) > MOST_ROWS:
            faults.stop(_("more than {most} editions").format(most=MOST_ROWS), _("fewer"), record.row)
    faults.raise_any()
    return tuple(sorted(found, key=lambda edition: (edition.first, edition.name)))


def _editions(
    record: Record, located: Located, numbers: dict[str, Numbers], faults: Faults, first: date, last: date
) -> list[Edition]:
    row, cell = record.row, record.cells
    name = faults.read(_name, cell["name"], row, located.header_text("name"))
    uplift = _uplift(record, located, numbers["uplift"], faults)
    if name in preset_names() and cells.blank(cell["date"]):
        return preset_editions(name, first, last, uplift)
    day = faults.read(partial(_date, first_day=located.table.first_day), cell["date"], row, located.header_text("date"))
    days = faults.read(partial(_days, numbers=numbers["days"]), cell.get("days"), row, located.header_text("days"))
    if name is None or day is None or days is None:
        return []
    return [Edition(name, day, max(days, len(uplift)), uplift)]


def _name(cell: object) -> str:
    text = "" if cells.blank(cell) else str(cell).strip()
    if not text or len(text) > 100:
        raise CellFaultError(shown(cell), _("the event's name, the same for each edition"))
    return text


def _date(cell: object, first_day: object) -> date:
    if cells.blank(cell):
        presets = ", ".join(preset_names())
        raise CellFaultError(
            shown(cell), _("the first day; only a preset has dates of its own: {presets}").format(presets=presets)
        )
    return moment(cell, first_day).date()  # type: ignore[arg-type]


def _days(cell: object, numbers: Numbers) -> int:
    if cells.blank(cell):
        return 1
    value = numbers.value(cell)
    if value is None or value != int(value) or not 1 <= value <= MOST_DAYS:
        raise CellFaultError(shown(cell), _("a whole number of days from 1 to {most}").format(most=MOST_DAYS))
    return int(value)


def _uplift(record: Record, located: Located, numbers: Numbers, faults: Faults) -> tuple[float, ...]:
    """The planner's figures, one for all days or one for each; nothing where neither is given."""
    row, all_days, by_day = record.row, record.cells.get("uplift"), record.cells.get("uplift_by_day")
    if not cells.blank(all_days) and not cells.blank(by_day):
        faults.add(_("uplift and uplift_by_day"), _("only one of the two"), row, located.header_text("uplift"))
        return ()
    if not cells.blank(all_days):
        value = faults.read(partial(_factor, numbers=numbers), all_days, row, located.header_text("uplift"))
        return () if value is None else (value,)
    if cells.blank(by_day):
        return ()
    parts = [part.strip() for part in str(by_day).replace("；", ";").split(";")]
    header = located.header_text("uplift_by_day")
    values = [faults.read(partial(_factor, numbers=numbers), part, row, header) for part in parts]
    return tuple(value for value in values if value is not None)


def _factor(cell: object, numbers: Numbers) -> float:
    try:
        value = numbers.value(cell)
    except CellFaultError:
        value = None
    if value is None or not 0 < value <= MOST_UPLIFT:
        accepted = _("times a plain day, more than 0 and up to {most:g}, such as 1.5; by day with ; between: 3;1.9;1.4")
        raise CellFaultError(shown(cell), accepted.format(most=MOST_UPLIFT))
    return value


def last_of(edition: Edition) -> date:
    """An edition's last day."""
    return edition.first + timedelta(days=edition.days - 1)
