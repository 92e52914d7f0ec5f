"""All legal tours of a work, one after the other, from its rules alone: shifts, rest and the day automaton."""

import numpy as np
from tiny import banked, make_contract, make_grid, works_of

from staffplan.schema.scenario.keys import NamedShift

BANK = (
    NamedShift(name="early", start="06:00", end="14:00"),
    NamedShift(name="late", start="14:00", end="22:00"),
    NamedShift(name="night", start="22:00", end="06:00"),
)


def tours(work):
    """Every legal tour: the shifts by index, in order."""
    by_day = [np.flatnonzero(work.day == day).tolist() for day in range(len(work.days))]

    def further(day, state, rested):
        if day == len(work.days):
            yield ()
            return
        after = work.automaton.after[day][state]
        if after[0] >= 0:
            yield from further(day + 1, after[0], rested)
        for shift in by_day[day]:
            end = after[work.symbol[shift]]
            if end >= 0 and work.start[shift] >= rested:
                for rest in further(day + 1, end, int(work.rested[shift])):
                    yield (shift, *rest)

    if work.automaton.n_states(0):
        yield from further(0, 0, -(10**9))


def random_contract(rng, days):
    """Rules of some kind: named shifts with sums and successions, or lengths and starts with rest."""
    common = {
        "max_days_in_row": int(rng.integers(2, 6)),
        "min_days_in_row": int(rng.integers(1, 3)),
        "min_days_off_in_row": int(rng.integers(1, 3)),
        "days_per_week": (int(rng.integers(0, 4)), int(rng.integers(4, 7))),
        "days_off_in_row": int(rng.integers(0, 3)),
        "min_rest": f"{rng.choice([0, 11, 20])}h",
        "max_weekends": int(rng.integers(1, 3)) if rng.random() < 0.5 else None,
    }
    if rng.random() < 0.6:
        names = ["early", "late", "night"][: int(rng.integers(2, 4))]
        common["forbidden_successions"] = (("late", "early"),) if rng.random() < 0.5 else ()
        common["shifts_per_period"] = {"late": (0, int(rng.integers(1, 4)))} if rng.random() < 0.5 else {}
        common["hours_per_period"] = ("8h", f"{8 * int(rng.integers(3, days))}h") if rng.random() < 0.5 else None
        return banked(*names, **common)
    first = int(rng.integers(6, 12))
    return make_contract(
        shift_lengths=("4h", "9h"),
        starts=(f"{first:02d}:00", f"{first + 2 * int(rng.integers(1, 4)):02d}:00"),
        start_step="2h",
        **common,
    )


def random_work(rng, days=7):
    """The legal shifts of such a contract, some of them taken out."""
    while True:
        (work,) = works_of(random_contract(rng, days), make_grid(days), bank=BANK)
        if work.n_shifts:
            return work.only(rng.random(work.n_shifts) < rng.choice([0.5, 1.0]))
