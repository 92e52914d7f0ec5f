"""Rules of what the files state of the service: each slot's need, level and occupancy, and plan.json's predictions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.violation import Violation
from staffplan.verify import figures
from staffplan.verify.answered import TOLERANCE, groups, keeping_up
from staffplan.verify.opening import of_target, open_slots
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.plan import CoverageSlot, Plan
    from staffplan.schema.violation import Rule
    from staffplan.verify.answered import Answered
    from staffplan.verify.roster import Roster

    Flags = NDArray[np.bool_]
    Rows = tuple[CoverageSlot, ...]


def required(
    roster: Roster, rows: Rows, at_required: Answered, one_less: Answered, given: NDArray[np.int64]
) -> Iterator[Violation]:
    """coverage.csv states the fewest agents that meet all that the target asks of each slot alone, and the forecast.

    ``given`` are the agents that the forecast needs, −1 where it says nothing, shape (n_slots,).
    """
    stated = np.array([row.required for row in rows], dtype=np.int64)
    too_few = ~_alone(roster, at_required, -TOLERANCE)
    too_many = (stated > np.maximum(given, 0)) & _alone(roster, one_less, TOLERANCE)
    for slot in np.flatnonzero(too_few | too_many | (stated < given)):
        found = _("{count} required stated").format(count=stated[slot])
        allowed = _("more, for the target") if too_few[slot] else _("fewer, as they meet the target")
        if stated[slot] < given[slot]:
            allowed = _("at least {least}, as the forecast gave it").format(least=given[slot])
        yield _of_slot(roster, int(slot), "required", found, allowed)


def _alone(roster: Roster, result: Answered, margin: float) -> Flags:
    """Whether each slot alone meets everything, with ``margin`` to spare (or, negative, to lack)."""
    scenario, service = roster.scenario, result.service
    target = scenario.target
    enough = result.duty >= np.where(open_slots(roster), of_target(roster, "minimum_staff"), 0)
    if scenario.handling.patience is None:
        enough &= ~result.asked | (result.duty >= keeping_up(scenario, result.load, margin))
    with np.errstate(invalid="ignore"):
        met = service.in_time >= np.maximum(of_target(roster, "share"), of_target(roster, "slot_floor")) + margin
        if target.average_wait is not None:
            met &= service.wait_s <= target.average_wait.total_seconds() * (1 - margin)
        if target.max_occupancy is not None:
            met &= result.occupancy <= target.max_occupancy - margin
        if target.max_abandonment is not None:
            met &= service.abandonment <= target.max_abandonment - margin
    return enough & (met | ~result.scored)


def service_level(roster: Roster, plan: Plan, result: Answered) -> Iterator[Violation]:
    """coverage.csv states the steady service level of each slot, and none where nobody asks."""
    stated = [row.service_level for row in plan.coverage]
    yield from _columns_agree(roster, "service_level", stated, result.service.in_time)


def occupancy(roster: Roster, plan: Plan, result: Answered) -> Iterator[Violation]:
    """coverage.csv states the steady occupancy of each slot: 0 where nobody asks, none where nobody is on duty."""
    true = np.where(result.duty == 0, np.nan, np.where(result.asked, result.occupancy, 0.0))
    yield from _columns_agree(roster, "occupancy", [row.occupancy for row in plan.coverage], true)


def predicted_service(roster: Roster, plan: Plan, result: Answered) -> Iterator[Violation]:
    """plan.json predicts, for the period, each day and each group, the volume-weighted mean of the steady levels."""
    service, ordinal = plan.summary.service, roster.slot_clock.ordinal
    everything = np.ones(roster.n_slots, dtype=np.bool_)
    by_label = dict(groups(roster, result.scored))
    stated: list[tuple[str, float | None, Flags]] = [("period", service.predicted, everything)]
    stated += [(str(day.date), day.predicted, ordinal == day.date.toordinal()) for day in service.by_day]
    stated += [(group.label, group.predicted, by_label.get(group.label, ~everything)) for group in service.by_group]
    for label, predicted, slots in stated:
        true = result.mean(result.service.in_time, slots)
        if not _same(predicted, true):
            yield Violation(
                rule="predicted_service",
                date=_date(label),
                found=_("{value} predicted for {label}").format(value=_value(predicted), label=label),
                allowed=_value(true),
            )


def _columns_agree(
    roster: Roster, rule: Rule, stated: list[float | None], true: NDArray[np.float64]
) -> Iterator[Violation]:
    written = np.array([np.nan if value is None else value for value in stated], dtype=np.float64)
    with np.errstate(invalid="ignore"):
        same = (np.isnan(written) & np.isnan(true)) | (np.abs(written - true) <= TOLERANCE)
    for slot in np.flatnonzero(~same):
        value = None if np.isnan(true[slot]) else float(true[slot])
        yield _of_slot(roster, int(slot), rule, _("{value} stated").format(value=_value(stated[slot])), _value(value))


def _same(stated: float | None, true: float | None) -> bool:
    if stated is None or true is None:
        return stated is true
    return abs(stated - true) <= TOLERANCE


def _value(share: float | None) -> str:
    return _("nothing") if share is None else f"{share:.6f}"


def _date(label: str) -> date | None:
    try:
        return date.fromisoformat(label[:10])
    except ValueError:
        return None


def _of_slot(roster: Roster, slot: int, rule: Rule, found: str, allowed: str) -> Violation:
    return Violation(
        rule=rule,
        date=date.fromordinal(int(roster.slot_clock.ordinal[slot])),
        found=_("{found} at {start}").format(
            found=found, start=figures.moment(int(roster.slot_starts[slot]), roster.zone)
        ),
        allowed=allowed,
    )
