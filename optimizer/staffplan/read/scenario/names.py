"""Short names of the scenario's keys, for those who type them: ``share`` for ``target.share``."""

from __future__ import annotations

from functools import cache

from staffplan.read.scenario.known_keys import all_keys, at, fields_of
from staffplan.schema.scenario.keys import Scenario

COMMON = {
    "deflection": "bot.deflection",
    "share": "target.share",
    "within": "target.within",
    "scope": "target.scope",
    "aht": "handling.aht",
    "concurrency": "handling.concurrency",
    "patience": "handling.patience",
    "absence": "shrinkage.absence",
}
"""What planners call the keys that they vary most."""


@cache
def short_names() -> dict[str, str]:
    """Key by the name that needs no table before it: the common ones, and those that only one key has."""
    keys: dict[str, list[str]] = {}
    for table, name in all_keys(Scenario):
        key = f"{table}.{name}" if table else name
        if at(Scenario, tuple(key.split("."))) is not None:
            keys.setdefault(name, []).append(key)
    return {name: found[0] for name, found in keys.items() if len(found) == 1} | COMMON


def full_key(name: str) -> str:
    """The dotted key that ``name`` means; a table of the scenario is itself, and so is what has no short name."""
    return name if name in fields_of(Scenario) else short_names().get(name, name)
