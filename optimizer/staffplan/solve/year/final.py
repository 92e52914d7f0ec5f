"""The final plan of a season: fewest hours for the numbers that the year decided on, and a tour for everyone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.year.outcome import SeasonRoster
from staffplan.schema.year.usage import Worked
from staffplan.solve.model.coverage import on_duty
from staffplan.solve.model.service import service_met
from staffplan.solve.year.hours import overtime_split
from staffplan.solve.year.model import usage_of
from staffplan.solve.year.overflow import build_season, chosen_need
from staffplan.solve.year.tours import season_roster

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from staffplan.schema.roster import Roster
    from staffplan.schema.year.part import SeasonPart
    from staffplan.schema.year.supply import SupplyContract
    from staffplan.schema.year.usage import Usage
    from staffplan.solve.engine.crew import Crew
    from staffplan.solve.engine.process import Engine
    from staffplan.solve.year.choice import Choice, YearLinks
    from staffplan.solve.year.clock import YearClock
    from staffplan.solve.year.frontier import Frontier
    from staffplan.solve.year.model import YearModel
    from staffplan.solve.year.overflow import SeasonMaster
    from staffplan.solve.year.points import Point

NODES = 500
GAP = 0.002
"""Where the search for few hours ends, the same on every machine."""
FEWEST, SPLIT = 0.3, 0.4
"""Shares of what is left for finding fewest hours, and for each way of splitting tours."""


@dataclass(frozen=True, eq=False)
class Finished:
    """The year with a tour for everyone."""

    model: YearModel
    values: NDArray[np.float64]
    """Columns of ``model``, with what the hours of the schedules cost."""
    usage: Usage
    seasons: tuple[SeasonRoster, ...]


def finish(crew: Crew, clock: YearClock, links: YearLinks, choice: Choice) -> Finished:
    """Tours for everyone in the best year of ``choice``, and what the year uses; seasons that are alike are one work.

    Raises NoPlanError where the agents of a season cannot be given legal tours in time.
    """
    assert choice.model is not None
    assert choice.values is not None
    model, values, points = choice.model, choice.values.copy(), choice.points
    names = [one.name for one in (*links.year.contract, *links.year.vendor)]
    counts: list[dict[int, int]] = [{} for _season in points]
    for (season, supply), column in model.agents.items():
        counts[season][supply] = round(values[column])
    alike = [(id(point), tuple(sorted(count.items()))) for point, count in zip(points, counts, strict=True)]
    once = [alike.index(key) for key in dict.fromkeys(alike)]

    def finished(engine: Engine, k: int) -> SeasonRoster:
        return finished_season(engine, choice.frontiers[k], points[k], counts[k], names, clock)

    found = dict(zip([alike[k] for k in once], crew.each(finished, once), strict=True))
    rosters = [found[key] for key in alike]
    worked: list[Worked] = []
    for k, one in enumerate(rosters):
        part = choice.frontiers[k].part
        hours = worked_hours(part, one.roster, links.year.contract, k)
        contracts = {contract.name: contract for contract in links.year.contract}
        values[model.hours[k]] = sum(_paid(contracts[each.contract], each) for each in hours) / part.weeks
        worked += hours
    return Finished(model, values, usage_of(model, values, worked), tuple(rosters))


def _paid(contract: SupplyContract, worked: Worked) -> float:
    """What the hours of a contract cost in a season."""
    overtime = contract.overtime
    price = float(contract.hour_pay)
    paid = 0.0 if contract.monthly_pay is not None else price * worked.regular
    if overtime is not None:
        paid += price * float(overtime.workday_factor) * worked.workday
        paid += price * float(overtime.rest_day_factor) * worked.rest_day
    return paid


def finished_season(
    engine: Engine, frontier: Frontier, point: Point, counts: Mapping[int, int], names: Sequence[str], clock: YearClock
) -> SeasonRoster:
    """The roster of a season with ``counts`` agents of each contract or vendor."""
    part = frontier.part
    wanted = np.array([sum(counts[supply] for supply in members) for members in part.members])
    season, values = _fewest_hours(engine, frontier, point, wanted, FEWEST * clock.to_finish)
    chosen = season.chosen(part, values)
    cost = season.hours_cost(part)
    roster = season_roster(engine, season.master, part.need, values, cost, SPLIT * clock.to_finish)
    return SeasonRoster(_by_contract(roster, part, counts, names), chosen, met=True)


def _fewest_hours(
    engine: Engine, frontier: Frontier, point: Point, wanted: NDArray[np.int64], seconds: float
) -> tuple[SeasonMaster, NDArray[np.float64]]:
    """The plan of ``point`` with the agents ``wanted``, at the least cost of hours, or the fewest paid hours.

    Where none is found in time, the plan of ``point`` as it is: agents above its own get tours when it is split.
    """
    part = frontier.part
    season = build_season(part, frontier.near)
    heads = np.array([contract.headcount for contract in season.master.contracts])
    season.master.model.fix_columns(heads, wanted.astype(float))
    season.master.model.fix_columns(season.all_switches, point.values[point.season.all_switches])
    cost = season.hours_cost(part)
    cost = cost if cost.any() else season.master.paid_cost()
    outcome = engine.run(season.master.model, cost, seconds=seconds, nodes=NODES, gap=GAP, stoppable=False)
    if outcome.values is not None:
        need = chosen_need(part, season.chosen(part, outcome.values))
        if service_met(need, on_duty(season.master.contracts, outcome.values, need.grid.n_slots) - need.least):
            return season, outcome.values
    values = point.values.copy()
    values[[contract.headcount for contract in point.season.master.contracts]] = wanted
    return point.season, values


def _by_contract(roster: Roster, part: SeasonPart, counts: Mapping[int, int], names: Sequence[str]) -> Roster:
    """The roster of groups with every agent in a contract of the group, agents numbered by contract."""
    contract_of: dict[int, int] = {}
    agent = 0
    for work, members in zip(part.works, part.members, strict=True):
        there = roster.headcount_by_contract[work.contract.name]
        places = [supply for supply in members for _one in range(counts[supply])]
        places += members[-1:] * (there - len(places))
        contract_of |= {agent + k: supply for k, supply in enumerate(places)}
        agent += there
    order = sorted(contract_of, key=lambda one: (contract_of[one], one))
    number = {old: new for new, old in enumerate(order)}
    shifts = sorted(
        (s._replace(agent=number[s.agent], contract=names[contract_of[s.agent]]) for s in roster.shifts),
        key=lambda s: (s.agent, s.start),
    )
    heads = {name: 0 for name in names}
    for supply in contract_of.values():
        heads[names[supply]] += 1
    return replace(roster, shifts=tuple(shifts), headcount_by_contract=heads)


def worked_hours(part: SeasonPart, roster: Roster, contracts: Sequence[SupplyContract], season: int) -> list[Worked]:
    """Hours of each contract in a season by the finished schedule, overtime apart."""
    worked = []
    for group, members in enumerate(part.members):
        for supply in members:
            if supply >= len(contracts):
                continue
            contract = contracts[supply]
            regular, _beyond, days = overtime_split(contract, part, group)
            mine = [shift.paid_slots for shift in roster.shifts if shift.contract == contract.name]
            hours = [slots * part.need.grid.slot_minutes / 60 for slots in mine]
            over = sum(max(0.0, h - regular) for h in hours) if part.overtime[group] else 0.0
            heads = roster.headcount_by_contract[contract.name]
            rest = max(0.0, sum(hours) - over - days * part.days / 7 * regular * heads) if days else 0.0
            base = sum(hours) - over - rest
            worked.append(Worked(contract.name, season, part.weeks * base, part.weeks * over, part.weeks * rest))
    return worked
