"""A small team whose agents exchange their tours until a target over several slots is met.

As where every slot has a need of its own (``breakout``), but that an agent more in a slot is worth what it adds to the
service of the groups that miss their target; a slot short of its least agents is worth more than any of that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.searches.construction import in_master
from staffplan.solve.searches.moves import Exchange

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.service.staffing import ServiceGroup, Staffing
    from staffplan.solve.bound.relaxation import Relaxed
    from staffplan.solve.incumbent import Incumbent
    from staffplan.solve.run import Run

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

ROUNDING = 1e-9
"""Parts of a target that are none."""


def target_exchanged(run: Run, start: Relaxed, _best: Incumbent) -> Incumbent | None:
    """A plan of as many agents as the bound or one more, after few exchanges; None: not found (Morris 1993)."""
    run.tell("searching_team")
    params, bound = run.params.breakout, run.bound.heads
    team, until = TargetExchange(run), run.clock.spent + params.soon_share * run.clock.left
    for heads in (max(bound, 1), max(bound, 1) + 1):
        moves = params.moves + params.moves_each * heads
        if team.resize(heads) and team.settled(moves, lambda: run.engine.is_over or run.clock.spent > until):
            found = in_master(run, start.master, team.team)
            # Who is rested for the first day of a cyclic period is seen here; others may go on where one ends.
            if found is not None:
                return replace(found, tours=None) if run.problem.staffing.grid.cyclic else found
    return None


class TargetExchange(Exchange):
    """The team, and what each slot counts for the target."""

    def __init__(self, run: Run) -> None:
        """Nobody yet."""
        super().__init__(run)
        self._need = run.problem.staffing.least
        self._groups = [_Group(run.problem.staffing, gain, group) for gain, group in _of(run.problem.staffing)]
        highest = max((float(group.steps.max()) for group in self._groups), default=1.0)
        self._least_worth = run.params.breakout.least_worth * highest

    @property
    def short(self) -> bool:
        """Whether a slot is short of its least agents or a group of its target."""
        return super().short or any(group.lacks(self.team.duty) > 0 for group in self._groups)

    @property
    def lacking(self) -> float:
        """What is short, by what it counts."""
        return self._least_worth * super().lacking + sum(group.lacks(self.team.duty) for group in self._groups)

    def _worth(self, chance: Floats) -> Floats:
        """What one agent more is worth in each slot, some of it by ``chance``, all of shape (n_slots,)."""
        worth = np.zeros(len(chance))
        for group in self._groups:
            if group.lacks(self.team.duty) > 0:
                worth[group.slots] += group.next_step(self.team.duty)
        worth = np.where(self._missing > 0, self._least_worth * self._weight, worth)
        return worth * (1 + self._params.noise * chance)


class _Group:
    """A group of slots and what it gains by each number of agents, as parts of what it asks for."""

    def __init__(self, staffing: Staffing, gains: tuple[Floats, ...], group: ServiceGroup) -> None:
        self.slots = group.slots
        self._scale = max(abs(group.at_least), 1e-9)
        self._least, self._at_least = staffing.least[group.slots], group.at_least / self._scale
        longest = max(len(gains[slot]) for slot in group.slots)
        table = [np.pad(gains[slot], (0, longest - len(gains[slot]) + 1), mode="edge") for slot in group.slots]
        self._gain = np.array(table) / self._scale
        self.steps = np.diff(self._gain, axis=1)
        """What each further agent adds, shape (slots, agents above the least)."""

    def lacks(self, duty: Ints) -> float:
        """The part of the target that is missed."""
        missed = self._at_least - float(self._gain[self._at(duty)].sum())
        return missed if missed > ROUNDING else 0.0

    def next_step(self, duty: Ints) -> Floats:
        """What one agent more adds in each slot."""
        return self.steps[self._at(duty)]

    def _at(self, duty: Ints) -> tuple[Ints, Ints]:
        above = np.clip(duty[self.slots] - self._least, 0, self.steps.shape[1] - 1)
        return np.arange(len(above)), above


def _of(staffing: Staffing) -> list[tuple[tuple[Floats, ...], ServiceGroup]]:
    """Every group of every requirement, and the gains of its slots."""
    return [(requirement.gain, group) for requirement in staffing.requirements for group in requirement.groups]
