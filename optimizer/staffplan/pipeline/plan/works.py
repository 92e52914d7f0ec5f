"""Who can work what under a scenario: the agents of its contracts, or a team by name with those who may be hired."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from staffplan.schema.grid import Grid
    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.people.team import Team
    from staffplan.schema.scenario.keys import Scenario


def works_under(scenario: Scenario, grid: Grid, team: Team | None) -> tuple[ContractWork, ...]:
    """The legal work under ``scenario``, also one that was changed to see what that does."""
    from staffplan.shifts import legal_work
    from staffplan.shifts.people import team_work

    return legal_work(scenario, grid) if team is None else team_work(scenario, team, grid).works
