"""The map of the house agrees with the house: rooms, contracts, the objects that stages hand on, the files it names."""

import ast
import re
from pathlib import Path

import pytest
import rooms

from staffplan.pipeline.problem import read_problem
from staffplan.read import read_forecast, read_scenario
from staffplan.service import staffing
from staffplan.shifts import legal_work

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PLACES = (*rooms.PACKAGES, ROOT)
SHOP = ROOT / "data" / "examples" / "small-shop"


def section(heading):
    """The text below a heading, up to the next one of its level or above."""
    level = heading.partition(" ")[0]
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{len(level)}}} |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert found, heading
    return found[1]


def table(text):
    """The cells of a text's table, without its header."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


def paths(text):
    """What a text names between backticks that looks like a file or a folder."""
    return [
        name for name in re.findall(r"`([^`\n]+)`", text) if re.fullmatch(r"[\w./-]*(/|\.(py|js|po|md|toml))", name)
    ]


def is_there(name):
    return any((place / name).exists() for place in PLACES)


def test_the_parts_that_are_made_are_current():
    assert rooms.page() == PAGE, "run `python scripts/rooms.py`"


def test_every_room_is_told_in_the_sentence_of_its_init():
    told = {name.strip("`"): sentence for name, sentence in table(section("## The rooms"))}
    for package in rooms.PACKAGES:
        for path in package.rglob("__init__.py"):
            first = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))).partition("\n")[0]
            inner = path.parent.relative_to(package).as_posix()
            names = {package.name} if inner == "." else {f"{inner}/", f"{package.name}/{inner}/"}
            assert {told.get(name) for name in names} - {None} == {first.replace("``", "`")}, path


def test_every_contract_about_rooms_is_drawn():
    drawn = section("## Who may use whom")
    names = [name for name, _package, _layers in rooms.contracts()]
    assert len(names) > 5
    assert drawn.count("```mermaid") == len(names)


@pytest.mark.parametrize("heading", ["## The road of a plan", "## Where does it belong?", "## Step by step"])
def test_named_files_and_folders_are_there(heading):
    named = paths(section(heading))
    assert len(named) > 10
    assert [name for name in named if not is_there(name)] == []


def test_twelve_changes_have_their_place_in_a_line_each():
    changes = table(section("## Where does it belong?"))
    assert len(changes) == 12
    assert [change for change, place in changes if not paths(place)] == []


def test_objects_and_functions_are_in_the_files_that_the_road_names():
    steps = table(section("### One forecast followed"))
    assert len(steps) == 11
    for step in steps:
        for name, file in re.findall(r"`(\w+)` in `([\w/.]+)`", " ".join(step)):
            [path] = [place / file for place in PLACES if (place / file).is_file()]
            defined = {getattr(node, "name", None) for node in ast.parse(path.read_text(encoding="utf-8")).body}
            assert name in defined, f"{name} in {file}"


def test_sizes_on_the_road_are_those_of_the_example():
    held = {step: told for step, _function, _object, told in table(section("### One forecast followed"))}
    scenario, _ = read_scenario(SHOP / "scenario.toml", {})
    forecast, _ = read_forecast(SHOP / "forecast.csv", scenario)
    demand = read_problem(SHOP / "forecast.csv", SHOP / "scenario.toml", {}).demand
    need = staffing(demand, scenario)
    works = legal_work(scenario, need.grid)
    assert f"{len(forecast.inquiries)} intervals of {forecast.interval_minutes} minutes" in held["2 read"]
    assert f"{demand.grid.n_slots} slots of {demand.grid.slot_minutes} minutes" in held["3 demand"]
    assert f"{demand.open.sum()} slots are" in held["4 demand"]
    assert f"each of {len(need.requirements[0].groups)} days" in held["5 service"]
    assert [f"{work.n_shifts} {work.contract.name}" in held["6 shifts"] for work in works] == [True, True]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a\n<!-- made: x -->\nold\n<!-- end: x -->\nb", "a\n<!-- made: x -->\n\nnew\n\n<!-- end: x -->\nb"),
        ("<!-- made: x --><!-- end: x -->", "<!-- made: x -->\n\nnew\n\n<!-- end: x -->"),
    ],
)
def test_a_part_is_put_between_its_marks(text, made):
    assert rooms.between_marks(text, "x", "new") == made


@pytest.mark.parametrize("text", ["", "<!-- made: x -->", "<!-- made: x --><!-- end: x -->" * 2])
def test_marks_that_are_missing_or_double_are_told(text):
    with pytest.raises(ValueError, match="places for x, not one"):
        rooms.between_marks(text, "x", "new")
