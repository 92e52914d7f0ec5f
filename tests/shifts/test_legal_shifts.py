"""Every legal shift of a contract: starts, lengths, borders of the period, clock changes."""

from datetime import date

import pytest
from tiny import make_contract, make_grid, works_of

from staffplan.schema.scenario.keys import Opening


def starts(contract, grid, opening=None):
    """First slot of every shift."""
    (work,) = works_of(contract, grid, opening)
    return work.start.tolist()


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({"starts": ("09:00", "12:00")}, [9, 10, 11, 12]),
        ({"starts": ("09:00", "12:00"), "start_step": "2h"}, [9, 11]),
        ({"starts": ("09:00", "09:00"), "shift_lengths": ("4h", "8h")}, [9, 9]),
        ({"starts": ("22:00", "01:00")}, [-2, -1, 0, 1, 22, 23]),
    ],
)
def test_starts(rules, expected):
    # The last window passes midnight: the shifts from 22 h of the eve reach into the day.
    assert starts(make_contract(**rules), make_grid(1)) == expected


def test_steps_finer_than_the_hour():
    quarter = make_contract(starts=("09:00", "10:00"), start_step="30min")
    assert starts(quarter, make_grid(1, minutes=15)) == [36, 38, 40]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (("09:00", "17:00"), [9]),
        (("09:00", "19:00"), [9, 10, 11]),
        (("09:00", "16:00"), []),
        (("20:00", "05:00"), [-4, -3, 20, 21]),
    ],
)
def test_starts_inside_the_opening_hours(hours, expected):
    # Eight hours have to end by closing time, which may lie past midnight.
    assert starts(make_contract(starts=None), make_grid(1), Opening(hours=hours)) == expected


def test_hours_by_weekday_and_closed_days():
    opening = Opening(hours=("09:00", "17:00"), by_weekday={"tuesday": ("10:00", "18:00")}, closed=("wednesday",))
    assert starts(make_contract(starts=None), make_grid(4), opening) == [9, 24 + 10, 72 + 9]


def test_eve_only_where_it_reaches_into_the_period():
    (work,) = works_of(make_contract(starts=("17:00", "17:00")), make_grid(1))
    assert (len(work.days), work.start.tolist()) == (2, [-7, 17])
    (work,) = works_of(make_contract(starts=("16:00", "16:00")), make_grid(1))
    assert (len(work.days), work.start.tolist()) == (1, [16])


def test_cyclic_periods_have_no_eve_and_begin_with_a_week():
    thursday = date(2026, 11, 5)
    (work,) = works_of(make_contract(), make_grid(7, first=thursday, cyclic=True))
    assert work.days[0] == date(2026, 11, 9)
    assert work.days[-1] == date(2026, 11, 8)
    # Days that the turning put behind the end come a period later.
    assert work.start.tolist() == [9 + 24 * k for k in range(4, 11)]
    assert work.cycle == 7 * 24


def test_clock_changes():
    early = make_contract(shift_lengths=("2h",), starts=("01:00", "03:00"))
    spring = make_grid(first=date(2026, 3, 29), zone="Europe/Berlin", slots=23)
    autumn = make_grid(first=date(2026, 10, 25), zone="Europe/Berlin", slots=25)
    # In spring there is no 2 h; in autumn 3 h comes after two hours called 2 h, and both count.
    assert starts(early, spring) == [1, 2]
    assert starts(early, autumn) == [1, 2, 3, 4]


def test_opening_hours_on_the_real_clock():
    # From 22 h to 6 h are seven hours in the night of spring, nine in that of autumn.
    night = Opening(hours=("22:00", "06:00"))
    anywhere = make_contract(starts=None)
    spring = make_grid(first=date(2026, 3, 28), zone="Europe/Berlin", slots=47)
    autumn = make_grid(first=date(2026, 10, 24), zone="Europe/Berlin", slots=49)
    assert [s for s in starts(anywhere, spring, night) if 0 <= s < 30] == []
    assert [s for s in starts(anywhere, autumn, night) if 0 <= s < 30] == [22, 23]


def test_rest_is_rounded_up_to_slots():
    (work,) = works_of(make_contract(min_rest="10h30min"), make_grid(1))
    assert (work.rest == 11).all()


def test_shifts_are_ordered_by_day_and_start():
    (work,) = works_of(make_contract(starts=("20:00", "04:00"), shift_lengths=("8h", "4h")), make_grid(3))
    order = list(zip(work.day.tolist(), work.start.tolist(), work.length.tolist(), strict=True))
    assert order == sorted(order)
    assert all(work.days[day] == make_grid(3).instant(start).date() for day, start, _length in order)
