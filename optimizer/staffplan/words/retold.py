"""Sentences that a plan's folder stores, told again in another language.

A plan keeps its warnings as they were told when it was made. Each was written from a template of the catalogue, so the
template is recognised by its fixed words, and filled in again in the language in use.
"""

from __future__ import annotations

import re
from functools import cache

from staffplan.words.language import LANGUAGES, _, templates

PLACE = re.compile(r"\{(\w+)[^{}]*\}")
FIXED_LEAST = 8
"""Fixed characters that a template must have: fewer may be met by chance."""


def retold(text: str) -> str:
    """``text`` in the language in use; as it is where no template of the catalogue gives it."""
    found = [(fixed, template, match) for fixed, pattern, template in _patterns() if (match := pattern.fullmatch(text))]
    if not found:
        return text
    _fixed, template, match = max(found, key=lambda each: each[0])
    return PLACE.sub(lambda place: match[place[1]], _(template))


@cache
def _patterns() -> tuple[tuple[int, re.Pattern[str], str], ...]:
    """Fixed characters, pattern and English template of every text of the catalogues."""
    known = []
    for language in LANGUAGES:
        for template, told in templates(language):
            fixed = len(PLACE.sub("", told))
            if fixed >= FIXED_LEAST or not PLACE.search(told):
                known.append((fixed, _pattern(told), template))
    return tuple(known)


def _pattern(told: str) -> re.Pattern[str]:
    """What a text written from ``told`` looks like; a name that comes twice stands for the same both times."""
    parts, seen, end = [], set(), 0
    for place in PLACE.finditer(told):
        parts.append(re.escape(told[end : place.start()]))
        parts.append(f"(?P={place[1]})" if place[1] in seen else f"(?P<{place[1]}>.*?)")
        seen.add(place[1])
        end = place.end()
    return re.compile("".join(parts) + re.escape(told[end:]), re.DOTALL)
