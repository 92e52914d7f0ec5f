"""Numbers of agents on duty, for ``staffplan evaluate``."""

from __future__ import annotations

from datetime import UTC, timedelta
from functools import partial
from typing import TYPE_CHECKING

from staffplan.read import intervals
from staffplan.read.faults import Faults
from staffplan.read.intervals import Interval
from staffplan.read.opened import name_of, open_table
from staffplan.read.tables import cells
from staffplan.read.tables.moments import whole_minute
from staffplan.read.tables.table import Columns, locate
from staffplan.words.language import _

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from staffplan.read.tables.table import Located
    from staffplan.schema.grid import Grid

COLUMNS = Columns(
    required=("start", "on_duty"),
    aliases={
        "start": ("time", "datetime", "timestamp", "start time", "时间", "开始时间"),
        "on_duty": ("staff", "agents", "在岗人数", "人数"),
    },
)


def read_staff(given: str | Path | pd.DataFrame, grid: Grid) -> NDArray[np.int64]:
    """Agents on duty in each slot of ``grid``, shape (n_slots,), from rows ``start,on_duty``; other columns do no harm.

    Raises:
        InputError: the file has faults, or it lacks slots or has others; all of them.
    """
    import numpy as np

    faults = Faults(name_of(given))
    table, _source = open_table(given, COLUMNS, faults)
    located = locate(table, COLUMNS, faults)
    by_slot = _by_slot(located, grid, faults)
    missing = [slot for slot in range(grid.n_slots) if slot not in by_slot]
    if missing and not faults.list:
        found = _("no row for {start} (slots without a row: {count})")
        found = found.format(start=f"{grid.instant(missing[0]):%Y-%m-%d %H:%M}", count=len(missing))
        faults.add(found, _accepted(grid), column=located.header_text("start"))
    faults.raise_any()
    return np.array([by_slot[slot] for slot in range(grid.n_slots)], dtype=np.int64)


def _by_slot(located: Located, grid: Grid, faults: Faults) -> dict[int, int]:
    """Agents on duty by slot; each row that is not one slot's is a fault."""
    count = partial(cells.whole, numbers=located.numbers("on_duty")["on_duty"])
    read_start = partial(whole_minute, first_day=located.table.first_day)
    rows, on_duty = [], {}
    for record in located.records(faults):
        start = faults.read(read_start, record.cells["start"], record.row, located.header_text("start"))
        agents = faults.read(count, record.cells["on_duty"], record.row, located.header_text("on_duty"))
        if start is not None:
            rows.append(Interval(record.row, start))
            on_duty[record.row] = agents or 0
    column = located.header_text("start")
    intervals.refuse_offsets(rows, grid.zone, column, faults)
    by_slot = {}
    for row in intervals.refuse_duplicates(intervals.resolve(rows, grid.zone, []), grid.zone, column, faults):
        slot, rest = divmod(row.start - grid.start.astimezone(UTC), timedelta(minutes=grid.slot_minutes))
        if rest or not 0 <= slot < grid.n_slots:
            shown = f"{row.start.astimezone(grid.zone):%Y-%m-%d %H:%M}"
            faults.add(_("{start}, where no slot starts").format(start=shown), _accepted(grid), row.row, column)
        by_slot[slot] = on_duty[row.row]
    return by_slot


def _accepted(grid: Grid) -> str:
    return _("a row for every {minutes} minutes from {first} to {last}").format(
        minutes=grid.slot_minutes,
        first=f"{grid.instant(0):%Y-%m-%d %H:%M}",
        last=f"{grid.instant(grid.n_slots - 1):%Y-%m-%d %H:%M}",
    )
