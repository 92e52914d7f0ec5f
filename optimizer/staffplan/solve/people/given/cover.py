"""What a shift gives to the need: the slots that its agent is on duty in, or the one (day, name) that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from staffplan.solve.people.given.problem import NameNeed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.people.given.catalogue import Catalogue
    from staffplan.solve.people.given.problem import Need

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


class Cover(Protocol):
    """How shifts of a catalogue count in the need; *places* are slots or cells."""

    n_places: int

    def worth(self, prices: Floats) -> tuple[Floats, Ints]:
        """What each shift is worth at the prices of the places, its breaks where they cost least; and those breaks."""

    def add(self, agents: Ints, shift: int, breaks: Ints, sign: int) -> None:
        """Add the agent of a shift with these breaks to the agents of each place, or take one away."""


class SlotCover:
    """Shifts cover slots, without their breaks."""

    def __init__(self, catalogue: Catalogue, n_slots: int) -> None:
        """Find the spans of shifts and the places of breaks once."""
        self.n_places = n_slots
        patterns = catalogue.patterns
        length = np.array([each.length for each in patterns], dtype=np.int64)[catalogue.pattern]
        self.begin = np.clip(catalogue.start, 0, n_slots)
        self.end = np.clip(catalogue.start + length, 0, n_slots)
        self.ranks = max((len(each.breaks) for each in patterns), default=0)
        self.pauses = [
            (having, rank, catalogue.start[having][:, None] + np.array(option.offsets), option.length)
            for number, pattern in enumerate(patterns)
            for having in [np.flatnonzero(catalogue.pattern == number)]
            for rank, option in enumerate(pattern.breaks)
            if len(having)
        ]
        """Shifts, rank, starts of the break by shift and place, slots it lasts."""
        self._spans = [
            (np.clip(starts, 0, n_slots), np.clip(starts + length, 0, n_slots))
            for _h, _r, starts, length in self.pauses
        ]
        self._lasts = np.zeros((catalogue.n_shifts, self.ranks), dtype=np.int64)
        for having, rank, _starts, lasts in self.pauses:
            self._lasts[having, rank] = lasts

    def worth(self, prices: Floats) -> tuple[Floats, Ints]:
        """Shape (shifts,), and the starts of the breaks, shape (shifts, ranks)."""
        sums = np.concatenate([[0.0], np.cumsum(prices)])
        worth: Floats = sums[self.end] - sums[self.begin]
        breaks = np.zeros((len(worth), self.ranks), dtype=np.int64)
        for (having, rank, starts, _length), (begin, end) in zip(self.pauses, self._spans, strict=True):
            lost = sums[end] - sums[begin]
            place = lost.argmin(axis=1)
            row = np.arange(len(having))
            worth[having] -= lost[row, place]
            breaks[having, rank] = starts[row, place]
        return worth, breaks

    def add(self, agents: Ints, shift: int, breaks: Ints, sign: int) -> None:
        """Slots of the shift, less those of its breaks."""
        agents[self.begin[shift] : self.end[shift]] += sign
        for start, lasts in zip(breaks.tolist(), self._lasts[shift].tolist(), strict=True):
            if lasts:
                agents[max(start, 0) : max(start + lasts, 0)] -= sign


class NameCover:
    """A shift is one of the agents of its day and name; shifts that nobody asks for cover nothing."""

    def __init__(self, catalogue: Catalogue, need: NameNeed) -> None:
        """Find the cell of each shift."""
        cell = {key: number for number, key in enumerate(zip(need.day, need.name, strict=True))}
        self.n_places = len(need.need)
        keys = zip(catalogue.day.tolist(), catalogue.pattern.tolist(), strict=True)
        self.cell = np.array(
            [cell.get((catalogue.days[day], catalogue.patterns[pattern].name), -1) for day, pattern in keys],
            dtype=np.int64,
        )
        self._no_breaks = np.zeros((len(self.cell), 0), dtype=np.int64)

    def worth(self, prices: Floats) -> tuple[Floats, Ints]:
        """The price of the cell of each."""
        return np.append(prices, 0.0)[self.cell], self._no_breaks

    def add(self, agents: Ints, shift: int, breaks: Ints, sign: int) -> None:
        """One cell, if any."""
        del breaks
        if self.cell[shift] >= 0:
            agents[self.cell[shift]] += sign


def cover_of(catalogue: Catalogue, need: Need) -> SlotCover | NameCover:
    """How the shifts of ``catalogue`` count in ``need``."""
    if isinstance(need, NameNeed):
        return NameCover(catalogue, need)
    return SlotCover(catalogue, len(need.need))
