"""The maths as text: one golden file a constraint family.

After a change of the maths that is meant, write them again and read the diff:
``STAFFPLAN_WRITE_GOLDEN=1 python -m pytest tests/golden``.
"""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from model_text import model_text
from tiny import make_contract, make_grid, need, with_service, works_of

from staffplan.schema.deviation import Prices
from staffplan.schema.scenario.keys import BreakRule
from staffplan.schema.service.staffing import SEATS, DeferrableWork, DutyLimit
from staffplan.solve.engine.linear import LinearModel
from staffplan.solve.model.deviation import add_types
from staffplan.solve.model.master import build_master
from staffplan.solve.tours.network import add_tours

HERE = Path(__file__).parent


def golden(name, text):
    """Compare ``text`` with the golden file, or write that."""
    path = HERE / f"{name}.txt"
    if os.environ.get("STAFFPLAN_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def morning():
    """Six hours; shifts of three and four hours, a break of one in the longer ones."""
    contract = make_contract(
        name="c",
        shift_lengths=("3h", "4h"),
        starts=("00:00", "02:00"),
        breaks=(BreakRule(length="1h", starts=("2h", "3h")),),
        headcount=(0, 9),
    )
    grid = make_grid(slots=6)
    return works_of(contract, grid), need(grid, (0, 1, 5, 2))


def few_days(*, cyclic=False, **rules):
    """Early and late shifts on four days (a week where it wraps), eleven hours of rest, two days in a row."""
    chosen = {"starts": ("06:00", "14:00"), "start_step": "8h", "min_rest": "11h", "max_days_in_row": 2}
    grid = make_grid(7 if cyclic else 4, cyclic=cyclic)
    return works_of(make_contract(name="c", **(chosen | rules)), grid), need(grid, (0, 6, 7, 1))


def master_text(problem, *families):
    master = build_master(*problem)
    return model_text(master.model, master.contracts, families)


@pytest.mark.parametrize(
    ("name", "families"), [("coverage", ("coverage",)), ("breaks", ("break",))], ids=["coverage", "breaks"]
)
def test_shifts(name, families):
    golden(name, master_text(morning(), *families))


def test_deviation():
    # The need is what was the least; the third hour's one agent stays a rule.
    works, staffing = morning()
    least = np.array([0, 0, 1, 0, 0, 0])
    priced = replace(staffing, least=least, required=staffing.least, prices=Prices(1, 2, 3))
    master = build_master(works, priced).open()
    add_types(master.model, master.contracts, master.deviation, priced, np.inf)
    golden("deviation", model_text(master.model, master.contracts, ("need", "type", "beyond")))


def test_rest():
    golden("rest", master_text(few_days(), "rested"))


def test_rest_of_a_cyclic_week():
    golden("rest_cyclic", master_text(few_days(cyclic=True), "rested", "turn"))


def test_rest_that_never_binds_adds_nothing():
    assert master_text(few_days(min_rest="8h"), "rested") == "columns\nrows\n"


def test_days():
    golden("days", master_text(few_days(days_per_week=(0, 3)), "day_"))


def test_nobody_may_work():
    golden("barred", master_text(few_days(days_off_in_row=7), "barred"))


def test_service():
    works, staffing = morning()
    gains = [np.array([0.0, 4.0, 6.0, 7.0])] * 3 + [np.array([1.0, 2.0, 2.5])] * 3
    golden("service", master_text((works, with_service(staffing, gains, 12, [1, 2, 4])), "coverage", "service"))


def test_messages():
    # Six hours, open from the third: what comes before is due by the end of the fifth. The fourth hour's live work
    # may be more than its least agents do, so that replies there take agents for all of it.
    works, staffing = morning()
    least = np.array([0, 0, 1, 0, 2, 2])
    counts = np.array([False, False, True, True, True, False])
    work = DeferrableWork(
        released=np.array([2.0, 5, 5, 5, 5, 5]),
        due=np.array([0.0, 0, 0, 3, 5, 5]),
        live=np.array([0, 0, 0.5, 0.4, 1, 0]),
        counts=counts,
        each=1.5,
        total=5.0,
    )
    need = replace(staffing, least=least, deferrable=work)
    golden("messages", master_text((works, need), "messages", "coverage"))


def test_messages_of_a_cyclic_day():
    (work,), _staffing = few_days(cyclic=True)
    grid = make_grid(7, cyclic=True)
    counts = np.isin(np.arange(168), [9, 10, 24 * 6 + 9])
    due, released = np.full(168, -4.0), np.zeros(168)
    due[10:], due[24 * 6 + 9 :] = 0.0, 2.0
    released[20:], released[160:] = 2.0, 6.0
    each_slot = np.zeros(168)
    messages = DeferrableWork(released=released, due=due, live=each_slot, counts=counts, each=1.0, total=6.0)
    staffing = replace(need(grid, (0, 6, 7, 1)), deferrable=messages)
    golden("messages_cyclic", master_text(((work,), staffing), "messages"))


def test_limits():
    # Two seats in the third hour, one of the contract in the last; nobody else's rule stands in its rows.
    works, staffing = morning()
    free, none = np.full(6, np.inf), np.zeros(6, dtype=np.int64)
    seats = DutyLimit(SEATS, None, none, np.where(np.arange(6) == 2, 2.0, free))
    role = DutyLimit("role[1]", frozenset({"c"}), np.where(np.arange(6) == 5, 1, none), free)
    others = DutyLimit("role[2]", frozenset({"d"}), np.where(np.arange(6) == 4, 1, none), free)
    need = replace(staffing, limits=(seats, role, others))
    golden("limits", master_text((works, need), "target", "role"))


def test_service_not_concave():
    works, staffing = morning()
    gains = [np.array([0.0, 1.0, 4.0, 6.0])] * 6
    golden("service_whole_steps", master_text((works, with_service(staffing, gains, 5, [1])), "service"))


def test_tours():
    (work,), _staffing = few_days()
    model = LinearModel()
    heads = int(model.add_columns("headcount", 1, 0, 9, integer=True)[0])
    add_tours(model, work, heads)
    golden("tours", model_text(model))
