"""``staffplan forecast``: shown, written, in both languages, and its faults."""

import json

import pytest
from made_history import MONDAY, made

from staffplan.read import read_forecast
from staffplan.schema.scenario.keys import Scenario


def flat(text):
    return " ".join(text.split())


@pytest.fixture
def history(tmp_path):
    counts = made(84)
    rows = [
        f"{MONDAY.fromordinal(MONDAY.toordinal() + day)} {hour:02d}:00,{counts[day, hour]:.0f}"
        for day in range(84)
        for hour in range(24)
    ]
    (tmp_path / "history.csv").write_text("\n".join(["start,inquiries", *rows]))
    (tmp_path / "events.csv").write_text("name,date,days,uplift\nsale,2025-04-05,2,2\n")
    return tmp_path


def test_it_shows_the_days_how_it_was_made_and_how_well_it_did(run, history):
    shown = run("forecast", "history.csv", "--events", "events.csv", "--country", "none")
    assert shown.exit_code == 0, shown.output
    said = flat(shown.stdout)
    assert "inquiries are expected in 28 days, 31 Mar 2025 – 27 Apr 2025." in said
    assert "Made by the median of four methods" in said
    assert "Tried on the past 8 times" in said
    assert "sale, day 1 2.00 0 2.00" in said
    assert "Mon 03-31" in said
    assert "As files: add -o forecast.csv" in said
    assert {path.name for path in history.iterdir()} == {"history.csv", "events.csv"}


def test_the_same_in_chinese(run, history):
    said = flat(run("--lang", "zh", "forecast", "history.csv", "--country", "none").stdout)
    assert "预计" in said
    assert "inquiries" not in said


def test_files_are_written_and_solve_would_read_them(run, history):
    shown = run("forecast", "history.csv", "-o", "f.csv", "--from", "2025-04-01", "--to", "2025-04-07")
    assert shown.exit_code == 0, shown.output
    assert {"f.csv", "f.json", "f.html"} <= {path.name for path in history.iterdir()}
    found, _source = read_forecast(history / "f.csv", Scenario())
    assert len(found.inquiries) == 7 * 24
    assert found.messages == ()


def test_json_has_the_intervals_and_the_method(run, history):
    data = json.loads(run("forecast", "history.csv", "--days", "2", "--growth", "10%", "--json").stdout)
    assert len(data["intervals"]) == 48
    assert data["queues"][0]["method"] == "ensemble"
    assert data["growth"] == 0.1
    assert data["read"]["rows"] == 84 * 24


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--days", "3", "--to", "2025-04-07"], 2, "--days and --to"),
        (["--from", "soon"], 2, "is no date"),
        (["--growth", "much"], 2, "is no growth"),
        (["--from", "2025-01-01"], 3, "the history's last"),
        (["--country", "XX"], 3, "country"),
        (["-o", "f.txt"], 2, ".csv"),
    ],
)
def test_what_cannot_be_is_refused(run, history, arguments, code, said):
    shown = run("forecast", "history.csv", *arguments)
    assert shown.exit_code == code, shown.output
    assert said in flat(shown.output)
