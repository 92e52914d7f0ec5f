"""The days of each agent, as the rules of sequences read them.

A column stands for a local date, from ``roster.first_day`` on: without ``cyclic`` the first column is the eve, a day
of which nothing is known but the shifts that reach into the period.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.verify.roster import Roster

    Shifts = NDArray[np.intp]

DAYS_IN_WEEK = 7
SATURDAY, SUNDAY = 5, 6


def begin(roster: Roster) -> int:
    """The column of the first day of the period."""
    return 0 if roster.cyclic else 1


def ordinals(roster: Roster) -> NDArray[np.int64]:
    """The date of each day of the period, without the eve, shape (days,)."""
    return np.arange(roster.first_day + begin(roster), roster.last_day + 1)


def weekdays(roster: Roster) -> NDArray[np.int64]:
    """0 for Monday to 6 for Sunday of each day of the period, without the eve, shape (days,)."""
    return (ordinals(roster) - 1) % DAYS_IN_WEEK


def column_of(roster: Roster) -> NDArray[np.int64]:
    """The column of each shift's start, shape (n,); -1 outside the columns."""
    column = roster.start_clock.ordinal - roster.first_day
    return np.where((column >= 0) & (column < roster.works.shape[1]), column, -1)


def shift_on(roster: Roster) -> Shifts:
    """The shift of each agent on each day, -1 for none, shape (agents, columns); of two on a day the later."""
    column = column_of(roster)
    on = np.full(roster.works.shape, -1, dtype=np.intp)
    inside = np.flatnonzero(column >= 0)
    on[roster.agent[inside], column[inside]] = inside
    return on


def consecutive(roster: Roster, agents: NDArray[np.intp]) -> tuple[Shifts, Shifts]:
    """Shifts of ``agents`` on two dates that follow one another: the first and the second, shape (pairs,) each."""
    on = shift_on(roster)[agents]
    before, after = (on, np.roll(on, -1, axis=1)) if roster.cyclic else (on[:, :-1], on[:, 1:])
    both = (before >= 0) & (after >= 0)
    return before[both], after[both]


def names_of(roster: Roster) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """The names that shifts have, "" for none, and the position of each shift's among them, shape (n,)."""
    written = [shift.shift_name for shift in roster.shifts]
    names = tuple(dict.fromkeys(written))
    position = {name: place for place, name in enumerate(names)}
    return names, np.array([position[name] for name in written], dtype=np.intp)


class Runs(NamedTuple):
    """Days of a kind that follow one another; arrays of one shape."""

    row: NDArray[np.intp]
    """Whose they are."""
    first: NDArray[np.intp]
    """Their first column."""
    length: NDArray[np.int64]
    """How many they are; ``ENDLESS`` where all days of a cycle are of the kind."""


ENDLESS = np.iinfo(np.int64).max
"""Length of a run that a cycle never ends."""


def runs_of(days: NDArray[np.bool_], *, cyclic: bool) -> Runs:
    """The longest possible runs of True in each row of ``days``, of shape (rows, columns)."""
    columns = days.shape[1]
    rounds = np.tile(days, 2) if cyclic else days
    steps = np.diff(np.pad(rounds, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    (row, first), (_row, end) = np.nonzero(steps == 1), np.nonzero(steps == -1)
    if not cyclic:
        return Runs(row, first, end - first)
    whole = (first >= 1) & (first <= columns)  # those at the edges are cut, and stand in the middle once more
    endless = np.flatnonzero(days.all(axis=1)) if columns else np.zeros(0, dtype=np.intp)
    return Runs(
        np.concatenate((row[whole], endless)),
        np.concatenate((first[whole] % max(columns, 1), np.zeros_like(endless))),
        np.concatenate(((end - first)[whole], np.full(len(endless), ENDLESS))),
    )
