"""The year as one model: each season's master, linked by heads, terms, engagements, fees and limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.year.bill import bot_lines, employment_lines, engagement_lines, seat_lines
from staffplan.schema.year.calendar import days_in_month, months_of
from staffplan.schema.year.rules import seasons_of
from staffplan.schema.year.usage import Employed, Engaged, Overflow, Resolved, Seats, Usage, Worked
from staffplan.solve.engine.linear import LinearModel
from staffplan.solve.year.money import Handed, Money, add_invoices

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from staffplan.schema.year.calendar import Calendar
    from staffplan.schema.year.part import SeasonPart
    from staffplan.schema.year.supply import BotOption, PayPerInquiry, SupplyContract, Vendor
    from staffplan.schema.year.year import Year
    from staffplan.solve.year.frontier import Frontier

WEEKS_PER_MONTH = 365 / 84
"""Weeks of an average month."""
Spans = dict[tuple[int, int], int]
"""Column by first and last season."""


@dataclass
class YearModel:
    """What links the seasons of a year with one bot: heads, terms, engagements, fees and limits."""

    year: Year
    calendar: Calendar
    option: BotOption
    frontiers: Sequence[Frontier]
    """What is known of each season; seasons that are alike share one."""
    same_all_year: bool = False
    """Whether whoever is employed or engaged is so all year."""
    model: LinearModel = field(default_factory=LinearModel)
    money: Money = field(default_factory=Money)
    agents: dict[tuple[int, int], int] = field(default_factory=dict)
    """By season and contract or vendor: the column of its agents in the schedule."""
    groups: dict[tuple[int, int], int] = field(default_factory=dict)
    """By season and group: the column of its agents in the schedule."""
    hours: list[int] = field(default_factory=list)
    """For each season, the column of what the hours of one period cost."""
    heads: list[tuple[int, int, int]] = field(default_factory=list)
    """Season, column and number: who is there in each season, for the objective headcount and for limits."""
    employed: dict[str, Spans] = field(default_factory=dict)
    new: dict[str, int] = field(default_factory=dict)
    engaged: dict[str, Spans] = field(default_factory=dict)
    seats: dict[str, Spans] = field(default_factory=dict)
    handed: dict[str, Handed] = field(default_factory=dict)

    @property
    def n_seasons(self) -> int:
        """Number of seasons."""
        return len(self.frontiers)

    def headcount_cost(self) -> NDArray[np.float64]:
        """The objective "headcount": who is there on an average day."""
        cost = np.zeros(self.model.n_columns)
        for season, column, number in self.heads:
            cost[column] += number * self.calendar.seasons[season].days / self.calendar.days
        return cost

    def money_cost(self) -> NDArray[np.float64]:
        """The objective "cost", without what is paid in any case."""
        return self.money.cost(self.model.n_columns)

    def spans(self) -> Iterator[tuple[int, int]]:
        """First and last season of every way to be employed or engaged."""
        n = self.n_seasons
        whole = ((first, last) for first in range(n) for last in range(first, n))
        return iter([(0, n - 1)]) if self.same_all_year else whole

    def part(self, season: int) -> SeasonPart:
        """The season as the solve stage takes it."""
        return self.frontiers[season].part


def build_year(
    year: Year,
    calendar: Calendar,
    option: BotOption,
    frontiers: Sequence[Frontier],
    most: Mapping[str, int],
    *,
    same_all_year: bool = False,
) -> YearModel:
    """The links of the year with the bot ``option``; ``most`` useful seats of each vendor."""
    it = YearModel(year, calendar, option, frontiers, same_all_year)
    for k in range(len(frontiers)):
        add_agents(it, k)
    for supply, contract in enumerate(year.contract):
        (add_permanent if contract.kind == "permanent" else add_seasonal)(it, supply, contract)
    for supply, vendor in enumerate(year.vendor, start=len(year.contract)):
        add_vendor(it, supply, vendor, most.get(vendor.name, 0))
    for supplier in year.pay_per_inquiry:
        add_supplier(it, supplier)
    resolved = [Resolved(k, frontier.part.resolved_per_day) for k, frontier in enumerate(frontiers)]
    it.money.charge_fixed(bot_lines(option, calendar, resolved))
    add_limits(it)
    return it


def add_agents(it: YearModel, season: int) -> None:
    """Agents of each contract and vendor in the schedule, those of a group together, and what their hours cost."""
    part = it.part(season)
    for group, members in enumerate(part.members):
        upper = it.frontiers[season].most_agents(group)
        together = int(it.model.add_columns("group", 1, 0, upper, integer=True)[0])
        it.groups[season, group] = together
        row = it.model.add_rows("members", 1, 0, 0)
        it.model.add_terms(row, together, -1)
        for supply in members:
            column = int(it.model.add_columns("agents", 1, 0, upper, integer=True)[0])
            it.agents[season, supply] = column
            it.model.add_terms(row, column, 1)
    hours = int(it.model.add_columns("hours", 1)[0])
    it.hours.append(hours)
    most = it.model.add_rows("hours_of_agents", 1, upper=0)
    it.model.add_terms(most, hours, 1)
    for group, price in enumerate(it.frontiers[season].hours_per_agent[1]):
        it.model.add_terms(most, it.groups[season, group], -price)
    for month in months_of(it.calendar.seasons[season]):
        share = days_in_month(it.calendar.seasons[season], month) / it.calendar.seasons[season].days
        it.money.by_month.setdefault(month, []).append((hours, part.weeks * share))


def productivity(contract: SupplyContract, calendar: Calendar, first: int, season: int) -> float:
    """What heads who start with season ``first`` get done in ``season`` on average, relative to trained ones."""
    begin = (calendar.seasons[season].first - calendar.seasons[first].first).days
    days = calendar.seasons[season].days
    done = sum(contract.ramp[(begin + d) // 7] if (begin + d) // 7 < len(contract.ramp) else 1.0 for d in range(days))
    return done / days


def learning(contract: SupplyContract) -> float:
    """Share of the work of permanent heads that is missing because leavers' replacements are still learning."""
    return contract.attrition * sum(1 - done for done in contract.ramp) / WEEKS_PER_MONTH


def add_permanent(it: YearModel, supply: int, contract: SupplyContract) -> None:
    """The same heads all year; those above the ones employed already are hired and trained."""
    name, last = contract.name, it.n_seasons - 1
    present = [k for k in range(it.n_seasons) if (k, supply) in it.agents]
    bounds = it.model.bounds()[1]
    upper = max((bounds[it.agents[k, supply]] for k in present), default=0)
    lost = learning(contract)
    least, most = contract.headcount
    highest = np.ceil(upper / (1 - lost)) + 1 if most is None else most
    heads = int(it.model.add_columns(f"heads[{name}]", 1, least, highest, integer=True)[0])
    it.employed[name] = {(0, last): heads}
    it.money.charge(heads, employment_lines(contract, it.calendar, Employed(name, 0, last, 1, 0)))
    new = int(it.model.add_columns(f"new[{name}]", 1)[0])
    it.new[name] = new
    row = it.model.add_rows(f"new[{name}]", 1, -contract.employed)
    it.model.add_terms(row, [new, heads], [1, -1])
    it.money.charge(new, employment_lines(contract, it.calendar, Employed(name, 0, last, 0, 1)))
    for k in range(it.n_seasons):
        it.heads.append((k, heads, 1))
        if k in present:
            places = it.model.add_rows(f"places[{name}]", 1, -1 + 1e-6 if lost else 0, 0)
            it.model.add_terms(places, [it.agents[k, supply], heads], [1, lost - 1])


def add_seasonal(it: YearModel, supply: int, contract: SupplyContract) -> None:
    """Heads from one season to another; new ones get less done in their first weeks."""
    name, within = contract.name, seasons_of(contract, it.calendar)
    spans: Spans = {}
    for first, last in it.spans():
        if first in within and last in within:
            column = int(it.model.add_columns(f"heads[{name},{first},{last}]", 1, integer=True)[0])
            spans[first, last] = column
            it.money.charge(column, employment_lines(contract, it.calendar, Employed(name, first, last, 1, 1)))
            it.heads.extend((k, column, 1) for k in range(first, last + 1))
    it.employed[name] = spans
    for k in range(it.n_seasons):
        if (k, supply) not in it.agents:
            continue
        places = it.model.add_rows(f"places[{name}]", 1, upper=0)
        it.model.add_terms(places, it.agents[k, supply], 1)
        most = np.inf if contract.headcount[1] is None else contract.headcount[1]
        limit = it.model.add_rows(f"most[{name}]", 1, upper=most)
        here = [span for span in spans if span[0] <= k <= span[1]]
        done = {first: productivity(contract, it.calendar, first, k) for first in {first for first, _last in here}}
        it.model.add_terms(places, [spans[span] for span in here], [-done[span[0]] for span in here])
        it.model.add_terms(limit, [spans[span] for span in here], 1)


def add_vendor(it: YearModel, supply: int, vendor: Vendor, useful: int) -> None:
    """Engagements from one season to another, with at least the minimum of seats; seats besides the included ones."""
    name, model = vendor.name, it.model
    engaged = {span: int(model.add_columns(f"engaged[{name}]", 1, 0, 1, integer=True)[0]) for span in it.spans()}
    seats = {span: int(model.add_columns(f"seats[{name}]", 1, integer=True)[0]) for span in it.spans()}
    it.engaged[name], it.seats[name] = engaged, seats
    for (first, last), column in engaged.items():
        it.money.charge(column, engagement_lines(vendor, it.calendar, Engaged(name, first, last)))
        it.heads.extend((k, column, vendor.included_seats) for k in range(first, last + 1) if vendor.included_seats)
    for (first, last), column in seats.items():
        it.money.charge(column, seat_lines(vendor, it.calendar, Seats(name, first, last, 1)))
        it.heads.extend((k, column, 1) for k in range(first, last + 1))
    most = max(useful, vendor.minimum_seats)
    most = most if vendor.most_seats is None else min(most, vendor.most_seats)
    for k in range(it.n_seasons):
        now = [column for (first, last), column in engaged.items() if first <= k <= last]
        more = [column for (first, last), column in seats.items() if first <= k <= last]
        once = model.add_rows(f"once[{name}]", 1, upper=1)
        model.add_terms(once, now, 1)
        least = model.add_rows(f"least[{name}]", 1, 0)
        model.add_terms(least, now, vendor.included_seats - vendor.minimum_seats)
        model.add_terms(least, more, 1)
        upper = model.add_rows(f"most[{name}]", 1, upper=0)
        model.add_terms(upper, more, 1)
        model.add_terms(upper, now, -max(most - vendor.included_seats, 0))
        if (k, supply) not in it.agents:
            continue
        places = model.add_rows(f"places[{name}]", 1, upper=0)
        model.add_terms(places, it.agents[k, supply], vendor.aht_factor)
        model.add_terms(places, now, -vendor.included_seats)
        model.add_terms(places, more, -1)


def add_supplier(it: YearModel, supplier: PayPerInquiry) -> None:
    """What a supplier paid per inquiry takes on a day of each season, and its invoices."""
    model, name, n = it.model, supplier.name, it.n_seasons
    most = [frontier.most_handed(name) for frontier in it.frontiers]
    volume = model.add_columns(f"volume[{name}]", n, 0, [v for v, _s in most]).tolist()
    surcharge = model.add_columns(f"surcharge[{name}]", n, [-s for _v, s in most], [s for _v, s in most]).tolist()
    used = model.add_columns(f"used[{name}]", n, 0, 1, integer=bool(supplier.monthly_minimum)).tolist()
    for k, (volume_most, _surcharge) in enumerate(most):
        engaged = model.add_rows(f"engaged[{name}]", 1, upper=0)
        model.add_terms(engaged, [volume[k], used[k]], [1, -volume_most])
    it.handed[name] = Handed(tuple(volume), tuple(surcharge), tuple(used), tuple(most))
    add_invoices(model, supplier, it.calendar, it.handed[name], it.money)


def add_limits(it: YearModel) -> None:
    """Spend of each month, labour's share of the revenue, agents of a season."""
    limits = it.year.limits
    if limits.monthly_spend is not None:
        for month in it.calendar.months:
            row = it.model.add_rows("spend", 1, upper=float(limits.monthly_spend) - it.money.fixed.get(month, 0.0))
            for column, amount in it.money.by_month.get(month, []):
                it.model.add_terms(row, column, amount)
    if limits.labour_share is not None:
        revenue = float(sum(season.revenue or 0 for season in it.year.season))
        row = it.model.add_rows("labour_share", 1, upper=limits.labour_share * revenue - it.money.base)
        cost = it.money_cost()
        columns = np.flatnonzero(cost)
        it.model.add_terms(row, columns, cost[columns])
    if limits.agents_per_season is not None:
        rows = it.model.add_rows("agents", it.n_seasons, upper=limits.agents_per_season)
        for season, column, number in it.heads:
            it.model.add_terms(rows[season], column, number)


def usage_of(it: YearModel, values: NDArray[np.float64], worked: Sequence[Worked]) -> Usage:
    """What the solution ``values`` uses; ``worked`` as its schedules say."""

    def count(column: int) -> int:
        return round(float(values[column]))

    employed = []
    for name, spans in it.employed.items():
        for (first, last), column in spans.items():
            if count(column):
                new = count(it.new[name]) if name in it.new else count(column)
                employed.append(Employed(name, first, last, count(column), new))
    overflow = [
        Overflow(name, k, float(values[handed.volume[k]]), float(values[handed.surcharge[k]]))
        for name, handed in it.handed.items()
        for k in range(it.n_seasons)
        if values[handed.volume[k]] > 1e-9
    ]
    return Usage(
        bot=it.option.name,
        employed=tuple(employed),
        worked=tuple(worked),
        engaged=tuple(Engaged(n, *span) for n, spans in it.engaged.items() for span, c in spans.items() if count(c)),
        seats=tuple(
            Seats(n, *span, count(c)) for n, spans in it.seats.items() for span, c in spans.items() if count(c)
        ),
        overflow=tuple(overflow),
        resolved=tuple(Resolved(k, one.part.resolved_per_day) for k, one in enumerate(it.frontiers)),
    )
