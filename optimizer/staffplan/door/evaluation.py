"""``staffplan.evaluate``: the service that given numbers of agents on duty give."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from staffplan.door.given import scenario_of
from staffplan.door.plan import Plan
from staffplan.words.language import _

if TYPE_CHECKING:
    import pandas as pd

    from staffplan.door.given import ScenarioLike, Table
    from staffplan.pipeline.evaluation import Evaluation as Found


@dataclass(frozen=True, eq=False, repr=False)
class Evaluation:
    """How well given agents answer, by two models: each slot as a queue of its own, and the period as one queue.

    Attributes:
        data: ``steady`` and ``time_varying`` with averages over the ``period``, ``by_day`` and ``by_group`` of the
            target; ``messages``; ``demand``; ``scenario``; ``reading``, how the forecast was understood; ``warnings``.
    """

    data: Found

    @property
    def service_level(self) -> float:
        """Share (0-1) answered in time over the period by the time-varying model; NaN where nobody asks."""
        return self.data.time_varying.period.service_level

    @cached_property
    def frame(self) -> pd.DataFrame:
        """A row a slot, shape (slots, 11).

        Columns: ``start`` (datetime with the scenario's zone), ``human_inquiries`` (expected), ``on_duty`` (agents),
        then ``service_level``, ``abandonment``, ``occupancy`` (shares 0-1) and ``average_wait_s`` (seconds) by the
        steady model, and the same by the time-varying one, ``time_varying_…``; NaN where nobody asks.
        """
        from staffplan.door.frames import evaluation_frame

        return evaluation_frame(self.data)

    def __repr__(self) -> str:
        """The service over the period, in one line."""
        return f"<Evaluation: {self._sentence()}>"

    def _sentence(self) -> str:
        from staffplan.report.wording.headline import target_text
        from staffplan.report.wording.text import NONE, percent

        share = self.service_level
        text = _("{share} in time (target: {target})")
        return text.format(
            share=NONE if share != share else percent(share), target=target_text(self.data.scenario.target)
        )

    def _repr_html_(self) -> str:
        """What a notebook shows: the period by both models."""
        from staffplan.report.notebook.blocks import evaluation_block

        found = self.data
        return evaluation_block(self._sentence(), found.steady.period, found.time_varying.period)


def evaluate(forecast: Table, scenario: ScenarioLike = None, *, staff: Table | Plan, **keys: object) -> Evaluation:
    """The service that given numbers of agents on duty give.

    Each slot by Erlang A (C where nobody leaves) or a chat queue in its steady state; the period by one time-varying
    queue that carries over from slot to slot (docs/queueing.md gives the sources).

    Args:
        forecast: As for ``staffplan.solve``.
        scenario: As for ``staffplan.solve``.
        staff: Agents on duty in each slot: a file or DataFrame with the columns ``start`` and ``on_duty`` (whole
            numbers), a plan's folder, or a plan.
        **keys: As for ``staffplan.solve``.

    Raises:
        InputError: the forecast, the staff, the scenario or a key has faults; slots are missing from the staff.
    """
    from staffplan import pipeline

    given = staff.coverage if isinstance(staff, Plan) else staff
    return Evaluation(pipeline.evaluate(forecast, *scenario_of(scenario, keys), staff=given))
