"""The scenario's keys as the schema has them: names, tables, and what each accepts, in a planner's words."""

from __future__ import annotations

import ast
import inspect
import types
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from textwrap import dedent
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BeforeValidator

from staffplan.schema.base import Frozen, format_duration, parse_clock, parse_duration
from staffplan.words.language import _, marked
from staffplan.words.near import near

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic.fields import FieldInfo

Loc = tuple[int | str, ...]
WISHES = (
    (("night",), marked("nights have no limit: they are shared fairly, and starts keeps a contract out of the night")),
    (("weekend",), marked("weekends have no rule: they are shared fairly, and opening.closed closes a weekday")),
    (
        ("holiday", "vacation", "leave", "sick"),
        marked(
            "agents' days away are not planned: shrinkage.absence is their share; opening.holidays and opening.date "
            "close days, payroll.holidays says whose pay differs"
        ),
    ),
    (("skill", "queue", "channel"), marked("there is one queue: plan each skill or channel by a scenario of its own")),
    (
        ("agent", "employee", "person", "people"),
        marked("agents have no rules of their own, only their contract's; payroll.agents names them"),
    ),
    (
        ("hours", "weekly", "monthly"),
        marked("hours of an agent follow from days_per_week and shift_lengths"),
    ),
)
"""What people ask for that there is no key for: words of it, and what staffplan does instead."""


def fields_of(model: type[Frozen]) -> dict[str, FieldInfo]:
    """The keys of a table as files write them, in the schema's order."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


@cache
def documentation_of(model: type[Frozen]) -> Mapping[str, str]:
    """The text below each key of a table; keys without one are not in it.

    Read from the source when somebody asks: pydantic's own way does so at each import, which takes a sixth of it.
    """
    texts: dict[str, str] = {}
    for base in reversed(model.__mro__[: model.__mro__.index(Frozen)]):
        [definition] = ast.parse(dedent(inspect.getsource(base))).body
        assert isinstance(definition, ast.ClassDef)
        for line, below in pairwise(definition.body):
            match line, below:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    texts[name] = inspect.cleandoc(text)
    return {field.alias or name: texts[name] for name, field in model.model_fields.items() if name in texts}


def annotation_of(field: FieldInfo) -> object:
    """The field's type with its limits, which pydantic keeps apart."""
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


def table_of(annotation: object) -> type[Frozen] | None:
    """The table that an annotation is, or is a list of."""
    inner = without_none(annotation)
    if isinstance(inner, type) and issubclass(inner, Frozen):
        return inner
    arguments = get_args(inner)
    if get_origin(inner) is Annotated:
        return table_of(arguments[0])
    if get_origin(inner) is tuple and arguments[1:] == (Ellipsis,):
        return table_of(arguments[0])
    return None


def without_none(annotation: object) -> Any:  # noqa: ANN401 - an annotation may be anything
    """``X`` of ``X | None``."""
    if get_origin(annotation) in (Union, types.UnionType):
        return next(argument for argument in get_args(annotation) if argument is not type(None))
    return annotation


def mentions(annotation: object, wanted: object) -> bool:
    """Whether ``wanted`` (a type, or a function that validates) occurs anywhere in the annotation."""
    if annotation is wanted or (isinstance(annotation, BeforeValidator) and annotation.func is wanted):
        return True
    return any(mentions(argument, wanted) for argument in get_args(annotation))


def all_keys(model: type[Frozen], table: str = "") -> Iterator[tuple[str, str]]:
    """Each key's table (dotted, "" at the top) and its name, tables included."""
    for name, field in fields_of(model).items():
        yield table, name
        inner = table_of(annotation_of(field))
        if inner is not None:
            yield from all_keys(inner, f"{table}.{name}" if table else name)


def at(model: type[Frozen], loc: Loc) -> Any:  # noqa: ANN401 - an annotation may be anything
    """The annotation at a place in the scenario; None where the schema has no such place."""
    annotation: object = model
    for part in loc:
        annotation = _step(annotation, part)
        if annotation is None:
            return None
    return annotation


def bare(annotation: object) -> tuple[Any, list[Any]]:
    """An annotation without None and without its limits; and the limits."""
    inner, limits = without_none(annotation), []
    while get_origin(inner) is Annotated:
        limits.extend(inner.__metadata__)
        inner = without_none(get_args(inner)[0])
    return inner, limits


def _step(annotation: object, part: int | str) -> Any:  # noqa: ANN401
    inner, _limits = bare(annotation)
    if isinstance(inner, type) and issubclass(inner, Frozen):
        field = fields_of(inner).get(str(part))
        return annotation_of(field) if field else None
    arguments = get_args(inner)
    if get_origin(inner) is dict:
        return arguments[1]
    if get_origin(inner) is tuple and isinstance(part, int):
        return arguments[0] if arguments[1:] == (Ellipsis,) else arguments[min(part, len(arguments) - 1)]
    return None


def dotted(loc: Sequence[int | str]) -> str:
    """A place as messages show it; lists count from 1: ``contract[2].shift_lengths``."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def nearest(model: type[Frozen], loc: Loc) -> str:
    """What to write instead of an unknown key: one that a slip makes of it; else what there is instead."""
    *table, name = loc
    here = at(model, tuple(table))
    names = list(fields_of(inner)) if (inner := table_of(here) if table else model) else []
    if (meant := near(str(name), names)) is not None:
        return _("did you mean {key}?").format(key=dotted((*table, meant)))
    known = {key_name: table_name for table_name, key_name in reversed(list(all_keys(model)))}
    if (meant := near(str(name), known)) is not None:
        return _("did you mean {key}?").format(key=f"{known[meant]}.{meant}" if known[meant] else meant)
    keys = _("one of: {keys}").format(keys=", ".join(names))
    wish = next((text for words, text in WISHES if any(word in str(name).casefold() for word in words)), None)
    return keys if wish is None else _("{instead}; else {keys}").format(instead=_(wish), keys=keys)


def describe(annotation: object) -> str:
    """What a key of this type accepts."""
    inner, limits = bare(annotation)
    readers = {item.func for item in limits if isinstance(item, BeforeValidator)}
    if parse_duration in readers:
        return _duration(limits)
    if parse_clock in readers:
        return _('a clock time from "00:00" to "24:00"')
    if inner is date:
        return _("a date, such as 2026-11-01")
    if inner in (int, float, Decimal):
        return _number(inner is int, limits)
    if inner is bool:
        return _("true or false")
    if inner is str:
        return _text(limits)
    if get_origin(inner) is Literal:
        return _("one of {names}").format(names=", ".join(f'"{name}"' for name in get_args(inner)))
    if get_origin(inner) is dict:
        key, value = get_args(inner)
        if value is Any:
            return _("a table")
        return _("a table: {key} = {value}").format(key=describe(key), value=describe(value))
    if get_origin(inner) is tuple:
        most = _limit(limits, "max_length")
        text = _list(get_args(inner))
        return text if most is None else _("{text}, {most} entries at most").format(text=text, most=most)
    table = table_of(inner)
    if table is not None:
        return _("a table with the keys {keys}").format(keys=", ".join(fields_of(table)))
    return _("another value")


def _list(arguments: tuple[object, ...]) -> str:
    if arguments[1:] == (Ellipsis,):
        if table := table_of(arguments[0]):
            return _("a list of tables with the keys {keys}").format(keys=", ".join(fields_of(table)))
        return _("a list, each {item}").format(item=describe(arguments[0]))
    first, second = (describe(argument) for argument in arguments[:2])
    if first == second:
        return _("a list of two, each {item}").format(item=first)
    return _("a list of two: {first}, {second}").format(first=first, second=second)


def _limit(limits: list[Any], name: str) -> Any:  # noqa: ANN401 - a number, or a length of time
    """What ``limits`` say by this name (``ge``, ``max_length``); None where they say nothing."""
    own = [getattr(item, name) for item in _flat(limits) if getattr(item, name, None) is not None]
    return own[0] if own else None


def _duration(limits: list[Any]) -> str:
    text = _('a duration as text, such as "30s", "5min" or "1h30min"')
    least, most = _limit(limits, "ge"), _limit(limits, "le")
    if least is not None and most is not None:
        return _("{text}, from {least} to {most}").format(
            text=text, least=format_duration(least), most=format_duration(most)
        )
    return text if most is None else _("{text}, {most} at most").format(text=text, most=format_duration(most))


def _text(limits: list[Any]) -> str:
    text, most = _("text in quotation marks"), _limit(limits, "max_length")
    return text if most is None else _("{text}, {most} characters at most").format(text=text, most=most)


def _number(whole: bool, limits: list[Any]) -> str:
    above, least = _limit(limits, "gt"), _limit(limits, "ge")
    below, most = _limit(limits, "lt"), _limit(limits, "le")
    text = _("a whole number") if whole else _("a number")
    if least is not None and most is not None:
        return _("{number} from {least:,.10g} to {most:,.10g}").format(number=text, least=least, most=most)
    if least is not None:
        text = _("{number} of {least:g} or more").format(number=text, least=least)
    if above is not None:
        text = _("{number} of more than {above:g}").format(number=text, above=above)
    if most is not None:
        text = _("{number}, {most:,.10g} at most").format(number=text, most=most)
    if below is not None:
        text = _("{number}, under {below:g}").format(number=text, below=below)
    return text


def _flat(limits: list[Any]) -> Iterator[Any]:
    """The limits themselves, also where they are held by a ``Field``."""
    for item in limits:
        yield item
        yield from getattr(item, "metadata", ())
