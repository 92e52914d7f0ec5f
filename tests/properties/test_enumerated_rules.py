"""The smallest team under random rules of contracts, against all legal tours put together by a model of sets.

The tours are every choice of a shift or none on each day; which of them are legal says the checker. The fewest of them
that cover the need are found by CP-SAT, with a column for each tour. Nothing of the product's model is used.
"""

import os
from collections import Counter
from itertools import product
from random import Random
from unittest.mock import patch

import numpy as np
import pytest
from ortools.sat.python import cp_model
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from test_legal_work import allowed
from test_sequences import random_problem, written

from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.scenario.keys import Objective, Solving
from staffplan.schema.service.staffing import Staffing
from staffplan.shifts import legal_work
from staffplan.solve.search import find_roster
from staffplan.verify.check import SHIFT_AND_AGENT_RULES

CASES = int(os.environ.get("STAFFPLAN_CASES", "300"))
"""How many random problems the slow test compares."""
MOST_TOURS = 2200


def problem(seed):
    """A grid, a scenario and all shifts of a random problem of few tours; None where it has too many."""
    random = Random(seed)
    grid, scenario = random_problem(random, longest=5)
    contract = scenario.contract[0]
    bank = random.sample(
        contract.shifts, min(len(contract.shifts), random.choice((1, 2) if grid.cyclic else (1, 2, 3)))
    )
    scenario = scenario.model_copy(update={"contract": (contract.model_copy(update={"shifts": tuple(bank)}),)})
    with patch("staffplan.shifts.legal_shifts.without_false_hope", lambda work: work):
        [work] = legal_work(scenario, grid)
    ways = [1 + int((work.day == day).sum()) for day in range(len(work.days))]
    return (random, grid, scenario, work) if 1 < np.prod(ways) <= MOST_TOURS else None


def legal_tours(grid, scenario, work):
    """Every tour of the shifts of ``work`` that the checker finds legal."""
    of_day = [[None, *np.flatnonzero(work.day == day).tolist()] for day in range(len(work.days))]
    tours = [[shift for shift in tour if shift is not None] for tour in product(*of_day)]
    tours = [tour for tour in tours if tour]
    return [tours[int(agent)] for agent in allowed(written(scenario, grid, work, tours), SHIFT_AND_AGENT_RULES)]


def covered(grid, work, shift):
    """The slots of the period that a shift holds."""
    slots = range(int(work.start[shift]), int(work.start[shift] + work.length[shift]))
    return [slot % grid.n_slots for slot in slots if grid.cyclic or 0 <= slot < grid.n_slots]


def random_need(random, grid, work):
    """Agents in some of the shifts' times, in random numbers."""
    least = np.zeros(grid.n_slots, dtype=np.int64)
    for shift in range(work.n_shifts):
        if random.random() < 0.5:
            slots = covered(grid, work, shift)
            least[slots] = np.maximum(least[slots], random.choice((1, 1, 2, 3)))
    return least


def fewest(grid, work, tours, least):
    """The fewest tours that cover ``least``; None: none do."""
    model = cp_model.CpModel()
    agents = [model.new_int_var(0, int(least.sum()) + 1, "") for _tour in tours]
    holding = [[] for _slot in range(grid.n_slots)]
    for tour, number in zip(tours, agents, strict=True):
        for slot in {slot for shift in tour for slot in covered(grid, work, shift)}:
            holding[slot].append(number)
    for slot in np.flatnonzero(least).tolist():
        model.add(sum(holding[slot]) >= int(least[slot]))
    model.minimize(sum(agents))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.max_time_in_seconds = 1, 20
    status = solver.solve(model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return int(solver.objective_value) if status == cp_model.OPTIMAL else None


def ended_as(roster, expected):
    """How a case ended whose fewest agents are ``expected``; raises AssertionError where the product is wrong."""
    if roster is None or expected is None:
        assert roster is None, roster.headcount
        assert expected is None, expected
        return "infeasible"
    assert roster.headcount_bound <= expected <= roster.headcount, (expected, roster.headcount, roster.headcount_bound)
    return "proved" if roster.headcount == roster.headcount_bound else f"{roster.headcount - expected} too many"


def compared(seed):
    """How a case ended; raises AssertionError where the product is wrong."""
    made = problem(seed)
    if made is None:
        return "too many tours"
    random, grid, scenario, work = made
    least = random_need(random, grid, work)
    if not least.any():
        return "no need"
    expected = fewest(grid, work, legal_tours(grid, scenario, work), least)
    staffing, solving = Staffing(grid, least, least), Solving(time_limit="20s")
    roster = find_roster(legal_work(scenario, grid), staffing, Objective(), solving, nobody_watches, Stop())
    return ended_as(roster, expected)


@pytest.mark.slow
def test_the_smallest_team_is_that_of_all_legal_tours(searches_share_one_process):  # noqa: F811
    ended, wrong = Counter(), {}
    for seed in range(CASES):
        try:
            ended[compared(seed)] += 1
        except Exception as error:
            wrong[seed] = f"{type(error).__name__}: {error}"
    print(ended)
    assert wrong == {}, ended
    assert ended["proved"] >= 0.2 * CASES
