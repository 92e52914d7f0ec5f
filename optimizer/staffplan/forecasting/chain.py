"""The chain from past days to expected ones: events taken out, outliers scaled back, plain days, events put in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.forecasting.columns import as_events, matrix
from staffplan.forecasting.methods.ensemble import METHODS
from staffplan.forecasting.methods.mixed import means_by_weekday
from staffplan.forecasting.methods.ridge import LEAST, ridge
from staffplan.forecasting.outliers import cleaned

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from staffplan.forecasting.columns import Column
    from staffplan.forecasting.days import Bools, Dates, Days, Floats
    from staffplan.schema.forecasting.outlook import Method

LEAST_PLAIN = 7
"""Where there are fewer plain days, special ones stand in, their effect taken out."""


LOCAL_HALF_LIFE = 7.0
"""Days before and after within which a plain day counts half for the level around a day."""
MOST_LOCAL = 1.0
"""A single day far off does not move the level around it by more."""


@dataclass(frozen=True, eq=False)
class Learnt:
    """What the past says."""

    plain: Days
    """Days without events and outliers."""
    effects: Floats
    """Logarithm of each column's factor, shape (columns,)."""
    ratios: Floats
    """Each past day over what its weekday explains; 1 where it was kept, shape (past days,)."""
    special: Bools
    """Past days of events, shape (past days,)."""
    columns: Sequence[Column]

    def expected(self, future: Dates, methods: Iterable[Method]) -> dict[Method, Floats]:
        """Expected volumes by each method, shape (days, slots)."""
        factor = self.factors(future)[:, None]
        return {name: METHODS[name](self.plain, future) * factor for name in methods}

    def factors(self, dates: Dates) -> Floats:
        """How much more than on a plain day comes on each, shape (days,)."""
        return np.asarray(np.exp(matrix(self.columns, dates) @ self.effects))


def local_level(past: Days, special: Bools) -> Floats:
    """How far the plain days around each day lie from their weekdays' means, as a logarithm, shape (days,).

    An event of last autumn is compared with the plain days of last autumn, whatever the level is now.
    """
    logs = np.log(np.maximum(past.totals, LEAST))
    plain = ~special if (~special).sum() >= LEAST_PLAIN else np.ones(len(past), dtype=bool)
    means = means_by_weekday(logs, past.dates.weekdays, np.where(plain, 1.0, 1e-9))
    residual = np.clip(logs - means[past.dates.weekdays], -MOST_LOCAL, MOST_LOCAL)
    apart = np.abs(past.dates.ordinals[:, None] - past.dates.ordinals[plain])
    weight = 0.5 ** (apart / LOCAL_HALF_LIFE)
    return np.asarray(weight @ residual[plain] / weight.sum(axis=1))


def learn(past: Days, columns: Sequence[Column]) -> Learnt:
    """Learn from ``past``."""
    events = as_events(columns, past.dates)
    special = np.any(events.past > 0, axis=1)
    effects = ridge(past.scaled(np.exp(-local_level(past, special))), events).effects if columns else np.zeros(0)
    factor = np.exp(events.past @ effects)
    plain, ratios = cleaned(past.scaled(1 / factor), special)
    if (~special).sum() >= LEAST_PLAIN:
        plain = plain.where(~special)
    return Learnt(plain, effects, ratios, special, columns)
