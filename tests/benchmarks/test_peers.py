"""What peers are asked and how their plans are judged; the textbook model itself on a small case."""

import time

import pytest
from cases import Case
from judge import verdict_on_peer
from peers import textbook
from peers.exchange import question
from peers.pyworkforce_shifts import answer_rows, shift_types

NINE_TO_SIX = [[12, 1]]
"""A meal of an hour at noon."""


@pytest.fixture
def files(tmp_path):
    return Case(3, 7, 60, "one").write(tmp_path)


def answer(*shifts):
    return {"status": "feasible", "bound": None, "shifts": list(shifts)}


def asked(files, agents=10, seconds=10):
    return question(*files, by_contract={"full-time": agents}, seconds=seconds)


def test_question_holds_need_and_rules(files):
    found = asked(files)
    assert (found["days"], found["slots_per_day"], max(found["required"])) == (7, 24, 3)
    (contract,) = found["contracts"]
    assert (contract["team"], contract["rest"], contract["days_per_week"]) == (11, 11, [5, 5])
    assert [shift["start"] for shift in contract["shifts"]] == list(range(24))
    assert contract["shifts"][0] == {"start": 0, "length": 9, "breaks": [{"first": 3, "last": 5, "length": 1}]}


def test_short_rest_and_hours_short_are_counted(files):
    need = sum(asked(files)["required"])
    found = verdict_on_peer(*files, answer([0, 0, 9, 9, NINE_TO_SIX], [0, 0, 24, 9, [[28, 1]]]))
    assert found.headcount == 1
    assert found.person_shifts == 2
    assert found.hours_short == need - 16
    assert found.broken["min_rest"] == 1
    assert found.broken["days_per_week"] == 1
    assert "break_window" not in found.broken


def test_rested_agents_break_no_rule_of_rest(files):
    found = verdict_on_peer(*files, answer([0, 0, 9, 9, NINE_TO_SIX], [0, 0, 33, 9, [[36, 1]]]))
    assert "min_rest" not in found.broken


def test_shifts_over_midnight_lie_where_they_truly_are(files):
    found = asked(files)
    types = shift_types(found, with_breaks=True)
    name = next(name for name, kind in types.items() if kind[1] == 22 and kind[3] == ((4, 1),))
    assert answer_rows(found, types, {"one": [(6, name)]}, None) == [[0, 0, 6 * 24 + 22, 9, [[6 * 24 + 26, 1]]]]


def test_every_place_of_the_meal_is_a_shift(files):
    assert len(shift_types(asked(files), with_breaks=True)) == 24 * 3
    assert len(shift_types(asked(files), with_breaks=False)) == 24


@pytest.mark.slow
@pytest.mark.parametrize(
    ("case", "team"),
    [
        (Case(3, 7, 60, "one"), {"full-time": 11}),
        (Case(10, 7, 60, "three"), {"full-time": 21, "part-time": 2, "long-days": 1}),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_textbook_plan_is_legal(case, team, tmp_path):
    files = case.write(tmp_path)
    found = question(*files, by_contract=team, seconds=30)
    model, contracts = textbook.build(found)
    status, bound, values = textbook.solve_mathopt(model, 30, "GSCIP")(time.perf_counter())
    verdict = verdict_on_peer(*files, {"status": status, "bound": bound, "shifts": textbook.tours(contracts, values)})
    assert verdict.broken.total() == 0, verdict.broken
    assert verdict.hours_short == 0
    assert bound - 1e-6 <= verdict.headcount <= sum(contract["team"] for contract in found["contracts"])
