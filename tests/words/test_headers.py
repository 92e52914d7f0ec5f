"""Csv files with Chinese headers: written where asked, and read like any others."""

import csv
import io

import pytest
from factories import make_plan

from staffplan.read import read_plan
from staffplan.report.files import COVERAGE_COLUMNS, SCHEDULE_COLUMNS, write_plan
from staffplan.report.headers import CHINESE, use_headers


@pytest.fixture
def chinese_headers():
    use_headers("zh")
    yield
    use_headers("en")


def header(path):
    return next(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))


@pytest.mark.usefixtures("chinese_headers")
def test_a_plan_with_chinese_headers_is_read_back_the_same(tmp_path):
    plan = make_plan()
    write_plan(plan, tmp_path / "plan")
    assert header(tmp_path / "plan" / "schedule.csv") == [CHINESE[name] for name in SCHEDULE_COLUMNS]
    assert header(tmp_path / "plan" / "coverage.csv") == [CHINESE[name] for name in COVERAGE_COLUMNS]
    again = read_plan(tmp_path / "plan")
    assert again.shifts == plan.shifts
    assert [slot.on_duty for slot in again.coverage] == [slot.on_duty for slot in plan.coverage]


def test_headers_are_english_unless_asked(chinese, tmp_path):
    (tmp_path / "day.csv").write_text("时间,咨询量\n" + "".join(f"2026-11-02 {h:02}:00,2\n" for h in range(24)))
    for arguments, first in ((["--headers", "zh"], "开始时间"), ([], "start")):
        assert chinese("require", "day.csv", "-o", "need.csv", *arguments).exit_code == 0
        assert header(tmp_path / "need.csv")[0] == first
