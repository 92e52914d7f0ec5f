"""Whatever stands in a file, it is read or refused in a planner's words: no other exception ever gets out."""

import io
from contextlib import suppress

import openpyxl
import pytest
from factories import make_plan
from forecast_files import hours, table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from staffplan.errors import InputError
from staffplan.read import read_forecast, read_plan, read_scenario
from staffplan.read.scenario.sample import scenario_text
from staffplan.report.files import coverage_csv, plan_json, schedule_csv
from staffplan.schema.scenario.keys import Scenario

PLAN = make_plan(agents=2, days=1)
FORECAST = table([f"{start},1,0.5,300,a" for start in hours(6)], "start,inquiries,deflection,aht_s,queue")
WORDS = b"""
, ; " - [ ] { } = +24:00 1e400 nan null true 99999999999999999999 1e308h "0h" "24:00"
2026-13-45T99:99 0001-01-01T00:00 9999-12-31T23:30
"""
SCRAPS = st.sampled_from(
    [*WORDS.split(), b"", b"\0", b"\n", b"\xff", b"\xef\xbb\xbf", "全职".encode("gb18030"), "“".encode()]
)
anything = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def spoilt(draw, good):
    """``good`` with some stretches replaced by scraps or any bytes."""
    data = bytearray(good)
    for _ in range(draw(st.integers(1, 4))):
        place, length = draw(st.integers(0, len(data))), draw(st.integers(0, 12))
        data[place : place + length] = draw(SCRAPS | st.binary(max_size=6))
    return bytes(data)


def workbook():
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for line in FORECAST.splitlines():
        book.active.append(line.split(","))
    book.save(stream)
    return stream.getvalue()


@anything
@given(data=spoilt(FORECAST.encode()) | st.binary(max_size=200))
@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_forecasts(tmp_path, data, zone):
    (tmp_path / "forecast.csv").write_bytes(data)
    with suppress(InputError):
        forecast, _source = read_forecast(tmp_path / "forecast.csv", Scenario(timezone=zone))
        assert all(value >= 0 for value in forecast.inquiries)


@anything
@given(data=spoilt(workbook()))
def test_workbooks(tmp_path, data):
    (tmp_path / "forecast.xlsx").write_bytes(data)
    with suppress(InputError):
        read_forecast(tmp_path / "forecast.xlsx", Scenario())


@anything
@given(data=spoilt(scenario_text().encode()) | st.binary(max_size=100))
def test_scenarios(tmp_path, data):
    (tmp_path / "scenario.toml").write_bytes(data)
    with suppress(InputError):
        read_scenario(tmp_path / "scenario.toml")


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["9h", "24:00", "0s"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "from", "x"]), inner, max_size=2)
    ),
    max_leaves=5,
)


@anything
@given(
    key=st.sampled_from(["grid", "target.share", "bot.by_hour", "contract", "opening.by_weekday", "x.y"]), value=VALUES
)
def test_options(key, value):
    with suppress(InputError):
        read_scenario(None, {key: ("--option", value)})


@anything
@given(name=st.sampled_from(["plan.json", "schedule.csv", "coverage.csv"]), data=st.data())
def test_plans(tmp_path, name, data):
    contents = {"plan.json": plan_json(PLAN), "schedule.csv": schedule_csv(PLAN), "coverage.csv": coverage_csv(PLAN)}
    for other, content in contents.items():
        (tmp_path / other).write_bytes(data.draw(spoilt(content)) if other == name else content)
    with suppress(InputError):
        read_plan(tmp_path)
