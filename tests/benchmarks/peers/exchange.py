"""What a peer is asked, and what it answers: plain JSON, so that each can run in an environment of its own.

A question holds, all times in slots: ``days``, ``slots_per_day``, ``required`` (agents of each slot, shape (days ×
slots_per_day,)), ``seconds`` (the time limit, building included), and ``contracts``, each with ``team`` (how many
agents to plan with), ``headcount``, ``days_per_week``, ``max_days_in_row``, ``rest``, and ``shifts``: each with
``start`` (after midnight), ``length`` and ``breaks`` (``first``, ``last``: earliest and latest start into the shift,
``length``).

An answer holds ``status`` (optimal, feasible, infeasible, unknown), ``bound`` (of the headcount; null: none),
``build_s``, ``solve_s``, ``note``, and ``shifts``: rows of agent, contract (its position), first slot (negative on the
eve), length, and breaks as pairs of first slot and length.
"""

import math

SLACK = 0.05
"""Share of agents that a peer gets besides those of staffplan's plan; one at least."""


def question(forecast, scenario, *, by_contract, seconds):
    """The question of a case, for a team of ``by_contract`` (agents by contract in staffplan's plan) and some more."""
    from staffplan.pipeline.problem import read_problem
    from staffplan.service import staffing
    from staffplan.shifts import legal_work

    problem = read_problem(forecast, scenario, {})
    need = staffing(problem.demand, problem.scenario)
    grid = need.grid
    per_day = 24 * grid.slots_per_hour
    assert grid.n_slots == len(grid.days) * per_day
    assert grid.week_of(grid.days[0]) == grid.days[0]
    return {
        "days": len(grid.days),
        "slots_per_day": per_day,
        "required": need.least.tolist(),
        "seconds": seconds,
        "contracts": [
            _contract(work, by_contract[work.contract.name], per_day) for work in legal_work(problem.scenario, grid)
        ],
    }


def _contract(work, agents, per_day):
    rules = work.contract
    assert rules.days_off_in_row <= 7 - rules.days_per_week[1] or rules.days_off_in_row == 1
    most = rules.headcount[1]
    team = agents + max(1, math.ceil(SLACK * agents))
    last_day = work.day == len(work.days) - 1
    midnight = int(work.start[last_day].min()) // per_day * per_day
    return {
        "name": rules.name,
        "team": team if most is None else min(team, most),
        "headcount": list(rules.headcount),
        "days_per_week": list(rules.days_per_week),
        "max_days_in_row": rules.max_days_in_row,
        "rest": int(work.rest.max(initial=0)),
        "shifts": [
            {
                "start": int(start) - midnight,
                "length": int(length),
                "breaks": [
                    {"first": b.offsets[0], "last": b.offsets[-1], "length": b.length} for b in work.breaks_of(shift)
                ],
            }
            for shift in last_day.nonzero()[0]
            for start, length in ((work.start[shift], work.length[shift]),)
        ],
    }
