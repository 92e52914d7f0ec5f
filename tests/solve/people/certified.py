"""The bound of a certificate, worked out from its formula: every tour one by one, every number of agents one by one."""

import numpy as np
from enumeration import tours

from staffplan.solve.people.given.problem import TERMS, NameNeed


def recomputed(problem, certificate):
    """The bound that the prices give."""
    theta = {term: problem.level.weights.get(term, 0.0) for term in TERMS}
    for price, held in zip(certificate.held, problem.level.held, strict=True):
        for term, weight in held.weights.items():
            theta[term] += price * weight
    total = 0.0
    for person in problem.persons:
        total += person.count * least_tour(problem, person.work, person.costs, theta, certificate.places)
    for hire in problem.hires:
        tour = least_tour(problem, hire.work, {}, theta, certificate.places)
        total += hire.most * min(0.0, tour + theta["hires"] * hire.cost)
    total += places(problem.need, certificate, theta["missing"])
    return total - sum(price * held.most for price, held in zip(certificate.held, problem.level.held, strict=True))


def least_tour(problem, work, costs, theta, prices):
    worth = [worth_of(problem.need, work, shift, prices) for shift in range(work.n_shifts)]
    least = np.inf
    for tour in tours(work):
        cost = -sum(worth[shift] for shift in tour) + theta["hours"] * sum(int(work.paid_slots[s]) for s in tour)
        off = set(range(len(work.days))) - {int(work.day[shift]) for shift in tour}
        for term, cost_of in costs.items():
            cost += theta[term] * (sum(cost_of.shift[s] for s in tour) + sum(cost_of.off[d] for d in off))
        least = min(least, cost)
    return least


def worth_of(need, work, shift, prices):
    if isinstance(need, NameNeed):
        key = (work.days[int(work.day[shift])], work.patterns[int(work.pattern[shift])].name)
        cells = list(zip(need.day, need.name, strict=True))
        return prices[cells.index(key)] if key in cells else 0.0
    first, n = int(work.start[shift]), len(prices)
    total = sum(prices[slot] for slot in range(first, first + int(work.length[shift])) if 0 <= slot < n)
    for option in work.breaks_of(shift):
        spans = [range(first + offset, first + offset + option.length) for offset in option.offsets]
        total -= min(sum(prices[slot] for slot in span if 0 <= slot < n) for span in spans)
    return total


def places(need, certificate, missing):
    scopes = [(r.gain, group) for r in getattr(need, "requirements", ()) for group in r.groups]
    total = sum(price * group.at_least for price, (_g, group) in zip(certificate.scopes, scopes, strict=True))
    for price in certificate.scopes:
        assert 0.0 <= price <= missing * need.service + 1e-9
    for place, price in enumerate(certificate.places):
        wanted = int(need.need[place])
        gains = [
            (worth, gain[place])
            for worth, (gain, group) in zip(certificate.scopes, scopes, strict=True)
            if place in group.slots
        ]
        least = np.inf
        for n in range(max(wanted, 0) + 60):
            cost = need.under[place] * max(wanted - n, 0) + need.over[place] * max(n - wanted, 0)
            gained = sum(worth * gain[min(max(n - wanted, 0), len(gain) - 1)] for worth, gain in gains)
            least = min(least, missing * cost + price * n - gained)
        total += least
    return total
