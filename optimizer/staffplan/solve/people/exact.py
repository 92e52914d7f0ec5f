"""Branch and price for small teams: until no better plan is possible, or the time is over.

A node forbids or demands what one agent does on one day, so that the path of that agent holds it and nothing else
changes. Where all tours are whole but no plan so good is found for them (breaks), the node stays open for good.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from staffplan.solve.people.generation import Bound, generate
from staffplan.solve.people.neighbourhoods import settle
from staffplan.solve.people.responses import exact_pass
from staffplan.solve.people.roster import Roster, theta_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from staffplan.solve.people.clock import Clock
    from staffplan.solve.people.master import Master, Point

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

WHOLE = 1e-6


class Decision(NamedTuple):
    """Whether a unit does this on a day: a shift of the catalogue, −1 off."""

    unit: int
    day: int
    shift: int
    does: bool


@dataclass(order=True)
class _Node:
    bound: float
    depth: int
    number: int
    decisions: tuple[Decision, ...] = field(compare=False)


@dataclass
class Tree:
    """The search tree over single agents; ``best`` is the best plan."""

    master: Master
    best: Roster
    step: float
    """Two plans that differ do so by this much, at least."""
    better: Callable[[Roster], object]
    """Hears of every better plan."""
    stuck: float = np.inf
    """The least bound of nodes that cannot be divided."""

    def search(self, clock: Clock) -> float:
        """Divide nodes, the least bound first; returns the proved bound of the whole."""
        level = self.master.level
        open_nodes = [_Node(-np.inf, 0, 0, ())]
        number = 0
        while open_nodes:
            value = self.best.value(level)
            node = heapq.heappop(open_nodes)
            if node.bound > value - self.step + WHOLE:
                break
            if clock.over():
                heapq.heappush(open_nodes, node)
                break
            bound, decision = self._solved(node, clock)
            if decision is None:
                continue
            for does in (True, False):
                number += 1
                child = (*node.decisions, decision._replace(does=does))
                heapq.heappush(open_nodes, _Node(max(bound, node.bound), -len(child), number, child))
        least = min([self.stuck, *(node.bound for node in open_nodes)])
        return float(min(least, self.best.value(level)))

    def _solved(self, node: _Node, clock: Clock) -> tuple[float, Decision | None]:
        """The bound of a node and what to divide it by; nothing where it holds no better plan."""
        bans, dead = self._bans(node)
        self.master.hold(dead, 0.0)
        try:
            most = self.best.value(self.master.level) - self.step + WHOLE
            found = Bound()
            point = generate(
                self.master, clock.over, clock.left, best=found, bans=bans, each=lambda _point: found.value > most
            )
            if point is None:
                if clock.over():
                    self.stuck = min(self.stuck, node.bound)
                return np.inf, None
            if found.value > most or point.value > 1e8:
                return np.inf, None
            if clock.over() and not np.isfinite(found.value):
                found.value = node.bound
            decision = self._divided(point, dead)
            if decision is None:
                self._tried(point, dead)
                if found.value <= self.best.value(self.master.level) - self.step + WHOLE:
                    self.stuck = min(self.stuck, found.value)
            return found.value, decision
        finally:
            self.master.hold(dead, np.inf)

    def _bans(self, node: _Node) -> tuple[dict[int, tuple[Floats, Floats]], Ints]:
        """What the kernel must not use, and the tours at hand that break a decision."""
        master = self.master
        bans: dict[int, tuple[Floats, Floats]] = {}
        dead = np.zeros(len(master.tours), dtype=bool)
        shifts = np.array([tour.shifts for tour in master.tours])
        units = np.array(master.unit_of)
        for unit, day, shift, does in node.decisions:
            row = master.units[unit].row
            bans.setdefault(unit, row.no_bans())
            change = row.ban if does else row.forbid
            change(bans[unit][0], bans[unit][1], day, shift)
            dead |= (units == unit) & ((shifts[:, day] == shift) != does)
        return bans, np.flatnonzero(dead)

    def _divided(self, point: Point, dead: Ints) -> Decision | None:
        """The (unit, day, shift) whose part is nearest to a half; None where all are whole."""
        parts = point.parts.copy()
        parts[dead[dead < len(parts)]] = 0.0
        units = np.array(self.master.unit_of)
        best: tuple[float, Decision] | None = None
        for unit in np.unique(units[: len(parts)][(parts > WHOLE) & (parts < 1 - WHOLE)]).tolist():
            mine = np.flatnonzero((units[: len(parts)] == unit) & (parts > WHOLE))
            shifts = np.array([self.master.tours[each].shifts for each in mine])
            for day in range(shifts.shape[1]):
                for shift in np.unique(shifts[:, day]).tolist():
                    away = abs(float(parts[mine][shifts[:, day] == shift].sum()) - 0.5)
                    if away < 0.5 - 1e-5 and (best is None or away < best[0] - 1e-9):
                        best = away, Decision(unit, day, shift, True)
        return None if best is None else best[1]

    def _tried(self, point: Point, dead: Ints) -> None:
        """The plan of whole tours, its breaks as well as they can be placed."""
        roster = Roster(self.master.team)
        parts = point.parts.copy()
        parts[dead[dead < len(parts)]] = 0.0
        for number in np.flatnonzero(parts > 0.5).tolist():
            settle(roster, self.master.unit_of[number], self.master.tours[number])
        level = self.master.level
        before = roster.value(level)
        exact_pass(roster, np.arange(roster.n_agents), level, theta_of(level), lambda: False)
        if min(before, roster.value(level)) < self.best.value(level) - WHOLE:
            self.best = roster
            self.better(roster)
