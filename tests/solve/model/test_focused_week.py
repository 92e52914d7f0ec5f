"""The master focused on one week: a relaxation of the whole, which keeps that week's need and whole numbers."""

from dataclasses import replace

import numpy as np
import pytest
from allowed import holds
from test_rules_of_messages import messages
from tiny import every_day, make_contract, make_grid, need, with_service, works_of

from staffplan.schema.scenario.keys import BreakRule
from staffplan.schema.service.staffing import Staffing
from staffplan.solve.model.master import build_master
from staffplan.solve.model.weeks import Weeks

BREAK = BreakRule(length="1h", starts=("3h", "4h"))
SHIFTS = make_contract(starts=("08:00", "10:00"), breaks=(BREAK,))
OPEN = np.arange(14 * 24) % 24 // 9 == 1  # 9:00 to 18:00


def by_week(staffing, at_least=20.0):
    """A service requirement of each of two weeks."""
    gains = [np.array([0.0, 1.0, 1.5]) * is_open for is_open in OPEN]
    weeks = [with_service(staffing, gains, at_least, np.flatnonzero(OPEN)[63 * k : 63 * (k + 1)]) for k in range(2)]
    groups = tuple(replace(week.requirements[0].groups[0], label=str(k)) for k, week in enumerate(weeks))
    return replace(staffing, requirements=(replace(weeks[0].requirements[0], groups=groups),))


def fortnight(**keys):
    """Two weeks of an agent at least, messages that come at eight, live work that one agent cannot do at noon."""
    grid = make_grid(14, **keys)
    plain = need(grid, *every_day(range(14), 9, 18))
    hour = np.arange(grid.n_slots) % 24
    live = np.where(hour == 12, 1.5, 0.0)
    work = messages((hour == 8) * 2.0, OPEN, 5, live=live, cyclic=grid.cyclic)
    return by_week(Staffing(grid, plain.least, plain.required, deferrable=work))


@pytest.fixture(scope="module")
def staffing():
    return fortnight()


@pytest.fixture(scope="module")
def master(staffing):
    return build_master(works_of(SHIFTS, staffing.grid), staffing)


@pytest.fixture
def plan(engine, master):
    return engine.run(master.model, master.headcount_cost() + 0.01 * master.paid_cost(), seconds=20).values


def elsewhere(master, weeks, week):
    """Columns of agents above the least, of breaks, of service and of switches of all other weeks."""
    others = np.flatnonzero(weeks.of_slot != week)
    idle = [master.above[others][master.above[others] >= 0]]
    for contract in master.contracts:
        days = np.array([weeks.of_slot[24 * k] for k in range(14)])[contract.work.day]
        idle += [places.column[days[places.shift] != week] for places in contract.breaks]
    idle += [group.columns for group in master.groups if weeks.of_slot[group.slots[0]] != week]
    told = master.messages
    idle.append(told.switches[np.isin(told.slots[told.switched], others)])
    return np.concatenate(idle)


@pytest.mark.parametrize("week", [0, 1])
def test_every_plan_of_the_whole_is_one_of_each_week(master, staffing, plan, week):
    weeks = Weeks(master, staffing.grid)
    assert holds(master.model, plan, 1e-5)
    values = plan.copy()
    values[elsewhere(master, weeks, week)] = 0.0
    assert not holds(master.model, values, 1e-5)
    assert holds(weeks.focus(week), values, 1e-5)


@pytest.mark.parametrize("week", [0, 1])
def test_only_the_need_of_the_week_is_left(engine, master, staffing, week):
    """All is well without any shift in the other week; not so without breaks, or inquiries, or agents of its own."""
    weeks = Weeks(master, staffing.grid)
    (contract,) = master.contracts
    of_shift = weeks.of_slot[24 * contract.work.day]

    def status(*columns):
        model = weeks.focus(week)
        model.fix_columns(np.concatenate([contract.shifts[of_shift != week], *columns]), 0.0)
        return engine.run(model, master.headcount_cost(), seconds=20).status

    (places,) = contract.breaks
    own = master.above[(weeks.of_slot == week) & (master.above >= 0)]
    assert status() == "optimal"
    assert status(places.column[(of_shift == week)[places.shift]]) == "infeasible"
    assert status(own) == "infeasible"
    assert status(*[group.columns for group in master.groups]) == "infeasible"
    told = master.messages
    for rows, slots in ((told.rows, told.slots), (told.switch_rows, told.slots[told.switched])):
        assert (np.isfinite(weeks.focus(week).row_bounds()[1][rows]) == (weeks.of_slot[slots] == week)).all()


@pytest.mark.parametrize("week", [0, 1])
def test_only_the_week_has_whole_numbers(master, staffing, week):
    weeks = Weeks(master, staffing.grid)
    model, away = weeks.focus(week), elsewhere(master, weeks, week)
    was, now = (np.concatenate(each.integer) for each in (master.model, model))
    (contract,) = master.contracts
    others = contract.shifts[weeks.of_slot[24 * contract.work.day] != week]
    loose = np.union1d(others, np.intersect1d(away, np.flatnonzero(was)))
    switches = master.messages.switches
    assert len(np.intersect1d(switches, np.flatnonzero(now))) == 7
    kept = np.setdiff1d(np.flatnonzero(was), loose)
    assert np.isin(kept, np.flatnonzero(now)).all()
    assert not now[others].any()
    assert not now[np.intersect1d(switches, away)].any()
    lower, upper = model.bounds()
    assert (lower[away] == 0).all()
    assert (upper[away] == 0).all()
    assert (upper[np.setdiff1d(switches, away)] == 1).all()


def weeks_of(staffing):
    return Weeks(build_master(works_of(SHIFTS, staffing.grid), staffing), staffing.grid)


def test_weeks_are_apart_where_nothing_is_counted_over_two_of_them(staffing):
    assert (weeks_of(staffing).count, weeks_of(staffing).separate) == (2, True)
    grid = make_grid(14)
    gains = [np.array([0.0, 1.0, 1.5]) * is_open for is_open in OPEN]
    assert weeks_of(need(grid, *every_day(range(14)))).separate
    assert not weeks_of(with_service(need(grid, *every_day(range(14))), gains, 20.0)).separate


def test_one_week_is_not_apart_from_itself():
    assert not weeks_of(need(make_grid(7), *every_day(range(7)))).separate


def test_messages_that_wait_past_the_end_and_back_tie_the_weeks():
    assert not weeks_of(fortnight(cyclic=True)).separate
    assert weeks_of(need(make_grid(14, cyclic=True), *every_day(range(14)))).separate
