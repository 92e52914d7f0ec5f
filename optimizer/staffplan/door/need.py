"""``staffplan.require``: the agents that each slot alone needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.door.given import scenario_of
from staffplan.words.language import _

if TYPE_CHECKING:
    import pandas as pd

    from staffplan.door.given import ScenarioLike, Table
    from staffplan.pipeline.need import RequireResult


@dataclass(frozen=True, eq=False, repr=False)
class Need:
    """What each slot alone needs for the target.

    Attributes:
        data: ``frame``; ``reading``, how the forecast was understood; ``warnings``.
    """

    data: RequireResult

    @property
    def frame(self) -> pd.DataFrame:
        """A row a slot, shape (slots, 7).

        Columns: ``start`` (datetime with the scenario's zone), ``inquiries`` and ``human_inquiries`` (expected, before
        and after the bot), ``required`` (agents), and what these give: ``service_level`` and ``occupancy`` (shares
        0-1), ``average_wait_s`` (seconds); NaN where nobody asks.
        """
        return self.data.frame

    def __repr__(self) -> str:
        """The busiest slot, in one line."""
        return f"<Need: {self._sentence()}>"

    def _sentence(self) -> str:
        from staffplan.report.wording.text import agents

        required = self.frame["required"].tolist()
        peak = required.index(max(required))
        text = _("Busiest slot {when}: {agents}")
        return text.format(when=f"{self.frame['start'][peak]:%Y-%m-%d %H:%M}", agents=agents(required[peak]))

    def _repr_html_(self) -> str:
        """What a notebook shows: the sentence and the need of every slot."""
        from staffplan.report.notebook.blocks import block
        from staffplan.report.notebook.days import days_picture

        starts = self.frame["start"].tolist()
        return block(self._sentence(), (), days_picture(starts, self.frame["required"].tolist()))


def require(forecast: Table, scenario: ScenarioLike = None, **keys: object) -> Need:
    """Agents that each slot alone needs for the target, and what these give: no shifts, no rules of work.

    The least number whose service reaches the target's share in the slot, by Erlang A (C where nobody leaves) or by a
    chat queue (docs/queueing.md gives the sources).

    Args:
        forecast: As for ``staffplan.solve``.
        scenario: As for ``staffplan.solve``.
        **keys: As for ``staffplan.solve``.

    Raises:
        InputError: the forecast, the scenario or a key has faults.
    """
    from staffplan import pipeline

    return Need(pipeline.require(forecast, *scenario_of(scenario, keys)))
