"""One person by name, as these rules look: days worked, days away, and what is known of the days before the period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from staffplan.schema.people.result import Lowered, TeamPlan
    from staffplan.schema.people.team import DayEntry, PastShift, Person, Wish
    from staffplan.schema.plan import Plan, Shift
    from staffplan.schema.scenario.keys import Contract
    from staffplan.verify.roster import Roster

AWAY = ("leave", "sick")


@dataclass(frozen=True, eq=False)
class View:
    """What is planned, settled and known of one person."""

    person: Person
    contract: Contract | None
    """None: one that the scenario does not have."""
    shifts: Mapping[date, Shift]
    """Planned shifts by date."""
    entries: tuple[DayEntry, ...]
    """What is settled."""
    away: frozenset[date]
    """Days of leave and illness, in the period and before it."""
    past: Mapping[date, PastShift]
    """Shifts before the period, by date."""
    known_from: date
    """From then on it is known what the person did; the period's first day where nothing is known of the past."""
    lowered: Lowered | None
    """What is asked for instead of what the contract owes."""
    days: tuple[date, ...]
    """The days of the period."""

    def works_on(self, day: date) -> bool:
        """Whether a shift starts on ``day``, planned or past."""
        return day in self.shifts or day in self.past

    def is_known(self, day: date) -> bool:
        """Whether it is known what the person does on ``day``."""
        return self.known_from <= day <= self.days[-1] or self.works_on(day)

    @property
    def row_before(self) -> int:
        """Working days in a row just before the period, as far as they are known."""
        if not self.past and self.known_from == self.days[0]:
            return self.person.days_in_row or 0
        count, day = 0, self.days[0] - timedelta(days=1)
        while day >= self.known_from and day in self.past and day not in self.away:
            count, day = count + 1, day - timedelta(days=1)
        return count

    @property
    def ends_before(self) -> datetime | None:
        """When the last shift before the period ends."""
        ends = [shift.end for shift in self.past.values()]
        return max(ends, default=self.person.last_shift_end)


def views(roster: Roster, plan: Plan) -> Iterator[View]:
    """Everybody of the plan's team."""
    about = plan.summary.team
    if about is None:
        return
    contracts = {contract.name: contract for contract in roster.scenario.contract}
    days = tuple(date.fromordinal(day) for day in range(int(roster.slot_clock.ordinal[0]), roster.last_day + 1))
    shifts: dict[str, dict[date, Shift]] = {}
    for shift in roster.shifts:
        shifts.setdefault(shift.agent_id, {})[shift.date] = shift
    lowered = {each.agent: each for each in about.lowered}
    for person in about.team.people:
        entries = tuple(entry for entry in about.team.days if entry.agent == person.id)
        yield View(
            person,
            contracts.get(person.contract),
            shifts.get(person.id, {}),
            entries,
            frozenset(_away(entries) | _away(e for e in about.team.past_days if e.agent == person.id)),
            _past(about, person, roster),
            about.team.past_from or days[0],
            lowered.get(person.id),
            days,
        )


def dates(entry: DayEntry | Wish) -> list[date]:
    """The dates that an entry or a wish is about."""
    return [entry.first + timedelta(days=k) for k in range((entry.last - entry.first).days + 1)]


def _away(entries: Iterable[DayEntry]) -> set[date]:
    found: set[date] = set()
    for entry in entries:
        if entry.kind in AWAY:
            found.update(dates(entry))
    return found


def _past(about: TeamPlan, person: Person, roster: Roster) -> dict[date, PastShift]:
    mine = [shift for shift in about.team.past if shift.agent == person.id]
    return {shift.start.astimezone(roster.zone).date(): shift for shift in mine}
