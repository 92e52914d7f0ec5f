"""Tables of actuals: counts beside volumes, and faults with their place."""

from datetime import UTC, datetime

import pytest

from staffplan.errors import InputError
from staffplan.read import read_actuals
from staffplan.schema.scenario.keys import Scenario


def read(folder, text):
    path = folder / "actuals.csv"
    path.write_text(text, encoding="utf-8")
    return read_actuals(path, Scenario())


def test_counts_by_instant_empty_ones_left_out(tmp_path):
    found = read(tmp_path, "开始时间,咨询量,在岗人数,及时响应数\n2026-11-02 09:00,10,3,8\n2026-11-02 10:00,12,,9\n")
    assert found.volume.inquiries == (10, 12)
    nine, ten = (datetime(2026, 11, 2, hour, tzinfo=UTC) for hour in (1, 2))
    assert found.counts == {"on_duty": {nine: 3}, "in_time": {nine: 8, ten: 9}}


def test_what_is_no_count_is_a_fault(tmp_path):
    with pytest.raises(InputError) as caught:
        read(tmp_path, "start,inquiries,present\n2026-11-02 09:00,10,3\n2026-11-02 10:00,12,few\n")
    (fault,) = caught.value.faults
    assert (fault.row, fault.column) == (3, "present")
