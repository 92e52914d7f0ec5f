"""How the other files name the people of a team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.read.team.sheet import nearest_of
from staffplan.schema.base import name_key
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable


class Ids:
    """The ids of a team; one of digits alone is also found without the zeros that a spreadsheet took from it."""

    def __init__(self, ids: Iterable[str]) -> None:
        """``ids`` differ, also in what people take for the same."""
        self._exact = {name_key(each): each for each in ids}
        short: dict[str, list[str]] = {}
        for key, each in self._exact.items():
            if key.isdecimal():
                short.setdefault(key.lstrip("0"), []).append(each)
        self._short = {key: found[0] for key, found in short.items() if len(found) == 1}

    def of(self, written: str) -> str | None:
        """The id that is meant; None where nobody has it."""
        key = name_key(written)
        return self._exact.get(key) or (self._short.get(key.lstrip("0")) if key.isdecimal() else None)

    def accepted(self, written: str) -> str:
        """What to write instead of an id that nobody has."""
        return nearest_of(written, self._exact.values(), _("the id of somebody of the team: {names}"))
