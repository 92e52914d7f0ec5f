"""B4: a forecast whose file's name is no UTF-8 is planned, and its name can be kept."""

import json
import os
import subprocess
import sys

import pytest

from staffplan.read import read_forecast
from staffplan.read.tables.files import shown_path
from staffplan.schema.scenario.keys import Scenario

GBK = "预测".encode("gbk") + b".csv"
DAY = "start,inquiries\n" + "".join(f"2026-11-02 {hour:02d}:00,{4 * (9 <= hour < 21)}\n" for hour in range(24))
SHOP = '[opening]\nhours = ["09:00", "21:00"]\n[[contract]]\nname = "day"\ndays_per_week = [1, 5]\n'


@pytest.fixture
def shop(tmp_path):
    (tmp_path / "s.toml").write_text(SHOP)
    try:
        with open(os.path.join(os.fsencode(tmp_path), GBK), "w") as file:
            file.write(DAY)
    except OSError:
        pytest.skip("names of files are Unicode here")
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="names of files are Unicode there")
@pytest.mark.parametrize(
    "environment", [{}, {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_b4_a_name_in_gbk_is_kept_as_text(shop, environment):
    command = [
        sys.executable,
        "-m",
        "staffplan_cli.main",
        "solve",
        GBK,
        "-c",
        "s.toml",
        "-o",
        "plan",
        "--time-limit",
        "5s",
    ]
    done = subprocess.run(command, cwd=shop, env=os.environ | environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    inputs = json.loads((shop / "plan" / "plan.json").read_text("utf-8"))["inputs"]
    assert list(inputs) == ["预测.csv", "s.toml"]


@pytest.mark.parametrize(
    ("name", "shown"), [(GBK, "预测.csv"), (b"\xff\xff.csv", "\\xff\\xff.csv"), ("售前.csv".encode(), "售前.csv")]
)
def test_b4_names_as_they_are_shown(name, shown):
    assert shown_path(os.fsdecode(name)) == shown


@pytest.mark.skipif(os.name == "nt", reason="names of files are Unicode there")
def test_b4_the_source_has_a_name_that_json_holds(shop):
    _forecast, source = read_forecast(os.path.join(shop, os.fsdecode(GBK)), Scenario())
    assert json.loads(source.model_dump_json())["path"].endswith("预测.csv")
