"""What the keys of a scenario must be to one another: one function for each rule, which names the key to change."""

from staffplan.schema.scenario.consistency.contract import Inconsistency
from staffplan.schema.scenario.consistency.scenario import dates_lie_on_a_calendar, dates_named, inconsistencies

__all__ = ["Inconsistency", "dates_lie_on_a_calendar", "dates_named", "inconsistencies"]
