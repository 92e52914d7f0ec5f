"""``staffplan export --ics`` and ``--wall``: what is written, and what has to be said."""

import pytest
from factories import make_plan

from staffplan.report.files import write_plan


@pytest.fixture
def folder(tmp_path):
    write_plan(make_plan(agents=3), tmp_path / "plan")
    return tmp_path


def test_calendars_are_written_and_named(run, folder):
    result = run("export", "plan", "--ics", "out")
    assert result.exit_code == 0
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["0001.ics", "0002.ics", "0003.ics"]
    assert result.stdout.count("is written") == 3


@pytest.mark.usefixtures("folder")
def test_a_wall_needs_people_by_name(run):
    result = run("export", "plan", "--wall", "wall.html")
    assert result.exit_code == 3
    assert "people by name" in result.stderr


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("options", [(), ("-o", "x.csv"), ("--ics", "out", "-o", "x.csv"), ("--wall", "wall.pdf")])
def test_what_is_not_said_is_a_usage_error(run, options):
    assert run("export", "plan", *options).exit_code == 2
