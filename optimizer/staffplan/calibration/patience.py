"""Patience of those who wait, from a log in which most were answered before it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.calibration.handling import Z
from staffplan.schema.forecasting.measured import Measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.forecasting.contacts import ContactLog

LEAST_LEFT = 10
"""Of fewer who leave nothing is measured."""


def patience(log: ContactLog, which: NDArray[np.bool_]) -> Measure | None:
    """Mean patience in seconds, exponential: all time waited ÷ number who left (maximum likelihood, censored).

    Who is answered would have waited longer, which the mean wait of those who left leaves out: it is far too short
    (Mandelbaum & Zeltyn 2004). None where hardly anybody left.
    """
    until = np.where(log.was_answered, log.answered, log.ended)
    known = which & (until == until)
    waited = np.maximum(until - log.arrived, 0.0)[known]
    left = int((known & ~log.was_answered).sum())
    if left < LEAST_LEFT or waited.sum() <= 0:
        return None
    mean = float(waited.sum()) / left
    spread = float(np.exp(Z / np.sqrt(left)))
    return Measure(mean, mean / spread, mean * spread, left)
