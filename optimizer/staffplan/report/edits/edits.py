"""A roster edited in Excel or LibreOffice comes back as a plan, with what changed and the cell of every agent's day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.errors import Fault, InputError
from staffplan.report.edits.book import opened
from staffplan.report.edits.breaks import Duty, breaks_of
from staffplan.report.edits.other_sheets import edited_names, edited_shifts
from staffplan.report.edits.sheet import Clock, EditedSheet, read_roster
from staffplan.report.edits.team import away_shown, changed_away, contracts_at_work, contracts_of_team, with_days
from staffplan.report.edits.typed import known_codes
from staffplan.report.files import local
from staffplan.report.payroll.inputs import PayrollInputs
from staffplan.report.payroll.paid_time import minute_of, unpaid_breaks
from staffplan.report.people.away import away_days
from staffplan.report.roster_cells import SHIFTS_OF_A_DAY, format_shift, roster_days
from staffplan.schema.bank.clock import meant_by
from staffplan.schema.bank.due_breaks import DueBreaks
from staffplan.schema.plan import Plan, PlanSummary, Shift
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from staffplan.schema.scenario.keys import BreakRule, Contract, Scenario


@dataclass(frozen=True)
class Change:
    """One day of one agent that the planner changed."""

    agent_id: str
    """The agent."""
    date: date
    """The day."""
    cell: str
    """Where it stands: ``Roster!F12``."""
    before: str
    """The day in the plan, ``09:00-18:00``; empty for a day off."""
    after: str
    """The day in the sheet."""


@dataclass(frozen=True)
class EditedPlan:
    """The plan as the planner changed it."""

    plan: Plan
    """Shifts, headcount, hours, cost and agents on duty are new. Service is not: the predicted values are those of the
    old plan, and certified is None until it is evaluated. The plan as it was where nothing changed."""
    changes: tuple[Change, ...]
    """By agent and day."""
    cells: Mapping[tuple[str, date], str]
    """The cell of each agent and day, to show where a rule is broken."""
    notes: tuple[str, ...] = ()
    """What was changed in the workbook and does not come back."""


def import_edits(plan: Plan, path: Path, inputs: PayrollInputs | None = None) -> EditedPlan:
    """``plan`` with the shifts of the edited Roster sheet in ``path``.

    An unchanged day keeps its breaks; in a changed one they are placed again. Raises InputError with every cell that
    cannot be read, and every shift that was changed in another sheet; whether the shifts are legal is the checker's to
    say. ``inputs``: who the agents are.
    """
    contracts = {shift.agent_id: shift.contract for shift in plan.shifts} | contracts_of_team(plan)
    book = opened(path)
    codes = {} if plan.summary.team is None else known_codes(plan)
    sheet = read_roster(path, book, contracts, roster_days(plan), plan.summary.scenario.shift, codes)
    cells = {key: f"{sheet.title}!{cell}" for key, cell in sheet.cells.items()}
    old: dict[tuple[str, date], list[Shift]] = {}
    for shift in plan.shifts:
        old.setdefault((shift.agent_id, shift.date), []).append(shift)
    clocks = {key: _clocks(shifts, plan) for key, shifts in old.items()}
    if faults := edited_shifts(book, path, sheet.shifts, clocks):
        raise InputError(faults)
    notes = tuple(edited_names(book, plan, inputs or PayrollInputs()))
    away = changed_away(plan, sheet)
    others = [key for key in sorted(sheet.shifts) if sheet.shifts[key] != clocks.get(key, ())]
    changed = sorted({*others, *away})
    if not changed:
        return EditedPlan(plan, (), cells, notes)
    new = _edited_shifts(plan, sheet, contracts, old, others, path)
    before = {} if plan.summary.team is None else away_days(plan.summary.team.team.days)
    changes = tuple(
        Change(
            *key,
            cells[key],
            _text(old.get(key, []), plan) or away_shown(before.get(key)),
            _text(new.get(key, []), plan) or away_shown(away.get(key, before.get(key))),
        )
        for key in changed
    )
    shifts = tuple(sorted((s for own in new.values() for s in own), key=lambda s: (s.agent_id, minute_of(s.start))))
    edited = with_days(_with_shifts(plan, shifts, len(changes)), away)
    return EditedPlan(edited, changes, cells, notes)


def _edited_shifts(
    plan: Plan,
    sheet: EditedSheet,
    contracts: Mapping[str, str],
    old: Mapping[tuple[str, date], list[Shift]],
    changed: Sequence[tuple[str, date]],
    path: Path,
) -> dict[tuple[str, date], list[Shift]]:
    """All shifts of the edited plan by agent and day; those of changed days with new breaks."""
    scenario = plan.summary.scenario
    rules = {contract.name: contract for contract in scenario.contract}
    kept = {key: shifts for key, shifts in old.items() if key not in set(changed)}
    duty = _duty(plan, [shift for shifts in kept.values() for shift in shifts])
    new, due = dict(kept), DueBreaks(scenario)
    faults: list[Fault] = []
    for agent_id, day in changed:
        was = old.get((agent_id, day), [])
        new[agent_id, day] = []
        for k, clock in enumerate(sheet.shifts[agent_id, day]):
            contract = rules.get(contracts[agent_id])
            ends = _instants(day, clock, contract, scenario)
            if ends is None:
                cell = f"{sheet.title}!{sheet.cells[agent_id, day]}"
                accepted = _("times that the clock shows on that day: it is set forward")
                faults.append(Fault(str(path), repr(_clock_text(clock)), accepted, column=cell, code="cell"))
                continue
            name = clock[2] or (meant_by(scenario, contract, ends) if contract else "")
            bare = _bare(agent_id, contracts[agent_id], ends, name)
            shift = _with_breaks(bare, due.of(bare), was[k : k + 1], duty, scenario)
            duty.add(shift)
            new[agent_id, day].append(shift)
    if faults:
        raise InputError(faults)
    return new


def _bare(agent_id: str, kind: str, ends: tuple[datetime, datetime], name: str) -> Shift:
    """A shift of whose breaks and paid hours nothing is known."""
    start, end = ends
    return Shift(
        agent_id=agent_id, contract=kind, date=start.date(), start=start, end=end, paid_hours=0.0, shift_name=name
    )


def _with_breaks(bare: Shift, due: Sequence[BreakRule], was: Sequence[Shift], duty: Duty, scenario: Scenario) -> Shift:
    """The shift with the breaks that are due and the old activities that it still holds, and what of it is paid."""
    old, had = (was[0].rests, was[0].breaks) if was else ((), ())
    pauses = breaks_of(bare.start, due, old, duty, scenario.slot_minutes, ZoneInfo(scenario.timezone))
    held = [each for each in had if each.name and bare.start <= each.start and each.end <= bare.end]
    breaks = tuple(sorted((*pauses, *held), key=lambda each: minute_of(each.start)))
    shift = bare.model_copy(update={"breaks": breaks})
    unpaid = sum(minute_of(pause.end) - minute_of(pause.start) for pause in unpaid_breaks(shift, due))
    return shift.model_copy(update={"paid_hours": (minute_of(bare.end) - minute_of(bare.start) - unpaid) / 60})


def _instants(
    day: date, clock: Clock, contract: Contract | None, scenario: Scenario
) -> tuple[datetime, datetime] | None:
    """Start and end on the real clock; None where the clock skips one of them.

    Where the clock shows a time twice, the end that makes a shift of a legal length counts, else the first.
    """
    start, end, _name = clock
    zone = ZoneInfo(scenario.timezone)
    starts = _moments(day, start, zone)
    ends = _moments(day, end if end > start else end + 1440, zone)
    if not starts or not ends:
        return None
    lengths = {int(length.total_seconds()) // 60 for length in contract.shift_lengths} if contract else set()
    pairs = [(first, last) for first in starts for last in ends]
    return next((pair for pair in pairs if minute_of(pair[1]) - minute_of(pair[0]) in lengths), pairs[0])


def _moments(day: date, minutes: int, zone: ZoneInfo) -> list[datetime]:
    """The instants at which the clock shows that time: one, two, or none."""
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    moments = [wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    real = [moment for moment in moments if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall]
    return real if len({minute_of(moment) for moment in real}) == len(real) else real[:1]


def _duty(plan: Plan, shifts: Sequence[Shift]) -> Duty:
    scenario = plan.summary.scenario
    duty = Duty(plan.coverage, scenario.slot_minutes, cyclic=scenario.cyclic)
    for shift in shifts:
        duty.add(shift)
    return duty


def _with_shifts(plan: Plan, shifts: tuple[Shift, ...], changes: int) -> Plan:
    """The plan with other shifts, and with all that follows from them without a model of service."""
    summary = plan.summary
    contracts = Counter(({shift.agent_id: shift.contract for shift in shifts} | contracts_at_work(plan)).values())
    service = summary.service
    edited = {
        "status": "feasible",
        "headcount": contracts.total(),
        "headcount_by_contract": {name: contracts[name] for name in summary.headcount_by_contract},
        "paid_hours": sum(shift.paid_hours for shift in shifts),
        "cost": _cost(summary, shifts),
        "service": service.model_copy(
            update={
                "certified": None,
                "target_met": None,
                "by_day": tuple(day.model_copy(update={"certified": None}) for day in service.by_day),
                "by_group": tuple(group.model_copy(update={"certified": None}) for group in service.by_group),
            }
        ),
        "explanation": None,
        "warnings": (*summary.warnings, Message.of("changed_by_hand", count=changes)),
    }
    on_duty = _duty(plan, shifts).on_duty()
    coverage = tuple(
        slot.model_copy(update={"on_duty": count}) for slot, count in zip(plan.coverage, on_duty, strict=True)
    )
    return Plan(summary=summary.model_copy(update=edited), shifts=shifts, coverage=coverage)


def _cost(summary: PlanSummary, shifts: Sequence[Shift]) -> float | None:
    """The cost of the paid hours; None where a contract in use has no hourly cost."""
    rates = {contract.name: contract.hourly_cost for contract in summary.scenario.contract}
    costs = [(shift.paid_hours, rates.get(shift.contract)) for shift in shifts]
    known = [hours * rate for hours, rate in costs if rate is not None]
    return sum(known) if len(known) == len(costs) else None


def _clocks(shifts: Sequence[Shift], plan: Plan) -> tuple[Clock, ...]:
    """Shifts of one day as the sheet writes them."""
    zone = ZoneInfo(plan.summary.scenario.timezone)
    clocks = []
    for shift in shifts:
        start, end = local(shift.start, zone), local(shift.end, zone)
        clocks.append((start.hour * 60 + start.minute, end.hour * 60 + end.minute or 1440, shift.shift_name))
    return tuple(clocks)


def _text(shifts: Sequence[Shift], plan: Plan) -> str:
    zone = ZoneInfo(plan.summary.scenario.timezone)
    return SHIFTS_OF_A_DAY.join(format_shift(shift, zone) for shift in shifts)


def _clock_text(clock: Clock) -> str:
    return "-".join(f"{minutes // 60:02d}:{minutes % 60:02d}" for minutes in clock[:2])
