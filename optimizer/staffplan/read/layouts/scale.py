"""Titles that say that numbers are thousands: such a table is refused, because the title may speak of others."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from staffplan.read.faults import shown
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from staffplan.read.layouts.context import Context

_SCALE = (
    r"单位\s*[:：]?\s*[(（]?\s*[百千万亿]|[(（\[]\s*[百千万亿][次个条人通件]?\s*[)）\]]"
    r"|\b(?:in|unit:?|units:?)\s+(?:hundreds|thousands|millions)\b|[(\[]\s*(?:'?000s?|k|thousands?|millions?)\s*[)\]]"
)


def refuse_scale(titles: Iterable[object], context: Context) -> None:
    """A fault where a title or a header gives a unit of hundreds or more."""
    for title in titles:
        if isinstance(title, str) and re.search(_SCALE, unicodedata.normalize("NFKC", title).casefold()):
            found = _("{text}: the numbers may be meant as they are, or as hundreds, thousands or more")
            accepted = _("the numbers themselves, and no such unit")
            context.faults.add(found.format(text=shown(title)), accepted, code="ambiguous")
            return
