"""Absence in the time-varying queue: a few weighted paths of attendance that give each slot its distribution.

On path 0 the most agents are there in every slot, on the last one the fewest; whoever is missing is missing all day,
and attendance is drawn anew at local midnight. In every slot the paths stand at Gauss nodes of the law of the number
available (rounded to whole numbers) and weigh what makes the mean of any polynomial of their number's degree right.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from staffplan.service.steady.absence import available, is_certain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.scenario.keys import Shrinkage

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

PATHS = ((15, 6), (60, 5))
"""Paths side by side, at most: as many as said for teams up to the size said."""
PATHS_OF_LARGE_TEAMS = 3
"""The same for larger teams, whose share that is there varies less. A day's service level is right to 4e-4."""
RARE = 1e-9
"""A number available with a smaller probability is left out."""


def attendance_paths(on_duty: Ints, shrinkage: Shrinkage) -> tuple[Ints, Floats]:
    """Agents available on each path, and the weight of each path in each slot; both of shape (paths, n_slots)."""
    if is_certain(shrinkage):
        return on_duty[None, :], np.ones((1, on_duty.size))

    most = next((count for size, count in PATHS if on_duty.max() <= size), PATHS_OF_LARGE_TEAMS)

    @cache
    def nodes_of(number: int) -> tuple[Ints, Floats]:
        states = available(np.array([number]), shrinkage)
        agents, index = np.unique(states.agents, return_inverse=True)
        chance = np.bincount(index, weights=states.weight)
        likely = chance > RARE
        return _nodes(agents[likely], chance[likely] / chance[likely].sum(), most)

    found = [nodes_of(int(number)) for number in on_duty]
    paths = max(nodes.size for nodes, _ in found)
    agents, weight = np.zeros((paths, on_duty.size), dtype=np.int64), np.zeros((paths, on_duty.size))
    for slot, (nodes, share) in enumerate(found):
        agents[:, slot] = nodes[0]
        agents[: nodes.size, slot] = nodes[::-1]
        weight[: nodes.size, slot] = share[::-1]
    return agents, weight


def _nodes(values: Ints, chance: Floats, most: int) -> tuple[Ints, Floats]:
    """At most ``most`` of ``values`` and weights for them: all of them where they are so few."""
    if values.size <= most:
        return values, chance
    nodes = np.unique(np.clip(np.round(_gauss_nodes(values, chance, most)), values[0], values[-1])).astype(np.int64)
    weights = np.empty(nodes.size)
    for i, node in enumerate(nodes):
        others = np.delete(nodes, i)
        basis = np.prod((values[:, None] - others) / (node - others), axis=1)
        weights[i] = chance @ basis
    return nodes, weights


def _gauss_nodes(values: Ints, chance: Floats, count: int) -> Floats:
    """Nodes of the Gauss quadrature with ``count`` nodes for the law (Golub & Welsch 1969; Stieltjes' recurrence)."""
    mean = float(chance @ values)
    spread = float(np.sqrt(chance @ (values - mean) ** 2))
    x = (values - mean) / spread
    before, now = np.zeros_like(x), np.ones_like(x)
    diagonal, side = np.zeros(count), np.zeros(count)
    for k in range(count):
        diagonal[k] = chance @ (x * now**2)
        after = (x - diagonal[k]) * now - side[k - 1] * before
        side[k] = np.sqrt(chance @ after**2)
        before, now = now, after / side[k]
    jacobi = np.diag(diagonal) + np.diag(side[:-1], 1) + np.diag(side[:-1], -1)
    return np.asarray(mean + spread * np.linalg.eigvalsh(jacobi), dtype=np.float64)
