"""The house: no circles of imports, no folder that nobody reads through, a sentence for each room."""

from pathlib import Path

import pytest
from house import circle, circles_of_rooms, graph_of, imports_of, rooms, shared_prefixes, too_full, without_sentence

ROOT = Path(__file__).parents[1]
PACKAGES = (ROOT / "optimizer" / "staffplan", ROOT / "cli" / "staffplan_cli")


@pytest.fixture(scope="module")
def graph():
    return graph_of(PACKAGES)


def test_no_files_import_each_other_in_a_circle(graph):
    assert circle(graph) == []


def test_no_rooms_import_each_other_in_a_circle(graph):
    assert circles_of_rooms(graph) == []


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_every_room_is_small_and_says_what_it_is_for(package):
    assert (too_full(package), shared_prefixes(package), without_sentence(package)) == ([], [], [])


def test_the_graph_is_that_of_the_source(graph):
    assert "staffplan.solve.tours.team" in graph["staffplan.solve.search"]  # for types alone
    assert "staffplan.read.forecast.file" in graph["staffplan.read"]  # in an __init__
    assert "staffplan.solve.search" in graph["staffplan.pipeline.plan.plan"]  # inside a function


def house(folder, files):
    """A package ``shop`` whose files have these texts."""
    root = folder / "shop"
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


TIDY = {"__init__.py": '"""The shop that tests build."""', "till/__init__.py": '"""Where customers pay for it."""'}


def test_a_tidy_house_is_one(tmp_path):
    root = house(tmp_path, {**TIDY, "door.py": "from shop.till import drawer", "till/drawer.py": "from os import path"})
    graph = imports_of(root)
    assert graph == {"shop": set(), "shop.door": {"shop.till.drawer"}, "shop.till": set(), "shop.till.drawer": set()}
    assert (circle(graph), circles_of_rooms(graph), too_full(root), shared_prefixes(root)) == ([], [], [], [])
    assert without_sentence(root) == []


@pytest.mark.parametrize(
    "hidden",
    [
        "import shop.one",
        "from .. import one",
        "from ..one import something",
        "def late():\n    from shop import one",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from shop.one import Thing",
    ],
)
def test_a_circle_of_files_is_found_wherever_the_import_stands(tmp_path, hidden):
    root = house(tmp_path, {**TIDY, "one.py": "from shop.till import drawer", "till/drawer.py": hidden})
    assert set(circle(imports_of(root))) == {"shop.one", "shop.till.drawer"}


def test_a_circle_of_rooms_is_found_where_no_files_have_one(tmp_path):
    files = {"till/a.py": "from shop.desk import c", "desk/c.py": "", "desk/d.py": "from shop.till.b import x"}
    graph = imports_of(house(tmp_path, {**TIDY, "till/b.py": "", "desk/__init__.py": "", **files}))
    assert circle(graph) == []
    assert rooms(graph, "shop")["shop.till"] == {"shop.desk"}
    (told,) = circles_of_rooms(graph)
    assert "shop.till.a → shop.desk.c" in told
    assert "shop.desk.d → shop.till.b" in told


def test_a_full_folder_is_found(tmp_path):
    files = {f"till/{letter}.py": "" for letter in "abcdefghijklmno"}
    assert too_full(house(tmp_path, {**TIDY, **files})) == []
    assert too_full(house(tmp_path, {"till/p.py": ""})) == ["till: 17 files"]


def test_three_files_of_one_prefix_are_found(tmp_path):
    root = house(tmp_path, {**TIDY, "day.py": "", "day_model.py": "", "daylight.py": "", "till/day_stairs.py": ""})
    assert shared_prefixes(root) == []
    assert shared_prefixes(house(tmp_path, {"day_stairs.py": ""})) == ["shop: day_ (3 files)"]


@pytest.mark.parametrize(
    "text", ["", '"""Stage."""', '"""what the shop is made of"""', "# Where customers pay for it."]
)
def test_a_room_without_a_sentence_is_found(tmp_path, text):
    assert without_sentence(house(tmp_path, {**TIDY, "desk/__init__.py": text})) == ["shop/desk"]


def test_a_folder_that_is_no_package_is_found(tmp_path):
    assert without_sentence(house(tmp_path, {**TIDY, "desk/pen.py": ""})) == ["shop/desk"]
