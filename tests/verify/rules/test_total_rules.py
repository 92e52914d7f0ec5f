import pytest
from written_plans import broken, day, free, plan, shift

ROWS = shift(), shift("02"), shift("02", on=day(1))
PRICED = free(hourly_cost=30.0)


@pytest.mark.parametrize(
    ("limits", "rules"),
    [((0, 2), set()), ((2, None), set()), ((3, None), {"headcount_limits"}), ((0, 1), {"headcount_limits"})],
)
def test_headcount_limits_of_a_contract(limits, rules):
    assert broken(plan(*ROWS, contract=free(headcount=limits))) == rules


def test_contract_that_nobody_has_may_need_agents():
    contracts = free(), free(name="night", headcount=(1, None))
    assert broken(plan(*ROWS, contract=contracts)) == {"headcount_limits"}


@pytest.mark.parametrize(
    ("stated", "rule"),
    [
        ({"headcount": 3, "status": "feasible"}, "headcount"),
        ({"headcount_by_contract": {"full-time": 3}}, "headcount_by_contract"),
        ({"headcount_by_contract": {}}, "headcount_by_contract"),
        ({"paid_hours": 24.1}, "paid_hours"),
        ({"cost": 721.0}, "cost"),
        ({"cost": None}, "cost"),
        ({"headcount_bound": 3, "status": "feasible"}, "bound"),
        ({"headcount_bound": 1}, "status"),
    ],
)
def test_stated_totals_are_those_of_the_schedule(stated, rule):
    assert broken(plan(*ROWS, contract=PRICED)) == set()
    assert broken(plan(*ROWS, contract=PRICED, **stated)) == {rule}


def test_cost_is_absent_where_a_contract_in_use_has_none():
    assert broken(plan(*ROWS)) == set()
    assert broken(plan(*ROWS, cost=720.0)) == {"cost"}
    contracts = PRICED, free(name="vendor")
    assert broken(plan(*ROWS, contract=contracts, cost=720.0)) == set()


def test_feasible_plan_may_be_over_its_bound():
    assert broken(plan(*ROWS, headcount_bound=1, status="feasible")) == set()


def test_optimal_cost_equals_its_bound():
    cheapest = {"contract": PRICED, "objective": "cost", "headcount_bound": 1}
    assert broken(plan(*ROWS, **cheapest, cost_bound=720.0)) == set()
    assert broken(plan(*ROWS, **cheapest, cost_bound=700.0)) == {"status"}
    assert broken(plan(*ROWS, **cheapest, cost_bound=None)) == {"status"}
    assert broken(plan(*ROWS, **cheapest, cost_bound=730.0, status="feasible")) == {"bound"}


@pytest.mark.parametrize(("above", "rules"), [(0.012, set()), (0.014, {"bound"})])
def test_a_large_cost_may_miss_its_bound_by_what_rounding_takes(above, rules):
    """Half a cent, and a thousand-millionth of 8,000,000, which is 0.8 of a cent."""
    dear = {"contract": free(hourly_cost=1e6), "objective": "cost", "headcount_bound": 1, "status": "feasible"}
    assert broken(plan(shift(), **dear, cost_bound=8e6 + above)) == rules


@pytest.mark.parametrize(("off", "rules"), [(0.012, set()), (0.014, {"cost"}), (-0.012, set()), (-0.014, {"cost"})])
def test_a_large_stated_cost_is_that_of_the_schedule_up_to_rounding(off, rules):
    assert broken(plan(shift(), contract=free(hourly_cost=1e6), cost=8e6 + off)) == rules


def test_empty_schedule_has_nothing_to_break():
    assert broken(plan()) == set()
