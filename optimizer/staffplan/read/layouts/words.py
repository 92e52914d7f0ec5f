"""Words that stand where a time or a number is expected: totals and averages, dashes for nothing."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from staffplan.read.tables import cells

DASHES = ("-", "--", "—", "——", "–", "/", "n/a", "无")
"""What people write where there is no number."""
Summary = Literal["sum", "other"]
_SUMS = r".*(?:合计|总计|小计|累计|汇总|总和|总数|总量).*|(?:grand\s*)?(?:sub)?-?totals?\b.*|.*\btotals?|sum\b.*"
_OTHERS = (
    r".*(?:平均|均值|日均|最大|最高|最小|最低|峰值|占比).*"
    r"|(?:average|avg|mean|max|maximum|min|minimum|peak|share)\b.*|.*\b(?:average|avg)"
)


def summary_of(cell: object) -> Summary | None:
    """Whether ``cell`` says that its row or column is a total, or another figure made of the others."""
    if not isinstance(cell, str) or (cell[:1].isdigit() and not cell[-1:].isalpha()):
        return None
    text = unicodedata.normalize("NFKC", cell).strip().casefold()
    if re.fullmatch(_SUMS, text):
        return "sum"
    return "other" if re.fullmatch(_OTHERS, text) else None


def is_missing(cell: object) -> bool:
    """Whether nothing stands in a cell, or a dash."""
    return cells.blank(cell) or (isinstance(cell, str) and cell.strip().lower() in DASHES)
