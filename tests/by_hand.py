"""People of two shifts over nine days, by hand: what a person may work is what these few lines of rules let pass."""

from datetime import date, datetime, timedelta
from functools import cache
from itertools import product
from zoneinfo import ZoneInfo

from staffplan.schema.grid import Grid
from staffplan.schema.people.team import DayEntry, PastShift, Person, Team
from staffplan.schema.scenario.keys import Scenario

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 11, 2)  # a Monday
DAYS = [FIRST + timedelta(days=k) for k in range(9)]
SHIFTS = {"E": (7, 15), "N": (22, 30)}
OFF = "-"


def scenario_of(**rules):
    bank = [
        {"name": name, "start": f"{a:02d}:00", "end": f"{b % 24:02d}:00", "breaks": []}
        for name, (a, b) in SHIFTS.items()
    ]
    contract = {"name": "full", "shifts": list(SHIFTS), "min_rest": "11h", "days_per_week": (0, 7)} | rules
    return Scenario.model_validate(
        {"grid": "60min", "opening": {"hours": ["00:00", "24:00"]}, "shift": bank, "contract": [contract]}
    )


def nine_days():
    start = datetime(2026, 11, 2, tzinfo=ZONE)
    return Grid(timezone="Asia/Shanghai", start=start, slot_minutes=60, n_slots=24 * len(DAYS))


def week_may_be(sequence, leave, days, least, most, off_in_row):
    """Whether a calendar week, of which only some ``days`` are planned, can be filled up legally."""
    known, away = "".join(sequence[k] for k in days), tuple(DAYS[k] in leave for k in days)
    return _may_be(known, away, least, most, off_in_row)


@cache
def _may_be(known, away, least, most, off_in_row):
    open_days = 7 - len(known)
    for fill in product((OFF, "E"), repeat=open_days):
        week = known + "".join(fill)
        count = counted_days(week, away + (False,) * open_days, most)
        if least <= count <= most and OFF * off_in_row in week:
            return True
    return False


def counted_days(week, away, most):
    """Working days, those of leave up to ``most``."""
    count = 0
    for code, gone in zip(week, away, strict=True):
        count = min(count + 1, most) if gone and count <= most else count + (code != OFF)
    return count


def is_legal(sequence, past, leave, *, least=0, most=7, row=7, off_in_row=0):
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
    if not all(week_may_be(sequence, leave, days, least, most, off_in_row) for days in (range(7), range(7, 9))):
        return False
    return all(sequence[DAYS.index(day)] == OFF for day in leave)


def all_sequences(past="", leave=(), extra=lambda sequence: True, **rules):
    found = {"".join(each) for each in product((OFF, *SHIFTS), repeat=len(DAYS))}
    return {each for each in found if is_legal(each, past, leave, **rules) and extra(each)}


def team_of_one(past="", days=(), **person):
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


def entry(kind, first, last=None, **times):
    return DayEntry(agent="7", first=DAYS[first], last=DAYS[first if last is None else last], kind=kind, **times)
