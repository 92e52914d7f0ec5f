"""From a solved year to its summary."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from staffplan.pipeline.year.infeasible import without_tours
from staffplan.schema.year.bill import cents, shown_bound, total
from staffplan.schema.year.calendar import days_in_month, length_of
from staffplan.schema.year.result import MonthCost, SeasonSummary, YearSummary
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from staffplan.pipeline.year.solved import Solved
    from staffplan.schema.year.bill import Line
    from staffplan.schema.year.outcome import YearOutcome
    from staffplan.schema.year.problem import YearInput
    from staffplan.schema.year.result import TodaySummary
    from staffplan.schema.year.usage import Usage

PROVED_WITHIN = 1e-6


def summarise(
    problem: YearInput, solved: Solved, bill: Sequence[Line], today: TodaySummary | None, seconds: float
) -> YearSummary:
    """year.json of a solved year."""
    outcome = solved.outcome
    parts = [_season(problem, solved, bill, k) for k in range(len(problem.seasons))]
    whole = all(found.roster.proved for found in outcome.seasons)
    days = [one.dates.days for one in problem.seasons]
    heads = [sum(part.employed.values()) for part in parts]
    files = {problem.source.path: problem.source.sha256} | {
        one.source.path: one.source.sha256 for one in problem.seasons
    }
    return YearSummary(
        status="optimal" if whole and outcome.gap <= PROVED_WITHIN else "feasible",
        objective=problem.year.objective.minimise,
        value=outcome.objective,
        bound=_bound(problem, outcome, total(bill)),
        gap=max(outcome.gap, 0.0),
        cost=total(bill),
        average_headcount=sum(h * d for h, d in zip(heads, days, strict=True)) / sum(days),
        peak_headcount=max(heads),
        bot=outcome.bot,
        seasons=tuple(parts),
        months=tuple(
            MonthCost(month=f"{year}-{month:02d}", cost=total(x for x in bill if x.month == (year, month)))
            for year, month in problem.calendar.months
        ),
        today=today,
        interrupted=outcome.interrupted,
        solve_seconds=round(seconds, 3),
        inputs=files,
        year=problem.year,
        warnings=tuple((*problem.warnings, *without_tours(problem, solved.parts), *_warnings(solved, parts))),
    )


def _bound(problem: YearInput, outcome: YearOutcome, cost: Decimal) -> float:
    """The bound as it is shown beside the value, or beside the bill's total."""
    if problem.year.objective.minimise == "cost":
        return float(shown_bound(outcome.bound, cost))
    return outcome.bound


def _season(problem: YearInput, solved: Solved, bill: Sequence[Line], k: int) -> SeasonSummary:
    one, plan, usage = problem.seasons[k], solved.plans[k], solved.outcome.usage
    asked = sum(slot.inquiries for slot in plan.coverage) * one.weeks
    handed = {used.supplier: used.per_day * one.dates.days for used in usage.overflow if used.season == k}
    service = plan.summary.service
    return SeasonSummary(
        name=one.name,
        first=one.dates.first,
        last=one.dates.last,
        folder=folder_of(k, one.name),
        employed=employed_in(problem, usage, k),
        on_schedule=plan.summary.headcount_by_contract,
        inquiries=asked,
        by_bot=solved.parts[k].resolved_per_day * one.dates.days,
        handed_over=handed,
        by_agents=sum(slot.human_inquiries for slot in plan.coverage) * one.weeks,
        paid_hours=plan.summary.paid_hours * one.weeks,
        cost=_cost(problem, bill, k),
        predicted=service.predicted,
        certified=service.certified,
        target_met=service.target_met,
    )


def folder_of(k: int, name: str) -> str:
    """The season's folder: its number and name, as file systems take it."""
    plain = "".join(c if c.isalnum() or c in "-_" else "-" for c in name)
    return f"{k + 1:02d}-{plain}"


def employed_in(problem: YearInput, usage: Usage, k: int) -> dict[str, int]:
    """Heads and seats paid for in a season, by contract and vendor."""
    found = {one.name: 0 for one in (*problem.year.contract, *problem.year.vendor)}
    for used in usage.employed:
        found[used.contract] += used.heads if used.first <= k <= used.last else 0
    included = {vendor.name: vendor.included_seats for vendor in problem.year.vendor}
    for engaged in usage.engaged:
        found[engaged.vendor] += included[engaged.vendor] if engaged.first <= k <= engaged.last else 0
    for seats in usage.seats:
        found[seats.vendor] += seats.seats if seats.first <= k <= seats.last else 0
    return found


def _cost(problem: YearInput, bill: Sequence[Line], k: int) -> Decimal:
    """Lines of the season's months, those of a month that it shares with others by days."""
    dates, amount = problem.calendar.seasons[k], Decimal(0)
    for line in bill:
        here = days_in_month(dates, line.month)
        if here:
            covered = sum(days_in_month(season, line.month) for season in problem.calendar.seasons)
            amount += line.amount * here / min(covered, length_of(line.month))
    return cents(amount)


def _warnings(solved: Solved, parts: Sequence[SeasonSummary]) -> Iterator[Message]:
    for part in parts:
        if part.target_met is False:
            yield Message.of("season_misses_target", season=part.name, share=part.certified or 0.0)
    for found, part in zip(solved.outcome.seasons, parts, strict=True):
        if not found.roster.proved:
            more = found.roster.headcount - found.roster.headcount_bound
            yield Message.of("tours_need_more", season=part.name, more=more)
