"""A5: what the reader warns of, and what it read, reach every command, in every language, in JSON and in plan.json."""

import gettext
import json

import pytest
from click.testing import CliRunner
from years import PERMANENT, season, week_text, write_year

from staffplan.words.language import current_language, use_language
from staffplan_cli.main import cli

FORECAST = "start,inquiries,备注\n" + "".join(
    f"2026-11-02 {hour:02d}:00,{20 + hour},x\n" for hour in (10, 9, *range(11, 18))
)
SCENARIO = """grid = "60min"
[opening]
hours = ["09:00", "18:00"]
[[contract]]
name = "day"
shift_lengths = ["9h"]
breaks = []
days_per_week = [1, 5]
"""
LINE = {
    "en": "9 rows every 60 min, 2026-11-02 09:00 to 2026-11-02 17:00, 297 inquiries; columns start, inquiries; "
    "left out: 备注",
    "zh": "9 行，每 60 分钟一行，2026-11-02 09:00 至 2026-11-02 17:00，共 297 个咨询；采用的列：start, inquiries；"
    "未采用：备注",
}
NOTE = {
    "en": "Note: the rows were not in order of time (the first is row 3): sorted",
    "zh": "数据行没有按时间排列（第一处是第 3 行）：已排序",
}
COMMANDS = {
    "solve": ["solve", "f.csv", "-c", "s.toml", "-o", "other"],
    "require": ["require", "f.csv", "-c", "s.toml"],
    "evaluate": ["evaluate", "f.csv", "-c", "s.toml", "--staff", "plan"],
    "sweep": ["sweep", "f.csv", "-c", "s.toml", "--vary", "volume=1", "-j", "1"],
}
OF_A_PLAN = {
    "check": ["check", "plan"],
    "compare": ["compare", "plan", "plan"],
    "import-edits": ["import-edits", "plan", "plan/payroll.xlsx"],
}


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def flat(text):
    """``text`` without the line ends that a narrow screen puts in."""
    return " ".join(text.split())


@pytest.fixture(autouse=True)
def _english_again(monkeypatch):
    before = current_language()
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "300")
    yield
    use_language(before)
    gettext.textdomain("messages")


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """A forecast out of order with a column that nobody knows, its scenario, and its plan, made in English."""
    folder = tmp_path_factory.mktemp("a5")
    (folder / "f.csv").write_text(FORECAST, encoding="utf-8")
    (folder / "s.toml").write_text(SCENARIO, encoding="utf-8")
    assert run("solve", folder / "f.csv", "-c", folder / "s.toml", "-o", folder / "plan").exit_code == 0
    return folder


def codes(warnings):
    return [warning["code"] for warning in warnings]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a5_every_command_says_what_it_read(shop, monkeypatch, command, language):
    monkeypatch.chdir(shop)
    said = flat(run(*COMMANDS[command], "--lang", language).stderr)
    assert LINE[language] in said
    assert NOTE[language] in said


@pytest.mark.parametrize("command", COMMANDS)
def test_a5_and_so_does_its_json(shop, monkeypatch, command):
    monkeypatch.chdir(shop)
    data = json.loads(run(*COMMANDS[command], "--json").stdout)
    read = data["read"]
    assert (read["rows"], read["step_minutes"], read["total_inquiries"]) == (9, 60, 297)
    assert (read["first"], read["last"]) == ("2026-11-02T09:00:00+08:00", "2026-11-02T17:00:00+08:00")
    assert (read["columns_taken"], read["columns_left"]) == ({"start": "start", "inquiries": "inquiries"}, ["备注"])
    assert codes(read["warnings"]) == ["columns_left_out", "rows_sorted"]
    if command != "sweep":
        assert codes(data["warnings"]) == ["columns_left_out", "rows_sorted"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("command", OF_A_PLAN)
def test_a5_commands_that_read_a_plan_tell_its_warnings_in_their_own_language(shop, monkeypatch, command, language):
    monkeypatch.chdir(shop)
    assert codes(json.loads((shop / "plan" / "plan.json").read_text("utf-8"))["warnings"])[1] == "rows_sorted"
    words = ["--lang", language, *OF_A_PLAN[command]]
    said = flat(run(*words).stderr)
    assert {"en": "columns left out: 备注", "zh": "未采用的列：备注"}[language] in said
    assert NOTE[language].removeprefix("Note: ") in said
    warnings = json.loads(run(*words, "--json").stdout)["warnings"]
    assert codes(warnings["plan (2)"] if command == "compare" else warnings) == ["columns_left_out", "rows_sorted"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a5_the_page_of_a_plan_made_in_another_language(shop, language):
    assert run("--lang", language, "report", shop / "plan").exit_code == 0
    assert NOTE[language].removeprefix("Note: ") in (shop / "plan" / "report.html").read_text("utf-8")


def test_a5_a_year_says_what_it_read_of_each_forecast(tmp_path):
    path = write_year(tmp_path, PERMANENT + season(weeks=1))
    rows = week_text(1.0).splitlines()
    text = "\n".join([f"{rows[0]},备注", *(f"{row},x" for row in (rows[2], rows[1], *rows[3:]))])
    (tmp_path / "week.csv").write_text(text, encoding="utf-8")
    result = run("seasons", path, "-o", tmp_path / "plans", "--time-limit", "10s", "--json")
    assert "168 rows every 60 min" in flat(result.stderr)
    assert NOTE["en"] in flat(result.stderr)
    data = json.loads(result.stdout)
    (read,) = data["read"].values()
    assert codes(read["warnings"]) == codes(data["warnings"])[:2] == ["columns_left_out", "rows_sorted"]
    stored = json.loads((tmp_path / "plans" / "year.json").read_text("utf-8"))["warnings"]
    assert codes(stored)[:2] == ["columns_left_out", "rows_sorted"]
