"""The search as a whole: hires, levels, who is alike, stops, and the same plan each time."""

from dataclasses import replace

import numpy as np
import pytest
from certified import recomputed
from questions import random_problem
from tiny import every_day, make_contract, make_grid, need, solved, works_of

from staffplan.schema.progress import Stop
from staffplan.schema.scenario.keys import BreakRule
from staffplan.solve.people.given.problem import Costs, Held, HireClass, Level, PeopleProblem, Person, need_of
from staffplan.solve.people.paths.team import NoTourError
from staffplan.solve.people.search import solve_people

PAUSE = (BreakRule(length="1h", starts=("3h", "5h")),)
FEWEST = Level({"missing": 1.0, "hires": 1.0})


def week(agents, **rules):
    """A contract of 8-hour shifts with a break over a week of 60 minutes, and a need from 9 to 17 hours."""
    keys = {"starts": ("08:00", "10:00"), "breaks": PAUSE, "days_per_week": (0, 5), "min_rest": "11h"} | rules
    return make_contract(**keys), need(make_grid(7), *every_day(range(7), 10, 16, agents))


@pytest.mark.parametrize(
    ("agents", "rules"),
    [(1, {}), (2, {}), (3, {"days_per_week": (4, 5)}), (2, {"max_days_in_row": 3})],
)
def test_hires_without_a_team_are_as_many_as_the_anonymous_search_finds(agents, rules):
    contract, staffing = week(agents, breaks=(), starts=("09:00", "10:00"), **rules)
    (work,) = works_of(contract, staffing.grid)
    wanted = len({shift.agent for shift in solved(contract, staffing).shifts})
    problem = PeopleProblem((), need_of(staffing, missing=50.0, service=0.0), (HireClass(work, wanted + 2),), FEWEST)
    plan = solve_people(problem, seconds=8)
    assert plan.missing.sum() == 0
    assert (len(plan.hires[0]), plan.bound) == (wanted, wanted)


@pytest.mark.slow
def test_where_breaks_decide_the_bound_may_be_under_the_headcount_but_not_over_it():
    contract, staffing = week(1)
    (work,) = works_of(contract, staffing.grid)
    wanted = len({shift.agent for shift in solved(contract, staffing).shifts})
    problem = PeopleProblem((), need_of(staffing, missing=50.0, service=0.0), (HireClass(work, wanted + 1),), FEWEST)
    plan = solve_people(problem, seconds=3)
    assert plan.bound <= wanted <= len(plan.hires[0]) + 50 * plan.missing.sum()


@pytest.mark.slow
def test_people_who_are_alike_are_one_row_with_their_number():
    contract, staffing = week(2)
    (work,) = works_of(contract, staffing.grid)
    slots = need_of(staffing, missing=50.0, service=0.0)
    together = PeopleProblem((Person(work, 2),), slots, (HireClass(work, 3),), FEWEST)
    apart = replace(together, persons=(Person(work), Person(work)))
    plans = [solve_people(each, seconds=4) for each in (together, apart)]
    assert [len(each) for each in plans[0].persons] == [2]
    assert plans[0].value == plans[1].value
    assert plans[0].certificate.bound == pytest.approx(plans[1].certificate.bound, abs=1e-3)


def wishes(rng, work):
    return Costs(rng.integers(0, 9, work.n_shifts) * 1.0, np.zeros(len(work.days)))


def test_a_level_keeps_what_the_level_above_reached():
    rng = np.random.default_rng(1)
    problem = random_problem(rng, people=3)
    persons = tuple(
        replace(
            each, costs={"wishes": Costs(rng.integers(0, 9, each.work.n_shifts) * 1.0, np.zeros(len(each.work.days)))}
        )
        for each in problem.persons
    )
    first = replace(problem, persons=persons, level=Level({"missing": 1.0}))
    best = solve_people(first, seconds=5)
    second = replace(first, level=Level({"wishes": 1.0}, (Held({"missing": 1.0}, best.value),)))
    plan = solve_people(second, seconds=5)
    assert best.is_proved
    assert plan.over_limit == 0
    assert plan.terms["missing"] == pytest.approx(best.value)
    assert plan.terms["wishes"] <= best.terms["wishes"] + 1e-9
    assert plan.bound <= plan.value + 1e-9
    assert recomputed(second, plan.certificate) == pytest.approx(plan.certificate.bound, rel=1e-6, abs=1e-5)


def test_a_stop_gives_the_plan_there_is():
    stop = Stop()
    stop.set()
    problem = random_problem(np.random.default_rng(2))
    plan = solve_people(problem, seconds=30, stop=stop)
    assert [len(each) for each in plan.persons] == [1] * len(problem.persons)
    assert plan.seconds < 20


def test_the_same_seed_gives_the_same_plan():
    plans = [solve_people(random_problem(np.random.default_rng(5)), seconds=10, seed=4) for _ in range(2)]
    assert plans[0].persons == plans[1].persons


def test_who_has_no_tour_is_named():
    contract, staffing = week(1, days_per_week=(3, 5))
    (work,) = works_of(contract, staffing.grid)
    nobody = work.only(np.zeros(work.n_shifts, dtype=bool))
    problem = PeopleProblem((Person(work), Person(nobody)), need_of(staffing, missing=1.0, service=0.0))
    with pytest.raises(NoTourError) as error:
        solve_people(problem, seconds=1)
    assert error.value.persons == (1,)
