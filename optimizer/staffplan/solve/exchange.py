"""A small team whose agents exchange their tours, one after the other, until nothing is short.

One agent is let go; of all legal tours, the one that covers most of what is then missing is taken instead, which a
longest path gives. Where that leads no further, the slots that stay short count for more (breakout: Morris 1993).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.choices import Choices
from staffplan.solve.constructed import Team
from staffplan.solve.responses import Responses
from staffplan.solve.shortage import NEGLIGIBLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.schema.staffing import Staffing
    from staffplan.schema.work import ContractWork
    from staffplan.solve.run import Run

    Ints = NDArray[np.int64]

MOVES = 2000
"""Exchanges with so many agents, before there is one more."""
LONG_MOVES = 15_000
"""Exchanges once there is a plan of one agent more, before the search begins anew."""
STARTS = 4
"""How often it begins then, at most."""
SHARE = 0.85
"""Of the time left."""
NOISE = 0.05
"""How far the weight of a slot is raised at random, so that tours that cover as much take turns."""
IDLE = 1e-3
"""What being on duty costs where nobody is missing, at most."""
RAISED, FORGOTTEN = 0.3, 0.5
"""What a slot that stays short is worth more, and which part of that is forgotten each time, divided by the agents."""


def by_exchange(run: Run, works: Sequence[ContractWork], staffing: Staffing, most: int) -> Iterator[Team]:
    """Teams that cover every slot's own need, each of one agent fewer: from the bound on, up to ``most`` agents.

    Each is the same object, to be read before the next one.
    """
    need = np.maximum(staffing.least, staffing.required)
    team, until = _Exchange(works, staffing.grid, need, run.solving.seed), run.spent + SHARE * run.left
    heads, starts = run.headcount_bound, 0
    while run.headcount_bound <= heads <= most and team.resize(heads):
        for _move in range(LONG_MOVES if starts else MOVES):
            if not team.short or run.engine.is_over or run.spent > until:
                break
            team.exchange()
        if not team.short:
            yield team.team
            heads, starts = heads - 1, 1
        elif starts == STARTS or run.engine.is_over or run.spent > until:
            return
        elif starts:
            starts += 1
            team.clear()
        else:
            heads += 1


class _Exchange:
    """The team, and what each slot counts."""

    def __init__(self, works: Sequence[ContractWork], grid: Grid, need: Ints, seed: int) -> None:
        self.team = Team([Choices(work, grid) for work in works], np.zeros(len(need), dtype=np.int64))
        self._responses = [Responses(choices) for choices in self.team.choices]
        self._need, self._weight = need, np.ones(len(need))
        self._random = np.random.default_rng(seed)
        self._in_vain = 0

    @property
    def _missing(self) -> Ints:
        missing: Ints = np.maximum(self._need - self.team.duty, 0)
        return missing

    @property
    def short(self) -> bool:
        """Whether anything is short."""
        return bool((self.team.duty < self._need).any())

    def resize(self, heads: int) -> bool:
        """Let there be ``heads`` agents; whether the contracts allow that."""
        while len(self.team.tours) > heads:
            self.team.drop(int(self._random.integers(len(self.team.tours))))
        while len(self.team.tours) < heads:
            if not self._take(heads):
                return False
        return True

    def clear(self) -> None:
        """Let everybody go and forget what the slots count."""
        while self.team.tours:
            self.team.drop(-1)
        self._weight, self._in_vain = np.ones(len(self._need)), 0

    def exchange(self) -> None:
        """Let one agent have another tour; where that has led nowhere for a while, raise what stays short."""
        heads, before = len(self.team.tours), float(self._weight @ self._missing)
        self.team.drop(int(self._random.integers(heads)))
        self._take(heads)
        self._in_vain = 0 if float(self._weight @ self._missing) < before - NEGLIGIBLE else self._in_vain + 1
        if self._in_vain >= heads:
            forgotten = FORGOTTEN / heads
            self._weight = (1 - forgotten) * (self._weight + RAISED * (self._missing > 0)) + forgotten
            self._in_vain = 0

    def _take(self, heads: int) -> bool:
        """One agent more, of ``heads`` in the end, in the tour that covers most; whether any may have one."""
        chance = self._random.random(len(self._need))
        weight = np.where(self._missing > 0, self._weight * (1 + NOISE * chance), -IDLE * chance)
        found = [(contract, self._responses[contract].best(weight)) for contract in self._open(heads)]
        known = [(contract, best) for contract, best in found if best is not None]
        if not known:
            return False
        contract, best = max(known, key=lambda each: each[1].most)
        shifts = self._responses[contract].shifts(best)
        self.team.take(contract, self.team.choices[contract].tour(shifts, weight))
        return True

    def _open(self, heads: int) -> list[int]:
        """Contracts of which the next agent may be, where there are to be ``heads`` in the end."""
        limits = [choices.work.contract.headcount for choices in self.team.choices]
        counts = [self.team.count(contract) for contract in range(len(limits))]
        lacking = [max(least - count, 0) for (least, _most), count in zip(limits, counts, strict=True)]
        if sum(lacking) >= heads - sum(counts):
            return [contract for contract, missing in enumerate(lacking) if missing]
        return [contract for contract, (_least, most) in enumerate(limits) if most is None or counts[contract] < most]
