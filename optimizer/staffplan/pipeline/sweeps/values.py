"""What ``--vary NAME=VALUES`` means: which key of the scenario, and each of its values, ranges written out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_origin

from staffplan.errors import Fault, InputError
from staffplan.read.scenario.known_keys import at, bare, describe, dotted, mentions, nearest, table_of
from staffplan.read.scenario.names import COMMON, short_names
from staffplan.schema.base import format_duration, parse_duration
from staffplan.schema.scenario.keys import Scenario
from staffplan.schema.sweep import Parameter
from staffplan.words.language import _
from staffplan.words.near import near

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.read.scenario.known_keys import Loc

OPTION = "--vary"
VOLUME = "volume"
"""The factor of the forecast's inquiries, which no key of the scenario holds."""
MOST_POINTS = 1000
"""Points of a sweep: more would run for days."""
MOST_PARAMETERS = 2
DIGITS = range(-9, 12)
"""Powers of ten that a number's first digit may stand for: no key needs others, and sums stay exact."""
_PART = re.compile(r"(\w+)(?:\[(\d+)\])?")
_CHINESE_MARKS = str.maketrans("，：＝．％［］", ",:=.%[]")

Kind = Literal["whole", "number", "duration", "word"]


class _VaryError(ValueError):
    """What is wrong with one ``--vary``, as two phrases."""

    def __init__(self, found: str, accepted: str) -> None:
        self.found, self.accepted = found, accepted
        super().__init__(found, accepted)


def parse_parameters(texts: Sequence[str], base: Scenario) -> tuple[Parameter, ...]:
    """The parameters that ``texts`` (``deflection=0.5:0.9:0.05``, ``within=30s,1min``) vary over ``base``.

    Values are not yet held to their key's limits. Raises InputError with everything that is wrong.
    """
    faults, parameters = [], []
    for text in texts:
        try:
            parameters.append(_parameter(text.translate(_CHINESE_MARKS), base))
        except _VaryError as error:
            faults.append(Fault(f"{OPTION} {text}", error.found, error.accepted))
    faults += _together(parameters, len(texts))
    if faults:
        raise InputError(faults)
    return tuple(parameters)


def _together(parameters: Sequence[Parameter], given: int) -> list[Fault]:
    """What is wrong with several parameters at once."""
    if not 1 <= given <= MOST_PARAMETERS:
        return [Fault(OPTION, _("{count} parameters").format(count=given), _("one parameter, or two"))]
    if len(parameters) == MOST_PARAMETERS:
        first, second = parameters
        if first.key == second.key:
            return [Fault(OPTION, _("{name} twice").format(name=second.name), _("two different parameters"))]
        points = len(first.values) * len(second.values)
        if points > MOST_POINTS:
            return [Fault(OPTION, _("{count} points").format(count=points), _most_points())]
    return []


def _most_points() -> str:
    return _("{most} points at most: a larger step").format(most=MOST_POINTS)


def _parameter(text: str, base: Scenario) -> Parameter:
    name, equals, values = (part.strip() for part in text.partition("="))
    if not equals or not name or not values:
        raise _VaryError(
            repr(text) if text else _("nothing"),
            _("NAME=FROM:TO:STEP or NAME=A,B,C, such as deflection=0.5:0.9:0.05 or within=30s,1min"),
        )
    if name == VOLUME:
        accepted = _("a number of more than 0")
        amounts = _amounts(values, "number", accepted)
        for amount in amounts:
            if amount.size <= 0:
                raise _VaryError(amount.text, accepted)
        return _made(VOLUME, None, amounts)
    loc = _loc(name, base)
    annotation = at(Scenario, loc)
    kind = _kind(annotation)
    if kind is None:
        raise _VaryError(_("{key}, which holds more than one value").format(key=dotted(loc)), _names())
    return _made(name, dotted(loc), _amounts(values, kind, describe(annotation)))


@dataclass(frozen=True)
class _Amount:
    """One value."""

    text: str
    """As it is shown."""
    value: float | str
    """As a scenario's file has it."""
    size: Decimal = Decimal(0)
    """As an exact number; 0 for words."""


def _made(name: str, key: str | None, amounts: Sequence[_Amount]) -> Parameter:
    values = [amount.value for amount in amounts]
    for place, value in enumerate(values):
        if value in values[:place]:
            raise _VaryError(_("{value} twice").format(value=amounts[place].text), _("each value once"))
    return Parameter(name, key, tuple(amount.text for amount in amounts), tuple(values))


def _kind(annotation: object) -> Kind | None:
    """How the values of a key are written; None where one value is a list or a table."""
    inner, _limits = bare(annotation)
    if table_of(inner) is not None or get_origin(inner) in (tuple, dict):
        return None
    if mentions(annotation, parse_duration):
        return "duration"
    return "whole" if inner is int else "number" if inner is float else "word"


@cache
def _short_names() -> dict[str, str]:
    """Names that need no table before them, of keys that hold one value."""
    return {name: key for name, key in short_names().items() if _kind(at(Scenario, tuple(key.split(".")))) is not None}


def _names() -> str:
    return _("a key with one value: {volume}, deflection, share, within, aht, concurrency, or another").format(
        volume=VOLUME
    )


def _loc(name: str, base: Scenario) -> Loc:
    """The place in the scenario that ``name`` means, with list places from 0."""
    parts = [_PART.fullmatch(part) for part in _short_names().get(name, name).split(".")]
    loc: list[int | str] = []
    for part in parts:
        if part is None:
            raise _VaryError(repr(name), _names())
        loc += [part[1]] if part[2] is None else [part[1], int(part[2]) - 1]
    _check_lists(loc, base)
    if at(Scenario, tuple(loc)) is None:
        raise _VaryError(_("{name}, an unknown parameter").format(name=name), _hint(name, tuple(loc)))
    return tuple(loc)


def _hint(name: str, loc: Loc) -> str:
    """What to write instead of an unknown name: the like of it, or what begins with it."""
    if len(loc) > 1 and loc[0] in Scenario.model_fields:
        return nearest(Scenario, loc)
    known = [VOLUME, *COMMON, *_short_names()]
    meant = near(name, known) or next((key for key in known if key.startswith(name)), None)
    return _names() if meant is None else _("did you mean {key}?").format(key=meant)


def _check_lists(loc: Sequence[int | str], base: Scenario) -> None:
    """Each list of tables on the way is followed by a number, of an entry that ``base`` has."""
    here: Any = base.model_dump(by_alias=True)
    for place, part in enumerate(loc):
        if isinstance(here, (list, tuple)):
            entry = dotted(loc[:place])
            if not isinstance(part, int):
                raise _VaryError(dotted(loc), dotted([*loc[:place], 0, *loc[place:]]))
            if not 0 <= part < len(here):
                held = _("an entry that is there: {key} has {count}").format(key=entry, count=len(here))
                raise _VaryError(f"{entry}[{part + 1}]", held)
            here = here[part]
        elif isinstance(here, dict) and part in here:
            here = here[part]
        else:
            return


def _amounts(text: str, kind: Kind, accepted: str) -> list[_Amount]:
    """The values that ``text`` lists, or that its range holds."""
    if ":" in text and kind != "word":
        return _range(text, kind, accepted)
    items = [item.strip() for item in text.split(",")]
    if "" in items:
        raise _VaryError(_("a comma with no value beside it"), _("values with a comma between each two"))
    if len(items) > MOST_POINTS:
        raise _VaryError(_("{count} values").format(count=len(items)), _most_points())
    if kind == "word":
        return [_Amount(item, {"true": True, "false": False}.get(item, item)) for item in items]
    return [_amount(_size(item, kind, accepted), kind, percent=item.endswith("%")) for item in items]


def _range(text: str, kind: Kind, accepted: str) -> list[_Amount]:
    """FROM, FROM + STEP, … and TO, also where the last step is shorter; exact, in decimals."""
    parts = [part.strip() for part in text.split(":")]
    if len(parts) != 3:
        raise _VaryError(text, _("FROM:TO:STEP, such as {example}").format(example=_example(kind)))
    first, last, step = (_size(part, kind, accepted) for part in parts)
    if step == 0:
        raise _VaryError(
            _("a step of 0"), _("a step that leads from {first} to {last}").format(first=parts[0], last=parts[1])
        )
    if (last - first) * step < 0:
        turned = parts[2][1:] if parts[2].startswith("-") else f"-{parts[2]}"
        raise _VaryError(
            _("an empty range: a step of {step} leads away from {last}").format(step=parts[2], last=parts[1]),
            f"{parts[0]}:{parts[1]}:{turned}",
        )
    whole, rest = divmod(last - first, step)
    count = int(whole) + 1 + bool(rest)
    if count > MOST_POINTS:
        raise _VaryError(_("{count} values").format(count=count), _most_points())
    percent = all(part.endswith("%") for part in parts)
    sizes = [first + k * step for k in range(int(whole) + 1)] + [last] * bool(rest)
    return [_amount(size, kind, percent=percent) for size in sizes]


def _example(kind: Kind) -> str:
    return {"duration": "30s:3min:30s", "whole": "1:5:1"}.get(kind, "0.5:0.9:0.05")


def _size(text: str, kind: Kind, accepted: str) -> Decimal:
    """``0.55``, ``55%``, ``-30s`` (in seconds) as an exact number."""
    sign = -1 if text.startswith("-") else 1
    plain = text[1:].strip() if sign < 0 else text
    try:
        if kind == "duration":
            return sign * Decimal(parse_duration(plain) // timedelta(microseconds=1)) / 1_000_000
        number = Decimal(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except (ValueError, ArithmeticError) as error:
        raise _VaryError(repr(text), accepted) from error
    if not number.is_finite() or (number and number.adjusted() not in DIGITS) or (kind == "whole" and number % 1):
        raise _VaryError(repr(text), accepted)
    return sign * number


def _amount(size: Decimal, kind: Kind, *, percent: bool = False) -> _Amount:
    if kind == "duration":
        if size < 0:
            raise _VaryError(f"{size} s", _("a duration of 0s or more"))
        text = format_duration(timedelta(microseconds=int(size * 1_000_000)))
        return _Amount(text, text, size)
    if kind == "whole":
        return _Amount(f"{size:f}", int(size), size)
    return _Amount(f"{(100 * size).normalize():f}%" if percent else f"{size:f}", float(size), size)
