"""Trial B4: an output that cannot be written is found before the search."""

from __future__ import annotations

import inspect
import os
from pathlib import Path

import pytest

from staffplan import pipeline
from staffplan.errors import OutputError
from staffplan.storage.write import check_writable


def refused(run, solved, *words):
    """A command that must not come so far as to search."""
    result = run(words[0], solved / "forecast.csv", *words[1:])
    assert result.exit_code == 3, result.stderr
    return result.stderr


@pytest.fixture
def no_search(monkeypatch):
    def found(*_arguments, **_settings):
        raise AssertionError("the search has begun")

    monkeypatch.setattr(inspect.getmodule(pipeline.solve), "plan_for", found)


@pytest.mark.usefixtures("no_search")
@pytest.mark.parametrize("name", ["x" * 300, "file.txt/plan", "dangling", "looped"])
def test_a_folder_that_cannot_be_made(run, solved, tmp_path, name):
    (tmp_path / "file.txt").touch()
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere" / "at all")
    (tmp_path / "looped").symlink_to(tmp_path / "looped")
    before = sorted(tmp_path.iterdir())
    assert "Error: " in refused(run, solved, "solve", "-o", name)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "words",
    [
        ("require", "-o", "x" * 300 + ".csv"),
        ("sweep", "--vary", "share=0.8,0.9", "-o", "x" * 300 + ".csv"),
        ("sweep", "--vary", "share=0.8,0.9", "-o", "file.txt/sweep.csv"),
    ],
)
def test_a_file_that_cannot_be_made(run, solved, tmp_path, words):
    (tmp_path / "file.txt").touch()
    assert "Error: " in refused(run, solved, *words)
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]


@pytest.mark.usefixtures("no_search")
def test_a_name_of_250_characters_is_found_too_long_only_where_it_is(run, solved, tmp_path):
    """255 bytes are a name's most: 250 letters are a folder, 250 Chinese ones are not."""
    check_writable(tmp_path / ("x" * 250), ["plan.json"])
    assert list(tmp_path.iterdir()) == []
    refused(run, solved, "solve", "-o", "客" * 250)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_without_the_right_to_write(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        check_writable(tmp_path / "plan")


def test_an_export_is_refused_before_the_plan_is_read(solved, monkeypatch):
    monkeypatch.setattr("staffplan.read.read_plan", lambda _folder: pytest.fail("the plan is read"))
    with pytest.raises(OutputError):
        pipeline.export(solved / "plan", "pay-codes", Path("x" * 300 + ".csv"))
