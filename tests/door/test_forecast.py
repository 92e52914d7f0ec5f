"""``staffplan.forecast``: frames that the other functions take, and what a notebook shows."""

import pandas as pd
import pytest
from made_history import MONDAY, made

import staffplan


@pytest.fixture(scope="module")
def found():
    start = pd.date_range(MONDAY, periods=84 * 24, freq="h")
    frame = pd.DataFrame({"start": start, "inquiries": made(84, level=300).ravel(), "aht_s": 200.0})
    return staffplan.forecast(frame, days=7, timezone="Europe/Berlin", country="")


def test_its_frame_is_a_forecast(found):
    frame = found.frame
    assert list(frame) == ["start", "inquiries", "p10", "p50", "p90", "day_sigma", "slot_sigma", "aht_s"]
    assert str(frame["start"].dt.tz) == "Europe/Berlin"
    need = staffplan.require(frame, timezone="Europe/Berlin").frame
    assert need["inquiries"].sum() == pytest.approx(frame["inquiries"].sum())
    assert need["required"].max() > 1


def test_it_shows_itself_and_is_written(found, tmp_path):
    assert repr(found).startswith("<Forecast: ")
    assert "Tried on the past" in found._repr_html_()
    assert [path.name for path in found.write(tmp_path / "f.csv")] == ["f.csv", "f.json", "f.html"]
    assert "<svg" in found.page


def test_faults_are_those_of_the_command():
    with pytest.raises(staffplan.InputError) as caught:
        staffplan.forecast(pd.DataFrame({"start": ["2026-01-01 09:00"], "inquiries": [5]}))
    assert caught.value.faults[0].code == "step"
