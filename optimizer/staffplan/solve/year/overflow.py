"""A season's master in which suppliers paid per inquiry take a share of some hours.

Service curves depend on the volume that is left, so each share that may be handed over has curves of its own: a switch
for each hour and offer says which of them holds, and every step of a curve is open only as far as its switch is on.
That is exact, and as tight as each slot alone can be (a disjunction of concave curves).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.service.staffing import ServiceRequirement
from staffplan.solve.model.master import build_master, most_agents_needed
from staffplan.solve.model.service import _take_in_order
from staffplan.solve.model.steps import steps_of
from staffplan.solve.year.hours import hours_cost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.schema.service.staffing import ServiceGroup, Staffing
    from staffplan.schema.year.part import Offer, SeasonPart
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.model.master import Master

    Near = Sequence[NDArray[np.float64]]

NOTHING = 0
"""The option of handing nothing over; offers count from 1."""


@dataclass(frozen=True, eq=False)
class SeasonMaster:
    """A season's model and where its parts are."""

    master: Master
    switches: tuple[dict[int, int], ...] = ()
    """For each offer: the column that hands over, by hour."""
    first_switch: int = 0
    """Where there are offers: from this column on nothing but switches and service."""

    @property
    def all_switches(self) -> NDArray[np.int64]:
        """The columns of all offers and hours, in the same order in every master of the season."""
        return np.array([column for offer in self.switches for column in offer.values()], dtype=np.int64)

    def hours_cost(self, part: SeasonPart) -> NDArray[np.float64]:
        """What the hours of one period cost, by column."""
        return hours_cost(part, self.master.contracts, self.master.model.n_columns)

    def chosen(self, part: SeasonPart, values: NDArray[np.float64]) -> NDArray[np.int64]:
        """For each slot the offer that takes a share, from 1, or 0; shape (n_slots,)."""
        chosen = np.zeros(len(part.human), dtype=np.int64)
        for number, (offer, columns) in enumerate(zip(part.offers, self.switches, strict=True), start=1):
            on = [block for block, column in columns.items() if values[column] > 0.5]
            chosen[offer.allowed & np.isin(part.block, on)] = number
        return chosen


def build_season(part: SeasonPart, near: Near) -> SeasonMaster:
    """The master of ``part``; service curves are exact around each of ``near`` (agents on duty, shape (n_slots,)).

    Its model is nobody else's, and open: searches add their own rows to it.
    """
    if not part.offers:
        return SeasonMaster(build_master(part.works, part.need, [duty - part.need.least for duty in near]).open())
    least = np.min([part.need.least, *(_least(part, offer) for offer in part.offers)], axis=0)
    master = build_master(part.works, replace(part.need, least=least, requirements=())).open()
    _open_up(master.model, master, part)
    first_switch = master.model.n_columns
    switches = _add_switches(master.model, part, master.coverage)
    _add_service(master.model, part, master.coverage, switches, near)
    return SeasonMaster(master, switches, first_switch)


def _least(part: SeasonPart, offer: Offer) -> NDArray[np.int64]:
    """Agents on duty at least in each slot, where the offer may be taken."""
    return np.where(offer.allowed, offer.need.least, part.need.least)


def _open_up(model: LinearModel, master: Master, part: SeasonPart) -> None:
    """Give ``model`` of a master without requirements the limits that the need of ``part`` takes with them."""
    most = most_agents_needed(part.works, part.need)
    for contract in master.contracts:
        limit = contract.work.contract.headcount[1]
        columns = np.array([contract.headcount, *contract.shifts.tolist()])
        model.set_columns(columns, model.bounds()[0][columns], most if limit is None else limit)
    model.raise_rows(master.coverage, part.need.least)


def chosen_need(part: SeasonPart, chosen: NDArray[np.int64]) -> Staffing:
    """The need of the inquiries that are left where ``chosen`` offers take their share."""
    needs = [part.need, *(offer.need for offer in part.offers)]
    left = 1 - np.array([0.0, *(offer.share for offer in part.offers)])[chosen]
    least = np.array([needs[option].least[slot] for slot, option in enumerate(chosen)])
    required = np.array([needs[option].required[slot] for slot, option in enumerate(chosen)])
    requirements = []
    for k, requirement in enumerate(part.need.requirements):
        gain = tuple(_gain(needs[option], k, slot) for slot, option in enumerate(chosen))
        groups = tuple(
            replace(group, at_least=float((_asked(part, group) * left[group.slots]).sum()))
            for group in requirement.groups
        )
        requirements.append(ServiceRequirement(requirement.measure, gain, groups))
    return replace(part.need, least=least, required=required, requirements=tuple(requirements))


def _gain(need: Staffing, k: int, slot: int) -> NDArray[np.float64]:
    return need.requirements[k].gain[slot] if k < len(need.requirements) else np.zeros(1)


def _asked(part: SeasonPart, group: ServiceGroup) -> NDArray[np.float64]:
    """What each slot of the group adds to its ``at_least``: in proportion to its volume."""
    volume = part.human[group.slots]
    total = float(volume.sum())
    return volume * (group.at_least / total) if total > 0 else np.zeros(len(volume))


def _add_switches(model: LinearModel, part: SeasonPart, coverage: NDArray[np.int64]) -> tuple[dict[int, int], ...]:
    """Switches of every offer and hour, at most one on; a slot's least is that of the option in force."""
    switches = []
    for offer in part.offers:
        blocks = np.unique(part.block[offer.allowed])
        columns = model.add_columns(f"hand_over[{offer.supplier},{offer.share:g}]", len(blocks), 0, 1, integer=True)
        switches.append(dict(zip(blocks.tolist(), columns.tolist(), strict=True)))
        slots = np.flatnonzero(offer.allowed)
        of_slot = columns[np.searchsorted(blocks, part.block[slots])]
        model.add_terms(coverage[slots], of_slot, part.need.least[slots] - offer.need.least[slots])
    blocks_used = sorted({block for of_block in switches for block in of_block})
    one = dict(zip(blocks_used, model.add_rows("one_offer", len(blocks_used), upper=1).tolist(), strict=True))
    for of_block in switches:
        for block, column in of_block.items():
            model.add_terms(one[block], column)
    return tuple(switches)


def _add_service(
    model: LinearModel,
    part: SeasonPart,
    coverage: NDArray[np.int64],
    switches: tuple[dict[int, int], ...],
    near: Near,
) -> None:
    """Every requirement, with the curves of each option."""
    if not part.need.requirements:
        return
    slots = np.unique(np.concatenate([group.slots for r in part.need.requirements for group in r.groups]))
    above = np.full(part.need.grid.n_slots, -1, dtype=np.int64)
    above[slots] = model.add_columns("above_least", len(slots))
    model.add_terms(coverage[slots], above[slots], -1)
    for k, requirement in enumerate(part.need.requirements):
        for group in requirement.groups:
            _Group(model, part, switches, near, k, group).add(above)


@dataclass
class _Group:
    """One group of one requirement."""

    model: LinearModel
    part: SeasonPart
    switches: tuple[dict[int, int], ...]
    near: Near
    k: int
    group: ServiceGroup

    def add(self, above: NDArray[np.int64]) -> None:
        """Gains of all slots and options ≥ what the volume that is left asks for."""
        gains = self.part.need.requirements[self.k].gain
        slots = self.group.slots.tolist()
        self.scale = max(sum(abs(float(gains[slot][-1] - gains[slot][0])) for slot in slots), 1e-9)
        asked = dict(zip(slots, _asked(self.part, self.group).tolist(), strict=True))
        given = sum(float(gains[slot][0]) for slot in slots)
        self.total = int(
            self.model.add_rows(f"left[{self.group.label}]", 1, (self.group.at_least - given) / self.scale)[0]
        )
        rows = self.model.add_rows(f"left_steps[{self.group.label}]", len(slots), 0)
        self.model.add_terms(rows, above[self.group.slots], 1)
        for row, slot in zip(rows.tolist(), slots, strict=True):
            block = int(self.part.block[slot])
            offers = [
                (number, switch[block])
                for number, (offer, switch) in enumerate(zip(self.part.offers, self.switches, strict=True))
                if offer.allowed[slot]
            ]
            closed = [column for _number, column in offers]
            self._add_option(row, slot, gains[slot], int(self.part.need.least[slot]), None, closed)
            for number, column in offers:
                offer = self.part.offers[number]
                gain = _gain(offer.need, self.k, slot)
                # handing over changes the first gain and what is asked
                change = float(gain[0]) - float(gains[slot][0]) + asked[slot] * offer.share
                self.model.add_terms(self.total, column, change / self.scale)
                self._add_option(row, slot, gain, int(offer.need.least[slot]), column, [])

    def _add_option(
        self, row: int, slot: int, gain: NDArray[np.float64], least: int, switch: int | None, closed: list[int]
    ) -> None:
        """Steps of one option: open while its ``switch`` is on, or all of ``closed`` are off."""
        steps = steps_of(gain, [float(duty[slot]) - least for duty in self.near])
        if not len(steps.width):
            return
        model, name = self.model, f"left_step[{slot}]"
        columns = model.add_columns(name, len(steps.width), 0, steps.width)
        model.add_terms(row, columns, -1)
        model.add_terms(self.total, columns, steps.slope / self.scale)
        if switch is not None or closed:
            rows = model.add_rows(f"{name}_open", len(columns), 0 if switch is not None else -steps.width)
            model.add_terms(rows, columns, -1)
            if switch is not None:
                model.add_terms(rows, switch, steps.width)
            for column in closed:
                model.add_terms(rows, column, -steps.width)
        if steps.whole:
            _take_in_order(model, f"{name}_order", columns, steps)
