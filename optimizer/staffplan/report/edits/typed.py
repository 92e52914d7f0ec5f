"""The codes that an edited roster may use: those printed in any of our languages, and parts of the day."""

from __future__ import annotations

from contextvars import copy_context
from typing import TYPE_CHECKING

from staffplan.report.people.codes import SHIFT_WORD, Codes, part_of_day
from staffplan.schema.scenario.consistency.bank import spelled
from staffplan.words.language import LANGUAGES, use_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.report.edits.sheet import Clock
    from staffplan.report.people.codes import Code
    from staffplan.schema.plan import Plan

ALSO = {"晚": ("夜",)}
"""Other words for a part of the day."""


def known_codes(plan: Plan) -> dict[str, Clock]:
    """The shift that each code means, by :func:`spelled`; 早, 中, 晚 where only one shift in use begins then."""
    found: dict[str, Clock] = {}
    for legend in _legends(plan):
        for each in legend:
            found.setdefault(spelled(each.code), _clock(each))
    parts: dict[str, set[Clock]] = {}
    for each in legend:
        parts.setdefault(part_of_day(int(each.start[:2])), set()).add(_clock(each))
    for part, clocks in parts.items():
        if len(clocks) == 1:
            for word in (part, *ALSO.get(part, ())):
                for text in (word, word + SHIFT_WORD):
                    found.setdefault(spelled(text), *clocks)
    return found


def _legends(plan: Plan) -> Iterator[tuple[Code, ...]]:
    """The legend in each language: the workbook may have been written in another than is spoken now."""

    def speak(language: str) -> tuple[Code, ...]:
        use_language(language)
        return Codes(plan).legend()

    return (copy_context().run(speak, language) for language in LANGUAGES)


def _clock(code: Code) -> Clock:
    (start, end), name = [_minutes(text) for text in (code.start, code.end)], code.name
    return start, end, name


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
