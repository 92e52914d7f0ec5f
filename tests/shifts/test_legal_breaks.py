"""Where the breaks of a shift may lie."""

from tiny import make_contract, make_grid, works_of

from staffplan.schema.scenario.keys import BreakRule

MEAL = BreakRule(length="1h", starts=("3h", "5h"))
REST = BreakRule(length="30min", starts=("6h30min", "7h"), paid=True)


def test_breaks_fit_into_their_shift_or_are_left_out():
    contract = make_contract(shift_lengths=("4h", "8h"), breaks=(MEAL, REST))
    (work,) = works_of(contract, make_grid(1, minutes=30))
    short, long = work.patterns
    assert (short.length, short.breaks) == (8, ())
    meal, rest = long.breaks
    assert (meal.offsets, meal.length, meal.paid) == ((6, 7, 8, 9, 10), 2, False)
    assert (rest.offsets, rest.length, rest.paid) == ((13, 14), 1, True)


def test_paid_time_leaves_out_unpaid_breaks():
    contract = make_contract(shift_lengths=("4h", "8h"), breaks=(MEAL, REST))
    (work,) = works_of(contract, make_grid(1, minutes=30))
    assert dict(zip(work.length.tolist(), work.paid_slots.tolist(), strict=True)) == {8: 8, 16: 14}
