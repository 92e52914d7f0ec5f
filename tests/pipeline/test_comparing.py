"""Folders of plans side by side: their names, and what is no plan."""

import pytest
from factories import make_plan

from staffplan import pipeline
from staffplan.errors import InputError
from staffplan.report.files import write_plan


@pytest.fixture
def folder(tmp_path):
    """Write a plan into a folder of this name."""

    def put(name, **changes):
        write_plan(make_plan(**changes), tmp_path / name)
        return tmp_path / name

    return put


def test_plans_go_by_their_folders_in_their_order(folder):
    comparison = pipeline.compare([folder("旺季", agents=9), folder("off-season", agents=6)])
    headcount = next(row for row in comparison.measures if row.key == "headcount")
    assert (comparison.names, headcount.values) == (("旺季", "off-season"), (9, 6))


def test_folders_of_the_same_name_go_by_their_paths_and_the_same_folder_by_numbers(folder):
    one, other = folder("a/plan"), folder("b/plan")
    assert pipeline.compare([one, other]).names == (str(one), str(other))
    assert pipeline.compare([one, one]).names == (f"{one} (1)", f"{one} (2)")


def test_what_is_no_plan_is_told_for_every_folder(folder, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("no plan")
    with pytest.raises(InputError) as error:
        pipeline.compare([folder("plan"), tmp_path / "nosuch", tmp_path / "empty", tmp_path / "file"])
    text = str(error.value)
    assert f"{tmp_path / 'nosuch'}: found no folder of this name" in text
    assert f"{tmp_path / 'empty' / 'plan.json'}: found no file of this name" in text
    assert f"{tmp_path / 'file'}: found a file" in text


def test_one_plan_alone_cannot_be_compared(folder):
    with pytest.raises(InputError, match="the folders of two plans or more"):
        pipeline.compare([folder("plan")])
