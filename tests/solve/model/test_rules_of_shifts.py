"""Where shifts may lie: each rule with a need that it can meet, and one that it cannot."""

from datetime import date

import pytest
from tiny import every_day, make_contract, make_grid, need, on_duty, solved

from staffplan.schema.scenario.keys import BreakRule, Opening

DAY = make_grid(1)
MORNING_TO_EVENING = need(DAY, (0, 9, 17, 1))


def test_shift_lengths():
    # Eight hours take one shift of 8 h, or two of 5 h that overlap.
    assert solved(make_contract(), MORNING_TO_EVENING).headcount == 1
    short = {"shift_lengths": ("5h",), "starts": ("09:00", "14:00")}
    two = solved(make_contract(**short), MORNING_TO_EVENING)
    assert (two.headcount, two.proved) == (2, True)
    assert solved(make_contract(**short, headcount=(0, 1)), MORNING_TO_EVENING) is None


def test_second_objective_takes_the_shorter_shift():
    # Both lengths need one agent for 9-14 h; the shorter one is paid less.
    roster = solved(make_contract(shift_lengths=("8h", "5h")), need(DAY, (0, 9, 14, 1)))
    assert [shift.paid_slots for shift in roster.shifts] == [5]


@pytest.mark.parametrize(("earliest", "found"), [("08:00", 1), ("09:00", None)])
def test_start_window(earliest, found):
    roster = solved(make_contract(starts=(earliest, "10:00")), need(DAY, (0, 8, 9, 1)))
    assert (roster and roster.headcount) == found


@pytest.mark.parametrize(("step", "found"), [("1h", 1), ("2h", None)])
def test_start_step(step, found):
    # Starts at 8, 10 and 12 h leave the hour from 9 uncovered.
    hourly = make_contract(shift_lengths=("1h",), starts=("08:00", "12:00"), start_step=step)
    roster = solved(hourly, need(DAY, (0, 9, 10, 1)))
    assert (roster and roster.headcount) == found


def with_meal(*window, **rules):
    return make_contract(shift_lengths=("5h",), breaks=(BreakRule(length="1h", starts=window),), **rules)


def test_break_windows():
    # Two who eat one after the other cover 9-14 h; one alone leaves the meal open.
    whole = need(DAY, (0, 9, 14, 1))
    roster = solved(with_meal("2h", "3h"), whole)
    assert (roster.headcount, roster.headcount_bound) == (2, 2)
    assert on_duty(roster, DAY)[9:14].min() == 1
    assert sorted(shift.breaks for shift in roster.shifts) == [((11, 12),), ((12, 13),)]
    assert solved(with_meal("2h", "3h", headcount=(0, 1)), whole) is None
    # Where all eat at the same hour no team is large enough.
    assert solved(with_meal("2h", "2h"), whole) is None


def test_unpaid_breaks_are_not_paid():
    roster = solved(with_meal("2h", "3h"), need(DAY, (0, 9, 11, 1)))
    assert [shift.paid_slots for shift in roster.shifts] == [4]


def test_overnight_shift():
    days, night = make_grid(2), make_contract(starts=("22:00", "22:00"))
    roster = solved(night, need(days, (0, 22, 30, 1)))
    assert [(shift.start, shift.end) for shift in roster.shifts] == [(22, 30)]
    # From 21 h on it would end an hour too soon.
    assert solved(make_contract(starts=("08:00", "21:00")), need(days, (0, 22, 30, 1))) is None


def test_shifts_may_end_after_the_last_day():
    roster = solved(make_contract(starts=("22:00", "22:00")), need(DAY, (0, 22, 24, 1)))
    assert [shift.end for shift in roster.shifts] == [30]


def test_eve_covers_the_first_hours():
    roster = solved(make_contract(starts=("22:00", "22:00")), need(DAY, (0, 0, 6, 1)))
    assert [(shift.start, shift.end) for shift in roster.shifts] == [(-2, 6)]
    # From 18 h on, five hours end before midnight.
    assert solved(make_contract(shift_lengths=("5h",), starts=("18:00", "18:00")), need(DAY, (0, 0, 1, 1))) is None


def test_rest_counts_from_the_eve():
    # Whoever works the eve's night until 6 h has 3 h of rest before 9 h.
    both = need(DAY, (0, 0, 6, 1), (0, 9, 17, 1))
    around = {"starts": ("09:00", "22:00"), "start_step": "13h"}
    assert solved(make_contract(**around, min_rest="3h"), both).headcount == 1
    assert solved(make_contract(**around, min_rest="4h"), both).headcount == 2
    assert solved(make_contract(**around, min_rest="4h", headcount=(0, 1)), both) is None


def test_opening_hours_bound_the_starts():
    opening = Opening(hours=("09:00", "17:00"))
    anywhere = make_contract(starts=None)
    assert solved(anywhere, MORNING_TO_EVENING, opening=opening).headcount == 1
    assert solved(anywhere, need(DAY, (0, 17, 18, 1)), opening=opening) is None


def test_closed_days_have_no_shifts():
    week = make_grid(7)
    opening = Opening(hours=("09:00", "17:00"), closed=("sunday",))
    anywhere = make_contract(starts=None)
    assert solved(anywhere, need(week, *every_day(range(6))), opening=opening).headcount == 1
    assert solved(anywhere, need(week, *every_day([6])), opening=opening) is None


SPRING, AUTUMN = date(2026, 3, 28), date(2026, 10, 24)
"""Saturdays before nights of 23 and of 25 hours in Berlin."""


@pytest.mark.parametrize(("first", "slots", "last"), [(SPRING, 47, 6), (AUTUMN, 49, 4)])
def test_shift_lasts_its_hours_on_the_real_clock(first, slots, last):
    # From 22 h on Saturday 8 h end at 7 h in spring, at 5 h in autumn.
    berlin = make_grid(first=first, zone="Europe/Berlin", slots=slots)
    night = make_contract(starts=("22:00", "22:00"))
    hour = next(k for k, moment in enumerate(berlin.starts) if moment.day != first.day and moment.hour == last)
    staffing = need(berlin)
    staffing.least[hour] = 1
    roster = solved(night, staffing)
    assert [shift.end for shift in roster.shifts] == [30]
    assert berlin.instant(30).hour == last + 1
    staffing.least[hour + 1] = 1
    assert solved(night, staffing) is None


def test_no_shift_starts_in_a_skipped_hour():
    berlin = make_grid(first=SPRING, zone="Europe/Berlin", slots=47)
    early = make_contract(shift_lengths=("1h",), starts=("02:00", "02:00"))
    saturday, sunday = need(berlin, (0, 2, 3, 1)), need(berlin, (1, 2, 3, 1))
    assert solved(early, saturday).headcount == 1
    assert solved(early, sunday) is None
