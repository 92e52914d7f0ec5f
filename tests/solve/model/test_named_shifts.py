"""Contracts of named shifts: needs that they can meet, and ones that they cannot."""

import numpy as np
from tiny import banked, make_contract, make_grid, need, on_duty, solved, works_of

from staffplan.schema.scenario.keys import BreakRule, NamedShift
from staffplan.solve.model.master import build_master

DAY, WEEK = make_grid(1), make_grid(7, cyclic=True)
EARLY = NamedShift(name="early", start="08:00", end="16:00", breaks=())
LATE = NamedShift(name="late", start="16:00", end="24:00", breaks=())
NIGHT = NamedShift(name="night", start="22:00", end="06:00", breaks=())
SPLIT = NamedShift(name="split", hours=(("10:00", "14:00"), ("18:00", "22:00")))
BANK = (EARLY, LATE, NIGHT, SPLIT)


def names(roster):
    return sorted(shift.shift_name for shift in roster.shifts)


def test_only_the_listed_shifts_are_worked():
    whole = need(DAY, (0, 8, 24, 1))
    roster = solved(banked("early", "late"), whole, bank=BANK)
    assert (roster.headcount, roster.proved, names(roster)) == (2, True, ["early", "late"])
    # An hour from 9 h is in none of them but the early one.
    assert solved(banked("late", "night"), need(DAY, (0, 9, 10, 1)), bank=BANK) is None


def test_a_split_shift_covers_two_peaks_with_one_agent():
    peaks = need(DAY, (0, 10, 14, 1), (0, 18, 22, 1))
    one = solved(banked("early", "late", "split"), peaks, bank=BANK)
    assert (one.headcount, one.proved, names(one)) == (1, True, ["split"])
    assert (on_duty(one, DAY)[14:18] == 0).all()
    assert [(shift.breaks, shift.paid_slots) for shift in one.shifts] == [(((14, 18),), 8)]
    two = solved(banked("early", "late"), peaks, bank=BANK)
    assert (two.headcount, two.proved) == (2, True)
    # Nobody is there between its parts.
    assert solved(banked("split"), need(DAY, (0, 13, 15, 1)), bank=BANK) is None


def test_named_shifts_beside_lengths():
    contract = make_contract(shift_lengths=("2h",), starts=("06:00", "06:00"), shifts=("late",))
    roster = solved(contract, need(DAY, (0, 6, 8, 1), (0, 16, 24, 2)), bank=BANK)
    assert names(roster) == ["", "late", "late"]
    assert solved(contract, need(DAY, (0, 6, 9, 1)), bank=BANK) is None


def test_two_shifts_of_one_time_have_breaks_of_their_own():
    first, second = (
        NamedShift(name=name, start="08:00", end="16:00", breaks=(BreakRule(length="1h", starts=(at, at)),))
        for name, at in (("first", "3h"), ("second", "4h"))
    )
    whole = need(DAY, (0, 8, 16, 1))
    roster = solved(banked("first", "second"), whole, bank=(first, second))
    assert (roster.headcount, names(roster)) == (2, ["first", "second"])
    assert solved(banked("first"), whole, bank=(first, second)) is None


def test_a_cyclic_week_of_nights():
    # Two on duty in each of seven nights: fourteen shifts, five of them a week by one agent.
    staffing = need(WEEK, *((day, 22, 24, 2) for day in range(7)), *((day, 0, 6, 2) for day in range(7)))
    roster = solved(banked("night", days_per_week=(0, 5), min_rest="10h"), staffing, bank=BANK)
    assert (roster.headcount, roster.proved) == (3, True)
    assert set(names(roster)) == {"night"}
    assert on_duty(roster, WEEK).reshape(7, 24)[:, [22, 23, 0, 1, 2, 3, 4, 5]].min() == 2
    assert solved(banked("night", days_per_week=(0, 5), headcount=(0, 2)), staffing, bank=BANK) is None


def test_breaks_chosen_for_a_shift_are_as_many_as_it_has():
    meal, rest = BreakRule(length="1h", starts=("2h", "3h")), BreakRule(length="1h", starts=("6h", "6h"))
    works = works_of(make_contract(shift_lengths=("4h", "8h"), breaks=(meal, rest)), DAY)
    master = build_master(works, need(DAY, (0, 9, 10, 1)))
    (contract,) = master.contracts
    places = contract.breaks[0]
    short = int(np.flatnonzero(works[0].length == 4)[0])
    values = np.zeros(master.model.n_columns)
    values[places.column[np.flatnonzero(places.shift == short)[0]]] = 1
    assert contract.chosen_breaks(values) == {short: [[11]]}
