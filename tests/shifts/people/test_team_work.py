"""What one person can work, against every sequence of days gone through by hand-written rules."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from staffplan.schema.grid import Grid
from staffplan.schema.scenario.keys import Scenario
from staffplan.schema.team import Available, DayEntry, PastShift, Person, Team
from staffplan.shifts.people import team_work

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 11, 2)  # a Monday
DAYS = [FIRST + timedelta(days=k) for k in range(9)]
SHIFTS = {"E": (7, 15), "N": (22, 30)}
OFF = "-"


def _scenario(**rules):
    bank = [
        {"name": name, "start": f"{a:02d}:00", "end": f"{b % 24:02d}:00", "breaks": []}
        for name, (a, b) in SHIFTS.items()
    ]
    contract = {"name": "full", "shifts": list(SHIFTS), "min_rest": "11h", "days_per_week": (0, 7)} | rules
    return Scenario.model_validate(
        {"grid": "60min", "opening": {"hours": ["00:00", "24:00"]}, "shift": bank, "contract": [contract]}
    )


def _grid():
    start = datetime(2026, 11, 2, tzinfo=ZONE)
    return Grid(timezone="Asia/Shanghai", start=start, slot_minutes=60, n_slots=24 * len(DAYS))


def _sequences(scenario, team):
    """Every sequence of the model: by day the name of the shift, or OFF."""
    work = team_work(scenario, team, _grid())
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


def _week_may_be(sequence, leave, days, least, most, off_in_row):
    """Whether a calendar week, of which only some ``days`` are planned, can be filled up legally."""
    for fill in product((OFF, "E"), repeat=7 - len(days)):
        week = [sequence[k] for k in days] + list(fill)
        away = [DAYS[k] in leave for k in days] + [False] * len(fill)
        count = _counted(week, away, most)
        if least <= count <= most and OFF * off_in_row in "".join("-" if code == OFF else "x" for code in week):
            return True
    return False


def _counted(week, away, most):
    """Working days, those of leave up to ``most``."""
    count = 0
    for code, gone in zip(week, away, strict=True):
        count = min(count + 1, most) if gone and count <= most else count + (code != OFF)
    return count


def _legal(sequence, past, leave, *, least=0, most=7, row=7, off_in_row=0):
    """Whether a sequence, behind the ``past`` days, keeps days in a row, rest and the calendar week."""
    whole = past + sequence
    run = 0
    for k, code in enumerate(whole):
        run = run + 1 if code != OFF else 0
        if run > row and k >= len(past):
            return False
    for k in range(1, len(whole)):
        if k >= len(past) and OFF not in whole[k - 1 : k + 1]:
            end, start = SHIFTS[whole[k - 1]][1], SHIFTS[whole[k]][0] + 24
            if start - end < 11:
                return False
    if not all(_week_may_be(sequence, leave, days, least, most, off_in_row) for days in (range(7), range(7, 9))):
        return False
    return all(sequence[DAYS.index(day)] == OFF for day in leave)


def _all(past="", leave=(), extra=lambda sequence: True, **rules):
    found = {"".join(each) for each in product((OFF, *SHIFTS), repeat=len(DAYS))}
    return {each for each in found if _legal(each, past, leave, **rules) and extra(each)}


def _team(past="", days=(), **person):
    shifts = []
    for k, code in enumerate(past):
        if code != OFF:
            day = datetime(2026, 11, 2, tzinfo=ZONE) - timedelta(days=len(past) - k)
            start, end = SHIFTS[code]
            shifts.append(PastShift("7", day + timedelta(hours=start), day + timedelta(hours=end), code, 480))
    known = FIRST - timedelta(days=len(past)) if past else None
    return Team(
        people=(Person(id="7", contract="full", **person),), days=tuple(days), past=tuple(shifts), past_from=known
    )


def _entry(kind, first, last=None, **times):
    return DayEntry(agent="7", first=DAYS[first], last=DAYS[first if last is None else last], kind=kind, **times)


KEYS = {"least": 4, "most": 5, "row": 4, "off_in_row": 2}
RULES = {"days_per_week": (4, 5), "max_days_in_row": 4, "days_off_in_row": 2}


def test_an_ordinary_person_can_work_what_the_contract_may():
    known = _team(days_in_row=0)
    assert _sequences(_scenario(**RULES), known) == _all(**KEYS)


@pytest.mark.parametrize("past", ["-EE", "EEE", "--N", "-EN", "N--"])
def test_days_in_a_row_and_rest_go_over_the_beginning_of_the_period(past):
    # A night shift of the eve lies in the horizon, as a day that is settled.
    assert _sequences(_scenario(**RULES), _team(past)) == _all(past, **KEYS)


def test_days_in_a_row_alone_are_known_from_the_team_s_file():
    for days in (1, 3):
        found = _sequences(_scenario(**RULES), _team(days_in_row=days))
        assert found == _all(extra=lambda each, days=days: not _begins_with(each, 5 - days), **KEYS)


def _begins_with(sequence, days):
    return OFF not in sequence[:days]


@pytest.mark.parametrize("last", [2, 4, 6])
def test_leave_counts_as_worked_and_rests(last):
    leave = tuple(DAYS[1 : last + 1])

    def before(each):  # the night before would reach into it
        return each[0] != "N"

    found = _sequences(_scenario(**RULES), _team(days=[_entry("leave", 1, last)], days_in_row=0))
    assert found == _all(leave=leave, extra=before, **KEYS)


def test_off_fixed_and_unavailable():
    days = [_entry("off", 2), _entry("fixed", 3, start=22 * 60, end=6 * 60), _entry("unavailable", 5, start=0, end=600)]
    found = _sequences(_scenario(**RULES), _team(days=days, days_in_row=0))

    def wanted(s):
        return s[2] == OFF and s[3] == "N" and s[5] != "E" and s[4] != "N"

    assert found == _all(extra=wanted, **KEYS)


def test_availability_by_weekday():
    only_early = Available(weekdays=("monday", "tuesday"), start=6 * 60, end=16 * 60)
    never = Available(weekdays=("sunday",), start=0, end=0)
    found = _sequences(_scenario(**RULES), _team(available=(only_early, never), days_in_row=0))

    def wanted(s):
        return all(s[k] in "-E" for k in (0, 1, 7, 8)) and s[6] == OFF

    assert found == _all(extra=wanted, **KEYS)


def test_hours_of_one_s_own():
    found = _sequences(_scenario(**RULES), _team(max_hours="40h", min_hours="40h", days_in_row=0))
    assert found == _all(extra=lambda s: sum(code != OFF for code in s) == 5, **KEYS)


def test_days_that_cannot_be_owed_are_not_asked_for():
    entries = [_entry("off", 0, 4)]
    work = team_work(_scenario(**RULES), _team(days=entries, days_in_row=0), _grid())
    ((index, terms),) = work.lowered
    assert (index, terms.owed) == (0, ((FIRST, 2),))
    assert not work.without


def test_people_who_can_do_the_same_are_one_class():
    people = tuple(Person(id=str(k), contract="full", days_in_row=k // 3) for k in range(6))
    work = team_work(_scenario(**RULES), Team(people=people), _grid())
    assert work.people == ((0, 1, 2), (3, 4, 5))
    assert [each.contract.headcount for each in work.classes] == [(3, 3), (3, 3)]
