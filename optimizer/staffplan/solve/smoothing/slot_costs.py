"""What the agents on duty of each slot cost in unevenness, and what one more or fewer would change.

Kept is a number for each slot, to which agents are added and from which they are taken; requirements and messages that
are met stay met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.smoothing.penalty import DAY, days_of, penalties

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.schema.service.staffing import DeferrableWork, DutyLimit, ServiceRequirement, Staffing

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


class SlotCosts:
    """The agents above the least of each slot, and what they cost: ``unevenness`` before its mean and root."""

    def __init__(self, staffing: Staffing, duty: Ints, ruled: Sequence[Ints] = ()) -> None:
        """Begin with ``duty`` agents on duty, shape (n_slots,), and those whom each of the need's limits counts."""
        parts, n_slots = penalties(staffing), staffing.grid.n_slots
        self._grid, self._least = staffing.grid, staffing.least
        self._above = duty - staffing.least
        self._weight = np.zeros(n_slots)
        self._weight[list(parts)] = [part.weight for part in parts.values()]
        self._per_agent = np.divide(1.0, self._weight, out=np.zeros(n_slots), where=self._weight > 0)
        gains = [parts[slot].gain if slot in parts else None for slot in range(n_slots)]
        known = any(gain is not None for gain in gains)
        self._curves = _Curves([_NONE if gain is None else gain for gain in gains]) if known else None
        """Inquiries answered in time; None where every slot has its own need."""
        surplus = np.maximum(self._above, 0) ** 2 * self._per_agent
        self._short = (1 + DAY) * (1 + float(self._weight.sum())) + (0.0 if known else float(surplus.sum()))
        """What each agent costs who is missing of the least: more than what is gained by anything."""
        self._cost, self._answered = self._at(np.arange(n_slots), self._above)
        _days, self._day = np.unique(days_of(staffing, np.arange(n_slots)), return_inverse=True)
        volume = np.bincount(self._day, weights=self._weight if known else np.zeros(n_slots))
        self._price = np.divide(DAY, volume, out=np.zeros(len(volume)), where=volume > 0)
        self._missed = volume - np.bincount(self._day, weights=self._answered)
        self._sums = [_Sums(requirement, self._above) for requirement in staffing.requirements]
        work = staffing.deferrable
        self._limits = [Limited(limit, counted) for limit, counted in zip(staffing.limits, ruled, strict=True)]
        self._messages = None if work is None else _Messages(work, duty, cyclic=staffing.grid.cyclic)

    @property
    def total(self) -> float:
        """What all slots and days cost."""
        return float(self._cost.sum() + self._price @ self._missed**2)

    @property
    def missed(self) -> float:
        """Inquiries that are not answered in time."""
        return float(self._missed.sum())

    def rise(self, slots: Ints, agents: int, answering: float = 0.0) -> Floats:
        """What ``agents`` more (fewer, where negative) in each of ``slots`` would cost, shape of ``slots``.

        The sum over some slots of a day is exact where they answer ``answering`` more inquiries in time together.
        """
        cost, answered = self._at(slots, self._above.take(slots) + agents)
        rise = cost - self._cost.take(slots)
        if self._curves is not None:
            price = self._price * (2 * self._missed - answering)
            rise -= price.take(self._day.take(slots)) * (answered - self._answered.take(slots))
        return rise

    def add(self, slots: Ints, agents: int, contract: str = "") -> float:
        """Put ``agents`` more (fewer, where negative) into each of ``slots``; returns what that costs, exactly.

        They are of this ``contract``, for the limits that count some contracts alone.
        """
        for limited in self._limits:
            limited.add(contract, slots, agents)
        above = self._above[slots] + agents
        cost, answered = self._at(slots, above)
        rise = float((cost - self._cost[slots]).sum())
        if self._curves is not None:
            more = np.bincount(self._day[slots], weights=answered - self._answered[slots], minlength=len(self._missed))
            missed = self._missed - more
            rise += float(self._price @ (missed**2 - self._missed**2))
            self._missed = missed
        self._above[slots], self._cost[slots], self._answered[slots] = above, cost, answered
        for sums in self._sums:
            sums.put(slots, above)
        return rise

    def to_spare(self, slots: Ints) -> bool:
        """Whether all ``slots`` have an agent more than the least."""
        return bool((self._above[slots] > 0).all())

    def allowed(self) -> bool:
        """Whether requirements, limits and messages that were met at the beginning are met."""
        if not (all(sums.met() for sums in self._sums) and all(limited.met() for limited in self._limits)):
            return False
        return self._messages is None or self._messages.met(self._above + self._least)

    def _at(self, slots: Ints, above: Ints) -> tuple[Floats, Floats]:
        """What ``above`` agents above the least cost in ``slots``, and the inquiries that they answer in time."""
        over = np.maximum(above, 0)
        short = self._short * (over - above)
        if self._curves is None:
            return over * over * self._per_agent.take(slots) + short, np.zeros(len(slots))
        answered = self._curves.at(slots, over)
        missed = self._weight.take(slots) - answered
        return missed * missed * self._per_agent.take(slots) + short, answered


_NONE = np.zeros(1)


class _Curves:
    """An array for each slot; where it ends, it stays at its last value."""

    def __init__(self, parts: Sequence[Floats]) -> None:
        first: dict[int, int] = {}
        kept: list[Floats] = []
        length = 0
        for part in parts:  # slots that are alike share one array
            if id(part) not in first:
                first[id(part)] = length
                kept.append(part)
                length += len(part)
        self._values = np.concatenate(kept)
        self._first = np.array([first[id(part)] for part in parts], dtype=np.int64)
        self._last = np.array([len(part) - 1 for part in parts], dtype=np.int64)

    def at(self, slots: Ints, agents: Ints) -> Floats:
        """The value of each of ``slots`` with so many agents."""
        values: Floats = self._values.take(self._first.take(slots) + np.minimum(agents, self._last.take(slots)))
        return values


class _Sums:
    """The sums of one requirement's groups."""

    def __init__(self, requirement: ServiceRequirement, above: Ints) -> None:
        self._curves = _Curves(requirement.gain)
        self._group = np.full(len(above), len(requirement.groups))
        for number, group in enumerate(requirement.groups):
            self._group[group.slots] = number
        wanted = np.array([group.at_least for group in requirement.groups] + [-np.inf])
        self._gain = self._curves.at(np.arange(len(above)), np.maximum(above, 0))
        self._sum = np.bincount(self._group, weights=self._gain, minlength=len(wanted))
        self._least = np.minimum(wanted, self._sum) - 1e-9 * np.maximum(1.0, np.abs(self._sum))

    def put(self, slots: Ints, above: Ints) -> None:
        """Let there be ``above`` agents above the least in ``slots``."""
        gain = self._curves.at(slots, np.maximum(above, 0))
        self._sum += np.bincount(self._group[slots], weights=gain - self._gain[slots], minlength=len(self._sum))
        self._gain[slots] = gain

    def met(self) -> bool:
        return bool((self._sum >= self._least).all())


class Limited:
    """A rule of who is on duty, and how many of them are."""

    def __init__(self, limit: DutyLimit, duty: Ints) -> None:
        """Begin with ``duty`` agents on duty whom the ``limit`` counts, shape (n_slots,)."""
        self._limit, self._duty = limit, duty
        self._least, self._most = np.minimum(limit.least, duty), np.maximum(limit.most, duty)

    def add(self, contract: str, slots: Ints, agents: int) -> None:
        """Put ``agents`` more of a contract into each of ``slots``."""
        if self._limit.counts(contract):
            self._duty[slots] += agents

    def met(self) -> bool:
        """Whether what was kept at the beginning is kept."""
        return bool(((self._least <= self._duty) & (self._duty <= self._most)).all())


class _Messages:
    """Messages that must be replied to in time: the work done by the end of each slot in which one may be open."""

    def __init__(self, work: DeferrableWork, duty: Ints, *, cyclic: bool) -> None:
        self._work, self._slots, self._cyclic = work, np.flatnonzero(work.counts), cyclic
        self._released = np.maximum(work.released, work.due)[self._slots]
        self._least = np.minimum(work.due[self._slots], self._done(duty)) - 1e-9 * max(work.total, 1.0)

    def _done(self, duty: Ints) -> Floats:
        """What ``duty`` agents, shape (n_slots,), have done as soon as they can."""
        work = self._work
        able = np.maximum(work.each * duty[self._slots] - work.live[self._slots], 0.0).cumsum()
        room = np.minimum.accumulate(self._released - able)
        done: Floats = able + np.minimum(room, 0.0)
        if self._cyclic and len(done):  # what is open at the end is open at the beginning
            done = able + np.minimum(room, min(float(done[-1]) - work.total, 0.0))
        return done

    def met(self, duty: Ints) -> bool:
        return bool((self._done(duty) >= self._least).all())
