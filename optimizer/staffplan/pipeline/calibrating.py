"""``calibrate``: what a scenario should say, by a log of contacts; and how well that predicts days held back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.forecasting.measured import Measure, Measured, PredictedDay

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from staffplan.calibration import HalfHours
    from staffplan.pipeline.problem import Overrides, TableInput
    from staffplan.schema.forecasting.contacts import ContactLog

    Floats = NDArray[np.float64]

DAY_S, SLOT_S = 86_400.0, 1_800.0
LEAST_DAYS = 4
"""With fewer days none is held back."""
LEAST_CONTACTS = 20
"""A held-back day of fewer contacts says nothing."""
LEAST_FACTOR, MOST_FACTOR = 0.3, 1.0
STEPS = 40


def calibrate(
    log: TableInput,
    scenario_path: str | Path | None = None,
    overrides: Overrides | None = None,
    *,
    schedule: Path | None = None,
) -> Measured:
    """Measure on the log's first half of days, predict its second, by the scenario's time zone and threshold.

    ``schedule`` is the folder of a plan whose agents have the log's names: who of them answered nothing was absent.
    Raises InputError.
    """
    from staffplan import calibration
    from staffplan.read import read_contacts, read_plan, read_scenario

    scenario, _source = read_scenario(scenario_path, overrides or {}, shifts=False)
    found = read_contacts(log, scenario.timezone)
    days = int(found.arrived[-1] // DAY_S) + 1
    fitted = (days + 1) // 2 if days >= LEAST_DAYS else days
    which = ~found.by_bot & (found.arrived < fitted * DAY_S)
    within = scenario.target.within.total_seconds()
    alone, factors = calibration.concurrency_factors(found, which)
    aht = alone or calibration.handling_time(found, which)
    patience = calibration.patience(found, which)
    by_half_hour = calibration.half_hours(found, within)
    model = _Model(by_half_hour, aht, patience, within) if aht is not None and len(factors) == 1 else None
    staffing = model.staffing(fitted) if model is not None else None
    return Measured(
        log=found,
        within_s=within,
        fitted_days=fitted,
        aht_s=aht,
        aht_by_hour=calibration.handling_by_hour(found, which),
        patience_s=patience,
        left=int((which & ~found.was_answered).sum()),
        concurrency_factor=factors,
        staffing=staffing,
        deflection=calibration.deflection_of(found, found.arrived < fitted * DAY_S),
        absence=calibration.absence_of(found, _shifts(found, read_plan(schedule).shifts)) if schedule else None,
        held_back=()
        if model is None or staffing is None
        else tuple(model.held_back(found, staffing.value, fitted, days)),
    )


def _shifts(log: ContactLog, shifts: object) -> list[tuple[str, float, float]]:
    return [
        (each.agent_id, (each.start - log.begins).total_seconds(), (each.end - log.begins).total_seconds())
        for each in shifts  # type: ignore[attr-defined]
    ]


class _Model:
    """The service of each half hour by Erlang A, if a share of the agents seen works."""

    def __init__(self, slots: HalfHours, aht: Measure, patience: Measure | None, within_s: float) -> None:
        self.slots, self.aht, self.within = slots, aht.value, within_s
        self.leaving = 1 / patience.value if patience is not None else 0.0

    def predicted(self, factor: float, days: list[int]) -> Floats:
        """Contacts answered in time by half hour; a part of an agent is there for that part of the time."""
        from staffplan.service import erlang_queue

        came, seen = self.slots.came[days], self.slots.seen[days] * factor
        found = np.zeros(came.shape)
        busy = (came > 0) & (seen > 0)
        whole = np.floor(seen[busy])
        arrival, aht = came[busy] / SLOT_S, np.full(int(busy.sum()), self.aht)
        shares = [
            np.where(n > 0, erlang_queue(arrival, aht, np.maximum(n, 1), self.leaving).in_time(self.within), 0.0)
            for n in (whole, whole + 1)
        ]
        part = seen[busy] - whole
        found[busy] = came[busy] * ((1 - part) * shares[0] + part * shares[1])
        return found

    def staffing(self, fitted: int) -> Measure | None:
        """The share of the agents seen with which as many are answered in time as were; its interval by days.

        None where nobody was seen.
        """
        days = [
            day for day in range(fitted) if self.slots.came[day].sum() >= LEAST_CONTACTS and self.slots.seen[day].any()
        ]
        if not days:
            return None
        value = self._factor(days)
        halves = [self._factor(days[k :: min(len(days), 5)]) for k in range(min(len(days), 5))]
        error = float(np.std(halves, ddof=1) / np.sqrt(len(halves))) if len(halves) > 1 else 0.0
        return Measure(value, max(value - 2.78 * error, 0.0), value + 2.78 * error, len(days))

    def _factor(self, days: list[int]) -> float:
        """By bisection: more agents answer more in time."""
        actual = float(self.slots.in_time[days].sum())
        low, high = LEAST_FACTOR, MOST_FACTOR
        for _step in range(STEPS):
            middle = (low + high) / 2
            expected = float(self.predicted(middle, days).sum())
            low, high = (middle, high) if expected < actual else (low, middle)
        return (low + high) / 2

    def held_back(self, log: ContactLog, factor: float, first: int, days: int) -> list[PredictedDay]:
        """The days from ``first`` on that have contacts."""
        found = []
        for day in range(first, days):
            came = float(self.slots.came[day].sum())
            if came < LEAST_CONTACTS:
                continue
            predicted, plain = (float(self.predicted(each, [day]).sum()) / came for each in (factor, 1.0))
            when: date = (log.begins + timedelta(days=day)).date()
            found.append(PredictedDay(when, int(came), self.slots.service(day), predicted, plain))
        return found
