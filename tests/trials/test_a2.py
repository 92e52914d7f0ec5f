"""A2: ranges are ranges, and an offset is one that the zone knows."""

import pytest
from trial_tables import NINE_TO_NINE, codes, faults_of, read

from staffplan.read import read_staff
from staffplan.schema.grid import Grid
from staffplan.schema.scenario.keys import Scenario

HALVES = [(hour, minute) for hour in range(9, 21) for minute in (0, 30)]


def clock(hour, minute):
    return f"{hour + minute // 60:02d}:{minute % 60:02d}"


def ranges(mark):
    lines = [f"2026-11-02 {clock(h, m)}{mark}{clock(h, m + 30)},20" for h, m in HALVES]
    return "\n".join(["时段,咨询量", *lines, ""])


@pytest.mark.parametrize("mark", ["-", "~", " - ", "–", "—", "至", "～"])
def test_a2_ranges_begin_where_they_say(tmp_path, mark):
    found = read(tmp_path, ranges(mark))
    assert found.start.isoformat() == "2026-11-02T09:00:00+08:00"
    assert (found.interval_minutes, found.inquiries) == (30, (20,) * 24)


def test_a2_twenty_four_half_hours_of_three_days(tmp_path):
    lines = [f"2026-11-0{d} {clock(h, m)}-{clock(h, m + 30)},30" for d in (2, 3, 4) for h, m in HALVES]
    found = read(tmp_path, "\n".join(["时段,咨询量", *lines, ""]), NINE_TO_NINE)
    assert (found.start.isoformat(), len(found.inquiries)) == ("2026-11-02T00:00:00+08:00", 3 * 48)
    assert found.inquiries[18:42] == (30,) * 24
    assert codes(found) == ["closed_hours_filled"]


@pytest.mark.parametrize("offset", ["-09:30", "-0930", "+02:00", "-05"])
def test_a2_an_offset_of_no_such_zone_is_a_fault(tmp_path, offset):
    lines = [f"2026-11-02T{hour:02d}:00:00{offset},1" for hour in (9, 10)]
    faults = faults_of(tmp_path, "\n".join(["start,inquiries", *lines, ""]))
    assert [fault.row for fault in faults] == [2, 3]
    assert "Asia/Shanghai" in faults[0].found


@pytest.mark.parametrize("form", ["{:02d}:00-05:00", "{:02d}:00:00-0500"])
def test_a2_an_offset_of_the_zone_is_one_also_where_it_looks_like_a_range(tmp_path, form):
    lines = [f"2026-11-02 {form.format(hour)},{hour}" for hour in (2, 3, 4)]
    found = read(tmp_path, "\n".join(["start,inquiries", *lines, ""]), Scenario(timezone="America/New_York"))
    assert (found.start.isoformat(), found.interval_minutes) == ("2026-11-02T02:00:00-05:00", 60)


def test_a2_what_may_be_either_is_asked_back(tmp_path):
    (fault,) = faults_of(tmp_path, "start,inquiries\n2026-11-02 04:00-05:00,1\n", Scenario(timezone="America/New_York"))
    assert (fault.kind, fault.row) == ("ambiguous", 2)
    assert "a range of times or a time with an offset" in fault.found


def test_a2_utc_is_an_instant_and_told(tmp_path):
    found = read(tmp_path, "start,inquiries\n2026-11-02T01:00Z,1\n2026-11-02T02:00:00+00:00,2\n")
    assert found.start.isoformat() == "2026-11-02T09:00:00+08:00"
    assert codes(found) == ["offset_of_another_zone"]


def test_a2_ranges_of_another_length_than_their_distance(tmp_path):
    lines = [f"2026-11-02 {hour:02d}:00-{hour:02d}:30,1" for hour in (9, 10, 11)]
    (fault,) = faults_of(tmp_path, "\n".join(["start,inquiries", *lines, ""]))
    assert fault.found == "ranges of 30 minutes, 60 minutes apart"


def test_a2_agents_on_duty_have_offsets_of_the_zone_too(tmp_path):
    path = tmp_path / "staff.csv"
    path.write_text("start,on_duty\n2026-11-02T09:00-09:30,3\n")
    grid = Grid(timezone="Asia/Shanghai", start="2026-11-02T01:00Z", slot_minutes=30, n_slots=1)
    with pytest.raises(Exception, match="-0930, which is none of Asia/Shanghai"):
        read_staff(path, grid)
