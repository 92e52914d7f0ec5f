"""Rules of which shift may follow which: from one date to the next, and inside a calendar week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.verify import figures
from staffplan.verify.kinds import kinds_of
from staffplan.verify.rules.concerned import concerned, of_agent
from staffplan.verify.rules.sequences.days import column_of, consecutive, names_of
from staffplan.verify.rules.weeks import week_of_day
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.violation import Rule, Violation
    from staffplan.verify.roster import Roster


def forbidden_successions(roster: Roster) -> Iterator[Violation]:
    """No agent works the second of a forbidden pair of named shifts on the date after the first."""
    for contract, agents in concerned(roster, lambda contract: bool(contract.forbidden_successions)):
        names, name = names_of(roster)
        forbidden = np.zeros((len(names), len(names)), dtype=np.bool_)
        for first, second in contract.forbidden_successions:
            if first in names and second in names:
                forbidden[names.index(first), names.index(second)] = True
        before, after = consecutive(roster, agents)
        for pair in np.flatnonzero(forbidden[name[before], name[after]]):
            first, second = (names[name[shift[pair]]] for shift in (before, after))
            found = _("{second} on the day after {first}").format(first=first, second=second)
            allowed = _("another shift, or a day off between them")
            yield _of_second(roster, int(after[pair]), "forbidden_successions", found, allowed)


def forward_rotation(roster: Roster) -> Iterator[Violation]:
    """On the date after a shift no shift of the agent starts earlier by the clock."""
    for _contract, agents in concerned(roster, lambda contract: contract.forward_rotation):
        minute = roster.start_clock.minute
        before, after = consecutive(roster, agents)
        for pair in np.flatnonzero(minute[after] < minute[before]):
            first, second = (figures.clock(int(minute[shift[pair]])) for shift in (before, after))
            found = _("a start at {second} on the day after one at {first}").format(first=first, second=second)
            yield _of_second(roster, int(after[pair]), "forward_rotation", found, _("the same start or a later one"))


def same_shift_all_week(roster: Roster) -> Iterator[Violation]:
    """The shifts of an agent in a calendar week have one name, or where they have none one start and one length."""
    rules = list(concerned(roster, lambda contract: contract.same_shift_all_week))
    if not rules:
        return
    agents = np.isin(np.arange(len(roster.agent_ids)), np.concatenate([agents for _contract, agents in rules]))
    shifts = np.flatnonzero((column_of(roster) >= 0) & agents[roster.agent])
    weeks = week_of_day(roster)
    week = weeks.of_day[column_of(roster)[shifts]]
    place = roster.agent[shifts] * len(weeks.first_day) + week
    kind = _kinds(roster)[shifts]
    one_of_them = np.zeros(len(roster.agent_ids) * len(weeks.first_day), dtype=np.intp)
    one_of_them[place] = kind
    for wrong in np.unique(place[kind != one_of_them[place]]):
        agent, number = divmod(int(wrong), len(weeks.first_day))
        found = _("{shifts} in one week").format(shifts=", ".join(_labels(roster, shifts[place == wrong])))
        allowed = _("the same shift all week")
        yield of_agent(roster, "same_shift_all_week", agent, found, allowed, weeks.first_day[number] - roster.first_day)


def _kinds(roster: Roster) -> NDArray[np.intp]:
    """What each shift is by its name, else by its start by the clock and its length in real time, shape (n,)."""
    names, name = names_of(roster)
    named = np.array([bool(each) for each in names], dtype=np.bool_)[name]
    minute = np.where(named, 0, roster.start_clock.minute)
    length_s = np.where(named, 0, roster.end_s - roster.start_s)
    return kinds_of(name.astype(np.int64), minute, length_s)[1]


def _labels(roster: Roster, shifts: NDArray[np.intp]) -> list[str]:
    """The different shifts among ``shifts`` as planners call them: ``early``, ``09:00 (9h)``."""
    labels = []
    for shift in shifts.tolist():
        length_s = int(roster.end_s[shift] - roster.start_s[shift])
        start = figures.clock(int(roster.start_clock.minute[shift]))
        labels.append(roster.shifts[shift].shift_name or f"{start} ({figures.length(length_s)})")
    return list(dict.fromkeys(labels))


def _of_second(roster: Roster, shift: int, rule: Rule, found: str, allowed: str) -> Violation:
    day = int(roster.start_clock.ordinal[shift]) - roster.first_day
    return of_agent(roster, rule, int(roster.agent[shift]), found, allowed, day)
