"""What one person can work, against every sequence of days gone through by hand-written rules."""

from __future__ import annotations

import numpy as np
import pytest
from by_hand import DAYS, FIRST, OFF, all_sequences, entry, nine_days, scenario_of, team_of_one

from staffplan.schema.people.team import Available, Person, Team
from staffplan.shifts.people import team_work


def _sequences(scenario, team):
    """Every sequence of the model: by day the name of the shift, or OFF."""
    work = team_work(scenario, team, nine_days())
    if work.without:
        return set()
    if work.idle:
        return {OFF * len(DAYS)}
    mine = work.classes[0]
    found = set()

    def go(day, state, rested, done):
        if day == len(mine.days):
            found.add("".join(done[-len(DAYS) :]))
            return
        after = mine.automaton.after[day][state]
        if after[0] >= 0:
            go(day + 1, after[0], rested, [*done, OFF])
        for shift in np.flatnonzero(mine.day == day).tolist():
            to = after[mine.symbol[shift]]
            if to >= 0 and mine.start[shift] >= rested:
                go(day + 1, to, int(mine.rested[shift]), [*done, mine.patterns[mine.pattern[shift]].name])

    go(0, 0, -(10**6), [])
    return found


KEYS = {"least": 4, "most": 5, "row": 4, "off_in_row": 2}
RULES = {"days_per_week": (4, 5), "max_days_in_row": 4, "days_off_in_row": 2}


def test_an_ordinary_person_can_work_what_the_contract_may():
    known = team_of_one(days_in_row=0)
    assert _sequences(scenario_of(**RULES), known) == all_sequences(**KEYS)


@pytest.mark.parametrize("past", ["-EE", "EEE", "--N", "-EN", "N--"])
def test_days_in_a_row_and_rest_go_over_the_beginning_of_the_period(past):
    # A night shift of the eve lies in the horizon, as a day that is settled.
    assert _sequences(scenario_of(**RULES), team_of_one(past)) == all_sequences(past, **KEYS)


def test_days_in_a_row_alone_are_known_from_the_team_s_file():
    for days in (1, 3):
        found = _sequences(scenario_of(**RULES), team_of_one(days_in_row=days))
        assert found == all_sequences(extra=lambda each, days=days: not _begins_with(each, 5 - days), **KEYS)


def _begins_with(sequence, days):
    return OFF not in sequence[:days]


@pytest.mark.parametrize("last", [2, 4, 6])
def test_leave_counts_as_worked_and_rests(last):
    leave = tuple(DAYS[1 : last + 1])

    def before(each):  # the night before would reach into it
        return each[0] != "N"

    found = _sequences(scenario_of(**RULES), team_of_one(days=[entry("leave", 1, last)], days_in_row=0))
    assert found == all_sequences(leave=leave, extra=before, **KEYS)


def test_off_fixed_and_unavailable():
    days = [entry("off", 2), entry("fixed", 3, start=22 * 60, end=6 * 60), entry("unavailable", 5, start=0, end=600)]
    found = _sequences(scenario_of(**RULES), team_of_one(days=days, days_in_row=0))

    def wanted(s):
        return s[2] == OFF and s[3] == "N" and s[5] != "E" and s[4] != "N"

    assert found == all_sequences(extra=wanted, **KEYS)


def test_availability_by_weekday():
    only_early = Available(weekdays=("monday", "tuesday"), start=6 * 60, end=16 * 60)
    never = Available(weekdays=("sunday",), start=0, end=0)
    found = _sequences(scenario_of(**RULES), team_of_one(available=(only_early, never), days_in_row=0))

    def wanted(s):
        return all(s[k] in "-E" for k in (0, 1, 7, 8)) and s[6] == OFF

    assert found == all_sequences(extra=wanted, **KEYS)


def test_hours_of_one_s_own():
    found = _sequences(scenario_of(**RULES), team_of_one(max_hours="40h", min_hours="40h", days_in_row=0))
    assert found == all_sequences(extra=lambda s: sum(code != OFF for code in s) == 5, **KEYS)


def test_days_that_cannot_be_owed_are_not_asked_for():
    entries = [entry("off", 0, 4)]
    work = team_work(scenario_of(**RULES), team_of_one(days=entries, days_in_row=0), nine_days())
    ((index, terms),) = work.lowered
    assert (index, terms.owed) == (0, ((FIRST, 2),))
    assert not work.without


def test_people_who_can_do_the_same_are_one_class():
    people = tuple(Person(id=str(k), contract="full", days_in_row=k // 3) for k in range(6))
    work = team_work(scenario_of(**RULES), Team(people=people), nine_days())
    assert work.people == ((0, 1, 2), (3, 4, 5))
    assert [each.contract.headcount for each in work.classes] == [(3, 3), (3, 3)]
