"""Constraint family "rest": a time-space network of rested agents.

Node (day, start) holds the agents who are rested and have not yet begun a shift on that day by that start. Arcs: wait
for the next start of the day (behind the last one: a day off, on to the next day), or work a shift and come to the
first node of a later day that lies at least the minimum rest behind its end. The size of the network does not depend
on the number of agents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.model.columns import ContractColumns


@dataclass(frozen=True, eq=False)
class RestNetwork:
    """The nodes, and from which node to which one each shift leads."""

    first: NDArray[np.int64]
    """First node of each day, and behind the last day the number of nodes; shape (days + 1,)."""
    origin: NDArray[np.int64]
    """Node at which each shift starts, shape (shifts,)."""
    ready: NDArray[np.int64]
    """Node at which an agent is rested behind the shift; the number of nodes where that lies behind the horizon."""
    wraps: NDArray[np.bool_]
    """Cyclic periods: whether the way from origin to ready passes the end of the period."""

    @property
    def n_nodes(self) -> int:
        """Number of nodes."""
        return int(self.first[-1])


def rest_network(work: ContractWork) -> RestNetwork:
    """The network of ``work``; a day without legal shifts has one node, for passing by."""
    n_days = len(work.days)
    starts = [np.unique(work.start[work.day == day]) for day in range(n_days)]
    first = np.concatenate([[0], np.cumsum([max(1, len(s)) for s in starts])]).astype(np.int64)
    origin = np.array(
        [first[d] + np.searchsorted(starts[d], s) for d, s in zip(work.day, work.start, strict=True)], dtype=np.int64
    )
    ready = np.full(work.n_shifts, first[-1], dtype=np.int64)
    wraps = np.zeros(work.n_shifts, dtype=bool)
    laps = 2 if work.cycle else 1
    open_ = np.ones(work.n_shifts, dtype=bool)
    for day in range(1, laps * n_days):
        lap, local = divmod(day, n_days)
        times = starts[local] + lap * (work.cycle or 0)
        place = np.searchsorted(times, work.rested)
        arrives = open_ & (work.day < day) & (place < len(times))
        ready[arrives] = first[local] + place[arrives]
        wraps[arrives] = lap > 0
        open_ &= ~arrives
    return RestNetwork(first, origin, ready, wraps)


def add_rest(model: LinearModel, contract: ContractColumns) -> None:
    """Flow balance at every node; the flow is the headcount."""
    network, name = rest_network(contract.work), contract.work.contract.name
    if _never_binds(network, contract.work):
        return
    n = network.n_nodes
    nodes = model.add_rows(f"rested[{name}]", n, 0, 0)
    wait = model.add_columns(f"wait[{name}]", n)
    model.add_terms(nodes, wait, -1)
    model.add_terms(nodes[1:], wait[:-1], 1)
    model.add_terms(nodes[network.origin], contract.shifts, -1)
    inside = network.ready < n
    model.add_terms(nodes[network.ready[inside]], contract.shifts[inside], 1)
    if contract.work.cycle is None:
        model.add_terms(nodes[0], contract.headcount, 1)
        return
    model.add_terms(nodes[0], wait[-1], 1)
    turn = model.add_rows(f"turn[{name}]", 1, 0, 0)
    model.add_terms(turn, wait[-1], 1)
    model.add_terms(turn, contract.shifts[network.wraps], 1)
    model.add_terms(turn, contract.headcount, -1)


def _never_binds(network: RestNetwork, work: ContractWork) -> bool:
    """Whether everyone is rested for every shift of the next day."""
    following = network.first[(work.day + 1) % len(work.days)]
    last = work.day + 1 == len(work.days)
    skipped = np.where(last & (network.ready == network.n_nodes), following, network.ready)
    return bool(np.all(skipped == following))
