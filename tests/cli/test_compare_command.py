import json

import pytest
from factories import make_plan

from staffplan.report.files import write_plan


@pytest.fixture
def folders(tmp_path):
    write_plan(make_plan(agents=15), tmp_path / "october")
    write_plan(make_plan(agents=9), tmp_path / "旺季")
    return "october", "旺季"


def test_plans_are_shown_side_by_side(run, folders):
    result = run("compare", *folders)
    assert result.exit_code == 0
    assert result.stdout.startswith("旺季: 9 agents, 6 fewer than october")
    assert "Only october has: 0010" in " ".join(result.stdout.split())


def test_the_same_as_json_workbook_and_page(run, folders, tmp_path):
    result = run("compare", *folders, "-o", "out/a.xlsx", "-o", "out/a.html", "--json")
    data = json.loads(result.stdout)
    assert data["plans"] == list(folders)
    assert data["files"] == ["out/a.xlsx", "out/a.html"]
    assert (tmp_path / "out" / "a.xlsx").read_bytes().startswith(b"PK")
    assert (tmp_path / "out" / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_what_is_no_plan_is_named_and_nothing_written(run, folders, tmp_path):
    result = run("compare", folders[0], "nosuch", "-o", "a.xlsx")
    assert result.exit_code == 3
    assert "nosuch: found no folder of this name; accepted: the folder of a plan" in result.stderr
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [(["october"], "Name two plans or more."), (["october", "旺季", "-o", "a.pdf"], ".xlsx or .html")],
)
def test_a_wrong_command_line_is_a_usage_error(run, folders, words, said):
    result = run("compare", *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_quiet_writes_and_says_nothing(run, folders, tmp_path):
    assert run("compare", *folders, "-q", "-o", "a.html").output == ""
    assert (tmp_path / "a.html").exists()


def test_a_page_in_chinese(run, folders, tmp_path):
    run("compare", *folders, "-q", "-o", "a.html", "--lang", "zh")
    assert '<html lang="zh-CN">' in (tmp_path / "a.html").read_text(encoding="utf-8")
