"""Named shifts on the grid: over midnight and the end of a month, split, cyclic, in nights of a clock change."""

from datetime import date, timedelta

import pytest
from named_clock import named_shifts
from test_clock_changes import NIGHTS, period
from tiny import banked, make_contract, make_grid, works_of

from staffplan.schema.scenario.keys import BreakRule, NamedShift, Scenario

EARLY = NamedShift(name="early", start="08:00", end="17:00")
NIGHT = NamedShift(name="night", start="22:00", end="06:00", breaks=())
SPLIT = NamedShift(name="split", hours=(("13:00", "17:00"), ("19:00", "23:00")))
MEAL = BreakRule(length="1h", starts=("3h", "5h"))


def made(work):
    """Name, day, first slot, length and the place of each break of every shift."""
    return {
        (work.patterns[pattern].name, work.days[day], start, length, tuple(b.offsets for b in work.breaks_of(shift)))
        for shift, (pattern, day, start, length) in enumerate(
            zip(work.pattern.tolist(), work.day.tolist(), work.start.tolist(), work.length.tolist(), strict=True)
        )
    }


def test_a_night_counts_for_the_month_in_which_it_starts():
    (work,) = works_of(banked("night"), make_grid(2, first=date(2026, 10, 31)), bank=(NIGHT,))
    days = [date(2026, 10, 30), date(2026, 10, 31), date(2026, 11, 1)]
    assert made(work) == {("night", day, 24 * k - 2, 8, ()) for k, day in enumerate(days)}


def test_a_split_shift_is_one_day_with_an_unpaid_gap():
    (work,) = works_of(banked("split"), make_grid(1), bank=(SPLIT,))
    assert made(work) == {("split", date(2026, 11, 2), 13, 10, ((4,),))}
    assert (work.breaks_of(0)[0].length, work.breaks_of(0)[0].paid, work.paid_slots.tolist()) == (2, False, [8])


def test_breaks_are_the_shifts_own_or_the_contracts():
    rest = BreakRule(length="1h", starts=("6h", "7h"), paid=True)
    own = NamedShift(name="own", start="08:00", end="17:00", breaks=(rest,))
    both = NamedShift(name="both", hours=SPLIT.hours, breaks=(BreakRule(length="1h", starts=("7h", "8h")), rest)[:1])
    contract = banked("early", "own", "split", "both", breaks=(MEAL,))
    (work,) = works_of(contract, make_grid(1), bank=(EARLY, own, SPLIT, both))
    offsets = {name: places for name, _day, _start, _length, places in made(work)}
    assert offsets == {"early": ((3, 4, 5),), "own": ((6, 7),), "split": ((4,),), "both": ((4,), (7, 8))}


def test_named_shifts_beside_lengths_stay_columns_of_their_own():
    twin = EARLY.model_copy(update={"name": "twin"})
    contract = make_contract(shift_lengths=("9h",), starts=("08:00", "08:00"), shifts=("early", "twin"))
    (work,) = works_of(contract, make_grid(1), bank=(EARLY, twin))
    assert {(name, start, length) for name, _day, start, length, _breaks in made(work)} == {
        ("", 8, 9),
        ("early", 8, 9),
        ("twin", 8, 9),
    }


def test_a_cyclic_week_has_each_shift_once_a_day():
    grid = make_grid(7, first=date(2026, 11, 5), cyclic=True)
    (work,) = works_of(banked("night", "split"), grid, bank=(NIGHT, SPLIT))
    assert sorted(work.start % grid.n_slots) == sorted(24 * day + hour for day in range(7) for hour in (13, 22))


CLOCKS = (
    {"start": "22:00", "end": "06:00"},
    {"start": "02:00", "end": "10:00"},
    {"start": "02:30", "end": "06:30"},
    {"start": "20:00", "end": "02:30"},
    {"start": "23:30", "end": "00:30"},
    {"start": "00:00", "end": "08:00"},
    {"hours": (("20:00", "01:00"), ("03:30", "06:00"))},
    {"hours": (("22:00", "02:30"), ("03:00", "06:00"))},
    {"hours": (("00:00", "02:00"), ("03:00", "04:00"), ("05:00", "06:00"))},
)


@pytest.mark.parametrize(("zone", "day"), NIGHTS)
@pytest.mark.parametrize("own", [None, BreakRule(length="30min", starts=("1h", "1h30min"))])
def test_the_clock_says_when_also_where_it_changes(zone, day, own):
    grid = period(zone, day)
    for times in CLOCKS:
        shift = NamedShift(name="a", breaks=None if own is None else (own,), **times)
        contract = banked("a")
        scenario = Scenario(grid="30min", timezone=zone, shift=(shift,), contract=(contract,))
        (work,) = works_of(contract, grid, bank=(shift,))
        expected = {
            (start, length, frozenset(map(frozenset, away)), length - unpaid)
            for _name, start, length, away, unpaid in named_shifts(scenario, contract, grid)
        }
        found = {
            (start, length, _away(work.breaks_of(k)), paid)
            for k, (start, length, paid) in enumerate(
                zip(work.start.tolist(), work.length.tolist(), work.paid_slots.tolist(), strict=True)
            )
        }
        assert found == expected, times


def _away(breaks):
    """The sets of slots that the choices of breaks take away; at most one break may lie in several places."""
    choices = [frozenset()]
    for pause in breaks:
        choices = [gone | set(range(at, at + pause.length)) for gone in choices for at in pause.offsets]
    return frozenset(map(frozenset, choices))


def test_a_night_is_as_long_as_the_clock_makes_it():
    spring, autumn = (
        works_of(banked("night"), make_grid(1, first=day, zone="Europe/Berlin", slots=24), bank=(NIGHT,))[0]
        for day in (date(2026, 3, 28), date(2026, 10, 24))
    )
    assert (spring.length.max(), autumn.length.max()) == (8, 9)
    assert spring.length[spring.day == len(spring.days) - 1].tolist() == [7]
    assert timedelta(hours=8) in [NIGHT.spans[0][1]]
