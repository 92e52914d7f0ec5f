"""What all parts of a search share stays shared, whoever changes a part of it."""

from dataclasses import replace

import pytest
from runs import run_of
from tiny import every_day, make_contract, make_grid, need

from staffplan.schema.progress import Stop, nobody_watches
from staffplan.solve.run import Bound, whole_bound


@pytest.fixture
def asked():
    return []


@pytest.fixture
def run(engine, asked):
    staffing = need(make_grid(7), *every_day(range(7)))
    return run_of(engine, make_contract(), staffing, bound=3, week=lambda: asked.append("asked") or "the hardest")


def test_a_bound_proved_beside_is_everybodys(run):
    beside = replace(run, stop=Stop(), watcher=nobody_watches)
    beside.bound.prove(3.2)
    run.with_part(run.problem.works, run.problem.staffing).bound.prove(2)
    assert run.bound.heads == beside.bound.heads == 4


def test_the_hard_week_is_looked_for_once_by_all(run, asked):
    assert replace(run, stop=Stop()).problem.hard_week == run.problem.hard_week == "the hardest"
    assert asked == ["asked"]


def test_a_part_of_the_period_has_no_hard_week_but_the_same_clock(run, asked):
    part = run.with_part(run.problem.works, run.problem.staffing)
    assert part.problem.hard_week is None
    assert part.clock is run.clock
    assert asked == []


def test_whoever_listens_hears_when_the_bound_rises_and_only_then():
    bound, heard = Bound(3), []
    bound.tell(lambda: heard.append(bound.heads))
    for proved in (2.0, 3.0, 3.4, 4.0, -float("inf"), float("inf"), 7.0):
        bound.prove(proved)
    assert heard == [4, 7]


@pytest.mark.parametrize(("bound", "whole"), [(3.0, 3), (3.0000001, 3), (3.01, 4), (float("inf"), 0)])
def test_a_fraction_of_an_agent_is_one_more_but_for_rounding(bound, whole):
    assert whole_bound(bound) == whole
