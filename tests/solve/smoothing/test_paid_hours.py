"""The second objective: fewer paid hours than those of the plan at hand, or the plan as it is."""

from types import SimpleNamespace

import numpy as np
import pytest
from tiny import every_day, make_contract, make_grid, need, works_of

from staffplan.schema.progress import Stop
from staffplan.solve.engine.process import Outcome
from staffplan.solve.model.master import build_master
from staffplan.solve.params import SearchParams
from staffplan.solve.run import Clock
from staffplan.solve.smoothing.paid_hours import improved

NODES, MORE_NODES = SearchParams().second.nodes, SearchParams().second.more_nodes


@pytest.fixture
def case(engine):
    """A master of two shift lengths, its dearest and its cheapest plan of five agents, and what they pay."""
    staffing = need(make_grid(3), *every_day(range(3), 9, 15, 2))
    works = works_of(make_contract(shift_lengths=("6h", "9h"), days_per_week=(3, 3), headcount=(5, 5)), staffing.grid)
    master = build_master(works, staffing)
    cost = master.paid_cost()
    dear, cheap = (engine.run(master.model, sign * cost, seconds=20).values for sign in (-1, 1))
    assert cost @ cheap < cost @ dear
    return master, cost, dear, cheap


class Recorded:
    """An engine that finds nothing within few nodes."""

    def __init__(self, engine, least_nodes):
        self.engine, self.least_nodes, self.nodes = engine, least_nodes, []

    def run(self, *args, nodes=None, role="search", **options):
        if role != "relaxation":
            self.nodes.append(nodes)
            if nodes < self.least_nodes:
                return Outcome("unknown", -np.inf, None, None)
        return self.engine.run(*args, nodes=nodes, role=role, **options)


def improved_by(engine, master, cost, values):
    run = SimpleNamespace(engine=engine, clock=Clock(20.0), stop=Stop(), params=SearchParams())
    return improved(run, master, cost, values, seconds=5.0, nodes=NODES)


def test_a_search_that_holds_no_plan_goes_on_for_more_nodes(engine, case):
    master, cost, dear, cheap = case
    recorded = Recorded(engine, MORE_NODES)
    assert cost @ improved_by(recorded, master, cost, dear) == pytest.approx(cost @ cheap)
    assert recorded.nodes == [NODES, MORE_NODES]


def test_the_plan_at_hand_is_kept_where_none_is_found(engine, case):
    master, cost, dear, _cheap = case
    recorded = Recorded(engine, 2 * MORE_NODES)
    assert improved_by(recorded, master, cost, dear) is None


def test_nothing_is_searched_where_the_relaxation_saves_nothing(engine, case):
    master, cost, _dear, cheap = case
    recorded = Recorded(engine, 1)
    assert improved_by(recorded, master, cost, cheap) is None
    assert recorded.nodes == []
