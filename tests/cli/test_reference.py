from pathlib import Path
from typing import get_args

from staffplan.errors import FaultCode
from staffplan.words.sentences import SENTENCES
from staffplan_cli.reference import FAULTS, reference

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"


def test_the_reference_page_is_not_stale():
    assert PAGE.read_text(encoding="utf-8") == reference(), "run: make docs"


def test_the_reference_page_has_every_code():
    assert get_args(FaultCode) == tuple(FAULTS)
    page = reference()
    assert [code for code in (*FAULTS, *SENTENCES) if f"\n| `{code}` | " not in page] == []
