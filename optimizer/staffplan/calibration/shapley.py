"""A difference shared fairly among what changed (Shapley 1953): the mean of what each changes over all orders."""

from __future__ import annotations

from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Name = TypeVar("Name")


def shapley(factors: Sequence[Name], value: Callable[[frozenset[Name]], float]) -> dict[Name, float]:
    """What each factor adds; in all, ``value`` of all factors less ``value`` of none.

    ``value`` is asked once for each set of factors.
    """
    count = len(factors)
    sets = [frozenset(chosen) for size in range(count + 1) for chosen in combinations(factors, size)]
    known = {chosen: value(chosen) for chosen in sets}
    return {
        each: sum(
            factorial(len(chosen))
            * factorial(count - len(chosen) - 1)
            / factorial(count)
            * (known[chosen | {each}] - known[chosen])
            for chosen in sets
            if each not in chosen
        )
        for each in factors
    }
