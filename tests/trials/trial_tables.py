"""Tables of trials.md's cases, read."""

from staffplan.errors import InputError
from staffplan.read import read_forecast
from staffplan.schema.scenario.keys import Opening, Scenario

NINE_TO_NINE = Scenario(opening=Opening(hours=(9 * 60, 21 * 60)))
HOURS = range(9, 21)


def read(folder, content, scenario=None, name="forecast.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_forecast(path, scenario or Scenario())[0]


def faults_of(folder, content, scenario=None, name="forecast.csv"):
    try:
        found = read(folder, content, scenario, name)
    except InputError as error:
        return error.faults
    raise AssertionError(f"read as {found.inquiries}")


def codes(forecast):
    return [message.code for message in forecast.messages]


def rows(numbers, header="start,inquiries", hours=HOURS, day="2026-11-02", separator=","):
    """A row an hour: ``numbers`` are a text for each hour, or a function of it."""
    made = [numbers(hour) for hour in hours] if callable(numbers) else numbers
    lines = [f"{day} {hour:02d}:00{separator}{text}" for hour, text in zip(hours, made, strict=True)]
    return "\n".join([header, *lines, ""])
