"""``staffplan.sweep``: the same forecast planned over a range of one parameter or two."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from staffplan.door.given import jobs_of, ranges_of, scenario_of, team_of
from staffplan.schema.progress import nobody_watches
from staffplan.words.language import _

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from pathlib import Path

    import pandas as pd

    from staffplan.door.given import ScenarioLike, Table, Vary
    from staffplan.schema.progress import Stop, Watcher
    from staffplan.schema.sweep import SweepResult


@dataclass(frozen=True, eq=False, repr=False)
class Sweep:
    """The points of a sweep. A notebook shows them as a picture.

    Attributes:
        data: ``parameters``, ``points``, ``seconds``, ``interrupted``; ``reading``, how the forecast was understood.
    """

    data: SweepResult

    @cached_property
    def frame(self) -> pd.DataFrame:
        """A row a point, in the order of the parameters' values, the last one varying fastest.

        Columns: each parameter (numbers, or text such as ``30s``), ``outcome`` (optimal, feasible, infeasible, no_plan,
        failed), ``headcount`` and ``headcount_bound`` (agents), ``paid_hours``, ``cost``, ``cost_per_inquiry``,
        ``human_inquiries`` (expected), ``predicted`` and ``certified`` (shares 0-1 in time), ``target_met``,
        ``headcount NAME`` for each contract, ``problem`` (why there is no plan); without a plan figures are missing.
        """
        from staffplan.door.frames import sweep_frame

        return sweep_frame(self.data)

    def __repr__(self) -> str:
        """How many points, and from how many to how many agents, in one line."""
        return f"<Sweep: {self._sentence()}>"

    def _sentence(self) -> str:
        from staffplan.report.wording.text import agents, number

        heads = [point.headcount for point in self.data.points if point.headcount is not None]
        points = _("{done} of {count} points").format(done=len(self.data.points), count=self.data.count)
        if not heads:
            return _("{points}: no plan").format(points=points)
        if min(heads) == max(heads):
            return _("{points}: {agents} at each").format(points=points, agents=agents(heads[0]))
        return _("{points}: {least} to {most}").format(points=points, least=number(min(heads)), most=agents(max(heads)))

    def _repr_html_(self) -> str:
        """What a notebook shows: the sentence, the picture, and why points have no plan."""
        from staffplan.report.notebook.blocks import sweep_block

        return sweep_block(self._sentence(), self.data)


def sweep(
    forecast: Table,
    scenario: ScenarioLike = None,
    *,
    vary: Vary,
    jobs: int | None = None,
    team: Table | None = None,
    after: str | Path | None = None,
    executor: Executor | None = None,
    watcher: Watcher | None = None,
    stop: Stop | None = None,
    **keys: object,
) -> Sweep:
    """Plan the forecast at every value of one parameter, or of two, several points at a time.

    Args:
        forecast: As for ``staffplan.solve``.
        scenario: As for ``staffplan.solve``.
        vary: What to vary: ``"deflection=0.5:0.9:0.1"`` or ``"within=30s,1min"`` as on the command line, a list of two
            of these, or a dict of values, ``{"volume": [1, 2, 3], "share": "80%:95%:5%"}``. ``volume`` is a factor of
            the forecast; other names are keys of the scenario that hold one value.
        jobs: Points computed at a time; None: one for each core.
        team: As for ``staffplan.solve``.
        after: As for ``staffplan.solve``.
        executor: Computes the points, as many at a time as it likes; None: processes that are started for this sweep.
            A stop leaves points alone that it has begun.
        watcher: Called with a ``Progress`` for every point that is done.
        stop: Setting it ends the sweep; the points done by then come back.
        **keys: As for ``staffplan.solve``; they hold at every point.

    Returns:
        The points. One without a plan says why, and the others go on.

    Raises:
        InputError: before anything is solved: the forecast, the scenario, a key, a range or a value has faults.
    """
    from staffplan import pipeline

    path, overrides = scenario_of(scenario, keys)
    watch = watcher or nobody_watches
    ranges, most = ranges_of(vary), jobs_of(jobs)
    return Sweep(
        pipeline.sweep(
            forecast,
            ranges,
            path,
            overrides,
            jobs=most,
            executor=executor,
            watcher=watch,
            stop=stop,
            people=team_of(team, after),
        )
    )
