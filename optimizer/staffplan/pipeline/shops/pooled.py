"""What sharing agents among shops could save at most: one plan for the sum of the inquiries of shops of a kind."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import StaffplanError
from staffplan.pipeline.plan.plan import Clock, plan_for
from staffplan.pipeline.problem import Problem, problem_of
from staffplan.processes.pool import results
from staffplan.schema.progress import Progress, Stop, Watcher, nobody_watches
from staffplan.schema.shops.batch import Pool
from staffplan.words.language import _, current_language, use_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    from staffplan.pipeline.shops.inputs import Inputs
    from staffplan.schema.demand import Demand
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.shops.batch import Shop, ShopRow


@dataclass
class _Group:
    """Shops of the same rules, hours and period, and the sum of what they are asked."""

    scenario: Scenario
    demand: Demand
    rows: list[ShopRow] = field(default_factory=list)


@dataclass(frozen=True)
class Task:
    """One sum to plan, data alone."""

    scenario: Scenario
    demand: Demand
    language: str


def pools_of(
    shops: Sequence[Shop],
    rows: Iterable[ShopRow],
    inputs: Inputs,
    jobs: int,
    executor: Executor | None,
    watcher: Watcher,
    stop: Stop,
) -> tuple[Pool, ...]:
    """What pooling could save for each group of two shops or more that have plans, the largest groups first.

    Shops are of a group where all keys of the scenario agree but the bot and the mean handling time, and the forecasts
    cover the same slots. That everybody can serve every shop, at no loss of time, is the best that pooling can be: so
    ``pooled_bound`` is a bound for any way of sharing in which every shop keeps its target.
    """
    planned = {row.shop: row for row in rows if row.has_plan}
    groups = _groups([shop for shop in shops if shop.name in planned], planned, inputs, stop)
    if not groups or stop.is_set():
        return ()
    watcher(Progress("pooling_shops", values={"count": len(groups)}))
    tasks = [Task(_shared(group.scenario, len(group.rows)), group.demand, current_language()) for group in groups]
    pools = [_separate(group) for group in groups]
    with closing(results(pooled, tasks, jobs=min(jobs, len(tasks)), stop=stop, executor=executor)) as found:
        for place, outcome in found:
            bound, heads, problem = outcome or (None, None, _("its process ended: too little memory?"))
            pools[place] = replace(pools[place], pooled_bound=bound, pooled_headcount=heads, problem=problem)
    return tuple(pools)


def pooled(task: Task) -> tuple[int | None, int | None, str]:
    """Bound and agents of the sum, or why there is no plan, whatever happens."""
    use_language(task.language)
    try:
        summary = plan_for(Problem(task.scenario, task.demand, (), ()), Clock(), nobody_watches, Stop()).summary
    except StaffplanError as error:
        return None, None, str(error).split("\n")[0]
    except Exception as error:  # the others go on
        return None, None, f"{type(error).__name__}: {error}"
    return summary.headcount_bound, summary.headcount, ""


def _groups(shops: Iterable[Shop], rows: dict[str, ShopRow], inputs: Inputs, stop: Stop) -> list[_Group]:
    found: dict[tuple[object, ...], _Group] = {}
    for shop in shops:
        if stop.is_set():
            return []
        _row, given = inputs.ready(shop)
        if given is None or given.scenario.objective.prices is not None:
            continue  # its files have changed since; or its need is a wish, whose bound says another thing
        demand = problem_of(given.forecast, given.scenario, None).demand
        key = (_rules(given.scenario), demand.grid.start, demand.grid.n_slots, demand.open.tobytes())
        known = found.get(key)
        if known is None:
            found[key] = _Group(given.scenario, demand, [rows[shop.name]])
        else:
            known.demand = added(known.demand, demand)
            known.rows.append(rows[shop.name])
    return sorted((group for group in found.values() if len(group.rows) > 1), key=lambda group: -len(group.rows))


def _rules(scenario: Scenario) -> str:
    """All keys as text but those by which shops of a group may differ: what they change is in the demand."""
    handling = scenario.handling.model_copy(update={"aht": type(scenario)().handling.aht})
    plain = scenario.model_copy(update={"bot": type(scenario)().bot, "handling": handling})
    return plain.model_dump_json(exclude={"payroll", "solve"})


def added(one: Demand, other: Demand) -> Demand:
    """The sum of two shops' demand in the same slots; handling times by what humans answer."""
    human = one.human_inquiries + other.human_inquiries
    work = one.human_inquiries * one.aht_s + other.human_inquiries * other.aht_s
    return replace(
        one,
        inquiries=one.inquiries + other.inquiries,
        human_inquiries=human,
        aht_s=np.where(human > 0, work / np.maximum(human, 1e-300), one.aht_s),
        required=_sum_of_needs(one.required, other.required),
        left_messages=_sum(one.left_messages, other.left_messages),
    )


def _sum(one: NDArray[np.float64] | None, other: NDArray[np.float64] | None) -> NDArray[np.float64] | None:
    return other if one is None else one if other is None else one + other


def _sum_of_needs(one: NDArray[np.int64] | None, other: NDArray[np.int64] | None) -> NDArray[np.int64] | None:
    """−1 stays where neither says anything."""
    if one is None or other is None:
        return other if one is None else one
    return np.where((one < 0) & (other < 0), -1, np.maximum(one, 0) + np.maximum(other, 0))


def _shared(scenario: Scenario, count: int) -> Scenario:
    """The rules for ``count`` teams in one: their limits of heads together, and no limit of seats."""
    contracts = tuple(
        contract.model_copy(update={"headcount": (count * least, None if most is None else count * most)})
        for contract in scenario.contract
        for least, most in (contract.headcount,)
    )
    hours = tuple(entry.model_copy(update={"maximum_staff": None}) for entry in scenario.target.hours)
    target = scenario.target.model_copy(update={"maximum_staff": None, "hours": hours})
    return scenario.model_copy(update={"contract": contracts, "target": target})


def _separate(group: _Group) -> Pool:
    heads = sum(row.headcount or 0 for row in group.rows)
    bounds = sum(row.headcount_bound or 0 for row in group.rows)
    return Pool(tuple(row.shop for row in group.rows), heads, bounds)
