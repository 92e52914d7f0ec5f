"""What people would like and what is to be shared among them, as terms over legal shifts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class WishTerm:
    """What a wish asks for on one date, or of the period; somebody who has a work of their own wishes it."""

    wish: int
    """Its place in the team's wishes."""
    weight: float
    """What it costs where it is not granted."""
    kind: Literal["none", "one", "few", "together", "apart"]
    """none, one: none, or one, of ``shifts`` is worked; few: at most ``most`` of them; together, apart: both one of
    ``shifts`` and the colleague one of ``others``, or not both."""
    work: int
    """Which of the works is the person's."""
    shifts: NDArray[np.intp]
    """Shifts of that work."""
    most: int = 0
    colleague: int = -1
    """Which of the works is the colleague's."""
    others: NDArray[np.intp] | None = None
    """Shifts of the colleague."""


@dataclass(frozen=True, eq=False)
class ShareTerm:
    """Something that is to be shared among people who each have a work of their own."""

    what: str
    """nights, weekends, holidays or hours."""
    group: str
    """Who shares it: a contract's name, or ``all``."""
    spread: float
    """What the one with most may have more than the one with least, at most."""
    works: tuple[int, ...]
    """Which of the works are theirs."""
    parts: tuple[tuple[NDArray[np.intp], ...], ...]
    """For each of them, sets of shifts: each set of which one is worked counts once."""
    amount: tuple[NDArray[np.float64] | None, ...]
    """For each of them, what every shift of the first set counts instead; None: each set counts 1."""
    before: tuple[float, ...]
    """For each of them, what they had in earlier periods."""


@dataclass(frozen=True, eq=False)
class Preferences:
    """All of them."""

    shares: tuple[ShareTerm, ...] = ()
    wishes: tuple[WishTerm, ...] = ()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.shares or self.wishes)


@dataclass(frozen=True)
class PreferencesMet:
    """What the search came to."""

    wishes_bound: float | None = None
    """Proved: no plan as good in all that comes before leaves less weight of wishes; None: nothing is known."""
    beyond: float = 0.0
    """What people have over or under a fair share, added up."""
    beyond_bound: float | None = None
    """Proved: no plan as good in all that comes before has less of it."""
