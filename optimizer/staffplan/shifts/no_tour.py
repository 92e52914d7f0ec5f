"""Contracts under which nobody can work a period, and the rules any one of which, dropped, would let somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.schema.base import MINUTES_PER_DAY
from staffplan.schema.scenario.keys import Contract
from staffplan.shifts.legal_shifts import legal_work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.keys import Scenario


SEQUENCES = (
    "days_per_period",
    "min_days_in_row",
    "min_days_off_in_row",
    "days_off_in_any",
    "whole_weekends",
    "free_sundays",
    "rest_after_night",
    "nights_per_period",
    "shifts_per_period",
    "forbidden_successions",
    "same_shift_all_week",
    "forward_rotation",
    "hours_per_week",
    "hours_per_month",
    "hours_per_period",
    "rotation",
)
"""Keys of rules of sequences that may leave nobody any tour; each is dropped by its default."""


@dataclass(frozen=True)
class NoTour:
    """A contract without any legal tour."""

    contract: str
    """Its name."""
    rules: tuple[str, ...]
    """Keys of the rules that leave one if any of them is dropped; where no single one does, of all rules in the way."""


def contracts_without_tours(scenario: Scenario, grid: Grid) -> Iterator[NoTour]:
    """The contracts of ``scenario`` under which nobody can work the period of ``grid``."""
    for contract, work in zip(scenario.contract, legal_work(scenario, grid), strict=True):
        if not work.n_shifts:
            without = _without(contract)
            alone = [key for key, changes in without.items() if _lets_work(scenario, contract, changes, grid)]
            free = scenario.model_copy(update={"activity": ()})
            if scenario.activities_of(contract) and _lets_work(free, contract, {}, grid):
                alone.append("activity")
            yield NoTour(contract.name, tuple(alone or without))


def _lets_work(scenario: Scenario, contract: Contract, changes: dict[str, object], grid: Grid) -> bool:
    """Whether somebody could work under ``contract`` with ``changes``."""
    changed = scenario.model_copy(update={"contract": (contract.model_copy(update=changes),)})
    return legal_work(changed, grid)[0].n_shifts > 0


def _without(contract: Contract) -> dict[str, dict[str, object]]:
    """By its key, each rule of ``contract`` that bars anything, and what takes it away."""
    least, most = contract.days_per_week
    rules: dict[str, dict[str, object]] = {}
    if least:
        rules["weeks_in_turn" if contract.weeks_in_turn else "days_per_week"] = {
            "days_per_week": (0, most),
            "weeks_in_turn": (),
        }
    if contract.max_days_in_row < most:
        rules["max_days_in_row"] = {"max_days_in_row": 7}
    if contract.days_off_in_row:
        rules["days_off_in_row"] = {"days_off_in_row": 0}
    if contract.min_rest:
        rules["min_rest"] = {"min_rest": timedelta(0)}
    nothing = {key: Contract.model_fields[key].get_default(call_default_factory=True) for key in SEQUENCES}
    rules |= {key: {key: value} for key, value in nothing.items() if getattr(contract, key) != value}
    if contract.starts is not None:
        minute = contract.starts[0] % 60
        rules["starts"] = {"starts": (minute, MINUTES_PER_DAY - 60 + minute)}
    return rules or {"shift_lengths" if contract.shift_lengths else "shifts": {}}
