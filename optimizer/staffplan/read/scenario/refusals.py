"""What the schema refuses, said in a planner's words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from staffplan.read.scenario.known_keys import Loc, at, describe, dotted, fields_of, nearest, table_of
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from staffplan.errors import FaultCode
    from staffplan.schema.base import Frozen

SHOWN_CHARACTERS = 60
"""How much of a value a fault repeats."""


@dataclass(frozen=True)
class Refusal:
    """A key whose value is refused."""

    key: str
    """Dotted; lists count from 1: ``contract[2].shift_lengths``."""
    found: str
    """What stands there, as a phrase."""
    accepted: str
    """What would be accepted, as a phrase."""
    code: FaultCode = "wrong_value"
    """The code of the fault."""


def refusals(error: ValidationError, model: type[Frozen], raw: Mapping[str, Any]) -> Iterator[Refusal]:
    """Each thing that the schema ``model`` refuses in ``raw``."""
    details = error.errors(include_url=False)
    for detail in details:
        inner = any(len(other["loc"]) > len(detail["loc"]) for other in details if _starts(other, detail))
        if not (detail["type"] == "too_short" and inner):  # pydantic counts only what it could read
            loc: Loc = tuple(part for part in detail["loc"] if part != "[key]")
            yield _refusal(detail, loc, model, raw)


def _starts(other: ErrorDetails, detail: ErrorDetails) -> bool:
    return other["loc"][: len(detail["loc"])] == detail["loc"]


def _refusal(detail: ErrorDetails, loc: Loc, model: type[Frozen], raw: Mapping[str, Any]) -> Refusal:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return Refusal(dotted(loc), _("an unknown key"), nearest(model, loc), "unknown_key")
    if kind == "missing" and loc and isinstance(loc[-1], int):
        loc = loc[:-1]  # a list that is too short is at fault as a whole
    elif kind == "missing":
        return Refusal(dotted(loc), _("no such key"), _accepted(loc, model), "missing_key")
    if "[key]" in detail["loc"]:
        expected = str(detail.get("ctx", {}).get("expected", ""))
        return Refusal(dotted(loc), _("an unknown key"), expected, "unknown_key")
    if kind in {"value_error", "assertion_error"}:
        accepted = str(detail["ctx"]["error"])
        loc = _narrowed(loc, accepted, model)
        return Refusal(dotted(loc), written(_value_at(raw, loc)), accepted)
    return Refusal(dotted(loc), written(_value_at(raw, loc)), _brackets(detail, loc) or _accepted(loc, model))


def _accepted(loc: Loc, model: type[Frozen]) -> str:
    return describe(at(model, loc))


def _narrowed(loc: Loc, accepted: str, model: type[Frozen]) -> Loc:
    """The key of a table that a message of the whole table begins with."""
    table = table_of(at(model, loc))
    name = accepted.partition(" ")[0]
    return (*loc, name) if table is not None and name in fields_of(table) else loc


def _brackets(detail: ErrorDetails, loc: Loc) -> str | None:
    """``[contract]`` for ``[[contract]]`` and the reverse, which TOML takes for something else."""
    if detail["type"] == "tuple_type" and isinstance(detail["input"], dict):
        return _("[[{key}]] in double brackets, once for each").format(key=dotted(loc))
    if detail["type"] == "model_type" and isinstance(detail["input"], list):
        return _("[{key}] in single brackets, once").format(key=dotted(loc))
    return None


def _value_at(raw: object, loc: Loc) -> object:
    for part in loc:
        try:
            raw = raw[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return raw


def written(value: object) -> str:
    """``value`` about as a scenario has it, on one line and not too long."""
    if value is None:
        return _("nothing")
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"
