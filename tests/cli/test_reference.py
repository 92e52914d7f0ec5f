from pathlib import Path
from typing import get_args

import pytest

from staffplan.errors import FaultCode
from staffplan.words.sentences import SENTENCES
from staffplan_cli.reference import FAULTS, reference

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(("name", "language"), [("cli.md", "en"), ("cli.zh.md", "zh")])
def test_the_reference_page_is_not_stale(name, language):
    assert (DOCS / name).read_text(encoding="utf-8") == reference(language), "run: make docs"


def test_the_reference_page_has_every_code():
    assert get_args(FaultCode) == tuple(FAULTS)
    page = reference()
    assert [code for code in (*FAULTS, *SENTENCES) if f"\n| `{code}` | " not in page] == []
