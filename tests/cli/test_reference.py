from pathlib import Path

from staffplan_cli.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"


def test_the_reference_page_is_not_stale():
    assert PAGE.read_text(encoding="utf-8") == reference(), "run: make docs"
