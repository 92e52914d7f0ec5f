"""``review``: a finished plan against what came."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import Fault, InputError
from staffplan.pipeline.plan.reopen import demand_of
from staffplan.pipeline.problem import demand_for
from staffplan.schema.forecasting.review import FACTORS, Review, ReviewedGroup
from staffplan.words.language import _

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from staffplan.pipeline.problem import TableInput
    from staffplan.read.actuals.file import Actuals
    from staffplan.schema.demand import Demand
    from staffplan.schema.forecasting.review import Factor
    from staffplan.schema.plan import Plan

    Floats = NDArray[np.float64]


def review(plan_folder: str | Path, actuals: TableInput) -> Review:
    """Share the difference between the planned service and what came among volume, handling, bot, absence, adherence.

    Each slot is a queue of its own, by the plan's scenario; shares are Shapley values. Raises InputError.
    """
    from staffplan.read import read_actuals, read_plan

    plan = read_plan(plan_folder)
    scenario = plan.summary.scenario
    found = read_actuals(actuals, scenario)
    came = demand_for(found.volume, scenario)
    return _Reviewed(plan, came, found).made()


class _Reviewed:
    """The plan and what came, slot by slot of those that both have."""

    def __init__(self, plan: Plan, came: Demand, actuals: Actuals) -> None:
        self.actuals = actuals
        bot, handling = actuals.volume.deflection is not None, actuals.volume.aht_s is not None
        self.plan, self.scenario, self.planned = plan, plan.summary.scenario, demand_of(plan)
        self.slot_hours = self.planned.grid.slot_minutes / 60
        place = {start.astimezone(UTC): k for k, start in enumerate(came.grid.starts)}
        self.at = np.array([place.get(start.astimezone(UTC), -1) for start in self.planned.grid.starts])
        self.both = (self.at >= 0) & self.planned.scored
        if not self.both.any():
            found = _("no interval of the plan, {first} to {last}")
            starts = self.planned.grid.starts
            found = found.format(first=f"{starts[0]:%Y-%m-%d}", last=f"{starts[-1]:%Y-%m-%d}")
            raise InputError([Fault(_("the actuals"), found, _("what came in the plan's period"))])
        self.inquiries = self._there(came.inquiries, self.planned.inquiries)
        human = self._there(came.human_inquiries, self.planned.human_inquiries)
        self.left = {
            False: _ratio(self.planned.human_inquiries, self.planned.inquiries),
            True: _ratio(human, self.inquiries)
            if bot
            else _ratio(self.planned.human_inquiries, self.planned.inquiries),
        }
        self.aht = {False: self.planned.aht_s, True: self._there(came.aht_s, self.planned.aht_s)}
        if not handling:
            self.aht[True] = self.planned.aht_s
        self.duty = np.array([slot.on_duty for slot in plan.coverage], dtype=float)
        self.present, self.on_duty = self._agents("present"), self._agents("on_duty")
        self.in_time = self._counted("in_time")
        if self.in_time is not None:
            self.in_time = self.in_time * min(1, self.planned.grid.slot_minutes / actuals.volume.interval_minutes)
        if self.present is None and self.on_duty is not None:
            self.present = self.on_duty  # who was not there, for whatever reason
        self.known: tuple[Factor, ...] = tuple(
            factor
            for factor, is_known in zip(
                FACTORS,
                (
                    True,
                    handling,
                    bot,
                    self.present is not None,
                    self.on_duty is not None and "present" in actuals.counts,
                ),
                strict=True,
            )
            if is_known
        )
        self._kept: dict[frozenset[Factor], tuple[Floats, Floats]] = {}

    def made(self) -> Review:
        """The period, its months and weeks."""
        starts = self.planned.grid.starts
        months = [f"{start:%Y-%m}" for start in starts]
        weeks = [str((start - timedelta(days=start.weekday())).date()) for start in starts]
        return Review(
            self.known,
            int((self.at >= 0).sum()),
            len(starts),
            self._group("period", self.both),
            tuple(self._groups(months)),
            tuple(self._groups(weeks)),
        )

    def _groups(self, labels: list[str]) -> list[ReviewedGroup]:
        of_slot = np.array(labels)
        masks = [(label, self.both & (of_slot == label)) for label in dict.fromkeys(labels)]
        return [self._group(label, mask) for label, mask in masks if mask.any()]

    def _group(self, label: str, which: NDArray[np.bool_]) -> ReviewedGroup:
        from staffplan.calibration import shapley

        def value(chosen: frozenset[Factor]) -> float:
            in_time, human = self._modelled(chosen)
            return float(in_time[which].sum() / max(human[which].sum(), 1e-9))

        everything = frozenset(self.known)
        human = self._modelled(everything)[1]
        measured = None
        if self.in_time is not None and not np.isnan(self.in_time[which]).any():
            measured = float(self.in_time[which].sum() / max(human[which].sum(), 1e-9))
        over = (self._there_now - self._needed)[which] * self.slot_hours
        return ReviewedGroup(
            label=label,
            planned_inquiries=float(self.planned.inquiries[which].sum()),
            actual_inquiries=float(self.inquiries[which].sum()),
            planned_human=float(self.planned.human_inquiries[which].sum()),
            actual_human=float(human[which].sum()),
            planned=value(frozenset()),
            modelled=value(everything),
            measured=measured,
            shares=shapley(self.known, value),
            over_hours=float(np.maximum(over, 0).sum()),
            under_hours=float(np.maximum(-over, 0).sum()),
        )

    @cached_property
    def _there_now(self) -> Floats:
        """Agents who were there, as far as the actuals say."""
        return next((each for each in (self.on_duty, self.present) if each is not None), self.duty)

    @cached_property
    def _needed(self) -> Floats:
        """Agents that each slot alone needed for what came."""
        from staffplan.service import staffing

        demand = self._demand(frozenset(self.known))
        return np.asarray(staffing(demand, self.scenario).required, dtype=float)

    def _demand(self, chosen: frozenset[Factor]) -> Demand:
        inquiries = self.inquiries if "volume" in chosen else self.planned.inquiries
        human = inquiries * self.left["bot" in chosen]
        return replace(self.planned, inquiries=inquiries, human_inquiries=human, aht_s=self.aht["handling" in chosen])

    def _modelled(self, chosen: frozenset[Factor]) -> tuple[Floats, Floats]:
        """Inquiries answered in time and inquiries for humans in each slot, where ``chosen`` is as it was."""
        from staffplan.service import steady_service

        if chosen not in self._kept:
            demand, (agents, shrinkage) = self._demand(chosen), self._team(chosen)
            scenario = self.scenario.model_copy(
                update={"shrinkage": self.scenario.shrinkage.model_copy(update=shrinkage)}
            )
            level = np.nan_to_num(steady_service(demand, scenario, np.rint(agents)).service_level)
            self._kept[chosen] = (level * demand.human_inquiries, demand.human_inquiries)
        return self._kept[chosen]

    def _team(self, chosen: frozenset[Factor]) -> tuple[Floats, dict[str, float]]:
        """Agents in each slot, and what of the scenario's shrinkage is known to be otherwise."""
        agents, shrinkage = self.duty, {}
        if "absence" in chosen and self.present is not None:
            agents, shrinkage = self.present, {"absence": 0.0}
            if "adherence" not in self.known and self.present is self.on_duty:
                shrinkage["planned"] = 0.0
        if "adherence" in chosen and self.on_duty is not None and self.present is not None:
            agents = agents * _ratio(self.on_duty, self.present)
            shrinkage["planned"] = 0.0
        return agents, shrinkage

    def _there(self, values: Floats, otherwise: Floats) -> Floats:
        return np.where(self.at >= 0, values[np.maximum(self.at, 0)], otherwise)

    def _agents(self, name: str) -> Floats | None:
        """A count of agents by slot; as planned where the table does not say; None without a column."""
        found = self._counted(name)
        return None if found is None else np.where(np.isnan(found), self.duty, found)

    def _counted(self, name: str) -> Floats | None:
        """A column of counts by slot, NaN where the table does not say; an interval of several slots holds for each."""
        by_start = self.actuals.counts.get(name)
        if by_start is None:
            return None
        minutes = self.actuals.volume.interval_minutes
        starts = [start - timedelta(minutes=start.minute % minutes) for start in self.planned.grid.starts]
        return np.array([by_start.get(start.astimezone(UTC), np.nan) for start in starts])


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.ones_like(part), where=whole > 0)
