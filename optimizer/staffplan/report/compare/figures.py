"""Plans side by side: their figures, their cover by hour, and whose days differ, for the screen, xlsx and html."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from staffplan.report.compare.days import DayDifferences, day_differences
from staffplan.report.compare.hours import SlotMeans, hour_means, on_duty_difference
from staffplan.report.compare.table import Measure, measures
from staffplan.schema.scenario.keys import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from staffplan.schema.plan import Plan
    from staffplan.words.messages import Message


@dataclass(frozen=True)
class Comparison:
    """Two plans or more; the others are held against the first."""

    names: tuple[str, ...]
    """What the plans are called, the first one first."""
    measures: tuple[Measure, ...]
    """A row for each figure, a value for each plan."""
    hours: tuple[tuple[SlotMeans | None, ...], ...]
    """Means by local hour of the day, shape (plans, 24); None for an hour outside the period."""
    differences: tuple[dict[tuple[int, int], float], ...]
    """Mean agents on duty less those of the first plan, by weekday (0: Monday) and hour, for each other plan."""
    days: tuple[DayDifferences, ...]
    """Whose days differ from the first plan, for each other plan."""
    first_weekday: int
    """First day of the first plan's week, 0: Monday."""
    begin: datetime
    """Local start of the first plan."""
    warnings: tuple[tuple[Message, ...], ...]
    """What a planner should know of each plan."""

    @property
    def others(self) -> tuple[str, ...]:
        """The plans that are held against the first."""
        return self.names[1:]

    def used_hours(self) -> list[int]:
        """Hours in which any plan needs or has anybody."""
        return [
            hour
            for hour in range(24)
            if any((means := plan[hour]) is not None and (means.need or means.on_duty) for plan in self.hours)
        ]

    def weekdays(self) -> list[int]:
        """The weekdays (0: Monday) from the first day of the week on."""
        return [(self.first_weekday + k) % 7 for k in range(7)]


def compare_plans(plans: Mapping[str, Plan]) -> Comparison:
    """The comparison of ``plans`` (two or more), by name, in their order."""
    first, *others = plans.values()
    return Comparison(
        names=tuple(plans),
        measures=tuple(measures(plans)),
        hours=tuple(hour_means(plan) for plan in plans.values()),
        differences=tuple(on_duty_difference(first, other) for other in others),
        days=tuple(day_differences(first, other) for other in others),
        first_weekday=WEEKDAYS.index(first.summary.scenario.week_start),
        begin=first.coverage[0].start,
        warnings=tuple(plan.summary.warnings for plan in plans.values()),
    )


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """Everything for programs: figures by plan, hours, weekdays and hours, days that differ."""
    return {
        "plans": list(comparison.names),
        "measures": [
            {"key": row.key, "label": row.label, "values": dict(zip(comparison.names, row.values, strict=True))}
            for row in comparison.measures
        ],
        "hours": {
            name: [None if means is None else asdict(means) for means in hours]
            for name, hours in zip(comparison.names, comparison.hours, strict=True)
        },
        "on_duty_less_first": {
            name: [
                {"weekday": WEEKDAYS[weekday], "hour": hour, "agents": round(value, 6)}
                for (weekday, hour), value in sorted(difference.items())
            ]
            for name, difference in zip(comparison.others, comparison.differences, strict=True)
        },
        "days_that_differ": {
            name: _days_data(days) for name, days in zip(comparison.others, comparison.days, strict=True)
        },
        "warnings": {
            name: [warning.data() for warning in warnings]
            for name, warnings in zip(comparison.names, comparison.warnings, strict=True)
        },
    }


def _days_data(days: DayDifferences) -> dict[str, Any]:
    return {
        "agent_days": days.agent_days,
        "days_compared": None if days.spans is None else [[str(day) for day in span] for span in days.spans],
        "only_first": list(days.only_first),
        "only_other": list(days.only_other),
        "rows": [asdict(row) | {"day": str(row.day), "other_day": str(row.other_day)} for row in days.rows],
    }
