"""Numbers of agents on duty, for ``evaluate``."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from staffplan.errors import InputError
from staffplan.read import read_staff
from staffplan.schema.grid import Grid

ZONE = "Europe/Berlin"
GRID = Grid(timezone=ZONE, start=datetime(2026, 10, 25, 1, tzinfo=ZoneInfo(ZONE)), slot_minutes=60, n_slots=4)
CLOCK = ("01:00", "02:00", "02:00", "03:00")
ROWS = [f"2026-10-25 {clock},{k}" for k, clock in enumerate(CLOCK)]


def put(folder, rows, header="start,on_duty"):
    path = folder / "staff.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return path


def faults_of(folder, rows, header="start,on_duty"):
    with pytest.raises(InputError) as error:
        read_staff(put(folder, rows, header), GRID)
    return error.value.faults


def test_a_number_for_each_slot(tmp_path):
    staff = read_staff(put(tmp_path, ROWS), GRID)
    assert staff.dtype == np.int64
    assert staff.tolist() == [0, 1, 2, 3]


def test_rows_in_any_order_with_offsets_and_other_columns(tmp_path):
    rows = [
        f"{(GRID.start.astimezone(ZoneInfo('UTC')) + timedelta(hours=k)).isoformat()},x,{k}.0" for k in (3, 1, 0, 2)
    ]
    assert read_staff(put(tmp_path, rows, "时间,备注,在岗人数"), GRID).tolist() == [0, 1, 2, 3]


FAULTS = {
    "a fraction": ([*ROWS[:3], "2026-10-25 03:00,2.5"], 5, "on_duty", "'2.5'", "a whole number"),
    "negative": ([*ROWS[:3], "2026-10-25 03:00,-1"], 5, "on_duty", "'-1'", "of 0 or more"),
    "text": ([*ROWS[:3], "2026-10-25 03:00,few"], 5, "on_duty", "'few'", "a whole number"),
    "nothing": ([*ROWS[:3], "2026-10-25 03:00,"], 5, "on_duty", "nothing", "a whole number"),
    "twice": ([*ROWS, ROWS[0]], 6, "start", "again, as in row 2", "once"),
    "after the period": (
        [*ROWS, "2026-10-25 04:00,1"],
        6,
        "start",
        "2026-10-25 04:00, where no slot starts",
        "60 minutes",
    ),
    "before the period": (["2026-10-25 00:00,1", *ROWS], 2, "start", "2026-10-25 00:00", "from 2026-10-25 01:00"),
    "between slots": ([*ROWS, "2026-10-25 03:30,1"], 6, "start", "03:30, where no slot starts", "to 2026-10-25 03:00"),
    "missing": (ROWS[1:], None, "start", "no row for 2026-10-25 01:00 (slots without a row: 1)", "every 60 minutes"),
    "no rows": ([], None, "start", "slots without a row: 4", "every 60 minutes"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_told_with_its_place(tmp_path, case):
    rows, row, column, found, accepted = FAULTS[case]
    (fault,) = faults_of(tmp_path, rows)
    assert (fault.row, fault.column) == (row, column)
    assert found in fault.found
    assert accepted in fault.accepted


def test_a_missing_column(tmp_path):
    (fault,) = faults_of(tmp_path, ROWS, "start,crew")
    assert (fault.row, fault.column) == (1, "on_duty")
