"""The planning grid over the forecast's period."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.errors import Fault, InputError
from staffplan.schema.grid import Grid
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.forecast import Forecast
    from staffplan.schema.scenario.keys import Scenario


def planning_grid(forecast: Forecast, scenario: Scenario) -> Grid:
    """Slots of real elapsed time that hold the whole forecast, aligned to the local clock.

    Raises InputError where the scenario is cyclic and the period is not whole weeks of ordinary days, or no multiple of
    its rotations, of the weeks that take turns and of those of activities; or where a change of the clocks in the
    period is no multiple of the grid (half an hour on Lord Howe Island).
    """
    step = timedelta(minutes=scenario.slot_minutes)
    start = forecast.start.astimezone(ZoneInfo(forecast.timezone))
    first = start.astimezone(UTC) - timedelta(minutes=start.minute % scenario.slot_minutes)
    end = start.astimezone(UTC) + timedelta(minutes=forecast.interval_minutes * len(forecast.inquiries))
    grid = Grid(
        timezone=forecast.timezone,
        start=first,
        slot_minutes=scenario.slot_minutes,
        n_slots=-((first - end) // step),
        week_start=scenario.week_start,
        cyclic=scenario.cyclic,
    )
    if grid.cyclic:
        _check_whole_weeks(grid)
        _check_turns_close(grid, scenario)
    _check_slots_stay_on_the_clock(grid)
    return grid


def _check_slots_stay_on_the_clock(grid: Grid) -> None:
    beside = next((moment for moment in grid.starts if moment.minute % grid.slot_minutes), None)
    if beside is not None:
        found = _("a grid of {grid}min: from {moment} on slots begin between the clock times of the scenario").format(
            grid=grid.slot_minutes, moment=f"{beside:%Y-%m-%d %H:%M}"
        )
        accepted = _("a finer grid, into which the change of the clocks fits: 15min or 30min")
        raise InputError([Fault(file=_("forecast"), found=found, accepted=accepted, column="grid")])


def _check_whole_weeks(grid: Grid) -> None:
    first, last = grid.instant(0), grid.instant(grid.n_slots)
    days = (last.date() - first.date()).days
    whole = all(_minute(moment) == 0 for moment in (first, last)) and days % 7 == 0
    if whole and grid.n_slots * grid.slot_minutes == days * 24 * 60:
        return
    found = _("a period from {first} to {last}").format(first=f"{first:%Y-%m-%d %H:%M}", last=f"{last:%Y-%m-%d %H:%M}")
    if whole:
        found = _("{period}, in which the clocks change").format(period=found)
    accepted = _("whole days from midnight to midnight, 7 of them or a multiple, where cyclic = true")
    raise InputError([Fault(file=_("forecast"), found=found, accepted=accepted, column="cyclic", code="inconsistent")])


def _check_turns_close(grid: Grid, scenario: Scenario) -> None:
    """The last day of a cycle is followed by the first: rotations, weeks in turn and activities have to fit."""
    faults = []
    for column, days in _turns(scenario):
        if days and len(grid.days) % days:
            found = _("a period of {days} days").format(days=len(grid.days))
            accepted = _("{days} days or a multiple, where cyclic = true").format(days=days)
            faults.append(Fault(file=_("forecast"), found=found, accepted=accepted, column=column, code="inconsistent"))
    if faults:
        raise InputError(faults)


def _turns(scenario: Scenario) -> Iterator[tuple[str, int]]:
    """Each key by which something comes back after some days, and after how many; 0: it does not."""
    days_of = {each.name: len(each.steps) for each in scenario.rotation}
    for k, contract in enumerate(scenario.contract, start=1):
        yield f"contract[{k}].weeks_in_turn", 7 * len(contract.weeks_in_turn)
        yield f"contract[{k}].rotation", days_of.get(contract.rotation or "", 0)
    for k, activity in enumerate(scenario.activity, start=1):
        yield f"activity[{k}].every_weeks", 7 * (activity.every_weeks or 0)


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute
