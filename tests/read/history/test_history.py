"""Histories: what forecasts may not have, gaps and empty cells, and faults with their place."""

from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from staffplan.errors import InputError
from staffplan.read import read_history
from staffplan.schema.scenario.keys import Scenario

CHINA = Scenario()
BERLIN = Scenario(timezone="Europe/Berlin")


def put(folder, text, name="history.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def read(folder, text, scenario=CHINA, **others):
    return read_history(put(folder, text), scenario, **others)


def faults(folder, text, **others):
    with pytest.raises(InputError) as caught:
        read(folder, text, **others)
    return caught.value.faults


HOURS = "start,inquiries\n2026-03-02 09:00,5\n2026-03-02 10:00,\n2026-03-02 11:00,0\n2026-03-04 09:00,7\n"


def test_empty_is_unknown_nothing_is_none_and_rows_may_be_missing(tmp_path):
    found = read(tmp_path, HOURS)
    assert (found.first, found.n_days, found.interval_minutes) == (date(2026, 3, 2), 3, 60)
    counts = found.queues[0].inquiries
    assert counts.shape == (3, 24)
    assert counts[0, 9] == 5
    assert np.isnan(counts[0, 10])
    assert counts[0, 11] == 0
    assert np.isnan(counts[1]).all()
    assert counts[2, 9] == 7
    assert found.queues[0].deflection is None
    assert found.queues[0].aht_s is None
    assert found.reading.rows == 4


def test_a_frame_is_read_as_its_file(tmp_path):
    frame = pd.DataFrame(
        {"start": pd.to_datetime(["2026-03-02 09:00", "2026-03-02 10:00"]), "inquiries": [5.0, np.nan]}
    )
    found = read_history(frame, CHINA).queues[0].inquiries
    assert found[0, 9] == 5
    assert np.isnan(found[0, 10])


def test_several_queues_each_have_their_own(tmp_path):
    rows = ["2026-03-02 09:00,b,10,4,200", "2026-03-02 09:00,a,6,,", "2026-03-02 10:00,a,8,8,310"]
    text = "\n".join(["start,queue,inquiries,deflected,aht", *rows])
    first, second = read(tmp_path, text).queues
    assert (first.name, second.name) == ("a", "b")
    assert first.inquiries[0, 9:11].tolist() == [6, 8]
    assert first.deflection[0, 10] == 1
    assert np.isnan(first.deflection[0, 9])
    assert first.aht_s is None or np.isnan(first.aht_s[0, 10])
    assert second.deflection[0, 9] == 0.4
    assert second.aht_s[0, 9] == 200
    assert np.isnan(second.inquiries[0, 10])


def test_more_closed_by_the_bot_than_came_is_a_fault(tmp_path):
    (fault,) = faults(tmp_path, "start,inquiries,deflected\n2026-03-02 09:00,10,4\n2026-03-02 10:00,3,4\n")
    assert (fault.row, fault.column, fault.found) == (3, "deflected", "4")
    assert fault.accepted == "3 inquiries of its row at most"


def test_ten_minutes_are_summed_and_unknown_where_a_part_is(tmp_path):
    start = datetime(2026, 3, 2, 9)
    cells = ["1", "2", "3", "4", "", "6"]
    rows = [f"{start + timedelta(minutes=10 * k):%Y-%m-%d %H:%M},{cell}" for k, cell in enumerate(cells)]
    found = read(tmp_path, "\n".join(["start,inquiries", *rows]))
    assert found.interval_minutes == 30
    assert found.queues[0].inquiries[0, 18] == 6
    assert np.isnan(found.queues[0].inquiries[0, 19])


def test_the_hour_that_the_clock_repeats_is_the_mean_of_both(tmp_path):
    rows = ["2026-10-25 01:00,4", "2026-10-25 02:00,10", "2026-10-25 02:00,20", "2026-10-25 03:00,6"]
    found = read(tmp_path, "\n".join(["start,inquiries", *rows]), BERLIN)
    assert found.queues[0].inquiries[0, 1:4].tolist() == [4, 15, 6]


def test_the_hour_that_the_clock_skips_is_unknown(tmp_path):
    rows = [f"2026-03-29 0{hour}:00,{hour}" for hour in range(5)]
    found = read(tmp_path, "\n".join(["start,inquiries", *rows]), BERLIN)
    assert np.isnan(found.queues[0].inquiries[0, 2])
    assert found.notes[0].code == "hour_skipped"


DAYS = "date,inquiries\n" + "".join(f"2026-03-{day:02d},{100 * day}\n" for day in range(2, 9))
SHARES = "hour,share\n" + "".join(f"{hour}:00,{share}\n" for hour, share in ((9, 0.25), (10, 0.5), (11, 0.25)))


def test_totals_of_days_need_a_profile(tmp_path):
    (fault,) = faults(tmp_path, DAYS)
    assert (fault.found, fault.row, fault.column, fault.code) == ("totals of days", 2, "date", "step")
    assert "--profile" in fault.accepted


def test_totals_of_days_are_spread_over_a_profile(tmp_path):
    found = read(tmp_path, DAYS, profile=put(tmp_path, SHARES, "week.csv"))
    assert found.interval_minutes == 60
    assert found.queues[0].inquiries[0, 8:13].tolist() == [0, 50, 100, 50, 0]


@pytest.mark.parametrize(
    ("text", "row", "column", "said"),
    [
        ("start,inquiries\n2026-03-02 09:00,5\n2026-03-02 10:00,-1\n", 3, "inquiries", "-1"),
        ("start,inquiries\n2026-03-02 09:00,5\n2026-03-02 10:00,many\n", 3, "inquiries", "many"),
        ("start,inquiries\n2026-03-02 09:00,5\n2026-03-02 09:00,6\n", 3, "start", "again"),
        ("start,inquiries\n2026-03-02 09:00,5\nsoon,6\n", 3, "start", "soon"),
        ("start,inquiries\n2026-03-02 09:00,5\n2026-03-02 10:00,6\n2026-03-02 11:07,6\n", 4, "start", "11:07"),
        ("start,inquiries\n2026-03-02 09:00,5\n2026-03-02 09:20,6\n", 3, "start", "20 minutes"),
        ("start,inquiries\n2026-03-02 09:00,0\n2026-03-02 10:00,0\n", None, None, "no inquiries"),
        ("start,inquiries\n1990-03-02 09:00,5\n1990-03-02 10:00,6\n2026-03-02 11:00,6\n", 2, "start", "days"),
    ],
)
def test_faults_have_their_place(tmp_path, text, row, column, said):
    (fault,) = faults(tmp_path, text)
    assert (fault.row, fault.column) == (row, column)
    assert said in fault.found
    assert fault.accepted
