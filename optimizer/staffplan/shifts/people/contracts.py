"""What the people of one contract have in common: its shifts, and an automaton from each one's beginning on.

People whose own limits make them a contract of their own (hours, a rotation, days that cannot be owed) share it with
whoever has the same limits. So the work grows with the kinds of people, not with their number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.scenario.contract import NO_WEEK_RULES
from staffplan.shifts.days.automaton import people_automaton, symbols_of
from staffplan.shifts.days.contract import rules_of
from staffplan.shifts.legal_shifts import few_states, legal_shifts
from staffplan.shifts.nights import night_shifts
from staffplan.shifts.people.history import states_after

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from staffplan.schema.grid import Grid
    from staffplan.schema.people.team import PastShift, Person
    from staffplan.schema.scenario.keys import Contract, Scenario
    from staffplan.shifts.days.automaton import PeopleAutomaton
    from staffplan.shifts.days.rule import Rule, Shifts
    from staffplan.shifts.legal_shifts import LegalShifts
    from staffplan.shifts.people.history import History


@dataclass(frozen=True)
class Terms:
    """The terms that somebody works by; those with the same are of one kind."""

    contract: str
    """Name of the contract."""
    min_hours: timedelta | None = None
    """Paid time of the period, at least and at most."""
    max_hours: timedelta | None = None
    rotation: str | None = None
    """A rotation of one's own, and the row of it in which the period begins."""
    rotation_week: int | None = None
    owed: tuple[tuple[date, int], ...] = ()
    """Least working days of weeks in which the contract's cannot be had, by first day."""
    owes_totals: bool = True
    """Whether least hours, days, nights and shifts of a month or of the period hold."""


@dataclass(frozen=True, eq=False)
class KindOfPeople:
    """The work of everybody with the same terms."""

    contract: Contract
    """With the limits of the terms."""
    shifts: LegalShifts
    rules: tuple[Rule, ...]
    automaton: PeopleAutomaton


def kind_of_people(
    terms: Terms, scenario: Scenario, grid: Grid, histories: Sequence[History], leave: Sequence[date]
) -> KindOfPeople:
    """The shifts and the automaton of people with ``terms``, who begin as each of ``histories`` says.

    ``leave``: dates on which any of them is on leave. Raises InputError where the rules remember too much.
    """
    scenario, contract = _under(terms, scenario, grid)
    found = legal_shifts(contract, scenario, grid)
    past = sorted({shift for history in histories for shift in history.shifts.values()})
    seen = _with_past(found.seen, past, scenario, grid)
    rules = rules_of(contract, scenario, grid, found.days, seen, owed=dict(terms.owed))
    symbol, marks = symbols_of(rules, seen)
    kinds = dict(zip(past, [marks[k - 1] for k in symbol[len(found.day) :].tolist()], strict=True))
    begins = [_begin(history, rules, grid, kinds, found) for history in histories]
    leave_days = [found.days.index(day) for day in leave if day in found.days]
    with few_states(contract):
        automaton = people_automaton(
            rules, grid, found.days, seen, found.day, begins, leave_days, has_eve=found.has_eve
        )
    return KindOfPeople(contract, found, rules, automaton)


def terms_of(person: Person) -> Terms:
    """The terms of ``person``."""
    return Terms(person.contract, person.min_hours, person.max_hours, person.rotation, person.rotation_week)


def _begin(
    history: History,
    rules: Sequence[Rule],
    grid: Grid,
    kinds: Mapping[PastShift, tuple[int, ...]],
    found: LegalShifts,
) -> tuple[int, tuple[tuple[object, ...], ...]]:
    """The day, by index, before which somebody begins, and where the rules stand: of a known past, before the period.

    Who is in a shift when the period begins, begins with that shift, on the eve.
    """
    if not history.is_known:
        return 0, tuple(rule.start for rule in rules)
    first = found.days[0] if in_shift(history, grid) is not None else grid.days[0]
    return (first - found.days[0]).days, states_after(rules, history, grid, kinds, found.days, first)


def in_shift(history: History, grid: Grid) -> PastShift | None:
    """The shift of the past that ends inside the period, if there is one that is known."""
    eve = grid.days[0] - timedelta(days=1)
    shift = history.shifts.get(eve)
    return shift if shift is not None and shift.end > grid.start else None


def _under(terms: Terms, scenario: Scenario, grid: Grid) -> tuple[Scenario, Contract]:
    """The contract with the limits of ``terms``, and the scenario with their rotation."""
    contract = next(each for each in scenario.contract if each.name == terms.contract)
    changes: dict[str, object] = {}
    if terms.min_hours is not None or terms.max_hours is not None:
        least, most = contract.hours_per_period or (timedelta(0), None)
        limits = [each for each in (most, terms.max_hours) if each is not None]
        changes["hours_per_period"] = (max(least, terms.min_hours or least), min(limits, default=None))
    if terms.rotation is not None:
        unwritten = {key: value for key, value in NO_WEEK_RULES.items() if key not in contract.model_fields_set}
        changes |= {"rotation": terms.rotation} | (unwritten if contract.rotation is None else {})
    contract = contract.model_copy(update=changes)
    if not terms.owes_totals:
        contract = _owing_nothing(contract)
    if terms.rotation_week is None:
        return scenario, contract
    rotations = tuple(
        each.model_copy(
            update={
                "days": each.days[terms.rotation_week - 1 :] + each.days[: terms.rotation_week - 1],
                "phase": "shared",
                "begins": grid.week_of(grid.days[0]),
            }
        )
        if each.name == contract.rotation
        else each
        for each in scenario.rotation
    )
    return scenario.model_copy(update={"rotation": rotations}), contract


def _owing_nothing(contract: Contract) -> Contract:
    """``contract`` without any least days, nights, shifts or hours of more than a week."""
    keys = ("days_per_period", "nights_per_period", "hours_per_week", "hours_per_month", "hours_per_period")
    changes: dict[str, object] = {
        key: (type(limits[0])(0), limits[1]) for key in keys if (limits := getattr(contract, key)) is not None
    }
    changes["shifts_per_period"] = {name: (0, most) for name, (_least, most) in contract.shifts_per_period.items()}
    return contract.model_copy(update=changes)


def _with_past(seen: Shifts, past: Sequence[PastShift], scenario: Scenario, grid: Grid) -> Shifts:
    """``seen`` with the shifts of the ``past`` behind them."""
    if not past:
        return seen
    local = [each.start.astimezone(grid.zone) for each in past]
    start = np.array([grid.place(each.start)[0] for each in past])
    behind = np.array([grid.place(each.end) for each in past], dtype=object)
    length = np.array([slot + bool(into) for slot, into in behind]) - start
    midnight = np.array([grid.place(grid.first_at(moment.date(), 0))[0] for moment in local])
    return replace(
        seen,
        since_midnight=np.concatenate([seen.since_midnight, start - midnight]),
        clock=np.concatenate([seen.clock, [moment.hour * 60 + moment.minute for moment in local]]),
        length=np.concatenate([seen.length, length]),
        paid=np.concatenate([seen.paid, [-(-each.paid_minutes // grid.slot_minutes) for each in past]]),
        night=np.concatenate([seen.night, night_shifts(start, length, scenario.payroll, grid)]),
        name=[*seen.name, *(each.shift_name for each in past)],
        activities=[*seen.activities, *(() for _each in past)],
    )
