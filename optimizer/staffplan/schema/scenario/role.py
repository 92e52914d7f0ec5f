"""[[role]] of the scenario: somebody of a kind who has to be in the room."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from staffplan.schema.base import Name
from staffplan.schema.limits import MOST_AT_ONCE
from staffplan.schema.scenario.dates import When


class Role(When):
    """Agents of some contracts of whom a number is on duty in all opening hours, or in some of them."""

    label: Name
    """Who counts: the contracts with this ``label``, and the one of this name."""
    at_least: Annotated[int, Field(ge=1, le=MOST_AT_ONCE)] = 1
    """So many of them are on duty, not on a break, in every slot of the opening hours that ``hours``, ``weekdays`` and
    ``dates`` name."""
