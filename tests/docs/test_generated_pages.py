"""Pages of the docs that are made from the code are current, and what others say of keys exists."""

import re
import tomllib
from pathlib import Path

import pytest
import reference
import searches

from staffplan.read.scenario.known_keys import all_keys
from staffplan.schema.scenario.keys import Scenario
from staffplan.schema.year.year import Year
from staffplan.solve.conductor.catalogue import BY_HEADCOUNT, LISTS

DOCS = Path(__file__).resolve().parents[2] / "docs"
NAMED_BY_THE_USER = ("opening.by_weekday.", "season.", "today.agents.")
"""Tables whose keys are weekdays, or names of contracts and bots."""
PAGES = sorted([*DOCS.glob("*.md"), *DOCS.glob("guides/*.md")])


@pytest.mark.parametrize("path", reference.pages(), ids=lambda path: path.name)
def test_the_reference_of_keys_is_current(path):
    assert path.read_text("utf-8") == reference.pages()[path], "run `make docs`"


def test_the_reference_names_every_key():
    text = (reference.FOLDER / "scenario.md").read_text("utf-8")
    for table, name in all_keys(Scenario):
        assert f"| `{name}` |" in text or f"{table}.{name}]".lstrip(".") in text, f"{table}.{name}"


def test_the_picture_of_the_searches_is_current():
    assert searches.PAGE.read_text("utf-8") == searches.page(), "run `make docs`"


def test_the_picture_has_every_search_with_its_conditions():
    shown = re.sub(r"<br>", " ", searches.picture())
    for each in (search for part in LISTS.values() for search in part):
        assert f"<b>{each.name}</b>" in shown
        assert all(condition.text in shown for condition in each.when if condition is not BY_HEADCOUNT)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_examples_of_scenarios_hold_known_keys(path):
    known = {".".join(filter(None, pair)) for model in (Scenario, Year) for pair in all_keys(model)}
    for block in re.findall(r"```toml\n(.*?)```", path.read_text("utf-8"), re.DOTALL):
        if "[[column]]" not in block:
            unknown = {key for key in keys_in(tomllib.loads(block)) if key not in known}
            assert not {key for key in unknown if not key.startswith(NAMED_BY_THE_USER)}


def keys_in(table, prefix=""):
    for name, value in table.items():
        yield prefix + name
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield from keys_in(item, f"{prefix}{name}.")
