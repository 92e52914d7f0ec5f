"""A need that has prices: what the plan states of it is recounted, and what falls short is no broken rule."""

from datetime import timedelta

import pytest
from written_plans import broken, day, free, plan, shift

from staffplan.schema.deviation import Deviation
from staffplan.schema.scenario.keys import Objective, Target
from staffplan.verify.rules.deviation import same

PRICES = {"target": Target(scope="slot"), "objective": Objective(overstaff=1, understaff=2, per_shift_type=5)}
ROWS = (shift(), shift("02", at=10.0, meals=(3.0,)), shift("02", on=day(1), at=10.0, meals=(3.0,)))
HONEST = {
    "overstaff_hours": 15.0,
    "understaff_hours": 4.0,
    "slots_short": 3,
    "shift_types": 2,
    "total": 15 + 2 * 4 + 5 * 2,
    "bound": 33.0,
}


def written(stated=HONEST, needed=True, **summary):
    """Two agents on Monday, from 9 and from 10 o'clock, nobody at 13; one of them on Tuesday from 10 o'clock.

    Needed are one on Monday from 10 to 18, but four at 12, and two on Tuesday at 12.
    """
    keys = {"scenario": PRICES, "deviation": None if stated is None else Deviation(**stated)} | summary
    made = plan(*ROWS, **keys)
    need = {(0, hour): 1 for hour in range(10, 18)} | {(0, 12): 4, (1, 12): 2}
    first = made.coverage[0].start.date()
    rows = []
    for row in made.coverage:
        agents = need.get(((row.start.date() - first).days, row.start.hour), 0) if needed else 0
        rows.append(row.model_copy(update={"required": agents}))
    given = tuple(row.required for row in rows)
    summary = made.summary.model_copy(update={"required": given})
    return made.model_copy(update={"coverage": tuple(rows), "summary": summary})


def test_a_need_that_is_missed_breaks_no_rule():
    assert broken(written()) == set()


@pytest.mark.parametrize("key", ["overstaff_hours", "understaff_hours", "slots_short", "shift_types", "total"])
def test_each_figure_is_recounted(key):
    wrong = HONEST | {key: HONEST[key] + 1}
    assert broken(written(wrong, status="feasible")) == {"deviation"}


def test_the_sum_keeps_to_its_bound():
    assert broken(written(HONEST | {"bound": 32.0}, status="feasible")) == set()
    assert broken(written(HONEST | {"bound": 32.0})) == {"status"}
    assert broken(written(HONEST | {"bound": 34.0}, status="feasible")) == {"bound"}


@pytest.mark.parametrize(
    ("true", "off", "is_same"),
    [(1e6, 0.5, True), (1e6, 2.0, False), (0.01, 5e-7, True), (0.01, 2e-6, False), (0.0, 1e-6, True)],
)
def test_sums_are_the_same_up_to_a_millionth_of_them_or_of_one(true, off, is_same):
    assert same(true + off, true) is same(true - off, true) is is_same


def test_hours_are_hours_in_a_grid_of_half_hours():
    """One agent from 9 to 18, with an hour's meal: eight hours over the need, of nobody."""
    stated = {"overstaff_hours": 8.0, "understaff_hours": 0.0, "slots_short": 0, "shift_types": 1}
    half_hours = PRICES | {"grid": timedelta(minutes=30)}
    made = plan(shift(), scenario=half_hours, deviation=Deviation(**stated, total=13.0, bound=13.0))
    assert broken(made) == set()
    # And one that is missing from 6 to 9, when nobody is there: three hours under the need, of six slots.
    rows = [row.model_copy(update={"required": 1}) if 6 <= row.start.hour < 9 else row for row in made.coverage[:48]]
    short = stated | {"understaff_hours": 3.0, "slots_short": 6, "total": 19.0, "bound": 19.0}
    summary = made.summary.model_copy(update={"deviation": Deviation(**short)})
    rows = (*rows, *made.coverage[48:])
    summary = summary.model_copy(update={"required": tuple(row.required for row in rows)})
    assert broken(made.model_copy(update={"summary": summary, "coverage": rows})) == set()


def test_optimal_needs_the_second_objective_too():
    assert broken(written(headcount_bound=1)) == {"status"}


def test_a_deviation_is_stated_where_the_need_has_prices_and_only_there():
    assert broken(written(None)) == {"deviation"}
    assert broken(plan(*ROWS, deviation=Deviation(**HONEST))) == {"deviation"}


def test_the_need_is_the_forecasts():
    good = written(HONEST | {"bound": 0.0}, status="feasible")
    rows = list(good.coverage)
    rows[12] = rows[12].model_copy(update={"required": 3})
    assert broken(good.model_copy(update={"coverage": tuple(rows)})) == {"required", "deviation"}
    short = good.summary.model_copy(update={"required": good.summary.required[1:]})
    assert "required" in broken(good.model_copy(update={"summary": short}))


def test_a_need_of_the_forecast_is_a_rule_without_prices():
    made = plan(*ROWS)
    given = [0] * len(made.coverage)
    legal = made.summary.model_copy(update={"required": tuple(given)})
    assert broken(made.model_copy(update={"summary": legal})) == set()
    free = next(k for k, row in enumerate(made.coverage) if row.on_duty == 0)
    given[free] = 1
    short = made.summary.model_copy(update={"required": tuple(given)})
    assert broken(made.model_copy(update={"summary": short})) == {"agents_needed", "required"}
    rows = list(made.coverage)
    rows[free] = rows[free].model_copy(update={"required": 1})
    assert broken(made.model_copy(update={"summary": short, "coverage": tuple(rows)})) == {"agents_needed"}
    rows[free] = rows[free].model_copy(update={"required": 2})
    assert broken(made.model_copy(update={"summary": short, "coverage": tuple(rows)})) == {"agents_needed", "required"}


def test_minimum_staff_stays_a_rule():
    scenario = PRICES | {"target": Target(scope="slot", minimum_staff=1)}
    assert "minimum_staff" in broken(written(scenario=scenario))


def test_types_are_the_same_on_every_day_whatever_the_contract():
    contracts = (free(), free(name="b"))
    rows = (shift(), shift("02", on=day(1), contract="b"))
    stated = {"overstaff_hours": 16.0, "understaff_hours": 0.0, "slots_short": 0, "shift_types": 1}
    made = plan(
        *rows,
        contract=contracts,
        scenario=PRICES,
        deviation=Deviation(**stated, total=21.0, bound=21.0),
        status="feasible",
    )
    assert broken(made) == set()
