"""Tours of one agent written as signs: a letter for each day, from the first of the period or from the eve."""

from written_plans import HOUR, MONDAY, day, free, plan, shift

HOURS = {"x": 9, "e": 6, "l": 14, "n": 22}
"""When the shifts of 9 hours start that the signs stand for: early, late and at night; a point is a day off."""
NAMES = {"e": "early", "l": "late", "n": "night", "x": "day"}
BANK = tuple({"name": NAMES[sign], "start": hour * 60, "end": (hour + 9) % 24 * 60} for sign, hour in HOURS.items())


def tour(signs, agent="01", first=MONDAY, named=False, **keys):
    """The shifts of ``signs``; a sign before ``|`` is the eve's."""
    eve, _bar, days = signs.rpartition("|")
    for offset, sign in enumerate(eve + days, start=-len(eve)):
        if sign != ".":
            row = shift(agent, on=day(offset, first), at=HOURS[sign], **keys)
            yield row.model_copy(update={"shift_name": NAMES[sign]}) if named else row


def written(signs, first=MONDAY, cyclic=False, named=False, scenario=None, **rules):
    """The plan of agents who work ``signs`` (one text, or one for each) by ``rules``."""
    tours = [signs] if isinstance(signs, str) else signs
    rows = [row for k, each in enumerate(tours) for row in tour(each, f"{k:02d}", first, named)]
    days = len(tours[0].rpartition("|")[2])
    keys = {"grid": HOUR, "shift": BANK if named else ()} | (scenario or {})
    if named:
        rules = {"shifts": tuple(NAMES.values()), "shift_lengths": ()} | rules
    return plan(*rows, contract=free(**rules), first=first, days=days, cyclic=cyclic, scenario=keys)
