"""Trial D: the remedies of the night on which the clock is changed name that change."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

BERLIN = ZoneInfo("Europe/Berlin")
SCENARIO = """\
timezone = "Europe/Berlin"
grid = "60min"
[opening]
hours = ["22:00", "07:00"]
[target]
minimum_staff = 1
[[contract]]
shift_lengths = ["9h"]
{starts}breaks = []
days_per_week = [0, 7]
days_off_in_row = 0
max_days_in_row = 7
"""


def write(folder, first, days, starts):
    begin = dt.datetime.fromisoformat(first).replace(tzinfo=BERLIN).astimezone(dt.UTC)
    end = (dt.datetime.fromisoformat(first) + dt.timedelta(days=days)).replace(tzinfo=BERLIN).astimezone(dt.UTC)
    hours = [begin + dt.timedelta(hours=k) for k in range(int((end - begin) / dt.timedelta(hours=1)))]
    rows = [f"{hour.astimezone(BERLIN).isoformat()},0" for hour in hours]
    (folder / "f.csv").write_text("\n".join(["start,inquiries", *rows, ""]))
    (folder / "s.toml").write_text(SCENARIO.format(starts=starts))


def test_the_autumn_night_lasts_an_hour_longer(run, tmp_path):
    write(tmp_path, "2026-10-24", 3, 'starts = ["22:00", "22:00"]\n')
    result = run("solve", "f.csv", "-c", "s.toml")
    assert result.exit_code == 4
    said = " ".join(result.stderr.split())
    assert "This change would do: full-time: the clock is set back by 1h on 2026-10-25" in said
    assert "shifts of 10h as well" in said


def test_the_spring_night_is_an_hour_shorter(run, tmp_path):
    write(tmp_path, "2026-03-28", 3, "")
    result = run("solve", "f.csv", "-c", "s.toml")
    assert result.exit_code == 4
    said = " ".join(result.stderr.split())
    assert "full-time: the clock is set forward by 1h on 2026-03-29" in said
    assert "shifts of 8h as well" in said


def test_other_nights_say_nothing_of_the_clock(run, tmp_path):
    write(tmp_path, "2026-11-14", 3, 'starts = ["23:00", "23:00"]\n')
    result = run("solve", "f.csv", "-c", "s.toml")
    assert result.exit_code == 4
    assert "clock" not in result.stderr


@pytest.mark.parametrize("length", ["10h", "8h"])
def test_what_is_said_would_do_does(run, tmp_path, length):
    first, starts = ("2026-10-24", 'starts = ["22:00", "22:00"]\n') if length == "10h" else ("2026-03-28", "")
    write(tmp_path, first, 3, starts)
    scenario = (tmp_path / "s.toml").read_text().replace('["9h"]', f'["9h", "{length}"]')
    (tmp_path / "s.toml").write_text(scenario)
    assert run("solve", "f.csv", "-c", "s.toml").exit_code == 0
