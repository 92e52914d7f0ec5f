"""Scenario files (TOML) and the options that override them."""

from __future__ import annotations

import re
import tomllib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from staffplan.errors import Fault, InputError
from staffplan.read.faults import Faults
from staffplan.read.scenario.known_keys import annotation_of, at, describe, dotted, fields_of, mentions, table_of
from staffplan.read.scenario.refusals import Refusal, refusals
from staffplan.read.tables.encodings import decode
from staffplan.read.tables.files import read_bytes, shown_path
from staffplan.schema.base import Frozen, parse_clock
from staffplan.schema.scenario.consistency import inconsistencies
from staffplan.schema.scenario.keys import Scenario
from staffplan.storage.input_files import MOST_TEXT_BYTES, is_deep, line_of_long_key, long_key_fault
from staffplan.words.language import _
from staffplan.words.library_words import in_our_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from staffplan.schema.forecast import Source

_PLACE = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL)
_NOT_PLAIN = "“”‘’＝，：；［］"
NO_OVERRIDES: Mapping[str, tuple[str, object]] = MappingProxyType({})
NO_KEYS: Mapping[str, Any] = MappingProxyType({})


def read_keys(path: str | Path) -> dict[str, Any]:
    """The keys that a scenario's file has, as they stand there. Raises InputError where it is no TOML."""
    data, _source = read_bytes(path, MOST_TEXT_BYTES)
    return _parse(data, Faults(shown_path(path)))


def read_scenario(
    path: str | Path | None,
    overrides: Mapping[str, tuple[str, object]] = NO_OVERRIDES,
    *,
    shifts: bool = True,
    base: Mapping[str, Any] = NO_KEYS,
) -> tuple[Scenario, Source | None]:
    """Read a scenario, or take the defaults where there is no file.

    ``overrides`` maps dotted keys to the option that gives them and the value: ``{"target.share": ("--share", 0.95)}``;
    an entry of a list goes by its number: ``contract[2].min_rest``. An option "" is no name of its own: faults then
    name the scenario and the key. Without ``shifts`` the default contract need not fit the other keys. ``base``: keys
    of another file, which hold where this one is silent; lists, such as contracts, are the one file's or the other's.

    Raises:
        InputError: the file cannot be read, or keys and values are at fault, alone or together; all of them.
    """
    data, source = read_bytes(path, MOST_TEXT_BYTES) if path is not None else (b"", None)
    file = shown_path(path) if path is not None else _("scenario")
    raw = _together(base, _parse(data, Faults(file)))
    options = {_override(raw, key, value): option for key, (option, value) in overrides.items()}
    found = list(_loose_values(Scenario, raw, ()))
    scenario: Scenario | None = None
    try:
        scenario = Scenario.model_validate(raw)
    except ValidationError as error:
        found.extend(refusals(error, Scenario, raw))
    if scenario is not None and not found:
        wrong = inconsistencies(scenario, shifts=shifts)
        found.extend(Refusal(one.key, one.found, one.accepted, "inconsistent") for one in wrong)
    if scenario is None or found:
        places = {place: number for number, place in enumerate(_places(raw, ()))}
        raise InputError(_to_faults(sorted(found, key=lambda it: _position(it.key, places)), file, options))
    return scenario, source


def _together(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """``own`` with what ``base`` has besides, table by table; a new dict throughout."""
    found = {key: _copied(value) for key, value in base.items()}
    for key, value in own.items():
        below = found.get(key)
        found[key] = _together(below, value) if isinstance(below, dict) and isinstance(value, dict) else _copied(value)
    return found


def _copied(value: object) -> Any:  # noqa: ANN401 - what TOML has
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value


def read_dotted(path: str | Path) -> dict[str, object]:
    """The same keys dotted, and their values: lists are one value. Raises InputError where it is no TOML."""
    return dict(_leaves("", read_keys(path)))


def _leaves(prefix: str, table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(f"{prefix}{key}.", value)
        else:
            yield f"{prefix}{key}", value


def _places(value: object, loc: tuple[int | str, ...]) -> Iterator[str]:
    """Every place of the scenario, dotted, in the order in which the file has them."""
    yield dotted(loc)
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _places(item, (*loc, key))


def _position(key: str, places: Mapping[str, int]) -> int:
    """Where ``key`` stands, or else what holds it."""
    return places[_within(key, places)]


def _within(key: str, places: Mapping[str, object]) -> str:
    """``key``, or what holds it and is among ``places``; "" where nothing does."""
    while key and key not in places:
        key = key[: max(key.rfind("."), key.rfind("["), 0)]
    return key


def _to_faults(found: list[Refusal], file: str, options: Mapping[str, str]) -> list[Fault]:
    """One fault for each key, with the option in place of the file where an option gave the value."""
    by_key: dict[str, Fault] = {}
    for refusal in found:
        given = _within(refusal.key, options)
        column = None if options.get(given) and given == refusal.key else refusal.key
        file_or_option = options.get(given) or file
        fault = Fault(file_or_option, refusal.found, refusal.accepted, column=column, code=refusal.code)
        by_key.setdefault(refusal.key, fault)
    return list(by_key.values())


def _parse(data: bytes, faults: Faults) -> dict[str, Any]:
    if data.startswith(b"PK\x03\x04") or (b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        faults.stop(_("binary data"), _("a scenario as TOML text (`staffplan init` writes one)"))
    text = decode(data, faults)
    if (line := line_of_long_key(text)) is not None:
        faults.stop(*long_key_fault(), line, code="syntax")
    try:
        raw = tomllib.loads(text)
        if is_deep(raw):
            faults.stop(*long_key_fault(), code="syntax")
        return raw
    except RecursionError:
        faults.stop(_("lists within lists without end"), _("a scenario as TOML text"), code="syntax")
    except ValueError as error:
        found = _PLACE.fullmatch(str(error))
        what = in_our_words(found["what"] if found else error)
        line = int(found["line"]) if found and found["line"] else len(text.splitlines()) or 1
        column = _("character {number}").format(number=found["column"]) if found and found["column"] else None
        shown = text.splitlines()[line - 1].strip() if text.splitlines()[line - 1 :] else ""
        accepted = _('TOML, such as share = 0.9 or within = "30s"')
        if any(character in shown for character in _NOT_PLAIN):
            accepted = _("TOML with plain quotation marks, commas and equals signs")
        return faults.stop(f"{shown!r} ({what})", accepted, line, column, "syntax")


def _override(raw: dict[str, Any], key: str, value: object) -> str:
    """Put ``value`` at the dotted ``key``, unless something stands in the way, which is a fault of its own.

    An entry of a list of tables is named by its number from 1: ``contract[2].min_rest``.
    """
    *tables, name = key.split(".")
    here: Any = raw
    for table in tables:
        table_name, bracket, number = table.partition("[")
        here = here.setdefault(table_name, [{}] if bracket else {})
        if bracket:
            place = int(number.removesuffix("]")) - 1
            here = here[place] if isinstance(here, list) and place < len(here) else None
        if not isinstance(here, dict):
            return key
    here[name] = value
    return key


def _loose_values(model: type[Frozen], raw: Mapping[str, Any], loc: tuple[int | str, ...]) -> Iterator[Refusal]:
    """Values that the schema would take for something else: true for 1, and 9 (minutes) for 9 o'clock."""
    fields = fields_of(model)
    for name, value in raw.items():
        if name not in fields:
            continue
        annotation = annotation_of(fields[name])
        table = table_of(annotation)
        items = list(enumerate(value)) if isinstance(value, list) else []
        if table is not None and isinstance(value, dict):
            yield from _loose_values(table, value, (*loc, name))
        elif table is not None:
            for index, item in items:
                if isinstance(item, dict):
                    yield from _loose_values(table, item, (*loc, name, index))
        else:
            yield from _loose_leaves(value, annotation, (*loc, name))


def _loose_leaves(value: object, annotation: object, loc: tuple[int | str, ...]) -> Iterator[Refusal]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _loose_leaves(item, annotation, (*loc, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _loose_leaves(item, annotation, (*loc, index))
    elif isinstance(value, bool) and not mentions(annotation, bool):
        yield Refusal(dotted(loc), "true" if value else "false", describe(at(Scenario, loc)))
    elif isinstance(value, int) and not isinstance(value, bool) and mentions(annotation, parse_clock):
        yield Refusal(dotted(loc), str(value), describe(at(Scenario, loc)))
