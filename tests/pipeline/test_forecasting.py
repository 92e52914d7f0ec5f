"""``forecast`` from files to files: what it asks, what it says, and that ``solve`` reads what it writes."""

import json
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from made_history import MONDAY, made

from staffplan import pipeline
from staffplan.errors import InputError
from staffplan.read import read_forecast
from staffplan.report.outlook import outlook_csv, outlook_data, outlook_json, outlook_records
from staffplan.report.page.outlook import render_outlook
from staffplan.schema.scenario.keys import Scenario
from staffplan.words.messages import Message

NO_HOLIDAYS = {"payroll.country": ("--country", "")}


def frame(counts, begins=MONDAY, **columns):
    minutes = 24 * 60 // counts.shape[1]
    start = pd.date_range(begins, periods=counts.size, freq=f"{minutes}min")
    return pd.DataFrame({"start": start, "inquiries": counts.ravel(), **columns})


def forecast(history, overrides=NO_HOLIDAYS, **asked):
    return pipeline.forecast(history, None, overrides, pipeline.Asked(**asked))


def faults(history, **asked):
    with pytest.raises(InputError) as caught:
        forecast(history, **asked)
    return caught.value.faults


@pytest.fixture(scope="module")
def shop():
    return frame(made(84))


def codes(found):
    return [note.code for note in found.notes]


def test_it_begins_the_day_after_the_history_and_lasts_four_weeks(shop):
    found = forecast(shop)
    assert (found.days[0], len(found.days)) == (MONDAY + timedelta(days=84), 28)
    assert codes(found) == []


def test_a_period_of_its_own(shop):
    first = MONDAY + timedelta(days=100)
    found = forecast(shop, first=first, last=first + timedelta(days=2))
    assert found.days == tuple(first + timedelta(days=k) for k in range(3))
    assert codes(found) == ["days_between"]
    assert str(found.notes[0]).startswith("the history ends 16 days before")
    assert found.queues[0].day_sigma[0] == found.queues[0].sigmas.month


def test_a_period_in_the_past_and_growth_beyond_measure_are_faults(shop):
    found = faults(shop, first=MONDAY, growth=99.0)
    assert [fault.file for fault in found] == ["from", "growth"]
    assert faults(shop, first=date(2026, 1, 2), last=date(2026, 1, 1))[0].file == "to"
    assert faults(shop, days=100_000)[0].file == "to"


def test_what_is_written_is_read_as_it_is(shop, tmp_path):
    found = forecast(shop)
    path = tmp_path / "forecast.csv"
    path.write_bytes(outlook_csv(found))
    read, _source = read_forecast(path, Scenario())
    queue = found.queues[0]
    assert np.array(read.inquiries) == pytest.approx(queue.mean.ravel(), abs=0.006)
    assert np.array(read.p90) == pytest.approx(queue.high.ravel())
    assert np.array(read.day_sigma) == pytest.approx(np.repeat(queue.day_sigma, 24), abs=1e-4)
    assert set(read.slot_sigma) == {round(queue.sigmas.slot, 4)}
    assert (read.deflection, read.deflection_sigma) == (None, None)
    assert [str(message) for message in read.messages] == []


def test_reading_and_writing_keep_the_bands(shop, tmp_path):
    from staffplan.report.forecast import forecast_csv

    path, again = tmp_path / "forecast.csv", tmp_path / "again.csv"
    path.write_bytes(outlook_csv(forecast(shop)))
    read, _source = read_forecast(path, Scenario())
    again.write_bytes(forecast_csv(read))
    reread, _source = read_forecast(again, Scenario())
    assert reread.model_dump(exclude={"reading"}) == read.model_dump(exclude={"reading"})


def test_queues_are_forecast_apart_and_planned_together(tmp_path):
    calls, chats = made(84, seed=2), made(84, seed=3, level=600)
    history = pd.concat(
        [
            frame(calls, queue="calls", deflection=0.5, aht_s=240.0),
            frame(chats, queue="chats", deflection=0.8, aht_s=400.0),
        ]
    )
    found = forecast(history, days=7)
    assert [each.name for each in found.queues] == ["calls", "chats"]
    path = tmp_path / "forecast.csv"
    path.write_bytes(outlook_csv(found))
    read, _source = read_forecast(path, Scenario())
    total = found.queues[0].mean.sum() + found.queues[1].mean.sum()
    assert sum(read.inquiries) == pytest.approx(total, rel=1e-4)
    assert 0.5 < read.deflection[10] < 0.8
    assert 240 < read.aht_s[10] < 400
    sigmas = sorted(each.day_sigma[0] for each in found.queues)
    assert sigmas[0] <= read.day_sigma[10] <= sigmas[1]
    assert read.p90 is None


def test_the_clock_of_a_day_that_is_changed(tmp_path):
    """The last Sunday of October has 25 hours in Berlin, the last of March 23."""
    zone = {**NO_HOLIDAYS, "timezone": ("timezone", "Europe/Berlin")}
    for first, hours in ((date(2025, 10, 26), 25), (date(2025, 3, 30), 23)):
        begins = first - timedelta(days=28)
        found = forecast(frame(made(28), begins=begins), zone, days=1)
        records = outlook_records(found)
        assert len(records) == hours
        by_clock = {record["start"][11:13]: record["inquiries"] for record in records}
        assert by_clock["10"] == round(found.queues[0].mean[0, 10], 2)


def test_years_that_nobody_announced_are_said():
    history = frame(made(60), begins=date(2032, 11, 1))
    found = forecast(history, {})
    assert codes(found) == ["days_between", "year_unannounced"][1:]
    assert "2033" in str(found.notes[0]) or "2032" in str(found.notes[0])


def test_an_event_to_come_that_nothing_is_known_of_is_said(shop):
    events = pd.DataFrame({"name": ["sale", "old"], "date": [MONDAY + timedelta(days=90), MONDAY + timedelta(days=5)]})
    found = forecast(shop, events=events)
    assert found.notes == (Message.of("event_unseen", event="sale"),)


def test_hours_that_open_where_the_history_has_nothing_are_said(shop):
    found = forecast(shop, {**NO_HOLIDAYS, "opening.hours": ("opening", ["05:00", "22:00"])})
    assert found.notes == (Message.of("never_open", hours="05:00…06:00"),)


def test_a_queue_without_a_known_day_is_left_out_and_said():
    known, unknown = frame(made(40), queue="a"), frame(np.zeros((40, 24)), queue="b")
    found = forecast(pd.concat([known, unknown]))
    assert [each.name for each in found.queues] == ["a"]
    assert codes(found) == ["queue_unknown"]


def test_json_says_how_it_came_about(shop):
    data = json.loads(outlook_json(forecast(shop)))
    (queue,) = data["queues"]
    assert queue["method"] == "ensemble"
    assert queue["backtest"]["error"] < queue["backtest"]["naive"]
    assert set(queue["sigmas"]) == {"week", "fortnight", "month", "slot"}
    assert data["history"] == {"first": "2025-01-06", "days": 84}
    assert data == outlook_data(forecast(shop))


def test_the_page_has_history_days_events_and_asks_no_server(shop):
    events = pd.DataFrame({"name": ["<sale>"], "date": [MONDAY + timedelta(days=90)], "uplift": [2.0]})
    page = render_outlook(forecast(shop, events=events))
    assert "&lt;sale&gt;, day 1" in page
    assert "<sale>" not in page
    assert page.count("<path") > 7
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org", "")
    assert "Tried on the past" in page


def test_the_page_of_a_history_too_short_for_a_backtest_says_so():
    page = render_outlook(forecast(frame(made(6)), days=3))
    assert "too short to try" in page
    assert codes(forecast(frame(made(6)), days=3)) == ["history_short"]
