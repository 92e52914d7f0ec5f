"""The shifts and days of people by name: what each may work, by contract, leave, availability and the last period."""

from staffplan.shifts.people.preferences import preferences_of
from staffplan.shifts.people.team_work import TeamWork, team_work

__all__ = ["TeamWork", "preferences_of", "team_work"]
