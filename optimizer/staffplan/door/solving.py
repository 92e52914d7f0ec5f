"""``staffplan.solve``: from a forecast to a checked plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.door.given import scenario_of, team_of
from staffplan.door.plan import Plan
from staffplan.schema.progress import nobody_watches

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan.door.given import ScenarioLike, Table
    from staffplan.schema.progress import Stop, Watcher


def solve(
    forecast: Table,
    scenario: ScenarioLike = None,
    *,
    explain: bool = False,
    two_steps: bool = False,
    team: Table | None = None,
    after: str | Path | None = None,
    watcher: Watcher | None = None,
    stop: Stop | None = None,
    **keys: object,
) -> Plan:
    """Plan the smallest legal team that answers the forecast in time, check it, and certify its service.

    The same input and seed give the same plan, and the same that ``staffplan solve`` writes. Nothing is written.

    Args:
        forecast: The name of a file, or a DataFrame with its columns: ``start`` (datetimes: with a zone, or local times
            of the scenario's; or as the frame's index), ``inquiries`` (expected in each interval of 15, 30 or 60
            minutes), and, if wanted, ``queue``, ``deflection`` (share 0-1), ``aht_s`` (seconds), ``required`` (agents).
        scenario: The name of a TOML file; or its keys as a dict, nested or dotted (``{"target.share": 0.9}``); or a
            ``Scenario``; None: all defaults.
        explain: Also find out why not one agent fewer (takes about as long again).
        two_steps: Fix each slot's need first, then the shifts, as other tools do; for comparison.
        team: The people by name: a file or a DataFrame with the columns ``agent`` (id), ``contract`` and those of
            docs/input.md; it goes before the scenario's ``team.file``.
        after: The folder of the last plan of the same people: what they worked then counts.
        watcher: Called with a ``Progress`` whenever something changed, from the working thread.
        stop: Setting it ends the search; the best plan so far comes back with ``summary.interrupted``.
        **keys: Keys of the scenario that hold over it: ``share=0.9``, ``time_limit="30s"``, ``contract=[{...}]``, or
            ``**{"contract[2].min_rest": "12h"}``. A name that one key alone has needs no table before it.

    Returns:
        The plan. Its bound is a proof of the model of docs/model.md: no legal plan has fewer agents. Its service is
        predicted by Erlang A or C or a chat queue in each slot, and certified by one time-varying queue through the
        whole schedule (docs/queueing.md gives the sources).

    Raises:
        InputError: the forecast, the scenario, the team or a key has faults; all of them are in ``faults``, by row and
            column (of a DataFrame as of a file: the header is row 1, so row r is ``frame.iloc[r - 2]``).
        InfeasibleError: no legal plan exists; ``shortages`` say when, ``remedies`` what would help.
        NoPlanError: the time limit (``solve.time_limit``) came first.
    """
    from staffplan import pipeline

    path, overrides = scenario_of(scenario, keys)
    found = pipeline.solve(
        forecast,
        path,
        overrides,
        watcher=watcher or nobody_watches,
        stop=stop,
        explain=explain,
        two_steps=two_steps,
        people=team_of(team, after),
    )
    return Plan(found.plan)
