"""Text that no spreadsheet takes for a formula when it opens a csv file, and back."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
"""What may be run: a sign at the start, also behind spaces or line ends, also in full width (Excel in East Asia)."""


def guarded(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet might run it; numbers stay what they are."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """What :func:`guarded` made ``text`` of."""
    return text[1:] if text.startswith("'") and guarded(text[1:]) == text else text
