"""What the checker says about a plan: one broken rule, whose it is, when, what was found and what is allowed."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from staffplan.schema.base import Frozen
from staffplan.words.language import _

Rule = Literal[
    "known_contract",
    "one_contract",
    "local_time",
    "shift_date",
    "shift_in_period",
    "named_shift",
    "shift_length",
    "shift_start",
    "break_count",
    "break_order",
    "break_inside",
    "break_length",
    "break_window",
    "shift_paid_hours",
    "one_shift_a_day",
    "overlap",
    "min_rest",
    "days_in_row",
    "days_per_week",
    "days_off_in_row",
    "days_per_period",
    "min_days_in_row",
    "min_days_off_in_row",
    "days_off_in_any",
    "max_weekends",
    "max_weekends_in_row",
    "whole_weekends",
    "free_sundays",
    "rest_after_night",
    "max_nights_in_row",
    "nights_per_period",
    "shifts_per_period",
    "forbidden_successions",
    "same_shift_all_week",
    "forward_rotation",
    "hours_per_week",
    "hours_per_month",
    "hours_per_period",
    "rotation",
    "activity_place",
    "activity_time",
    "activity_count",
    "settled_day",
    "available",
    "seam",
    "hire",
    "wishes",
    "fair_share",
    "headcount_limits",
    "headcount",
    "headcount_by_contract",
    "paid_hours",
    "cost",
    "bound",
    "status",
    "coverage_rows",
    "handling_times",
    "left_messages",
    "on_duty",
    "minimum_staff",
    "maximum_staff",
    "role",
    "agents_needed",
    "uncovered",
    "keeps_up",
    "slot_floor",
    "target",
    "average_wait",
    "max_occupancy",
    "max_abandonment",
    "reply_within",
    "messages_in_time",
    "deviation",
    "required",
    "service_level",
    "occupancy",
    "predicted_service",
]
"""The rules' short names, in the order of docs/checking.md."""


class Violation(Frozen):
    """One broken rule of a plan."""

    rule: Rule
    """Short name, the same in every language and release."""
    agent_id: str | None = None
    """The agent; None where the rule is no single agent's."""
    date: dt.date | None = None
    """The local day, or the first of the days concerned; None where the rule is about the whole plan."""
    found: str
    """What stands in the plan, as a phrase."""
    allowed: str
    """What would be allowed, as a phrase."""

    def __str__(self) -> str:
        """One line: ``agent 0007, 2026-11-03: found 9h of rest before the shift; allowed: at least 11h (min_rest)``."""
        place: list[str] = []
        if self.agent_id is not None:
            place.append(_("agent {agent}").format(agent=self.agent_id))
        if self.date is not None:
            place.append(self.date.isoformat())
        return _("{place}: found {found}; allowed: {allowed} ({rule})").format(
            place=", ".join(place) or _("the plan"), found=self.found, allowed=self.allowed, rule=self.rule
        )
