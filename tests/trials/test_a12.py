"""A12: days count from 1904 where the workbook says so, also in cells that are no dates."""

from datetime import datetime, timedelta

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from trial_tables import read

from staffplan.read import read_staff
from staffplan.schema.grid import Grid

NINE = datetime(2026, 11, 2, 9)
SINCE_1904 = [(NINE + timedelta(hours=k) - datetime(1904, 1, 1)) / timedelta(days=1) for k in range(3)]
SINCE_1900 = [days + 1462 for days in SINCE_1904]


def book(path, starts, epoch=None, header=("start", "inquiries")):
    made = openpyxl.Workbook()
    if epoch is not None:
        made.epoch = epoch
    for row in (header, *((start, k + 1) for k, start in enumerate(starts))):
        made.active.append(row)
    made.save(path)
    return path


@pytest.mark.parametrize(
    ("starts", "epoch"),
    [
        (SINCE_1904, CALENDAR_MAC_1904),
        (SINCE_1900, None),
        ([NINE + timedelta(hours=k) for k in range(3)], CALENDAR_MAC_1904),
        ([NINE + timedelta(hours=k) for k in range(3)], None),
    ],
)
def test_a12_the_day_is_the_same(tmp_path, starts, epoch):
    found = read(tmp_path, book(tmp_path / "b.xlsx", starts, epoch).read_bytes(), name="f.xlsx")
    assert (found.start.isoformat(), found.inquiries) == ("2026-11-02T09:00:00+08:00", (1, 2, 3))


def test_a12_agents_on_duty_likewise(tmp_path):
    path = book(tmp_path / "staff.xlsx", SINCE_1904, CALENDAR_MAC_1904, ("start", "on_duty"))
    grid = Grid(timezone="Asia/Shanghai", start="2026-11-02T01:00Z", slot_minutes=60, n_slots=3)
    assert read_staff(path, grid).tolist() == [1, 2, 3]
