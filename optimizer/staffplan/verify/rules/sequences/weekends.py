"""Rules of weekends: Saturdays and Sundays, worked where a shift starts on them inside the period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.verify.rules.concerned import concerned, of_agent
from staffplan.verify.rules.sequences.days import (
    DAYS_IN_WEEK,
    ENDLESS,
    SATURDAY,
    SUNDAY,
    begin,
    ordinals,
    runs_of,
    weekdays,
)
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.violation import Violation
    from staffplan.verify.roster import Roster


@dataclass(frozen=True, eq=False)
class Weekends:
    """The weekends of the period, those that it cuts included; columns are those of ``roster.works``, -1 for none."""

    saturday: NDArray[np.intp]
    """Each weekend's Saturday, shape (weekends,)."""
    sunday: NDArray[np.intp]
    """Each weekend's Sunday, shape (weekends,)."""

    @property
    def first(self) -> NDArray[np.intp]:
        """The column of the first day of each that lies in the period."""
        return np.where(self.saturday >= 0, self.saturday, self.sunday)

    def worked(self, works: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether a shift starts on either day, shape (rows, weekends)."""
        saturday, sunday = (works[:, day] & (day >= 0) for day in (self.saturday, self.sunday))
        return saturday | sunday


def weekends_of(roster: Roster) -> Weekends:
    """The weekends; in a cyclic plan a Saturday that ends it and a Sunday that begins it are one."""
    dates = ordinals(roster)
    weekday = weekdays(roster)
    number = (dates - 1 - SATURDAY) // DAYS_IN_WEEK
    among = number[weekday >= SATURDAY]
    number = number - (among[0] if len(among) else 0)
    n_weekends = int(number[weekday >= SATURDAY].max(initial=-1)) + 1
    if roster.cyclic:
        n_weekends = min(n_weekends, max(1, len(dates) // DAYS_IN_WEEK))
    day_of = np.full((2, n_weekends), -1, dtype=np.intp)
    for row, which in enumerate((SATURDAY, SUNDAY)):
        column = np.flatnonzero(weekday == which)
        day_of[row, number[column] % max(1, n_weekends)] = column + begin(roster)
    return Weekends(*day_of)


def max_weekends(roster: Roster) -> Iterator[Violation]:
    """No agent works on more weekends of the period than the contract's most."""
    for contract, agents in concerned(roster, lambda contract: contract.max_weekends is not None):
        most = contract.max_weekends or 0
        count = weekends_of(roster).worked(roster.works[agents]).sum(axis=1)
        for wrong in np.flatnonzero(count > most):
            found = _("{weekends} weekends worked in the period").format(weekends=int(count[wrong]))
            allowed = _("at most {weekends}").format(weekends=most)
            yield of_agent(roster, "max_weekends", int(agents[wrong]), found, allowed)


def max_weekends_in_row(roster: Roster) -> Iterator[Violation]:
    """No agent works on more weekends one after the other than the contract's most."""
    for contract, agents in concerned(roster, lambda contract: contract.max_weekends_in_row is not None):
        weekends, most = weekends_of(roster), contract.max_weekends_in_row or 0
        row, first, length = runs_of(weekends.worked(roster.works[agents]), cyclic=roster.cyclic)
        for run in np.flatnonzero(length > most):
            found = _("{weekends} weekends in a row").format(weekends=int(length[run]))
            if length[run] == ENDLESS:
                found = _("no weekend off at all")
            allowed = _("at most {weekends}").format(weekends=most)
            day = int(weekends.first[first[run]])
            yield of_agent(roster, "max_weekends_in_row", int(agents[row[run]]), found, allowed, day)


def whole_weekends(roster: Roster) -> Iterator[Violation]:
    """On a weekend that lies in the period an agent works on both days or on none."""
    for _contract, agents in concerned(roster, lambda contract: contract.whole_weekends):
        weekends, works = weekends_of(roster), roster.works[agents]
        whole = (weekends.saturday >= 0) & (weekends.sunday >= 0)
        half = works[:, weekends.saturday] != works[:, weekends.sunday]
        for row, weekend in np.argwhere(half & whole):
            on_saturday = works[row, weekends.saturday[weekend]]
            found = _("work on Saturday alone") if on_saturday else _("work on Sunday alone")
            allowed = _("both days of a weekend, or none")
            yield of_agent(roster, "whole_weekends", int(agents[row]), found, allowed, int(weekends.saturday[weekend]))


def free_sundays(roster: Roster) -> Iterator[Violation]:
    """On so many Sundays of the period no shift of an agent starts."""
    sundays = np.flatnonzero(weekdays(roster) == SUNDAY) + begin(roster)
    for contract, agents in concerned(roster, lambda contract: contract.free_sundays > 0):
        free = (~roster.works[np.ix_(agents, sundays)]).sum(axis=1)
        for wrong in np.flatnonzero(free < contract.free_sundays):
            found = _("{sundays} free Sundays in the period").format(sundays=int(free[wrong]))
            allowed = _("at least {sundays}").format(sundays=contract.free_sundays)
            yield of_agent(roster, "free_sundays", int(agents[wrong]), found, allowed)
