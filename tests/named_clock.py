"""Named shifts by a walk over the real clock, slot by slot: what ``legal_work`` and the checker must agree with."""

from datetime import datetime, time, timedelta
from itertools import pairwise

DAY = timedelta(days=1)


def edges(named):
    """Wall-clock times of the ends of each part, as time since the midnight of the shift's day."""
    found, before = [], None
    for hours in named.hours or ((named.start, named.end),):
        for minutes in hours:
            moment = timedelta(minutes=minutes)
            while before is not None and (moment < before or (len(found) % 2 and moment == before)):
                moment += DAY
            found.append(moment)
            before = moment
    return found


def slots_of_edges(grid, named, day):
    """The slot of each end on ``day``: the first that shows the time or a later one; None: the start is skipped."""
    midnight = datetime.combine(day, time())
    first = grid.place(datetime.combine(day, time(), tzinfo=grid.zone) - DAY)[0]
    shown = [grid.instant(slot).replace(tzinfo=None) for slot in range(first, first + 5 * 24 * grid.slots_per_hour)]
    wanted = [midnight + edge for edge in edges(named)]
    slots = [next(k for k, local in enumerate(shown) if local >= moment) for moment in wanted]
    return [first + k for k in slots] if shown[slots[0]] == wanted[0] else None


def named_shifts(scenario, contract, grid):
    """(name, first slot, length, the sets of slots into it that a choice of its one break and the gaps take away,
    unpaid slots) of each named shift of the contract that reaches into the period."""
    days = list(grid.days) if grid.cyclic else [grid.days[0] - DAY, *grid.days]
    for named in scenario.shift:
        for day in days if named.name in contract.shifts else ():
            ends = slots_of_edges(grid, named, day)
            if ends is None or ends[-1] == ends[0] or ends[0] >= grid.n_slots or (ends[-1] <= 0 and not grid.cyclic):
                continue
            yield (named.name, ends[0], ends[-1] - ends[0], *_away(scenario, contract, named, ends))


def _away(scenario, contract, named, ends):
    start, parts = ends[0], [(a, b) for a, b in zip(ends[::2], ends[1::2], strict=True) if a < b]
    gaps = frozenset(slot - start for (_a, b), (c, _d) in pairwise(parts) for slot in range(b, c))
    rules = named.breaks if named.breaks is not None else (contract.breaks if len(named.hours) < 2 else ())
    assert len(rules) <= 1
    for rule in rules:
        length, first, last = (int(span / scenario.grid) for span in (rule.length, *rule.starts))
        if any(a - start <= first and last + length <= b - start for a, b in parts):
            choices = [gaps | set(range(at, at + length)) for at in range(first, last + 1)]
            return choices, len(gaps) + (0 if rule.paid else length)
    return [gaps], len(gaps)
