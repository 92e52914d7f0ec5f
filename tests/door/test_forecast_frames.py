"""A forecast as a DataFrame gives the plan that its csv gives, and its faults are those of a file."""

from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest
from door_shop import SCENARIO, forecast_frame

import staffplan
from staffplan.errors import InputError
from staffplan.read import read_forecast
from staffplan.schema.scenario.keys import Scenario

BERLIN = Scenario(timezone="Europe/Berlin")


def read(frame, scenario=None):
    """The forecast; what it says of columns and headers is no part of it."""
    return read_forecast(frame, scenario or Scenario())[0].model_copy(update={"reading": None})


def read_as_csv(frame, folder, scenario=None):
    path = folder / "f.csv"
    frame.to_csv(path, index=False)
    return read(path, scenario)


def faults_of(given, scenario=None):
    with pytest.raises(InputError) as caught:
        read_forecast(given, scenario or Scenario())
    return caught.value.faults


@pytest.mark.usefixtures("one_process")
def test_a_frame_and_its_csv_give_the_same_plan(tmp_path, plan):
    forecast_frame().to_csv(tmp_path / "f.csv", index=False)
    other = staffplan.solve(tmp_path / "f.csv", SCENARIO)
    assert plan.data.shifts == other.data.shifts
    assert plan.data.coverage == other.data.coverage
    apart = {"inputs", "solve_seconds", "stages"}
    assert plan.summary.model_dump(exclude=apart) == other.summary.model_dump(exclude=apart)
    assert list(plan.summary.inputs) == ["DataFrame"]


@pytest.mark.usefixtures("one_process")
def test_the_same_seed_gives_the_same_plan(plan):
    again = staffplan.solve(forecast_frame(), SCENARIO)
    assert again.data.shifts == plan.data.shifts
    assert again.data.coverage == plan.data.coverage
    assert again.summary.inputs == plan.summary.inputs
    assert again.summary.seed == plan.summary.seed == 0


def test_every_form_of_the_times_is_the_same_forecast(tmp_path):
    plain = forecast_frame()
    expected = read_as_csv(plain, tmp_path)
    aware = plain.assign(start=plain["start"].dt.tz_localize("Asia/Shanghai"))
    assert read(plain) == read(aware) == expected
    assert read(plain.assign(start=plain["start"].astype(str))) == expected
    assert read(plain.set_index("start")) == expected
    assert (
        read(pd.DataFrame({"咨询量": plain["inquiries"].to_numpy()}, index=pd.DatetimeIndex(plain["start"])))
        == expected
    )
    assert read(plain.rename(columns={"start": "时间", "inquiries": "volume"})) == expected
    assert read(plain.astype({"start": "datetime64[s]", "inquiries": "Float64"})) == expected
    assert read(plain.astype({"start": object, "inquiries": object})) == expected


@pytest.mark.parametrize(("name", "column"), [("时间", "时间"), ("start", "start"), ("note", "start"), (None, "start")])
def test_a_fault_of_the_index_names_it_as_it_is_called(name, column):
    frame = forecast_frame().drop(index=7).set_index("start").rename_axis(name)
    (fault,) = faults_of(frame)
    assert (fault.row, fault.column) == (9, column)


def test_a_column_of_times_goes_before_the_index():
    frame = forecast_frame().set_index(pd.date_range("2020-01-01", periods=24, freq="D"))
    assert read(frame) == read(forecast_frame())


def test_other_columns_are_read_as_of_a_file(tmp_path):
    frame = forecast_frame().assign(queue="a", deflection=0.5, aht_s=240, note="x")
    assert read(frame) == read_as_csv(frame, tmp_path)
    assert read(frame).deflection == (0.5,) * 24
    reading = read_forecast(frame, Scenario())[0].reading
    assert (reading.rows, reading.columns_left, reading.aht_unit) == (24, ("note",), "s")
    missing = read(frame.assign(deflection=[None, *[0.5] * 23], aht_s=pd.array([pd.NA, *[240] * 23], dtype="Int64")))
    assert (missing.deflection[0], missing.aht_s[0]) == (None, None)


def test_a_day_whose_clock_is_put_back():
    starts = pd.date_range("2026-10-25", periods=25, freq="h", tz="Europe/Berlin")
    frame = pd.DataFrame({"start": starts, "inquiries": np.arange(25.0)})
    assert read(frame, BERLIN).inquiries == tuple(range(25))
    assert read(frame.assign(start=starts.tz_convert("UTC")), BERLIN).start == datetime(2026, 10, 24, 22, tzinfo=UTC)


def changed(column, place, value):
    frame = forecast_frame().astype(object)
    frame.iloc[place, frame.columns.get_loc(column)] = value
    return frame


FAULTY = {
    "missing column": forecast_frame().drop(columns="inquiries"),
    "other name": forecast_frame().rename(columns={"inquiries": "inquirys"}),
    "negative": changed("inquiries", 3, -1.0),
    "text": changed("inquiries", 3, "many"),
    "no number": changed("inquiries", 3, None),
    "no time": changed("start", 3, pd.NaT),
    "duplicate times": forecast_frame().assign(
        start=lambda frame: frame["start"].replace({frame["start"][4]: frame["start"][3]})
    ),
    "gap": forecast_frame().drop(index=7),
    "seconds": changed("start", 3, pd.Timestamp("2026-11-02 03:00:30")),
    "two columns": forecast_frame().assign(volume=1.0),
    "one row": forecast_frame().iloc[:1],
    "no rows": forecast_frame().iloc[:0],
    "no table": pd.DataFrame({"a": []}),
    "share": forecast_frame().assign(deflection=1.5),
    "mixed clocks": changed("start", 5, pd.Timestamp("2026-11-02 05:00", tz="Asia/Shanghai")),
}


@pytest.mark.parametrize("frame", FAULTY.values(), ids=FAULTY)
def test_faults_are_those_of_a_file(frame, tmp_path):
    frame.to_csv(tmp_path / "f.csv", index=False)
    of_file = [(f.row, f.column, f.found, f.accepted) for f in faults_of(tmp_path / "f.csv")]
    told = faults_of(frame)
    assert [(f.row, f.column, f.accepted) for f in told] == [(row, column, ok) for row, column, _found, ok in of_file]
    assert {f.file for f in told} == {"DataFrame"}


def test_rows_count_as_in_a_file():
    (fault,) = faults_of(changed("inquiries", 3, float("nan")))
    assert str(fault) == ("DataFrame, row 5, inquiries: found NaN; accepted: a number from 0 to 1,000,000,000")
    again, gap = faults_of(FAULTY["duplicate times"])
    assert (again.row, again.column, again.found) == (6, "start", "2026-11-02 03:00 again, as in row 5")
    assert gap.row == 7


@pytest.mark.parametrize("first", ["aware", "local"])
def test_times_with_an_offset_and_without_are_a_fault(first):
    frame = changed("start", 5, pd.Timestamp("2026-11-02 05:00", tz="Asia/Shanghai"))
    if first == "aware":
        frame = frame.iloc[5:]
    (fault,) = faults_of(frame)
    assert (fault.row, fault.column) == ((7, "start") if first == "local" else (3, "start"))
    assert fault.accepted == "an offset in every row, or in none"


def test_an_object_that_is_no_table():
    (fault,) = faults_of([1, 2, 3])
    assert fault.found == "an object of the type list"


def test_the_callers_frame_is_left_as_it_was():
    frame = forecast_frame()
    before = frame.copy(deep=True)
    read(frame)
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame(index=pd.DatetimeIndex(["2026-11-02"]))])
def test_frames_of_nothing_are_faults(frame):
    assert faults_of(frame)
