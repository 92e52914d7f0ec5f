"""Plans or seasons side by side: a row for each figure, a column for each plan, and their teams by hour of the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from staffplan.report.compare.hours import hour_means
from staffplan.report.compare.nights_and_weekends import work_times
from staffplan.report.wording.headline import target_text
from staffplan.report.wording.text import money, number, percent, period_label, signed
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from staffplan.report.compare.nights_and_weekends import WorkTimes
    from staffplan.schema.plan import Plan

Kind = Literal["text", "count", "hours", "money", "rate", "share"]
Value = float | str | None
FORMATS: dict[Kind, Callable[[float | None], str]] = {
    "count": number,
    "hours": number,
    "money": money,
    "rate": lambda value: number(value, 2),
    "share": percent,
}
"""How the numbers of each kind are written."""


@dataclass(frozen=True)
class Measure:
    """One row of the comparison."""

    key: str
    """Its name for programs, the same in every language."""
    label: str
    """What it is, in words."""
    values: tuple[Value, ...]
    """A figure or a text for each plan; None: not known."""
    kind: Kind = "count"
    """How its figures are written."""
    with_bars: bool = False
    """Whether bars show how large the figures are."""

    @property
    def cells(self) -> tuple[str, ...]:
        """The figures as they are shown, one for each plan."""
        return tuple(self._written(value) for value in self.values)

    def _written(self, value: Value) -> str:
        if isinstance(value, str):
            return value
        return FORMATS["count" if self.kind == "text" else self.kind](value)

    @property
    def bars(self) -> tuple[float, ...]:
        """Parts of the row's largest figure, 0 to 1; empty: no bars."""
        known = [value if isinstance(value, (int, float)) else 0.0 for value in self.values]
        most = max(known, default=0.0)
        return tuple(value / most for value in known) if self.with_bars and most else ()

    def difference(self, place: int) -> float | None:
        """The figure of the plan at ``place`` less that of the first; None where there are not both."""
        first, other = self.values[0], self.values[place]
        if isinstance(first, str) or isinstance(other, str) or first is None or other is None:
            return None
        return other - first

    def difference_text(self, place: int) -> str:
        """The difference with its sign; shares in points of a hundred; nothing where there is none."""
        value = self.difference(place)
        if value is None:
            return ""
        if self.kind == "share":
            return _("{points} pts").format(points=signed(100 * value, 1))
        small = self.kind == "rate" or (self.kind == "money" and abs(value) < 1000)
        return signed(value, 2 if small else 0)


def measures(plans: Mapping[str, Plan]) -> list[Measure]:
    """The rows of the comparison of ``plans``, whose columns are in the mapping's order."""
    every = tuple(plans.values())
    return [*_size(every), *_money_and_hours(every), *_service(every), *_fit(every), *_times(every)]


def hour_profile(plan: Plan) -> list[float | None]:
    """Mean agents on duty by local hour of the day, shape (24,); None for an hour outside the period."""
    return [None if hour is None else round(hour.on_duty, 2) for hour in hour_means(plan)]


def _size(plans: Sequence[Plan]) -> list[Measure]:
    summaries = [plan.summary for plan in plans]
    return [
        Measure("period", _("Period"), tuple(_period(plan) for plan in plans), "text"),
        Measure("days", _("Days"), tuple(_days(plan) for plan in plans)),
        Measure("headcount", _("Agents"), tuple(summary.headcount for summary in summaries), with_bars=True),
        Measure("headcount_bound", _("Proved bound"), tuple(summary.headcount_bound for summary in summaries)),
        *_contracts(plans),
    ]


def _contracts(plans: Sequence[Plan]) -> list[Measure]:
    heads = [plan.summary.headcount_by_contract for plan in plans]
    names = dict.fromkeys(name for count in heads for name in count)
    return [
        Measure(
            f"headcount {name}",
            _("Agents, {contract}").format(contract=name),
            tuple(count.get(name, 0) for count in heads),
        )
        for name in names
    ]


def _money_and_hours(plans: Sequence[Plan]) -> list[Measure]:
    """Paid hours and cost; by the week as well where the periods are of different lengths."""
    hours = [plan.summary.paid_hours for plan in plans]
    costs = [plan.summary.cost for plan in plans]
    weeks = [_days(plan) / 7 for plan in plans]
    asked = [_asked(plan) for plan in plans]
    rows = [
        Measure("paid_hours", _("Paid hours"), tuple(hours), "hours", with_bars=True),
        Measure("cost", _("Cost"), tuple(costs), "money", with_bars=True),
    ]
    if len(set(weeks)) > 1:
        rows += [
            Measure("paid_hours_per_week", _("Paid hours a week"), _over(hours, weeks), "hours"),
            Measure("cost_per_week", _("Cost a week"), _over(costs, weeks), "money"),
        ]
    unit = Measure("cost_per_inquiry", _("Cost per inquiry answered by agents"), _over(costs, asked), "rate")
    return [*rows, unit, Measure("human_inquiries", _("Inquiries left for agents"), tuple(asked))]


def _over(values: Iterable[float | None], parts: Iterable[float]) -> tuple[float | None, ...]:
    """Each value over its part; None where there is none, or nothing to divide by."""
    return tuple(None if value is None or not part else value / part for value, part in zip(values, parts, strict=True))


def _service(plans: Sequence[Plan]) -> list[Measure]:
    services = [plan.summary.service for plan in plans]
    verdicts = {True: _("met"), False: _("missed"), None: _("not certified")}
    return [
        Measure(
            "certified", _("Answered in time, certified"), tuple(service.certified for service in services), "share"
        ),
        Measure(
            "predicted", _("Answered in time, predicted"), tuple(service.predicted for service in services), "share"
        ),
        Measure("target", _("Target"), tuple(target_text(service.target) for service in services), "text"),
        Measure("target_met", _("The target is"), tuple(verdicts[service.target_met] for service in services), "text"),
    ]


def _fit(plans: Sequence[Plan]) -> list[Measure]:
    return [
        Measure("over_hours", _("Agent-hours over need"), tuple(_beyond(plan, 1) for plan in plans), "hours"),
        Measure("under_hours", _("Agent-hours under need"), tuple(_beyond(plan, -1) for plan in plans), "hours"),
    ]


def _times(plans: Sequence[Plan]) -> list[Measure]:
    """Work at night and on weekends."""
    found = [work_times(plan) for plan in plans]

    def row(key: str, label: str, take: Callable[[WorkTimes], float], kind: Kind) -> Measure:
        return Measure(key, label, tuple(take(times) for times in found), kind)

    return [
        row("night_hours", _("Paid hours at night"), lambda times: times.night_hours, "hours"),
        row("night_shifts", _("Shifts at night"), lambda times: times.night_shifts, "count"),
        row("most_nights", _("Most of them of one agent"), lambda times: times.most_nights, "count"),
        row("weekend_hours", _("Paid hours on weekends"), lambda times: times.weekend_hours, "hours"),
        row("weekend_shifts", _("Shifts on weekends"), lambda times: times.weekend_shifts, "count"),
        row("most_weekends", _("Most of them of one agent"), lambda times: times.most_weekends, "count"),
    ]


def _period(plan: Plan) -> str:
    days = [slot.start.date() for slot in plan.coverage]
    return period_label(min(days), max(days))


def _days(plan: Plan) -> int:
    return len({slot.start.date() for slot in plan.coverage})


def _asked(plan: Plan) -> float:
    return sum(slot.human_inquiries for slot in plan.coverage)


def _beyond(plan: Plan, sign: int) -> float:
    """Agent-hours on duty above need (``sign`` 1) or of need above those on duty (−1)."""
    slots = sum(max(0, sign * (slot.on_duty - slot.required)) for slot in plan.coverage)
    return slots * plan.summary.scenario.slot_minutes / 60
