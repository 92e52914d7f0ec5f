"""Constraint family "service": the share answered in time, averaged over groups of slots, decides the staffing.

From the slot's least agents up, the gain of each further agent falls (the curves are concave there), so a variable for
each further agent, worth its gain, is exact at whole numbers without any binary: the cheapest way to a gain takes the
large steps first. Where a curve is not concave at its beginning, those steps are whole and taken in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.model.steps import is_whole, steps_of, zone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.schema.service.staffing import ServiceGroup, ServiceRequirement, Staffing
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.model.steps import Steps


@dataclass(frozen=True, eq=False)
class GroupRows:
    """Where one group of a requirement is in the model."""

    slots: NDArray[np.intp]
    """Its slots."""
    rows: NDArray[np.int64]
    """The row of its sum, then a row for each slot's steps."""
    columns: NDArray[np.int64]
    """The steps of all its slots."""


def add_service(
    model: LinearModel,
    above: NDArray[np.int64],
    staffing: Staffing,
    near: Sequence[NDArray[np.float64]] = (),
) -> list[GroupRows]:
    """Every requirement of ``staffing`` over the columns ``above`` of the agents above the least of each slot.

    The curves are exact around each of the numbers ``near`` of agents above the least, each of shape (n_slots,).
    Returns where every group is in the model.
    """
    return [
        _add_group(model, requirement, group, above, near)
        for requirement in staffing.requirements
        for group in requirement.groups
    ]


def _add_group(
    model: LinearModel,
    requirement: ServiceRequirement,
    group: ServiceGroup,
    above: NDArray[np.int64],
    near: Sequence[NDArray[np.float64]],
) -> GroupRows:
    """Steps of every slot, no more of them than agents above the least, and the sum of their gains."""
    name, gain = requirement.measure, requirement.gain
    slots = group.slots.tolist()
    steps = [steps_of(gain[slot], [float(numbers[slot]) for numbers in near]) for slot in slots]
    scale = max(sum(abs(float(gain[slot][-1] - gain[slot][0])) for slot in slots), 1e-9)
    given = sum(float(gain[slot][0]) for slot in slots)
    total = model.add_rows(f"{name}[{group.label}]", 1, (group.at_least - given) / scale)
    rows = model.add_rows(f"{name}_steps[{group.label}]", len(slots), 0)
    model.add_terms(rows, above[group.slots], 1)
    columns = model.add_columns(
        f"{name}_step[{group.label}]", sum(len(s.width) for s in steps), 0, np.concatenate([s.width for s in steps])
    )
    row = np.repeat(rows, [len(s.width) for s in steps])
    model.add_terms(row, columns, -1)
    model.add_terms(total, columns, np.concatenate([s.slope for s in steps]) / scale)
    first = 0
    for slot, step in zip(slots, steps, strict=True):
        if step.whole:
            _take_in_order(model, f"{name}_order[{slot}]", columns[first : first + len(step.width)], step)
        first += len(step.width)
    return GroupRows(group.slots, np.concatenate([total, rows]), columns)


def _take_in_order(model: LinearModel, name: str, columns: NDArray[np.int64], steps: Steps) -> None:
    """A step may be taken only where the whole step before it is taken: a switch for each whole step."""
    switches = model.add_columns(name, steps.whole, 0, 1, integer=True)
    taken = model.add_rows(f"{name}_taken", steps.whole, 0)
    model.add_terms(taken, columns[: steps.whole], 1)
    model.add_terms(taken, switches, -steps.width[: steps.whole])
    followers = np.arange(1, len(columns))
    rows = model.add_rows(f"{name}_next", len(followers), 0)
    model.add_terms(rows, switches[np.minimum(followers - 1, steps.whole - 1)], steps.width[followers])
    model.add_terms(rows, columns[followers], -1)


def is_exact(staffing: Staffing, near: Sequence[NDArray[np.float64]], agents: NDArray[np.float64]) -> bool:
    """Whether the curves kept for ``near`` are exact at ``agents`` above the least, shape (n_slots,)."""
    return all(
        is_whole(requirement.gain[slot]) or _inside(requirement.gain[slot], agents[slot], near, slot)
        for requirement in staffing.requirements
        for group in requirement.groups
        for slot in group.slots.tolist()
    )


def _inside(gain: NDArray[np.float64], agents: float, near: Sequence[NDArray[np.float64]], slot: int) -> bool:
    if agents >= len(gain) - 1:
        return True
    zones = (zone(float(numbers[slot]), len(gain) - 1) for numbers in near)
    return any(first <= agents <= end + 1 for first, end in zones)


def service_met(staffing: Staffing, agents: NDArray[np.float64]) -> bool:
    """Whether ``agents`` above the least, shape (n_slots,), meet every requirement, by the whole curves."""
    whole = np.floor(agents + 1e-6).astype(np.int64)
    return all(
        sum(
            float(requirement.gain[slot][min(int(whole[slot]), len(requirement.gain[slot]) - 1)])
            for slot in group.slots
        )
        >= group.at_least - 1e-9 * max(1.0, abs(group.at_least))
        for requirement in staffing.requirements
        for group in requirement.groups
    )
