"""Solves a year and certifies its plans; again with a higher target where a finished schedule misses it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from staffplan.errors import InfeasibleError, NoPlanError
from staffplan.pipeline.year.infeasible import infeasible_year
from staffplan.pipeline.year.parts import season_part
from staffplan.pipeline.year.plans import missing_share, season_plan
from staffplan.schema.progress import Progress, Stop, Watcher

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
FIRST = 0.85
"""Share of the time for the first plan; the rest is for planning again where a finished schedule misses its target."""
LEAST_SECONDS = 2.0
"""Time under which planning again is not begun."""
Options = list[tuple["BotOption", list["SeasonPart"]]]


@dataclass(frozen=True, eq=False)
class Solved:
    """The year as solved and certified."""

    outcome: YearOutcome
    option: BotOption
    parts: Sequence[SeasonPart]
    plans: tuple[Plan, ...]
    missing: Sequence[float]
    """How far each season's certified service is under its target."""


def with_time_limit(problem: YearInput, limit: object) -> YearInput:
    """``problem`` with another time limit, as text or a duration."""
    from staffplan.schema.base import parse_duration

    solve = problem.year.solve.model_copy(update={"time_limit": parse_duration(limit)})
    return replace(problem, year=problem.year.model_copy(update={"solve": solve}))


def solve_year(problem: YearInput, watcher: Watcher, stop: Stop, until: float, last: float) -> Solved:
    """Solve, and again with a higher aim where a season's finished schedule misses its target, by the moment ``until``.

    As long as there is no plan, it is looked for until the moment ``last``. The bound stays that of the first aim: with
    a higher one it would prove less. Nothing found is lost: where planning again gives no better plan, the one that
    misses the least is kept.
    """
    margins = [0.0] * len(problem.seasons)
    now = time.monotonic()
    best = latest = _solve_once(problem, margins, watcher, stop, now + FIRST * max(until - now, 0.0), last)
    bound = best.outcome.bound
    for _round in range(CERTIFYING_ROUNDS - 1):
        if not any(latest.missing) or stop.is_set() or until - time.monotonic() < LEAST_SECONDS:
            break
        missing = latest.missing
        margins = [m + (max(MORE * d, LEAST_MORE) if d else 0.0) for m, d in zip(margins, missing, strict=True)]
        try:
            latest = _solve_once(problem, margins, watcher, stop, until, until)
        except (NoPlanError, InfeasibleError):
            break
        best = min(best, latest, key=lambda one: sum(one.missing))
    outcome = best.outcome
    return replace(best, outcome=replace(outcome, bound=min(bound, outcome.objective)))


def _solve_once(
    problem: YearInput, margins: Sequence[float], watcher: Watcher, stop: Stop, until: float, last: float
) -> Solved:
    """Solve the year with every season's target raised by its margin, and plan each season."""
    from staffplan.solve.year.search import find_year

    watcher(Progress("working_out_service"))
    options = options_of(problem, margins)
    same = problem.same_all_year
    outcome = find_year(problem.year, problem.calendar, options, watcher, stop, until, last, same_all_year=same)
    if outcome is None:
        raise infeasible_year(problem, options)
    option, parts = next((o, p) for o, p in options if o.name == outcome.bot)
    watcher(Progress("checking_schedules"))
    plans = tuple(
        season_plan(problem, option, k, part, found)
        for k, (part, found) in enumerate(zip(parts, outcome.seasons, strict=True))
    )
    return Solved(outcome, option, parts, plans, [missing_share(plan) for plan in plans])


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
