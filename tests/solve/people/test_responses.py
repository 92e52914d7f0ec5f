"""Responses: every plan on the way is legal, what is counted is what is there, and nobody could do better alone."""

import numpy as np
import pytest
from enumeration import tours
from questions import everybody, random_problem

from staffplan.solve.people.given.problem import TERMS
from staffplan.solve.people.paths.team import Team
from staffplan.solve.people.responses import descend
from staffplan.solve.people.roster import Roster


@pytest.mark.parametrize("seed", range(12))
def test_a_plan_by_responses_is_legal_and_counted_rightly(seed):
    rng = np.random.default_rng(seed)
    problem = random_problem(rng)
    roster = Roster(Team(problem))
    descend(roster, problem.level, rng, lambda: False, lambda: None)
    for person, shifts in everybody(roster):
        assert shifts in set(tours(person.work))
    agents = np.zeros_like(roster.agents)
    for tour, breaks in zip(roster.tours, roster.breaks, strict=True):
        for shift, each in zip(tour.worked, breaks, strict=True):
            roster.team.cover.add(agents, int(shift), each, 1)
    assert agents.tolist() == roster.agents.tolist()
    again = roster.copy()
    for agent in range(roster.n_agents):
        tour, breaks = again.tours[agent], again.breaks[agent]
        again.take(agent)
        again.give(agent, tour, breaks)
    assert again.value(problem.level) == pytest.approx(roster.value(problem.level))


def test_without_compiled_code_the_plan_is_the_same():
    found = []
    for by_numpy in (False, True):
        problem = random_problem(np.random.default_rng(3))
        roster = Roster(Team(problem, by_numpy=by_numpy))
        descend(roster, problem.level, np.random.default_rng(0), lambda: False, lambda: None)
        found.append((roster.terms().tolist(), [tour.shifts.tolist() for tour in roster.tours]))
    assert found[0] == found[1]
    assert len(found[0][0]) == len(TERMS)
