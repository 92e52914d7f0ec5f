"""The rules of sequences that a contract has."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from staffplan.shifts.days.across import days_off_across_weeks
from staffplan.shifts.days.activities import OnceInWeeks
from staffplan.shifts.days.rest import RestAfterNight, RestBetween
from staffplan.shifts.days.rotations import rotating
from staffplan.shifts.days.rule import DAYS_IN_WEEK
from staffplan.shifts.days.runs import AtAll, DaysInRow, rows
from staffplan.shifts.days.successions import SameShiftAllWeek, forbidden_successions, forward_rotation
from staffplan.shifts.days.totals import Totals
from staffplan.shifts.days.weekends import FreeSundays, weekends_in_period, weekends_in_row, whole_weekends
from staffplan.shifts.days.weeks import calendar_weeks
from staffplan.shifts.days.windows import days_off_in_any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.contract import Hours
    from staffplan.schema.scenario.keys import Contract, Scenario
    from staffplan.shifts.days.rule import Rule, Shifts


FEW_KINDS = 12
"""Up to so many kinds of shifts, by start in the day and length, days and rest are one automaton."""


def rules_of(
    contract: Contract,
    scenario: Scenario,
    grid: Grid,
    days: tuple[date, ...],
    shifts: Shifts,
    owed: Mapping[date, int] | None = None,
) -> tuple[Rule, ...]:
    """The rules of sequences of ``contract`` over the horizon ``days`` with the legal ``shifts``.

    ``owed``: those of somebody by name, who need not work at all, and owes other days in some weeks, by first day;
    None: of anybody.
    """
    # A cyclic period is turned: where it begins inside a week, that week comes last.
    weeks_before = (grid.week_of(grid.days[0]) - grid.week_of(days[0])).days // DAYS_IN_WEEK
    rest = _rest_between(contract, grid, shifts)
    return (
        calendar_weeks(contract, weeks_before, owed or {}, cyclic=grid.cyclic),
        DaysInRow(contract, cyclic=grid.cyclic),
        *((AtAll(),) if owed is None else ()),
        *_of_days(contract, len(grid.days), cyclic=grid.cyclic),
        *_of_weekends(contract, cyclic=grid.cyclic),
        *_of_nights(contract, grid),
        *_of_names(contract),
        *_of_successions(contract, shifts, cyclic=grid.cyclic),
        *_of_totals(contract, grid.slot_minutes, usual_day(shifts)),
        *((rest,) if rest is not None else ()),
        *(OnceInWeeks(each, grid, days) for each in scenario.activities_of(contract) if each.every_weeks),
        *(rotating(each, days, grid.days[0]) for each in scenario.rotation if each.name == contract.rotation),
    )


def _rest_between(contract: Contract, grid: Grid, shifts: Shifts) -> RestBetween | None:
    """The rest between shifts, where a contract has named shifts alone, and few of them."""
    if contract.shift_lengths or not len(shifts.night):
        return None
    rest = -(-contract.min_rest // timedelta(minutes=grid.slot_minutes))
    rule = RestBetween(shifts, rest, grid.n_slots if grid.cyclic else None)
    return rule if rule.n_kinds <= FEW_KINDS else None


def _of_days(contract: Contract, n_days: int, *, cyclic: bool) -> Iterator[Rule]:
    if contract.days_off_across_weeks and contract.days_off_in_row:
        yield days_off_across_weeks(contract.days_off_in_row, cyclic=cyclic)
    if contract.min_days_in_row > 1:
        yield rows("work", contract.min_days_in_row, None, cyclic=cyclic)
    if contract.min_days_off_in_row > 1:
        yield rows("off", contract.min_days_off_in_row, None, cyclic=cyclic)
    for window, off in contract.days_off_in_any:
        if off and window == n_days and not cyclic:  # there is one such window
            yield Totals("period", (0, n_days - off), _days)
        elif off and (window < n_days or cyclic):
            yield days_off_in_any(window, off, cyclic=cyclic)


def _of_weekends(contract: Contract, *, cyclic: bool) -> Iterator[Rule]:
    if contract.whole_weekends:
        yield whole_weekends(cyclic=cyclic)
    if contract.max_weekends is not None:
        yield weekends_in_period(contract.max_weekends, cyclic=cyclic)
    if contract.max_weekends_in_row is not None:
        yield weekends_in_row(contract.max_weekends_in_row, cyclic=cyclic)
    if contract.free_sundays:
        yield FreeSundays(contract.free_sundays)


def _of_nights(contract: Contract, grid: Grid) -> Iterator[Rule]:
    if contract.max_nights_in_row is not None:
        yield rows("night", 1, contract.max_nights_in_row, cyclic=grid.cyclic)
    if contract.nights_per_period is not None:
        yield Totals("period", contract.nights_per_period, _nights)
    if contract.rest_after_night is not None and contract.rest_after_night > contract.min_rest:
        rest = -(-contract.rest_after_night // timedelta(minutes=grid.slot_minutes))
        yield RestAfterNight(rest, grid.n_slots if grid.cyclic else None)


def _of_names(contract: Contract) -> Iterator[Rule]:
    for name, limits in contract.shifts_per_period.items():
        yield Totals("period", limits, partial(_named, name))


def _of_successions(contract: Contract, shifts: Shifts, *, cyclic: bool) -> Iterator[Rule]:
    if contract.forbidden_successions:
        yield forbidden_successions(contract.forbidden_successions, cyclic=cyclic)
    if contract.forward_rotation:
        yield forward_rotation(shifts, cyclic=cyclic)
    if contract.same_shift_all_week:
        yield SameShiftAllWeek()


def _of_totals(contract: Contract, slot_minutes: int, leave: int) -> Iterator[Rule]:
    """``leave``: the paid slots that a day of leave counts for."""
    if contract.days_per_period is not None:
        yield Totals("period", contract.days_per_period, _days, leave=1)
    if contract.hours_per_week is not None:
        yield Totals("week", _in_slots(contract.hours_per_week, slot_minutes), _paid, leave)
    if contract.hours_per_month is not None:
        yield Totals("month", _in_slots(contract.hours_per_month, slot_minutes), _paid, leave)
    if contract.hours_per_period is not None:
        yield Totals("period", _in_slots(contract.hours_per_period, slot_minutes), _paid, leave)


def usual_day(shifts: Shifts) -> int:
    """Paid slots of a usual shift, which a day of leave counts for: the median of the legal ones."""
    return int(np.median(shifts.paid)) if len(shifts.paid) else 0


def _in_slots(hours: Hours, slot_minutes: int) -> tuple[int, int | None]:
    """Least and most in slots, as far as whole slots can reach them."""
    slot, (least, most) = timedelta(minutes=slot_minutes), hours
    return -(-least // slot), None if most is None else most // slot


def _days(shifts: Shifts) -> NDArray[np.int64]:
    return np.ones(len(shifts.night), dtype=np.int64)


def _nights(shifts: Shifts) -> NDArray[np.int64]:
    return shifts.night.astype(np.int64)


def _paid(shifts: Shifts) -> NDArray[np.int64]:
    return shifts.paid


def _named(name: str, shifts: Shifts) -> NDArray[np.int64]:
    return np.array([each == name for each in shifts.name], dtype=np.int64)
