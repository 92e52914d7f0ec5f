"""Dates with opening hours of their own, from the forecast to the checked plan."""

from datetime import date

import pytest

import staffplan

SHOP = """
grid = "60min"
[handling]
aht = "5min"
[target]
scope = "slot"
share = 0.5
[solve]
time_limit = "20s"
[opening]
hours = ["10:00", "14:00"]
{dates}
[[contract]]
shift_lengths = ["4h"]
breaks = []
days_per_week = [0, 6]
min_rest = "8h"
"""


def solved(folder, dates, first="2026-11-09", days=7):
    start = date.fromisoformat(first).toordinal()
    rows = [f"{date.fromordinal(start + day)} {hour:02d}:00,4" for day in range(days) for hour in range(24)]
    (folder / "forecast.csv").write_text("\n".join(["start,inquiries", *rows, ""]))
    (folder / "scenario.toml").write_text(SHOP.format(dates=dates))
    return staffplan.solve(folder / "forecast.csv", folder / "scenario.toml")


def dates_of(plan):
    return sorted({str(day)[:10] for day in plan.schedule["date"]})


@pytest.fixture
def ordinary(tmp_path):
    return solved(tmp_path, "")


def test_a_closed_date_has_no_shift(tmp_path, ordinary):
    plan = solved(tmp_path, "[[opening.date]]\ndate = 2026-11-11\nclosed = true")
    assert len(dates_of(ordinary)) == 7
    assert dates_of(plan) == [f"2026-11-{day:02d}" for day in (9, 10, 12, 13, 14, 15)]


def test_an_open_date_takes_more_agents(tmp_path, ordinary):
    plan = solved(tmp_path, '[[opening.date]]\ndate = 2026-11-11\nhours = ["00:00", "24:00"]')
    # Six shifts of four hours in a day, one a person: from 0:00 to 24:00 there are six people.
    assert (ordinary.headcount, plan.headcount) == (2, 6)
    on_date = plan.schedule[[str(day).startswith("2026-11-11") for day in plan.schedule["date"]]]
    assert len(on_date) == 6


def test_statutory_holidays_are_closed(tmp_path):
    plan = solved(tmp_path, 'holidays = "closed"', first="2026-09-28")
    assert dates_of(plan) == ["2026-09-28", "2026-09-29", "2026-09-30", "2026-10-04"]


def test_hours_over_midnight_last_into_a_closed_date(tmp_path):
    plan = solved(
        tmp_path,
        '[[opening.date]]\ndate = 2026-11-10\nhours = ["22:00", "02:00"]\n'
        "[[opening.date]]\ndate = 2026-11-11\nclosed = true",
    )
    rows = plan.coverage
    on = {str(when)[:16] for when, duty in zip(rows["start"], rows["on_duty"], strict=True) if duty}
    assert {"2026-11-10 23:00", "2026-11-11 01:00"} <= on
    assert not {"2026-11-11 02:00", "2026-11-11 10:00"} & on


def test_a_date_outside_the_period_is_told(tmp_path):
    plan = solved(tmp_path, "[[opening.date]]\ndate = 2026-12-24\nclosed = true")
    (warning,) = [str(text) for text in plan.warnings if "opening.date" in str(text)]
    assert "2026-12-24" in warning
