"""Whom a rule concerns: the agents of the contracts that have it; and what is said of one of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.violation import Rule, Violation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from staffplan.schema.scenario.keys import Contract
    from staffplan.verify.roster import Roster

    Agents = NDArray[np.intp]


def concerned(roster: Roster, has_rule: Callable[[Contract], bool]) -> Iterator[tuple[Contract, Agents]]:
    """Each contract that has the rule, with the positions of its agents, shape (agents,); none without agents."""
    for position, contract in enumerate(roster.scenario.contract):
        if has_rule(contract):
            agents = np.flatnonzero(roster.agent_contract == position)
            if len(agents):
                yield contract, agents


def of_agent(roster: Roster, rule: Rule, agent: int, found: str, allowed: str, day: int | None = None) -> Violation:
    """What is said of the agent at position ``agent``; ``day`` counts from ``roster.first_day``."""
    return Violation(
        rule=rule,
        agent_id=roster.agent_ids[agent],
        date=None if day is None else date.fromordinal(roster.first_day + day),
        found=found,
        allowed=allowed,
    )
