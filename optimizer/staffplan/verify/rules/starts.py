"""Rules of when a single shift lies in the calendar: contract, offsets, date, period and start."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.base import MINUTES_PER_DAY
from staffplan.schema.violation import Rule, Violation
from staffplan.verify import figures
from staffplan.verify.clock import wall_clock
from staffplan.verify.kinds import kinds_of
from staffplan.verify.opening import hours_of, instant_at
from staffplan.verify.roster import of_each
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from staffplan.schema.scenario.keys import Contract
    from staffplan.verify.roster import Roster


def known_contract(roster: Roster) -> Iterator[Violation]:
    """Every shift names a contract of the scenario."""
    names = figures.either(contract.name for contract in roster.scenario.contract)
    for position in np.flatnonzero(roster.contract < 0):
        found = _("a shift of the contract {contract}").format(contract=roster.shifts[position].contract)
        yield _of_shift(roster, int(position), "known_contract", found, names)


def local_time(roster: Roster) -> Iterator[Violation]:
    """Every written time has the offset that the plan's zone has at that instant."""
    position, pauses = np.arange(len(roster.shifts)), roster.pauses
    columns = (
        (position, roster.start_s, [shift.start for shift in roster.shifts], position),
        (position, roster.end_s, [shift.end for shift in roster.shifts], position),
        (roster.break_shift, roster.break_start_s, [pause.start for pause in pauses], roster.break_pause),
        (roster.break_shift, roster.break_end_s, [pause.end for pause in pauses], roster.break_pause),
    )
    for owner, instants, moments, place in columns:
        true = wall_clock(instants, roster.zone).offset_s
        written = of_each(moments, _written_offset_s)[place]
        for wrong in np.flatnonzero(true != written):
            yield _of_shift(
                roster,
                int(owner[wrong]),
                "local_time",
                moments[place[wrong]].isoformat(timespec="minutes"),
                _("the offset {offset} of {zone}").format(
                    offset=figures.offset(int(true[wrong])), zone=roster.scenario.timezone
                ),
            )


def _written_offset_s(moment: datetime) -> float:
    return (moment.utcoffset() or timedelta()).total_seconds()


def shift_date(roster: Roster) -> Iterator[Violation]:
    """A shift counts for the local date of its start."""
    written = np.array([shift.date.toordinal() for shift in roster.shifts], dtype=np.int64)
    for position in np.flatnonzero(written != roster.start_clock.ordinal):
        yield _of_shift(
            roster,
            int(position),
            "shift_date",
            roster.shifts[position].date.isoformat(),
            _("{date}, the local date of its start").format(date=roster.day_of(int(position)).isoformat()),
        )


def shift_in_period(roster: Roster) -> Iterator[Violation]:
    """Shifts reach into the period and start on its days; without cyclic also on the eve, with it in the period."""
    day = roster.start_clock.ordinal
    legal = (day >= roster.first_day) & (day <= roster.last_day)
    legal &= (roster.start_s < roster.period_end_s) & (roster.end_s > roster.period_start_s)
    if roster.cyclic:
        legal &= roster.start_s >= roster.period_start_s
    for position in np.flatnonzero(~legal):
        found = _("a shift from {start} to {end}").format(
            start=figures.moment(int(roster.start_s[position]), roster.zone),
            end=figures.moment(int(roster.end_s[position]), roster.zone),
        )
        yield _of_shift(roster, int(position), "shift_in_period", found, _period(roster))


def _period(roster: Roster) -> str:
    edges = {
        "first": figures.moment(roster.period_start_s, roster.zone),
        "last": figures.moment(roster.period_end_s, roster.zone),
    }
    if roster.cyclic:
        return _("a start from {first} to {last}").format(**edges)
    return _("a shift that reaches into the period from {first} to {last}").format(**edges)


def shift_start(roster: Roster) -> Iterator[Violation]:
    """Shifts start between the earliest and latest start of the contract and on its step."""
    first, kind = kinds_of(roster.contract, roster.named, roster.start_s, roster.end_s)
    wrong = np.array([not _legal_start(roster, shift) for shift in first.tolist()], dtype=np.bool_)[kind]
    for position in np.flatnonzero(wrong):
        found = _("a start at {start} and an end at {end}").format(
            start=figures.moment(int(roster.start_s[position]), roster.zone),
            end=figures.moment(int(roster.end_s[position]), roster.zone),
        )
        allowed = _starts(roster, roster.scenario.contract[roster.contract[position]])
        yield _of_shift(roster, int(position), "shift_start", found, allowed)


def _legal_start(roster: Roster, shift: int) -> bool:
    """Whether the shift at this position starts when its contract allows; an unknown contract has no rule."""
    if roster.contract[shift] < 0:
        return True
    rules = roster.scenario.contract[roster.contract[shift]]
    if roster.named[shift] >= 0 or not rules.shift_lengths:
        return True  # the rule of named shifts says when
    start_s, end_s = int(roster.start_s[shift]), int(roster.end_s[shift])
    day, minute = int(roster.start_clock.ordinal[shift]), int(roster.start_clock.minute[shift])
    if start_s % 60:
        return False
    if rules.starts is not None:
        return _in_window(rules.starts, minute, _step(rules, roster))
    return _in_opening(roster, rules, (start_s, end_s), day, minute)


def _step(contract: Contract, roster: Roster) -> int:
    return int((contract.start_step or roster.scenario.grid).total_seconds()) // 60


def _in_window(window: tuple[int, int], minute: int, step: int) -> bool:
    """Whether a start that the clock shows so many minutes after midnight is one of the window's, on its step."""
    earliest, latest = window
    if latest < earliest:
        latest += MINUTES_PER_DAY
    into = (minute - earliest) % MINUTES_PER_DAY  # 24:00 is the midnight that a day begins with
    return into <= latest - earliest and into % step == 0


def _in_opening(roster: Roster, contract: Contract, shift: tuple[int, int], day: int, minute: int) -> bool:
    """Whether a day that opens around the clock, or one whose hours hold the whole shift, allows this start."""
    step = _step(contract, roster)
    for opened in (day, day - 1):
        hours = hours_of(roster.scenario, opened)
        if hours is None:
            continue
        if hours[1] - hours[0] >= MINUTES_PER_DAY:
            if opened == day and minute % step == 0:
                return True
            continue
        into = minute + MINUTES_PER_DAY * (day - opened) - hours[0]
        first, last = (instant_at(opened, edge, roster.zone) for edge in hours)
        if first <= shift[0] and shift[1] <= last and into % step == 0:
            return True
    return False


def _starts(roster: Roster, contract: Contract) -> str:
    step = figures.length(60 * _step(contract, roster))
    if contract.starts is None:
        return _("a start every {step} from opening, the whole shift in the opening hours").format(step=step)
    earliest, latest = (figures.clock(edge) for edge in contract.starts)
    return _("a start every {step} from {earliest} to {latest}").format(step=step, earliest=earliest, latest=latest)


def _of_shift(roster: Roster, position: int, rule: Rule, found: str, allowed: str) -> Violation:
    return Violation(
        rule=rule,
        agent_id=roster.shifts[position].agent_id,
        date=roster.day_of(position),
        found=found,
        allowed=allowed,
    )
