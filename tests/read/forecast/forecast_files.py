"""Forecast files for the tests of reading."""

from datetime import datetime, timedelta

import pytest

from staffplan.errors import InputError
from staffplan.read import read_forecast
from staffplan.schema.scenario.keys import Scenario

BERLIN = Scenario(timezone="Europe/Berlin")


def hours(count=3, first="2026-11-01 09:00", step=60, form="%Y-%m-%d %H:%M"):
    """Local times ``step`` minutes apart, as text."""
    start = datetime.fromisoformat(first)
    return [f"{start + timedelta(minutes=step * k):{form}}" for k in range(count)]


def table(rows, header="start,inquiries"):
    return "\n".join([header, *rows, ""])


def put(folder, content, name="forecast.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(folder, content, scenario=None, name="forecast.csv"):
    return read_forecast(put(folder, content, name), scenario or Scenario())[0]


def faults_of(folder, content, scenario=None, name="forecast.csv"):
    with pytest.raises(InputError) as error:
        read(folder, content, scenario, name)
    return error.value.faults
