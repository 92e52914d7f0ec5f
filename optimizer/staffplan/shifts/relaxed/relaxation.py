"""One rule of a scenario changed by one step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.words.messages import Message


@dataclass(frozen=True)
class Relaxation:
    """One rule changed by one step."""

    key: str
    """The scenario's key: ``contract[1].min_rest``."""
    message: Message
    """The change, to be told."""
    scenario: Scenario
    """The scenario with the change."""
    of_need: bool = False
    """Whether it changes what slots need, not who may cover it."""
