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
    (
        ("night", "夜"),
        marked(
            "max_nights_in_row, nights_per_period and rest_after_night of a contract; payroll.night says when it is"
        ),
    ),
    (
        ("weekend", "saturday", "sunday", "周末"),
        marked("max_weekends, max_weekends_in_row, whole_weekends and free_sundays of a contract"),
    ),
    (
        (
            "off_days",
            "days_off",
            "day_off",
            "rest_day",
            "work_day",
            "workday",
            "consecutive",
            "in_row",
            "in_a_row",
            "休",
        ),
        marked(
            "max_days_in_row, min_days_in_row, days_off_in_row, min_days_off_in_row, days_off_in_any and "
            "days_per_period of a contract"
        ),
    ),
    (("rest", "gap"), marked("min_rest and rest_after_night of a contract")),
    (
        ("holiday", "vacation", "leave", "sick", "absen", "假"),
        marked(
            "team.days, with leave and sick days of people by name; shrinkage.absence, the share of absence; "
            "opening.holidays and opening.date close days, payroll.holidays says whose pay differs"
        ),
    ),
    (
        ("skill", "queue", "channel", "技能"),
        marked("a scenario of its own for each skill or channel: there is one queue"),
    ),
    (
        ("meeting", "training", "coaching", "activit", "培训"),
        marked("an [[activity]] of a scenario, or shrinkage.planned, the share of paid time off the phones"),
    ),
    (
        ("prefer", "wish", "request", "agent", "employee", "person", "people", "员工", "客服"),
        marked(
            "[team], with files of people, their days and their wishes; else the rules of a [[contract]] hold for all"
        ),
    ),
    (
        ("hours", "weekly", "monthly", "overtime", "workload", "工时", "加班"),
        marked("hours_per_week, hours_per_month and hours_per_period of a contract"),
    ),
    (
        ("succe", "follow", "forbid", "forward", "backward", "sequence", "transition"),
        marked("forbidden_successions, forward_rotation and same_shift_all_week of a contract"),
    ),
    (
        ("cycl", "rotat", "pattern", "rota", "roster", "turn", "轮"),
        marked(
            "a [[rotation]] that a contract names, weeks_in_turn of a contract, or cyclic = true for a typical week"
        ),
    ),
    (
        ("fair", "equal", "balance", "公平"),
        marked("[fairness], among the people of a [team]; else nights, weekends and starts are shared fairly anyway"),
    ),
)
"""What people ask for that there is no key for: parts of words, and what comes nearest to it."""
WISHED_IN = ("contract",)
"""Tables whose unknown keys are looked for among the wishes before other tables' keys: ``hours`` of a contract is
nobody's opening hours."""
SURE_LETTERS = 6
"""Letters from which a slip of another table's key is believed; shorter words are slips of too many."""


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
    """What to write instead of an unknown key: one that a slip makes of it; else what comes nearest to the wish."""
    *table, name = loc
    here = at(model, tuple(table))
    names = list(fields_of(inner)) if (inner := table_of(here) if table else model) else []
    if (meant := near(str(name), names)) is not None:
        return _("did you mean {key}?").format(key=dotted((*table, meant)))
    wish = _wish(str(name))
    if (wish is None or not table or table[0] not in WISHED_IN) and (meant := _elsewhere(model, str(name))) is not None:
        return _("did you mean {key}?").format(key=meant)
    keys = _("one of: {keys}").format(keys=", ".join(names))
    if wish is None:
        return keys
    return _("staffplan cannot say this; nearest is: {instead}; else {keys}").format(instead=_(wish), keys=keys)


def _wish(name: str) -> str | None:
    """What there is for somebody who wrote ``name``, in English; None where nothing is known of it."""
    return next((text for words, text in WISHES if any(word in name.casefold() for word in words)), None)


def _elsewhere(model: type[Frozen], name: str) -> str | None:
    """The dotted key of another table that ``name`` is, or (in a long word) that a slip makes of it."""
    known = {key: table for table, key in reversed(list(all_keys(model)))}
    meant = name if name in known else near(name, known) if len(name) >= SURE_LETTERS else None
    if meant is None:
        return None
    return f"{known[meant]}.{meant}" if known[meant] else meant


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
