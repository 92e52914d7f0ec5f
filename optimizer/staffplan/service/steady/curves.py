"""Curves: what each kind of slot gives with n = first, first + 1, … agents on duty, up to where more add nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.service.steady.absence import available_share, expected_run, is_certain, on_duty_for, run_of_states
from staffplan.service.steady.measures import Measures
from staffplan.service.steady.search import fewest
from staffplan.service.steady.slot_kinds import Kinds, kinds_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from staffplan.schema.demand import Demand
    from staffplan.schema.scenario.keys import Scenario

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

Met = Callable[[Measures], "NDArray[np.bool_]"]
"""Whether a demand on the service is met: never met with more agents and then not met."""
SATURATED = 1e-9
"""More agents add less than this share of what is still to be had."""
_HIDDEN = 1e-10
_CELLS = 1 << 18
"""Points computed at once, to bound memory."""


@dataclass(frozen=True, eq=False)
class Curve:
    """The measures of one kind of slot."""

    first: int
    """Agents on duty at index 0."""
    measures: Measures
    """Arrays of shape (k,): index i is ``first + i`` agents on duty."""

    def least(self, met: Met) -> int:
        """Fewest agents on duty with which ``met``; the curve's end where none on it are enough."""
        enough = met(self.measures)
        return self.first + (int(np.argmax(enough)) if enough.any() else enough.size - 1)


def stable_agents(kinds: Kinds) -> Ints:
    """Fewest on duty whose mean capacity exceeds the load; 0 where customers leave, since then any number is legal."""
    return _stable(kinds, available_share(kinds.scenario.shrinkage))


def _stable(kinds: Kinds, share: float) -> Ints:
    if kinds.scenario.handling.patience is not None:
        return np.zeros(kinds.volume.size, dtype=np.int64)
    each = kinds.scenario.handling.throughput[-1] * share
    return np.floor(kinds.load / each * (1 + 1e-12)).astype(np.int64) + 1


def _fewest_available(kinds: Kinds, kind: NDArray[np.intp], met: Met) -> Ints:
    """Fewest agents available for certain with which each of ``kind`` is ``met``."""
    guess = np.ceil(kinds.load[kind] / kinds.scenario.handling.throughput[-1]).astype(np.int64) + 1
    return fewest(lambda chosen, agents: met(kinds.at_available(kind[chosen], agents)), guess)


def curves(kinds: Kinds, kind: NDArray[np.intp], floor: Met, saturated: Met) -> list[Curve]:
    """The curve of each of ``kind`` from at most the fewest agents that meet ``floor`` to where it is ``saturated``."""
    first = np.maximum(_fewest_available(kinds, kind, floor), _stable(kinds, 1.0)[kind])
    last = _fewest_available(kinds, kind, saturated)
    if not is_certain(kinds.scenario.shrinkage):
        first, last = on_duty_for(first, kinds.scenario.shrinkage)[0], on_duty_for(last, kinds.scenario.shrinkage)[1]
    return list(ranges(kinds, kind, first, last))


def service_curves(demand: Demand, scenario: Scenario, most: ArrayLike) -> tuple[Floats | None, ...]:
    """Each slot's service level with 0, 1, … agents on duty, at least up to ``most`` (shape (n_slots,)).

    Slots that are alike share one array, up to the most of any of them; None where nobody asks. Under 1e-10 it is 0,
    and within 1e-10 of 1 it is 1.
    """
    kinds = kinds_of(demand, scenario)
    last = np.zeros(kinds.volume.size, dtype=np.int64)
    asked = kinds.of_slot >= 0
    np.maximum.at(last, kinds.of_slot[asked], np.asarray(most, dtype=np.int64)[asked])
    drawn = curves(
        kinds, np.arange(last.size), lambda m: m.in_time > _HIDDEN, lambda m: np.greater_equal(m.in_time, 1 - _HIDDEN)
    )
    whole = [_from_zero(curve, int(end)) for curve, end in zip(drawn, last, strict=True)]
    return tuple(whole[kind] if kind >= 0 else None for kind in kinds.of_slot)


def _from_zero(curve: Curve, last: int) -> Floats:
    """The service level with 0 to ``last`` on duty, of which ``curve`` has those that are neither 0 nor 1."""
    result = np.ones(max(last + 1, curve.first))
    result[: curve.first] = 0.0
    known = curve.measures.in_time[: last + 1 - curve.first]
    result[curve.first : curve.first + known.size] = known
    return result[: last + 1]


def ranges(kinds: Kinds, kind: NDArray[np.intp], first: Ints, last: Ints) -> Iterator[Curve]:
    """The curves of ``kind`` with ``first`` to ``last`` (both included) on duty; arrays of one shape (k,)."""
    sizes = np.cumsum(last - first + 1)
    begin = 0
    while begin < kind.size:
        done = sizes[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(sizes, done + _CELLS, side="right")))
        yield from _together(kinds, kind[begin:end], first[begin:end], last[begin:end])
        begin = end


def _together(kinds: Kinds, kind: NDArray[np.intp], first: Ints, last: Ints) -> Iterator[Curve]:
    """Curves whose points are computed at once."""
    shrinkage = kinds.scenario.shrinkage
    certain = is_certain(shrinkage)
    lowest, highest = (first, last) if certain else run_of_states(first, last, shrinkage)
    counts = highest - lowest + 1
    begins = np.cumsum(counts) - counts
    agents = np.arange(counts.sum()) - np.repeat(begins - lowest, counts)
    measures = kinds.at_available(np.repeat(kind, counts), agents)
    for a, b, low, begin, count in np.stack([first, last, lowest, begins, counts], axis=1).tolist():
        part = measures.part(begin, begin + count)
        if not certain:
            part = Measures.of_rows(expected_run(part.rows(), low, a, b, shrinkage))
        yield Curve(a, part)


def concave_from(curve: ArrayLike) -> int:
    """First index from which ``curve`` (shape (k,)) is concave: no later step is larger than the one before it.

    Steps that differ by less than 1e-10 of the curve's largest value count as equal.
    """
    values = np.asarray(curve, dtype=np.float64)
    bends = np.diff(values, 2)
    upward = np.flatnonzero(bends > 1e-10 * np.abs(values).max(initial=0.0))
    return int(upward[-1]) + 1 if upward.size else 0
