"""Rules relaxed by a step: each change changes one key, and is said in words."""

from datetime import date, timedelta
from itertools import compress, product

import pytest
from tiny import banked, make_contract, make_grid

from staffplan.schema.scenario.activity import Activity
from staffplan.schema.scenario.keys import BreakRule, NamedShift, Opening, Scenario
from staffplan.shifts import legal_work
from staffplan.shifts.relaxed.scenario import relaxations


def changes(**rules):
    return {
        str(change.message): change
        for change in relaxations(Scenario(grid="60min", contract=(make_contract(**rules),)))
    }


@pytest.mark.parametrize(
    ("rules", "text", "key", "value"),
    [
        ({"headcount": (1, 5)}, "full-time: no limit on agents instead of 5", "headcount", (1, None)),
        ({"min_rest": "11h"}, "full-time: 10h of rest instead of 11h", "min_rest", "10h"),
        ({"max_days_in_row": 6}, "full-time: 7 days in a row", "max_days_in_row", 7),
        ({"days_off_in_row": 2}, "full-time: 1 days off side by side a week", "days_off_in_row", 1),
        ({"days_per_week": (5, 5)}, "full-time: 4 to 5 days a week", "days_per_week", (4, 5)),
        ({"days_per_week": (5, 5)}, "full-time: 5 to 6 days a week", "days_per_week", (5, 6)),
        ({}, "full-time: starts from 08:00 on", "starts", (480, 540)),
        ({}, "full-time: starts up to 10:00", "starts", (540, 600)),
        ({}, "full-time: starts at any time of the day", "starts", (0, 1380)),
    ],
)
def test_one_step(rules, text, key, value):
    change = changes(**rules)[text]
    assert change.key == f"contract[1].{key}"
    before, after = make_contract(**rules), change.scenario.contract[0]
    assert after == make_contract(**rules | {key: value})
    assert after != before


def test_wider_break_window():
    meal = BreakRule(length="1h", starts=("3h", "4h"))
    change = changes(breaks=(meal,))["full-time: the break may start 2h to 5h into the shift"]
    assert change.scenario.contract[0].breaks == (BreakRule(length="1h", starts=("2h", "5h")),)
    # There is no wider window where the shift has no room for it.
    late = BreakRule(length="1h", starts=("6h", "7h"))
    assert not any("break" in text for text in changes(breaks=(late,)))


BANK = (
    NamedShift(name="early", start="08:00", end="17:00"),
    NamedShift(name="late", start="15:00", end="23:00", breaks=()),
    NamedShift(name="split", hours=(("09:00", "12:00"), ("18:00", "22:00"))),
)


def bank_changes(**rules):
    scenario = Scenario(grid="60min", shift=BANK, contract=(banked(**rules),))
    return scenario, {str(change.message): change for change in relaxations(scenario)}


def test_another_shift_of_the_bank():
    _scenario, found = bank_changes(shifts=("early",))
    assert found["full-time: the shift late too"].scenario.contract[0].shifts == ("early", "late")
    assert "full-time: the shift split too" in found
    free = found["full-time: shifts of 9h too, at any time of the day"].scenario.contract[0]
    assert (free.shift_lengths, free.starts, free.shifts) == ((timedelta(hours=9),), (0, 1380), ("early",))
    assert not any("starts" in text for text in found)
    # All of them are listed already; a contract without a list has none to add.
    assert not any("too" in text for text in bank_changes(shifts=("split", "early", "late"))[1] if "late" in text)
    assert not any("too" in text for text in changes())


def test_wider_break_window_only_where_named_shifts_have_room():
    meal, late = (BreakRule(length="1h", starts=starts) for starts in (("3h", "4h"), ("6h", "8h")))
    wider = "full-time: the break may start 2h to 5h into the shift"
    assert wider in bank_changes(shifts=("early",), breaks=(meal,))[1]
    assert wider not in bank_changes(shifts=("late",), breaks=(meal,))[1]
    assert not any("break" in text for text in bank_changes(shifts=("early",), breaks=(late,))[1])


@pytest.mark.parametrize("rules", [{"shifts": ("early",)}, {"shifts": ("early", "split"), "shift_lengths": ("8h",)}])
def test_whatever_was_legal_of_a_bank_stays_legal(rules):
    meal = BreakRule(length="1h", starts=("3h", "4h"))
    scenario, found = bank_changes(**rules, breaks=(meal,))
    grid = make_grid(4)
    for text, change in found.items():
        assert legal(scenario, grid) <= legal(change.scenario, grid), text


def test_rules_that_are_off_are_not_relaxed():
    keys = {change.key for change in changes(starts=None).values()}
    assert keys == {"contract[1].max_days_in_row"}


CONTRACTS = (
    {},
    {"starts": ("08:00", "12:00"), "start_step": "4h"},
    {"starts": ("11:00", "11:00"), "start_step": "4h"},
    {"starts": ("22:00", "02:00"), "start_step": "2h"},
    {"starts": ("09:00", "08:30"), "start_step": "30min"},
    {"starts": ("10:00", "21:00"), "start_step": "3h", "headcount": (1, 4), "days_per_week": (4, 5), "min_rest": "11h"},
    {"starts": None, "start_step": "2h", "days_off_in_row": 2, "days_per_week": (5, 5)},
    {"breaks": (BreakRule(length="1h", starts=("3h", "4h")),), "shift_lengths": ("8h", "9h")},
)


@pytest.mark.parametrize("rules", CONTRACTS)
def test_whatever_was_legal_stays_legal(rules):
    grid = make_grid(8, first=date(2026, 10, 20), zone="Europe/Berlin", minutes=30)
    scenario = Scenario(
        grid="30min",
        timezone="Europe/Berlin",
        opening=Opening(hours=("09:00", "23:00")),
        contract=(make_contract(**rules),),
    )
    before = legal(scenario, grid)
    changes = list(relaxations(scenario, timedelta(hours=1)))
    assert changes
    for change in changes:
        assert before <= legal(change.scenario, grid), str(change.message)


def legal(scenario, grid):
    """Every shift with the places of its breaks, and every set of days that one agent may work."""
    (work,) = legal_work(scenario, grid)
    shifts = {
        (start, length, place)
        for shift, (start, length) in enumerate(zip(work.start.tolist(), work.length.tolist(), strict=True))
        for place in (work.breaks_of(shift)[0].offsets if work.breaks_of(shift) else (None,))
    }
    sequences = (
        works for works in product((False, True), repeat=len(work.days)) if any(works) and accepts(work, works)
    )
    return shifts | {frozenset(compress(work.days, works)) for works in sequences}


def accepts(work, works):
    state = 0 if work.automaton.n_states(0) else -1
    for day, working in enumerate(works):
        if state < 0:
            return False
        state = work.automaton.after[day][state, int(working)]
    return state >= 0


def test_starts_at_any_time_drops_the_step_and_keeps_the_old_starts():
    scenario = Scenario(grid="60min", contract=(make_contract(starts=("11:00", "11:00"), start_step="4h"),))
    free = next(change for change in relaxations(scenario) if "any time" in str(change.message)).scenario.contract[0]
    assert (free.starts, free.start_step) == ((0, 1380), None)


def test_nothing_is_offered_that_changes_nothing():
    always = make_contract(starts=("00:00", "23:00"))
    scenario = Scenario(grid="60min", contract=(always,))
    assert not any(change.key.endswith("starts") for change in relaxations(scenario))


def test_longer_shifts_are_offered_where_the_clock_is_put_back():
    scenario = Scenario(grid="60min", contract=(make_contract(),))
    (change,) = [each for each in relaxations(scenario, timedelta(hours=1)) if each.key.endswith("shift_lengths")]
    assert str(change.message) == "full-time: shifts of 9h too"
    assert not any(each.key.endswith("shift_lengths") for each in relaxations(scenario))


def test_activities_are_left_out_shortened_and_freed_of_weekdays():
    training = Activity(name="training", length="2h", every_weeks=1, weekdays=("monday",))
    meeting = Activity(name="meeting", length="2h", at="14:00", weekdays=("monday",))
    scenario = Scenario(grid="60min", contract=(make_contract(),), activity=(training, meeting))
    changes = {each.key: each for each in relaxations(scenario) if each.key.startswith("activity")}
    assert list(changes) == ["activity[1]", "activity[1].length", "activity[1].weekdays", "activity[2]"]
    assert changes["activity[1]"].scenario.activity == (meeting,)
    assert changes["activity[1].length"].scenario.activity[0].length == timedelta(hours=1)
    assert changes["activity[1].weekdays"].scenario.activity[0].weekdays == ()
    assert str(changes["activity[2]"].message) == "no meeting"
