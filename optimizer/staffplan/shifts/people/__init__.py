"""The shifts and days of people by name: what each may work, by contract, leave, availability and the last period."""

from staffplan.shifts.people.team_work import TeamWork, team_work

__all__ = ["TeamWork", "team_work"]
