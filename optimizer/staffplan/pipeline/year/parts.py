"""From the year as read to what the solve stage takes of each season."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.pipeline.plan.plan import alone
from staffplan.pipeline.problem import offered_demand
from staffplan.schema.year.part import Offer, SeasonPart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.schema.demand import Demand
    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.scenario.keys import Contract, Scenario
    from staffplan.schema.service.staffing import Staffing
    from staffplan.schema.year.problem import SeasonInput, YearInput
    from staffplan.schema.year.supply import BotOption, PayPerInquiry, SupplyContract


def season_demand(problem: YearInput, option: BotOption, season: int) -> tuple[Scenario, Demand]:
    """Scenario and demand of a season with the bot ``option``. Raises InputError."""
    scenario, one = problem.scenario_with(option, season), problem.seasons[season]
    return scenario, offered_demand(one.forecast, scenario, one.source.path)


def season_part(problem: YearInput, option: BotOption, season: int, margin: float = 0.0) -> SeasonPart:
    """A season with the bot ``option``; the target's share is raised by ``margin``."""
    from staffplan.service import staffing

    one = problem.seasons[season]
    scenario, demand = season_demand(problem, option, season)
    aimed = with_margin(scenario, margin)

    def need_of(demand: Demand) -> Staffing:
        need = staffing(demand, aimed)
        return alone(need) if problem.each_slot_alone else need

    days = demand.grid.n_slots * demand.grid.slot_minutes / 1440
    closed = float(demand.inquiries.sum() - demand.human_inquiries.sum())
    if demand.left_messages is not None:
        closed -= float(demand.left_messages.sum())
    groups = groups_of(problem, scenario, one)
    works, idle = _works(scenario, demand, groups)
    return SeasonPart(
        works=works,
        members=tuple(group.members for group in groups),
        hourly=tuple(group.hourly for group in groups),
        need=need_of(demand),
        human=demand.human_inquiries,
        block=hours_of(demand),
        days=days,
        weeks=one.weeks,
        resolved_per_day=max(closed, 0.0) / days,
        overtime=tuple(group.overtime for group in groups),
        idle=idle,
        offers=tuple(
            Offer(
                supplier=supplier.name,
                share=share,
                need=need_of(replace(demand, human_inquiries=demand.human_inquiries * (1 - share))),
                allowed=_allowed(supplier, demand),
                surcharge=_surcharge(supplier, one, demand),
            )
            for supplier in problem.year.pay_per_inquiry
            if _is_used(supplier, one)
            for share in supplier.shares
        ),
    )


def _works(
    scenario: Scenario, demand: Demand, groups: Sequence[Group]
) -> tuple[tuple[ContractWork, ...], tuple[bool, ...]]:
    """The legal shifts of each group, and whether its rules leave no legal tour: nobody is of it then."""
    from staffplan.shifts import legal_work

    together = scenario.model_copy(update={"contract": tuple(group.rules for group in groups)})
    works = legal_work(together, demand.grid)
    idle = tuple(not work.n_shifts for work in works)  # those of no legal tour are left out of it
    barred = [work.contract.model_copy(update={"headcount": (0, 0)}) for work in works]
    kept = zip(works, idle, barred, strict=True)
    return tuple(replace(work, contract=nobody) if none else work for work, none, nobody in kept), idle


def with_margin(scenario: Scenario, margin: float) -> Scenario:
    """``scenario`` with a share raised by ``margin``."""
    if not margin:
        return scenario
    share = min(scenario.target.share + margin, 0.9999)
    return scenario.model_copy(update={"target": scenario.target.model_copy(update={"share": share})})


@dataclass(frozen=True)
class Group:
    """Contracts and vendors that work by the same rules, and whose hours cost the same."""

    rules: Contract
    members: tuple[int, ...]
    hourly: SupplyContract | None
    overtime: bool


def groups_of(problem: YearInput, scenario: Scenario, one: SeasonInput) -> list[Group]:
    """The groups of a season, in the order of their first members; contracts whom nobody may have are left out."""
    found: dict[str, Group] = {}
    open_ones = [k for k, rules in enumerate(scenario.contract) if rules.headcount[1] != 0] or [0]
    for k in open_ones:
        rules = scenario.contract[k]
        supply = problem.year.contract[k] if k < len(problem.year.contract) else None
        overtime = supply is not None and _works_overtime(supply, one)
        hourly = supply if supply is not None and (overtime or supply.monthly_pay is None) else None
        price = (hourly.hour_pay, hourly.overtime, hourly.monthly_pay is None) if hourly is not None else None
        key = repr((rules.model_dump(exclude={"name", "headcount", "hourly_cost"}), price))
        if key in found:
            found[key] = replace(found[key], members=(*found[key].members, k))
        else:
            most = 0 if rules.headcount[1] == 0 else None
            found[key] = Group(rules.model_copy(update={"headcount": (0, most)}), (k,), hourly, overtime)
    return list(found.values())


def _works_overtime(supply: SupplyContract, one: SeasonInput) -> bool:
    overtime = supply.overtime
    names = (one.name, one.season.name)
    return overtime is not None and (overtime.seasons is None or any(name in overtime.seasons for name in names))


def hours_of(demand: Demand) -> NDArray[np.int64]:
    """The hour that each slot lies in, counted from the period's start."""
    minutes = np.arange(demand.grid.n_slots) * demand.grid.slot_minutes + demand.grid.starts[0].minute
    return (minutes // 60).astype(np.int64)


def _is_used(supplier: PayPerInquiry, one: SeasonInput) -> bool:
    return supplier.seasons is None or one.name in supplier.seasons or one.season.name in supplier.seasons


def _allowed(supplier: PayPerInquiry, demand: Demand) -> NDArray[np.bool_]:
    from staffplan.demand.clock import in_hours, minutes_of_day

    return in_hours(minutes_of_day(demand.grid.starts), supplier.hours) & (demand.human_inquiries > 0)


def _surcharge(supplier: PayPerInquiry, one: SeasonInput, demand: Demand) -> NDArray[np.float64]:
    """The price factor of each slot less 1; in a typical week, promotion days count by their share of the season."""
    from staffplan.demand.clock import in_hours, minutes_of_day

    factor = np.ones(demand.grid.n_slots)
    minute = minutes_of_day(demand.grid.starts)
    for entry in supplier.by_hour:
        factor[in_hours(minute, (entry.from_, entry.to))] = float(entry.factor)
    promoted = [day for day in one.season.promotion_days if one.dates.holds(day)]
    more = float(supplier.promotion_factor) - 1
    if one.scenario.cyclic:
        factor *= 1 + more * len(set(promoted)) / one.dates.days
    else:
        factor *= np.array([1 + more * (moment.date() in promoted) for moment in demand.grid.starts])
    return factor - 1
