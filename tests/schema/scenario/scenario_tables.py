"""Helpers for scenarios as tables, the way files have them."""

from staffplan.schema.scenario.consistency import inconsistencies
from staffplan.schema.scenario.keys import Scenario

NINE_TO_FIVE = {"hours": ("09:00", "17:00")}


def keys(**tables):
    """The keys at fault."""
    return [wrong.key for wrong in inconsistencies(Scenario.model_validate(tables))]


def contract(**rules):
    return {"contract": [rules]}


def pause(length="1h", starts=("3h", "5h")):
    return {"length": length, "starts": starts}
