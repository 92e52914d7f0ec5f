import shutil
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from staffplan import pipeline
from staffplan.words.language import current_language, use_language
from staffplan_cli.main import cli

SCENARIO = """\
grid = "60min"
[opening]
hours = ["09:00", "18:00"]
[target]
scope = "slot"
[[contract]]
name = "full-time"
starts = ["09:00", "09:00"]
hourly_cost = 30.0
"""


def forecast_text(days=7, asked=6):
    rows = [
        f"2026-03-{2 + day:02d} {hour:02d}:00,{asked if 9 <= hour < 18 else 0}"
        for day in range(days)
        for hour in range(24)
    ]
    return "\n".join(["start,inquiries", *rows, ""])


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    """Each test begins and ends in English."""
    before = current_language()
    monkeypatch.setenv("LANGUAGE", "en")
    yield
    use_language(before)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command line in an empty folder; the result has exit_code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def forecast(tmp_path):
    """A folder with a day's forecast."""
    (tmp_path / "forecast.csv").write_text(forecast_text(days=1))
    return tmp_path


@pytest.fixture(scope="session")
def solved(tmp_path_factory):
    """A folder with forecast, scenario and their plan: five agents, proved in a second."""
    folder = tmp_path_factory.mktemp("solved")
    (folder / "forecast.csv").write_text(forecast_text())
    (folder / "scenario.toml").write_text(SCENARIO)
    pipeline.solve(folder / "forecast.csv", folder / "scenario.toml", out=folder / "plan")
    return folder


@pytest.fixture
def plan(solved, tmp_path):
    """A copy of the solved plan's folder."""
    return shutil.copytree(solved / "plan", tmp_path / "plan")


@pytest.fixture
def long_search(tmp_path):
    """A folder in which a search that would go on for long has just begun, and its process."""
    hours = [(day, hour, 20 + 9 * ((24 * day + hour) * 7919 % 13)) for day in range(28) for hour in range(24)]
    rows = [f"2026-03-{1 + day:02d} {hour:02d}:00,{asked}" for day, hour, asked in hours]
    (tmp_path / "long.csv").write_text("\n".join(["start,inquiries", *rows, ""]))
    process = subprocess.Popen(
        [sys.executable, "-m", "staffplan_cli.start", "solve", "long.csv", "--time-limit", "10min", "--grid", "15min"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    while "looking for the smallest team" not in process.stderr.readline():
        assert process.poll() is None
    time.sleep(1)
    yield tmp_path, process
    process.kill()
    process.wait()
