"""The table of docs/queueing.md: what dividing by (1 − absence) gives, against the expectation over who comes.

    python tests/benchmarks/absence_by_team.py

Each team is the least that answers 90% within 30 s (aht 5 min) if everybody comes, at the largest load it can take.
"""

import numpy as np

from staffplan.schema.scenario.keys import Shrinkage
from staffplan.service.steady.absence import available
from staffplan.service.steady.erlang import erlang_queue

AHT_S, WITHIN_S, SHARE = 300.0, 30.0, 0.9
TEAMS = (2, 3, 4, 5, 6, 8, 9, 10, 15, 18, 20, 30, 40, 45, 50)


def level(load, agents, leaving):
    """Service level with so many agents available; 0 with none."""
    count = np.atleast_1d(np.asarray(agents, dtype=float))
    arrival, aht = np.full(count.size, load / AHT_S), np.full(count.size, AHT_S)
    return erlang_queue(arrival, aht, count, leaving).in_time(WITHIN_S)


def largest_load(agents, leaving):
    """The load at which ``agents`` just meet the target if everybody comes."""
    low, high = 0.0, 2.0 * agents
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if level(middle, agents, leaving)[0] >= SHARE else (low, middle)
    return low


def expected(load, on_duty, leaving, absence):
    """The service level with ``on_duty`` of whom each is absent by chance."""
    states = available(np.array([on_duty]), Shrinkage(absence=absence))
    return float(states.weight @ level(load, states.agents, leaving))


def needed(load, agents, leaving, absence):
    """Least on duty whose expected service level meets the target."""
    while expected(load, agents, leaving, absence) < SHARE:
        agents += 1
    return agents


def row(agents, leaving, absence):
    """Cells of one case: on duty by division, what it gives, on duty needed."""
    load = largest_load(agents, leaving)
    divided = int(np.ceil(agents / (1 - absence) - 1e-9))
    return f"{divided} | {expected(load, divided, leaving, absence):.3f} | {needed(load, agents, leaving, absence)}"


if __name__ == "__main__":
    for title, leaving in (("nobody leaves", 0.0), ("patience 4 min", 1 / 240)):
        print(f"\n{title}\n\n| team | 5%: divided | gives | needed | 10%: divided | gives | needed |")
        print("|---|---|---|---|---|---|---|")
        for team in TEAMS:
            print(f"| {team} | {row(team, leaving, 0.05)} | {row(team, leaving, 0.1)} |")
