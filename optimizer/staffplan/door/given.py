"""What callers give: a scenario as a file, a dict or an object, keys beside it, and what to vary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.errors import Fault, InputError
from staffplan.schema.base import Frozen, format_duration, parse_duration
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from staffplan.pipeline.problem import TeamInput
    from staffplan.schema.scenario.keys import Scenario

    Table = str | Path | pd.DataFrame
    """A table: the name of its file (csv, Excel, parquet), or a DataFrame with the same columns."""
    ScenarioLike = str | Path | Mapping[str, object] | Scenario | None
    """A scenario: its file, its keys (nested as in the file, or dotted), an object, or None for all defaults."""
    Vary = str | Sequence[str] | Mapping[str, object]
    """What a sweep varies: ``"deflection=0.5:0.9:0.1"``, one or two of them, or ``{"deflection": [0.5, 0.7]}``."""

NO_NAME = ""
"""The option of an override that is part of the scenario itself."""


def scenario_of(
    scenario: ScenarioLike, keys: Mapping[str, object]
) -> tuple[str | Path | None, dict[str, tuple[str, object]]]:
    """The scenario's file, if it is one, and what holds besides: by key, the argument that says so and the value.

    Raises InputError where a key is given twice, or ``scenario`` is none of what it may be.
    """
    overrides = {key: (name, value) for key, name, value in _flat(keys, _("the arguments"))}
    if scenario is None or isinstance(scenario, (str, Path)):
        return scenario, overrides
    if isinstance(scenario, Frozen):
        scenario = scenario.model_dump(mode="json")
    if not isinstance(scenario, Mapping):
        found = _("an object of the type {type}").format(type=type(scenario).__name__)
        raise InputError([Fault(_("scenario"), found, _("the name of a file, a dict, or a Scenario"))])
    own = {key: (NO_NAME, value) for key, _name, value in _flat(scenario, _("scenario"))}
    return None, own | overrides


def team_of(team: Table | None, after: str | Path | None) -> TeamInput:
    """The people by name that the arguments give."""
    from staffplan.pipeline.problem import TeamInput

    return TeamInput(team, after, option="team")


def _flat(values: Mapping[str, object], place: str) -> list[tuple[str, str, object]]:
    """Each key in full, as it was given, and its value; tables are taken apart, so that they add up."""
    from staffplan.read.scenario.names import full_key

    found = [
        entry for name, value in values.items() for entry in _leaves(full_key(str(name)), str(name), _plain(value))
    ]
    keys = [key for key, _name, _value in found]
    twice = [key for number, key in enumerate(keys) if key in keys[:number]]
    if twice:
        raise InputError([Fault(place, _("{value} twice").format(value=key), _("each value once")) for key in twice])
    return found


def _leaves(key: str, name: str, value: object) -> Iterator[tuple[str, str, object]]:
    from staffplan.read.scenario.known_keys import at, bare
    from staffplan.schema.scenario.keys import Scenario

    kind, _limits = bare(at(Scenario, tuple(key.split("."))))
    is_table = isinstance(kind, type) and issubclass(kind, Frozen)
    if not (is_table and isinstance(value, dict)):
        yield key, name, value
        return
    for inner, item in value.items():
        yield from _leaves(f"{key}.{inner}", f"{name}.{inner}", item)


def _plain(value: object) -> object:
    """``value`` as a scenario's file would have it: tables and lists, Python's own numbers."""
    if isinstance(value, Frozen):
        return value.model_dump(mode="json")
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Path):
        return str(value)
    if hasattr(value, "tolist"):  # numpy
        return _plain(value.tolist())
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def duration_of(name: str, value: object) -> timedelta:
    """The length of time that the argument ``name`` gives; raises InputError where it is none, or nothing."""
    try:
        found = parse_duration(value)
    except ValueError as error:
        raise InputError([Fault(name, str(value), str(error))]) from None
    if found <= timedelta(0):
        raise InputError([Fault(name, format_duration(found), _("more than 0s"))])
    return found


def jobs_of(jobs: int | None) -> int | None:
    """How many points at a time; raises InputError where that is none."""
    if jobs is not None and jobs < 1:
        raise InputError(
            [Fault("jobs", str(jobs), _("{number} of {least:g} or more").format(number=_("a whole number"), least=1))]
        )
    return jobs


def ranges_of(vary: Vary) -> tuple[str, ...]:
    """``vary`` as the command line's ``--vary`` would have it: ``("deflection=0.5,0.7",)``."""
    if isinstance(vary, str):
        return (vary,)
    if not isinstance(vary, Mapping):
        return tuple(map(str, vary))
    return tuple(f"{name}={_range(_plain(values))}" for name, values in vary.items())


def _range(values: object) -> str:
    return ",".join(map(_written, values)) if isinstance(values, list) else _written(values)


def _written(value: object) -> str:
    """One value; steps of numpy's ``arange`` are a hair off (0.6000000000000001), which nobody means."""
    if isinstance(value, timedelta):
        return format_duration(value)
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.12g}" if isinstance(value, float) else str(value)
