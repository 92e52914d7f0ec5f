"""A tiny year as one plain model: every agent works one of all legal weeks, which are listed. HiGHS solves it.

Nothing of the solve stage is used. The service curves (how much is answered in time with so many agents) are taken from
the service stage, which has tests of its own; prices follow docs/seasons.md.
"""

from __future__ import annotations

import datetime as dt
import itertools
from calendar import monthrange

import numpy as np
from ortools.math_opt.python import mathopt
from tiny_years import OPEN

from staffplan.pipeline.year.parts import season_part
from staffplan.read.year.file import read_year

HOURS = OPEN[1] - OPEN[0]


def legal_weeks(rules):
    """Every week that one agent may work over and over: for each day a start, or None."""
    choices = itertools.product((None, *rules.starts), repeat=7)
    return [week for week in choices if _is_legal(week, rules)]


def _is_legal(week, rules):
    worked = [start is not None for start in week]
    if not rules.days[0] <= sum(worked) <= rules.days[1] or not any(worked) or all(worked):
        return False
    if _longest(worked + worked, True) > rules.in_row or _longest(worked, False) < rules.off_in_row:
        return False
    moments = [24 * day + start for day, start in enumerate(week) if start is not None]
    following = [*moments[1:], moments[0] + 168]
    return all(b - a >= rules.length + rules.rest for a, b in zip(moments, following, strict=True))


def _longest(days, kind):
    return max((len(list(run)) for value, run in itertools.groupby(days) if value is kind), default=0)


def least_cost(year, path, seconds=60.0):
    """The least cost of the year over all bots, its proved bound, and None for both where there is no plan."""
    problem = read_year(path)
    found = [_Model(year, problem, option).solved(seconds) for option in problem.year.bot]
    found = [one for one in found if one is not None]
    return (min(cost for cost, _bound in found), min(bound for _cost, bound in found)) if found else None


class _Model:
    def __init__(self, year, problem, option):
        self.year, self.option = year, option
        self.model = mathopt.Model()
        self.parts = [season_part(problem, option, k) for k in range(len(year.weeks))]
        firsts = year.firsts()
        self.dates = [(a, a + dt.timedelta(weeks=w)) for a, w in zip(firsts, year.weeks, strict=True)]
        self.cost = 0.0
        self.places = {}
        for k in range(len(year.weeks)):
            self._season(k)
        for supply in year.supplies:
            {"permanent": self._permanent, "seasonal": self._seasonal, "vendor": self._vendor}[supply.kind](supply)
        self._invoices()
        self.cost += option_fee(option, self.months(0, len(year.weeks) - 1))

    def months(self, first, last):
        """Months from the begin of one season to the end of another, parts of a month by its days."""
        begin, end = self.dates[first][0], self.dates[last][1]
        days = [begin + dt.timedelta(days=k) for k in range((end - begin).days)]
        return sum(1 / monthrange(day.year, day.month)[1] for day in days)

    def whole(self, most=None):
        return self.model.add_integer_variable(lb=0, ub=float("inf") if most is None else most)

    def _season(self, k):
        on_duty = np.zeros((7, HOURS), dtype=object)
        for supply in self.year.supplies:
            rules = supply.rules
            weeks = legal_weeks(rules)
            counts = [self.whole() for _week in weeks]
            self.places[k, rules.name] = mathopt.fast_sum(counts)
            for week, count in zip(weeks, counts, strict=True):
                for day, start in enumerate(week):
                    if start is not None:
                        for hour in range(start, start + rules.length):
                            on_duty[day, hour - OPEN[0]] += count
                        self.cost += supply.prices.get("hourly_cost", 0.0) * rules.length * self.year.weeks[k] * count
        self._service(k, on_duty)

    def _service(self, k, on_duty):
        part = self.parts[k]
        self.handed = getattr(self, "handed", {})
        handed = 0.0
        options = [(part.need, 0.0), *((offer.need, offer.share) for offer in part.offers)]
        gains = [{} for _need in part.need.requirements]
        for slot in range(168):
            day, hour = divmod(slot, 24)
            duty = on_duty[day, hour - OPEN[0]] if OPEN[0] <= hour < OPEN[1] else 0.0
            chosen = []
            for number, (need, share) in enumerate(options):
                if number and not part.offers[number - 1].allowed[slot]:
                    continue
                curves = [requirement.gain[slot] for requirement in need.requirements]
                levels = max((len(curve) for curve in curves), default=1)
                for level in range(levels):
                    on = self.model.add_binary_variable()
                    chosen.append(on)
                    duty -= (int(need.least[slot]) + level) * on
                    handed += share * float(part.human[slot]) * on
                    for which, requirement in enumerate(part.need.requirements):
                        curve = need.requirements[which].gain[slot] if need.requirements else np.zeros(1)
                        gain = float(curve[min(level, len(curve) - 1)])
                        for group in requirement.groups:
                            if slot in group.slots:
                                asked = part.human[slot] / max(part.human[group.slots].sum(), 1e-12) * group.at_least
                                term = (gain + share * float(asked)) * on
                                gains[which][group.label] = gains[which].get(group.label, 0.0) + term
            self.model.add_linear_constraint(mathopt.fast_sum(chosen) == 1)
            self.model.add_linear_constraint(duty >= 0)
        for which, requirement in enumerate(part.need.requirements):
            for group in requirement.groups:
                if group.at_least > 0:
                    self.model.add_linear_constraint(gains[which][group.label] >= group.at_least - 1e-7)
        self.handed[k] = handed / 7

    def _permanent(self, supply):
        prices, months = supply.prices, self.months(0, len(self.parts) - 1)
        heads, new = self.whole(), self.model.add_variable(lb=0)
        once = prices.get("hiring_cost", 0.0) + prices.get("training_cost", 0.0)
        self.cost += (prices.get("monthly_pay", 0.0) + prices.get("attrition", 0.0) * once) * months * heads
        self.cost += once * new
        self.model.add_linear_constraint(new >= heads - prices.get("employed", 0))
        for k in range(len(self.parts)):
            self.model.add_linear_constraint(self.places[k, supply.rules.name] == heads)

    def spans(self):
        n = len(self.parts)
        return [(first, last) for first in range(n) for last in range(first, n)]

    def _seasonal(self, supply):
        prices, there = supply.prices, dict.fromkeys(range(len(self.parts)), 0.0)
        for first, last in self.spans():
            heads, months = self.whole(), max(self.months(first, last), prices["minimum_term"])
            self.cost += (prices["monthly_pay"] * months + prices["training_cost"]) * heads
            for k in range(first, last + 1):
                there[k] += heads
        for k, heads in there.items():
            self.model.add_linear_constraint(self.places[k, supply.rules.name] <= heads)

    def _vendor(self, supply):
        prices, n = supply.prices, len(self.parts)
        engaged, more = dict.fromkeys(range(n), 0.0), dict.fromkeys(range(n), 0.0)
        for first, last in self.spans():
            on, seats = self.model.add_binary_variable(), self.whole()
            months = max(self.months(first, last), prices["minimum_term"])
            self.cost += prices["base_fee"] * months * on + prices["seat_price"] * months * seats
            for k in range(first, last + 1):
                engaged[k] += on
                more[k] += seats
        for k in range(n):
            self.model.add_linear_constraint(engaged[k] <= 1)
            self.model.add_linear_constraint(more[k] <= 1000 * engaged[k])
            held = more[k] + prices["included_seats"] * engaged[k]
            self.model.add_linear_constraint(held >= prices["minimum_seats"] * engaged[k])
            self.model.add_linear_constraint(prices["aht_factor"] * self.places[k, supply.rules.name] <= held)

    def _invoices(self):
        cloud = self.year.cloud
        if cloud is None:
            return
        begin, end = self.dates[0][0], self.dates[-1][1]
        for month in sorted({(begin + dt.timedelta(days=k)).replace(day=1) for k in range((end - begin).days)}):
            volume, most = 0.0, 0.0
            for k, (first, behind) in enumerate(self.dates):
                days = sum((first + dt.timedelta(days=d)).replace(day=1) == month for d in range((behind - first).days))
                volume += days * self.handed[k]
                most += days * float(self.parts[k].human.sum()) / 7
            low, high = self.model.add_variable(lb=0, ub=40), self.model.add_variable(lb=0, ub=most)
            full, bill = self.model.add_binary_variable(), self.model.add_variable(lb=0)
            self.model.add_linear_constraint(low + high == volume)
            self.model.add_linear_constraint(high <= most * full)
            self.model.add_linear_constraint(low >= 40 * full)
            self.model.add_linear_constraint(bill >= cloud["below"] * low + cloud["price"] * high)
            if cloud["minimum"]:
                used = self.model.add_binary_variable()
                self.model.add_linear_constraint(volume <= most * used)
                self.model.add_linear_constraint(bill >= cloud["minimum"] * used)
            self.cost += bill

    def solved(self, seconds):
        self.model.minimize(self.cost)
        limit = mathopt.SolveParameters(
            time_limit=dt.timedelta(seconds=seconds), relative_gap_tolerance=1e-6, enable_output=False
        )
        result = mathopt.solve(self.model, mathopt.SolverType.HIGHS, params=limit)
        reason = mathopt.TerminationReason
        if result.termination.reason in (reason.INFEASIBLE, reason.INFEASIBLE_OR_UNBOUNDED):
            return None
        assert result.termination.reason in (reason.OPTIMAL, reason.FEASIBLE), result.termination
        return result.objective_value(), result.dual_bound()


def option_fee(option, months):
    return float(option.monthly_fee) * months
