"""The file of events: editions, presets with dates of their own, and faults with their place."""

from datetime import date

import pandas as pd
import pytest

from staffplan.errors import InputError
from staffplan.read import read_events
from staffplan.schema.forecasting.history import Edition

FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)


def read(folder, text):
    path = folder / "events.csv"
    path.write_text(text, encoding="utf-8")
    return read_events(path, FIRST, LAST)


def test_editions_with_and_without_a_figure(tmp_path):
    rows = ["sale,2026-05-01,3,1.5,", "sale,2025-05-02,,,", "live,2026-06-01,2,,3;1.9;1.4"]
    text = "\n".join(["name,date,days,uplift,uplift_by_day", *rows])
    assert read(tmp_path, text) == (
        Edition("sale", date(2025, 5, 2), 1),
        Edition("sale", date(2026, 5, 1), 3, (1.5,)),
        Edition("live", date(2026, 6, 1), 3, (3.0, 1.9, 1.4)),
    )


def test_the_last_figure_stands_for_the_days_that_follow():
    edition = Edition("live", date(2026, 6, 1), 4, (3.0, 1.9))
    assert [edition.figure(offset) for offset in range(4)] == [3.0, 1.9, 1.9, 1.9]
    assert Edition("live", date(2026, 6, 1)).figure(0) is None


def test_chinese_headers_and_a_frame():
    frame = pd.DataFrame({"活动名称": ["直播"], "开始日期": [pd.Timestamp("2026-06-01")], "天数": [2], "倍数": [2.5]})
    assert read_events(frame, FIRST, LAST) == (Edition("直播", date(2026, 6, 1), 2, (2.5,)),)


def test_a_preset_without_a_date_has_all_its_editions(tmp_path):
    found = read(tmp_path, "name,date\n618,\n")
    assert [(edition.first.year, edition.name) for edition in found] == [(2025, "618"), (2026, "618")]
    assert found[0].first < date(2025, 6, 18) < date.fromordinal(found[0].first.toordinal() + found[0].days)


def test_spring_festival_follows_the_moon(tmp_path):
    found = read(tmp_path, "name,date,uplift\nspring-festival,,0.6\n")
    assert [edition.first.isoformat() for edition in found] == ["2025-01-19", "2026-02-07", "2027-01-27"][:2]
    assert {(edition.days, edition.uplift) for edition in found} == {(25, (0.6,))}


def test_a_preset_with_a_date_is_an_event_of_that_name(tmp_path):
    assert read(tmp_path, "name,date,days\n618,2026-06-16,3\n") == (Edition("618", date(2026, 6, 16), 3),)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (",2026-05-01,1,1,", "name", "nothing"),
        ("sale,,1,1,", "date", "nothing"),
        ("sale,soon,1,1,", "date", "soon"),
        ("sale,2026-05-01,0,1,", "days", "0"),
        ("sale,2026-05-01,61,1,", "days", "61"),
        ("sale,2026-05-01,1.5,1,", "days", "1.5"),
        ("sale,2026-05-01,1,0,", "uplift", "0"),
        ("sale,2026-05-01,1,a lot,", "uplift", "a lot"),
        ("sale,2026-05-01,2,,3;x", "uplift_by_day", "x"),
        ("sale,2026-05-01,2,2,3;2", "uplift", "uplift and uplift_by_day"),
    ],
)
def test_faults_have_their_place(tmp_path, row, column, said):
    with pytest.raises(InputError) as caught:
        read(tmp_path, f"name,date,days,uplift,uplift_by_day\n{row}\n")
    (fault,) = caught.value.faults
    assert (fault.row, fault.column) == (2, column)
    assert said in fault.found
    assert fault.accepted


def test_a_table_without_the_columns_says_which(tmp_path):
    with pytest.raises(InputError) as caught:
        read(tmp_path, "what,when\nsale,2026-05-01\n")
    assert [fault.column for fault in caught.value.faults] == ["name", "date"]
