"""A team of people who are all alike needs as many as agents without names do: the same headcount and bound."""

import os
from random import Random

import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from test_enumerated_rules import random_need
from test_sequences import random_problem

from staffplan.schema.people.team import Person, Team
from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.scenario.keys import Objective, Solving
from staffplan.schema.service.staffing import Staffing
from staffplan.shifts import legal_work
from staffplan.shifts.people import team_work
from staffplan.solve.search import find_roster

CASES = int(os.environ.get("STAFFPLAN_CASES", "12"))


def found(works, grid, least):
    return find_roster(
        works, Staffing(grid, least, least), Objective(), Solving(time_limit="20s"), nobody_watches, Stop()
    )


def compared(seed):
    """How a case ended; raises AssertionError where names change the answer."""
    random = Random(seed)
    grid, scenario = random_problem(random, longest=7)
    if grid.cyclic:
        return "a team has dates"
    works = legal_work(scenario, grid)
    least = random_need(random, grid, works[0])
    if not least.any() or not works[0].n_shifts:
        return "no need"
    without = found(works, grid, least)
    named = random.choice((0, 1, 2))
    people = tuple(Person(id=str(k), contract=scenario.contract[0].name) for k in range(named))
    work = team_work(scenario, Team(people=people), grid)
    assert work.people == ((tuple(range(named)),) if named else ())
    with_names = found(work.works, grid, least)
    if without is None or with_names is None:
        assert (without, with_names) == (None, None)
        return "infeasible"
    if not (without.proved and with_names.proved):
        return "not proved"
    assert with_names.headcount == max(without.headcount, named)
    assert with_names.headcount_bound == max(without.headcount_bound, named)
    return "equal"


@pytest.mark.slow
def test_names_change_nothing(searches_share_one_process):  # noqa: F811
    ended = [compared(seed) for seed in range(4 * CASES)]
    assert ended.count("equal") >= CASES, {each: ended.count(each) for each in sorted(set(ended))}


@pytest.mark.parametrize("seed", range(2))
def test_names_change_nothing_in_a_few_cases(seed):
    assert compared(seed) != "not proved"
