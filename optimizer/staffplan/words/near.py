"""Which known word somebody meant: only one that a slip of the finger makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LETTERS_FOR_A_SLIP = 4
"""One slip is believed in a word of up to twice so many letters, another for each so many more."""


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word that is fewest slips away from ``word``, the first of several; None where none is near."""
    allowed = max(1, len(word) // LETTERS_FOR_A_SLIP - 1)
    found = min(((slips(word, other), place, other) for place, other in enumerate(known)), default=None)
    return found[2] if found is not None and found[0] <= allowed else None


def slips(word: str, other: str) -> int:
    """Letters that are missing, too many, wrong, or two in the wrong order (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, start=1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and (word[i - 2], letter) == (wanted, other[j - 2]):
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
