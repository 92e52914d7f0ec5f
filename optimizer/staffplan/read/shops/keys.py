"""Keys of the scenario as columns of a table, and what their cells mean."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING, get_origin

from staffplan.read.faults import CellFaultError, shown
from staffplan.read.scenario.known_keys import at, bare, describe, mentions, table_of
from staffplan.read.scenario.names import full_key
from staffplan.schema.base import parse_duration
from staffplan.schema.scenario.keys import Scenario
from staffplan.words.language import _

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan.read.scenario.known_keys import Loc

NAMES = {"team": "team.file", "团队": "team.file"}
"""Columns that have a name of their own."""
FILES = ("team.file", "team.days", "team.wishes", "payroll.agents", "payroll.holidays")
"""Keys that name files, which are looked for from the table's folder."""
_PART = re.compile(r"(\w+)(?:\[([1-9]\d{0,2})\])?")
_NUMBERS = (int, float, Decimal)
_WORDS = {"true": True, "false": False, "yes": True, "no": False, "是": True, "否": False}


def key_of(header: str) -> str | None:
    """The dotted key that ``header`` names, such as ``deflection`` or ``contract[2].hourly_cost``; None: none."""
    key = NAMES.get(header.casefold(), full_key(header))
    loc = _loc(key)
    if loc is None or (annotation := at(Scenario, loc)) is None:
        return None
    is_table = table_of(annotation) is not None and not isinstance(loc[-1], int)
    return None if is_table or isinstance(loc[-1], int) else key


def _loc(key: str) -> Loc | None:
    loc: list[int | str] = []
    for part in key.split("."):
        found = _PART.fullmatch(part)
        if found is None:
            return None
        loc += [found[1]] if found[2] is None else [found[1], int(found[2]) - 1]
    return tuple(loc)


def value_of(key: str, cell: object, folder: Path) -> object:
    """What a scenario's file would have for ``cell``. Raises CellFaultError."""
    loc = _loc(key)
    assert loc is not None
    annotation = at(Scenario, loc)
    if key in FILES:
        return str(folder / str(cell).strip())
    kind, _limits = bare(annotation)
    text = cell.strip() if isinstance(cell, str) else None
    if text is not None and (text[0] in "[{" or get_origin(kind) in (tuple, dict)):
        return _of_toml(text, describe(annotation))
    if mentions(annotation, parse_duration) or isinstance(cell, (dt.date, dt.time, bool)):
        return text if text is not None else cell
    if mentions(annotation, bool) and text is not None:
        return _WORDS.get(text.casefold(), text)
    if text is not None and kind not in (int, float) and not any(mentions(annotation, one) for one in _NUMBERS):
        return text
    whole = mentions(annotation, int) and not mentions(annotation, float)
    return _number(cell, whole=whole, accepted=describe(annotation))


def _of_toml(text: str, accepted: str) -> object:
    try:
        return tomllib.loads(f"x = {text}")["x"]
    except ValueError as error:
        raise CellFaultError(shown(text), accepted + _("; lists as in a scenario's file")) from error


def _number(cell: object, *, whole: bool, accepted: str) -> object:
    """A number; a share may be written in percent."""
    text = str(cell).strip()
    try:
        number = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError as error:
        raise CellFaultError(shown(cell), accepted) from error
    return int(number) if whole and number.is_integer() else number
