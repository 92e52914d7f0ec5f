"""Legal starts and open hours from a walk over the real clock: every instant, and what the wall clock shows then.

It knows nothing of times that are skipped or shown twice, and shares no code with the product.
"""

from datetime import UTC, datetime, timedelta
from itertools import product
from types import MappingProxyType

QUARTER = timedelta(minutes=15)
ALWAYS = (0, 1440)


def walk(grid):
    """Real quarter hours from two days before the period to two behind it, and what the wall clock shows at each."""
    begin = grid.instant(0).astimezone(UTC) - timedelta(days=2)
    moments = [begin + k * QUARTER for k in range(grid.n_slots * grid.slot_minutes // 15 + 4 * 96)]
    return moments, [moment.astimezone(grid.zone).replace(tzinfo=None) for moment in moments]


def opened(grid, hours, closed=(), own=MappingProxyType({})):
    """The real stretches in which each day's opening hours hold: from when the clock first shows their edges.

    ``closed`` are numbers of weekdays, Monday 0, that have none; ``own`` are hours, or None, of single dates.
    """
    moments, shown = walk(grid)
    for day in (grid.days[0] - timedelta(days=1), *grid.days):
        todays = own.get(day, None if day.weekday() in closed else hours)
        if todays is None:
            continue
        first, last = todays
        last += 1440 if last <= first else 0
        edges = [datetime(day.year, day.month, day.day) + timedelta(minutes=edge) for edge in (first, last)]
        begin, end = (next(m for m, at in zip(moments, shown, strict=True) if at >= edge) for edge in edges)
        yield day, begin, end


def legal_shifts(grid, starts, hours, step, lengths, closed=(), own=MappingProxyType({})):
    """Every legal (slot, length) of a contract, from what its rules say of the wall clock at each slot.

    ``starts`` (or None) and ``hours`` are pairs of minutes after midnight, ``step`` is minutes, ``lengths`` are slots.
    Without a cycle shifts of the eve that reach into the period are among them.
    """
    stretches = list(opened(grid, hours, closed, own))
    eve = grid.days[0] - timedelta(days=1)
    back = 0 if grid.cyclic else -26 * grid.slots_per_hour

    def legal(slot, length):
        local, end = grid.instant(slot), grid.instant(slot + length).astimezone(UTC)
        minute = 60 * local.hour + local.minute
        if starts is not None:
            earliest, latest = starts
            window = range(earliest, (latest if latest >= earliest else latest + 1440) + 1, step)
            return minute in window or minute + 1440 in window
        today = own.get(local.date(), None if local.weekday() in closed else hours)
        if today == ALWAYS and minute % step == 0:
            return True
        return any(
            begin <= local.astimezone(UTC)
            and end <= closing
            and (minute + 1440 * (local.date() - day).days - own.get(day, hours)[0]) % step == 0
            for day, begin, closing in stretches
            if own.get(day, hours) != ALWAYS
        )

    reaching = [(slot, n) for slot, n in product(range(back, grid.n_slots), lengths) if slot + n > 0]
    return {(slot, n) for slot, n in reaching if grid.instant(slot).date() >= eve and legal(slot, n)}
