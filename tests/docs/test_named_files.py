"""Files that the pages name by their path are there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = (ROOT, ROOT / "optimizer" / "staffplan", ROOT / "cli" / "staffplan_cli")
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])


def files_named(text):
    """Paths of Python files in a text of markdown: ``solve/model/rest.py``."""
    return re.findall(r"(?<![\w/.-])(?:[\w.-]+/)+\w+\.py\b", text)


def test_named_files_are_there():
    named = {(page.name, path) for page in PAGES for path in files_named(page.read_text(encoding="utf-8"))}
    assert len(named) > 50
    missing = [each for each in named if not any((place / each[1]).is_file() for place in PLACES)]
    assert sorted(missing) == []


def test_paths_are_told_from_words():
    assert files_named("(`solve/model/rest.py`), see tests/tiny.py.") == ["solve/model/rest.py", "tests/tiny.py"]
    assert files_named("`rest.py` and https://example.org/a/b.py") == []
