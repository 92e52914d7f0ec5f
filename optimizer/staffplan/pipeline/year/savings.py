"""What each measure saves: the cost of the year planned again without it, less the cost of the plan.

All of them share the time limit of the plan. Where a year without a measure is not found in time, that is what is said,
with what is proved of it; that there is none is said only where it is proved.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from staffplan.errors import InfeasibleError, NoPlanError
from staffplan.pipeline.year.solved import solve_year
from staffplan.pipeline.year.today import todays_bot
from staffplan.schema.progress import Progress
from staffplan.schema.year.bill import bill_of, least_cents, shown_bound, total
from staffplan.schema.year.result import Saving

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from staffplan.schema.progress import Stop, Watcher
    from staffplan.schema.year.problem import YearInput

    Measure = Literal["bot", "shifts", "contract_mix", "season_flex"]

PLAN = 4.0
"""How many times as much time the plan has as the year without one measure."""
LEAST_SECONDS = 1.0
"""Time under which a year is not planned again."""


def first_share(until: float, measures: int) -> float:
    """The moment by which the plan must be there, so that so many ``measures`` have time as well."""
    now = time.monotonic()
    return now + max(until - now, 0.0) * PLAN / (PLAN + measures)


def measures_of(problem: YearInput) -> dict[Measure, YearInput]:
    """The year without each measure that it has."""
    others: dict[Measure, YearInput | None] = {
        "bot": _without_bot(problem),
        "shifts": replace(problem, each_slot_alone=True),
        "contract_mix": _without_mix(problem),
        "season_flex": replace(problem, same_all_year=True),
    }
    return {name: other for name, other in others.items() if other is not None}


def savings(
    measures: Mapping[Measure, YearInput], cost: Decimal, watcher: Watcher, stop: Stop, until: float
) -> Iterator[Saving]:
    """The year planned again without each measure; what one leaves of its time is the others'."""
    for place, (name, other) in enumerate(measures.items()):
        watcher(Progress("planning_without", values={"measure": name}))
        now = time.monotonic()
        yield _saving(name, other, cost, watcher, stop, now + (until - now) / (len(measures) - place))


def _saving(name: Measure, other: YearInput, cost: Decimal, watcher: Watcher, stop: Stop, until: float) -> Saving:
    if stop.is_set() or until - time.monotonic() < LEAST_SECONDS:
        return Saving(measure=name, answer="not_in_time")
    by_cost = other.year.objective.minimise == "cost"
    try:
        outcome = solve_year(other, watcher, stop, until, until).outcome
    except InfeasibleError:
        return Saving(measure=name, answer="no_plan")
    except NoPlanError as error:
        least = None if error.bound is None or not by_cost else least_cents(error.bound)
        return Saving(measure=name, answer="not_in_time", cost_without_bound=least)
    again = total(bill_of(other.year, other.calendar, outcome.usage))
    least = shown_bound(outcome.bound, again) if by_cost else None
    return Saving(measure=name, answer="found", cost_without=again, cost_without_bound=least, saving=again - cost)


def _without_bot(problem: YearInput) -> YearInput | None:
    """Only today's bot; None where there is no other."""
    assert problem.year.today is not None
    option = todays_bot(problem, problem.year.today)
    if [one.name for one in problem.year.bot] == [option.name]:
        return None
    return replace(problem, year=problem.year.model_copy(update={"bot": (option,)}))


def _without_mix(problem: YearInput) -> YearInput | None:
    """Only the contracts and vendors of today; None where all are used today, or none is named."""
    year = problem.year
    assert year.today is not None
    names = {name for name, heads in year.today.agents.items() if heads}
    others = [one for one in (*year.contract, *year.vendor) if one.name not in names]
    if not names or not (others or year.pay_per_inquiry):
        return None
    kept = year.model_copy(
        update={
            "contract": tuple(one for one in year.contract if one.name in names),
            "vendor": tuple(one for one in year.vendor if one.name in names),
            "pay_per_inquiry": (),
        }
    )
    seasons = tuple(
        replace(
            one,
            scenario=one.scenario.model_copy(
                update={"contract": tuple(c for c in one.scenario.contract if c.name in names)}
            ),
        )
        for one in problem.seasons
    )
    return replace(problem, year=kept, seasons=seasons)
