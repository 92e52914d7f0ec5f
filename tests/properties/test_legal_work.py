"""The shifts stage and the checker know the rules apart from each other; both must allow the same, no more, no less."""

from itertools import product
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import cases

from staffplan.demand import planning_grid
from staffplan.schema.plan import CoverageSlot, Plan, PlanSummary, Service, Shift
from staffplan.shifts import legal_work
from staffplan.verify.roster import roster_of
from staffplan.verify.rules.sequences.runs import days_in_row
from staffplan.verify.rules.starts import shift_in_period, shift_start
from staffplan.verify.rules.weeks import days_off_in_row, days_per_week

EXAMPLES = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def coverage_of(grid):
    """Rows of slots in which nothing is needed and nobody is on duty."""
    return tuple(
        CoverageSlot(start=s, inquiries=0, human_inquiries=0, required=0, on_duty=0, service_level=None, occupancy=None)
        for s in grid.starts
    )


def summary_of(scenario):
    """What plan.json says of nobody, but for the scenario."""
    return PlanSummary(
        status="feasible",
        headcount=0,
        headcount_bound=0,
        headcount_by_contract={},
        paid_hours=0,
        service=Service(target=scenario.target, predicted=None),
        solve_seconds=0,
        stages={},
        versions={},
        seed=0,
        inputs={},
        scenario=scenario,
    )


def roster(scenario, grid, contract, starts_and_lengths):
    """One shift for each agent, in the checker's eyes; nothing else of the plan is looked at."""
    shifts = []
    for agent, (start, length) in starts_and_lengths:
        moment = grid.instant(start)
        shifts.append(
            Shift(
                agent_id=agent,
                contract=contract.name,
                date=moment.date(),
                start=moment,
                end=grid.instant(start + length),
                paid_hours=0,
            )
        )
    return roster_of(Plan(summary=summary_of(scenario), shifts=tuple(shifts), coverage=coverage_of(grid)))


def allowed(checked, rules):
    """Agents of whom none of the rules complains."""
    return set(checked.agent_ids) - {violation.agent_id for rule in rules for violation in rule(checked)}


@pytest.mark.slow
@EXAMPLES
@given(cases())
def test_same_shifts_are_legal(case):
    forecast, scenario = case
    grid = planning_grid(forecast, scenario)
    with patch(
        "staffplan.shifts.legal_shifts.without_false_hope", lambda work: work
    ):  # shifts of no tour are tried in B1
        works = legal_work(scenario, grid)
    for work in works:
        lengths = [int(length / scenario.grid) for length in work.contract.shift_lengths]
        first = 0 if grid.cyclic else -1500 // grid.slot_minutes
        candidates = {f"{s} {n}": (s, n) for s in range(first, grid.n_slots) for n in lengths}
        accepted = allowed(roster(scenario, grid, work.contract, candidates.items()), (shift_start, shift_in_period))
        made = {f"{s % grid.n_slots if grid.cyclic else s} {n}" for s, n in zip(work.start, work.length, strict=True)}
        assert made == accepted


def accepts(automaton, works):
    state = 0 if automaton.n_states(0) else -1
    for day, work in enumerate(works):
        if state < 0:
            return False
        state = automaton.after[day][state, int(work)]
    return state >= 0


@pytest.mark.slow
@EXAMPLES
@given(cases())
def test_same_days_are_legal(case):
    forecast, scenario = case
    grid = planning_grid(forecast, scenario)
    for work in legal_work(scenario, grid):
        if not work.n_shifts:
            continue
        shift_of = {int(day): (int(s), int(n)) for day, s, n in zip(work.day, work.start, work.length, strict=True)}
        days = len(work.days)
        sequences = list(product((False, True), repeat=days)) if days <= 9 else _samples(days)
        sequences = [works for works in sequences if any(works) and all(k in shift_of for k in range(days) if works[k])]
        rows = [(str(k), shift_of[d]) for k, works in enumerate(sequences) for d in range(days) if works[d]]
        turned = [(agent, (s % grid.n_slots if grid.cyclic else s, n)) for agent, (s, n) in rows]
        checked = roster(scenario, grid, work.contract, turned)
        accepted = allowed(checked, (days_in_row, days_per_week, days_off_in_row))
        for agent, works in enumerate(sequences):
            assert accepts(work.automaton, works) == (str(agent) in accepted), (works, work.days, work.contract)


def _samples(days):
    """Sequences of days on and off that are not hopeless from the start: runs of work between runs of days off."""
    random = Random(days)
    for _sample in range(600):
        works = []
        while len(works) < days:
            works += [True] * random.randint(0, 6) + [False] * random.randint(1, 3)
        yield tuple(works[:days])
