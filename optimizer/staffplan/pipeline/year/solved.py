"""Solves a year and certifies its plans; again with a higher target where a finished schedule misses it."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.errors import InfeasibleError
from staffplan.pipeline.year.parts import season_part
from staffplan.pipeline.year.plans import missing_share, season_plan
from staffplan.schema.progress import Progress, Stop, Watcher
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.schema.plan import Plan
    from staffplan.schema.year.outcome import YearOutcome
    from staffplan.schema.year.part import SeasonPart
    from staffplan.schema.year.problem import SeasonInput, YearInput
    from staffplan.schema.year.supply import BotOption

CERTIFYING_ROUNDS = 4
"""How often a year is planned, at most, until every season's finished schedule meets its target."""
MORE = 1.25
"""How much more than what was missing the target is raised by."""
LEAST_MORE = 0.001
AGAIN = 0.25
"""Share of the time limit that a year planned again has at least: its bound is proved already."""
Options = list[tuple["BotOption", list["SeasonPart"]]]


@dataclass(frozen=True, eq=False)
class Solved:
    """The year as solved and certified."""

    outcome: YearOutcome
    option: BotOption
    parts: Sequence[SeasonPart]
    plans: tuple[Plan, ...]


def with_time_limit(problem: YearInput, limit: object) -> YearInput:
    """``problem`` with another time limit, as text or a duration."""
    from staffplan.schema.base import parse_duration

    solve = problem.year.solve.model_copy(update={"time_limit": parse_duration(limit)})
    return replace(problem, year=problem.year.model_copy(update={"solve": solve}))


def solve_year(problem: YearInput, watcher: Watcher, stop: Stop) -> Solved:
    """Solve, and again with a higher aim where a season's finished schedule misses its target.

    The bound stays that of the first aim: with a higher one it would prove less.
    """
    bound, began = math.inf, time.monotonic()
    margins = [0.0] * len(problem.seasons)
    for _round in range(CERTIFYING_ROUNDS):
        limit = problem.year.solve.time_limit.total_seconds()
        until = max(began + limit, time.monotonic() + AGAIN * limit)
        solved = _solve_once(problem, margins, watcher, stop, until)
        bound = min(bound, solved.outcome.bound)
        missing = [missing_share(plan) for plan in solved.plans]
        if not any(missing) or stop.is_set():
            break
        margins = [m + (max(MORE * d, LEAST_MORE) if d else 0.0) for m, d in zip(margins, missing, strict=True)]
    return replace(solved, outcome=replace(solved.outcome, bound=bound))


def _solve_once(problem: YearInput, margins: Sequence[float], watcher: Watcher, stop: Stop, until: float) -> Solved:
    """Solve the year with every season's target raised by its margin, and plan each season, by the moment ``until``."""
    from staffplan.solve.year.search import find_year

    watcher(Progress("working_out_service"))
    options = options_of(problem, margins)
    year = with_time_limit(problem, timedelta(seconds=max(until - time.monotonic(), 1.0))).year
    outcome = find_year(year, problem.calendar, options, watcher, stop, same_all_year=problem.same_all_year)
    if outcome is None:
        raise _infeasible(problem, options)
    option, parts = next((o, p) for o, p in options if o.name == outcome.bot)
    watcher(Progress("checking_schedules"))
    plans = tuple(
        season_plan(problem, option, k, part, found)
        for k, (part, found) in enumerate(zip(parts, outcome.seasons, strict=True))
    )
    return Solved(outcome, option, parts, plans)


def options_of(problem: YearInput, margins: Sequence[float]) -> Options:
    """Every bot with the seasons as it leaves them; seasons that are alike are one object."""
    return [(option, _parts(problem, option, margins)) for option in problem.year.bot]


def _parts(problem: YearInput, option: BotOption, margins: Sequence[float]) -> list[SeasonPart]:
    known: dict[str, SeasonPart] = {}
    parts = []
    for k, margin in enumerate(margins):
        one = problem.seasons[k]
        promoted = sum(one.dates.holds(day) for day in set(one.season.promotion_days)) / one.dates.days
        key = repr((problem.scenario_with(option, k), one.forecast, _used_in(problem, one), promoted, margin))
        key += "" if one.scenario.cyclic else str(k)
        part = known.setdefault(key, season_part(problem, option, k, margin)) if key not in known else known[key]
        parts.append(part)
    return parts


def _used_in(problem: YearInput, one: SeasonInput) -> list[bool]:
    """Which suppliers, and which contracts' overtime, may be used in a season; nothing else goes by its name."""
    named = [supplier.seasons for supplier in problem.year.pay_per_inquiry]
    named += [contract.overtime.seasons for contract in problem.year.contract if contract.overtime is not None]
    return [names is None or one.name in names or one.season.name in names for names in named]


def _infeasible(problem: YearInput, options: Options) -> InfeasibleError:
    """Why there is no plan: a season whose need no legal team covers, or the year's limits."""
    from staffplan.pipeline.plan.remedy import explain_infeasible
    from staffplan.solve.searches.shortage import least_shortage

    option, parts = options[0]
    for k, part in enumerate(parts):
        shortage = None if part.offers else least_shortage(part.works, part.need)
        if not part.offers and (shortage is None or shortage.total > 1e-6):
            error = explain_infeasible(problem.scenario_with(option, k), part.need, part.works)
            summary = Message.of("season_infeasible", name=problem.seasons[k].name, summary=error.summary)
            return InfeasibleError(summary, error.shortages, error.remedies)
    return InfeasibleError(
        Message.of("year_infeasible"), (), (Message.of("raise_limits"), Message.of("allow_more_heads"))
    )
