"""A team whose agents exchange their tours: who has which, what each slot counts, and one exchange after the other."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.searches.choices import Choices
from staffplan.solve.searches.construction import Team
from staffplan.solve.searches.responses import Responses
from staffplan.solve.searches.shortage import NEGLIGIBLE
from staffplan.solve.tours.split import split_exactly

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from staffplan.solve.model.columns import Breaks
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run
    from staffplan.solve.searches.choices import Tour

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

UNWANTED = -1.0
"""What a shift that no agent is to have is worth where tours are taken for shifts."""


class Exchange:
    """The team, and what each slot counts."""

    def __init__(self, run: Run) -> None:
        """Nobody yet, for the need of ``run``; its seed is that of the random numbers."""
        staffing = run.problem.staffing
        need = np.maximum(staffing.least, staffing.required)
        self.team = Team(
            [Choices(work, staffing.grid) for work in run.problem.works], np.zeros(len(need), dtype=np.int64)
        )
        self._responses = [Responses(choices) for choices in self.team.choices]
        self._need, self._weight = need, np.ones(len(need))
        self._random, self._params = np.random.default_rng(run.seed), run.params.breakout
        self._in_vain = 0

    @property
    def _missing(self) -> Ints:
        missing: Ints = np.maximum(self._need - self.team.duty, 0)
        return missing

    @property
    def short(self) -> bool:
        """Whether anything is short."""
        return bool((self.team.duty < self._need).any())

    @property
    def lacking(self) -> float:
        """What is short, by what it counts."""
        return float(self._weight @ self._missing)

    def begin(self, run: Run, master: Master, values: Floats) -> None:
        """Let there be as many agents of each contract as in ``values``, in tours that hold its shifts, or nearly so.

        Of a large team, whose roundings leave little short, all shifts are kept; a small one that keeps nearly all of
        them finds the rest sooner.
        """
        self.clear()
        exactly = master.headcount_cost() @ values >= self._params.as_planned_from
        per_day, seconds = run.problem.slots_per_day, self._params.split_seconds
        for number, contract in enumerate(master.contracts):
            split = split_exactly(run.engine, contract, values, per_day, seconds) if exactly else None
            if split is None:
                self._add_nearly(number, values[contract.shifts], round(values[contract.headcount]))
            else:
                self._add(number, split.tours, contract.chosen_breaks(values))

    def _add(self, contract: int, tours: list[list[int]], starts: Breaks) -> None:
        """Agents more, with these tours of a contract; ``starts`` of their breaks by shift and rank."""
        choices = self.team.choices[contract]
        for tour in tours:
            ranks = [
                (shift, rank, option) for shift in tour for rank, option in enumerate(choices.work.breaks_of(shift))
            ]
            breaks = [(shift, rank, starts[shift][rank].pop(), option.length) for shift, rank, option in ranks]
            self.team.take(contract, choices.laid(np.array(tour, dtype=np.int64), breaks))

    def _add_nearly(self, contract: int, count: Floats, heads: int) -> None:
        """Agents more, one after the other in the tour that holds most of the shifts that are left of ``count``."""
        left, responses, choices = count.copy(), self._responses[contract], self.team.choices[contract]
        for _agent in range(heads):
            best = responses.best_for(np.where(left > 0, left, UNWANTED))
            if best is None:
                return
            shifts = responses.shifts(best)
            left[shifts] -= 1
            self.team.take(contract, choices.tour(shifts, (self._need - self.team.duty).astype(float)))

    def resize(self, heads: int) -> bool:
        """Let there be ``heads`` agents; whether the contracts allow that."""
        while len(self.team.tours) > heads:
            to_spare = self._to_spare()
            if not to_spare:
                return False
            self.team.drop(to_spare[int(self._random.integers(len(to_spare)))])
        while len(self.team.tours) < heads:
            if not self._take(self._open(heads)):
                return False
        return True

    def settled(self, moves: int, over: Callable[[], bool], *, keep: bool = False) -> bool:
        """Whether nothing is short after so many exchanges at most, or those made until it is ``over``.

        ``keep``: each contract keeps its number of agents.
        """
        for _move in range(moves):
            if not self.short or over():
                break
            self.exchange(keep=keep)
        return not self.short

    def twin(self) -> Exchange:
        """The same team, with other random numbers for what it will do; it is to be changed in another process only."""
        twin = copy(self)
        twin._random = self._random.spawn(1)[0]
        return twin

    def become(self, tours: Sequence[tuple[int, Tour]]) -> None:
        """Let there be these agents instead: contract and tour of each."""
        self.clear()
        for contract, tour in tours:
            self.team.take(contract, tour)

    def clear(self) -> None:
        """Let everybody go and forget what the slots count."""
        while self.team.tours:
            self.team.drop(-1)
        self._weight, self._in_vain = np.ones(len(self._need)), 0

    def exchange(self, *, keep: bool = False) -> None:
        """Let one agent have another tour, to ``keep`` one of the same contract.

        Where that has led nowhere for a while, what stays short counts for more.
        """
        heads, before = len(self.team.tours), self.lacking
        place = int(self._random.integers(heads))
        contract, _tour = self.team.tours[place]
        self.team.drop(place)
        self._take([contract] if keep else self._open(heads))
        self._in_vain = 0 if self.lacking < before - NEGLIGIBLE else self._in_vain + 1
        if self._in_vain >= self._params.patience * heads:
            forgotten = self._params.forgotten / heads
            self._weight = (1 - forgotten) * (self._weight + self._params.raised * (self._missing > 0)) + forgotten
            self._in_vain = 0

    def _take(self, contracts: list[int]) -> bool:
        """One agent more, of one of ``contracts``, in the tour that covers most; whether any has one."""
        weight = self._worth(self._random.random(len(self._need)))
        found = [(contract, self._responses[contract].best(weight)) for contract in contracts]
        known = [(contract, best) for contract, best in found if best is not None]
        if not known:
            return False
        contract, best = max(known, key=lambda each: each[1].most)
        shifts = self._responses[contract].shifts(best)
        self.team.take(contract, self.team.choices[contract].tour(shifts, weight))
        return True

    def _worth(self, chance: Floats) -> Floats:
        """What one agent more is worth in each slot, some of it by ``chance``, all of shape (n_slots,)."""
        params = self._params
        return np.where(self._missing > 0, self._weight * (1 + params.noise * chance), -params.idle * chance)

    def _to_spare(self) -> list[int]:
        """Places of the agents whose contract may have one fewer."""
        least = [choices.work.contract.headcount[0] for choices in self.team.choices]
        over = [self.team.count(contract) > fewest for contract, fewest in enumerate(least)]
        return [place for place, (contract, _tour) in enumerate(self.team.tours) if over[contract]]

    def _open(self, heads: int) -> list[int]:
        """Contracts of which the next agent may be, where there are to be ``heads`` in the end."""
        limits = [choices.work.contract.headcount for choices in self.team.choices]
        counts = [self.team.count(contract) for contract in range(len(limits))]
        lacking = [max(least - count, 0) for (least, _most), count in zip(limits, counts, strict=True)]
        if sum(lacking) >= heads - sum(counts):
            return [contract for contract, missing in enumerate(lacking) if missing]
        return [contract for contract, (_least, most) in enumerate(limits) if most is None or counts[contract] < most]
