"""The plan as compact numbers for the page's script: all times in elapsed minutes since the first slot."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from staffplan.report.page.script_texts import script_texts
from staffplan.report.shift_kinds import kinds_of
from staffplan.report.wording.text import day_label

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from staffplan.schema.plan import Plan, Shift

Kind = tuple[int, int, tuple[int, ...], float, str] | tuple[int, int, tuple[int, ...], float, str, tuple[str, ...]]
"""What shifts share: start after their day's midnight, length, starts and ends of breaks after the start (elapsed
minutes), paid hours, name or nothing; where there are activities, what each break is called."""


class Clock:
    """Elapsed minutes since the first slot, and the local days they lie in."""

    def __init__(self, plan: Plan) -> None:
        """Cover the plan's period and every shift that reaches over its borders."""
        self.zone = ZoneInfo(plan.summary.scenario.timezone)
        self.origin = plan.coverage[0].start.astimezone(UTC)
        self.end = self.minutes(plan.coverage[-1].start) + plan.summary.scenario.slot_minutes
        first = min([plan.coverage[0].start.astimezone(self.zone).date(), *(shift.date for shift in plan.shifts)])
        ends = {(shift.end, shift.end.fold) for shift in plan.shifts}
        last = max([self.local(self.end - 1).date(), *(self.date_of(end) for end, _fold in ends)])
        self.days: tuple[date, ...] = tuple(first + timedelta(days=k) for k in range((last - first).days + 1))

    def minutes(self, moment: datetime) -> int:
        """Elapsed minutes from the first slot to ``moment``."""
        return round((moment.astimezone(UTC) - self.origin).total_seconds() / 60)

    def local(self, minutes: int) -> datetime:
        """The local time ``minutes`` after the start of the first slot."""
        return (self.origin + timedelta(minutes=minutes)).astimezone(self.zone)

    def date_of(self, moment: datetime) -> date:
        """The local date just before ``moment``, so that an end at midnight stays in its day."""
        return self.local(self.minutes(moment) - 1).date()

    def midnight(self, day: date) -> int:
        """Elapsed minutes to the first instant of the local ``day``."""
        return self.minutes(datetime.combine(day, time(), tzinfo=self.zone))

    def offsets(self) -> list[list[int]]:
        """[elapsed minute, local minutes − elapsed minutes] from each clock change on, earliest first.

        The local minutes count from local midnight of ``days[0]``.
        """
        base = datetime.combine(self.days[0], time())
        changes: list[list[int]] = []
        for minutes in range(self.midnight(self.days[0]), self.midnight(self.days[-1] + timedelta(days=1)), 15):
            shift = round((self.local(minutes).replace(tzinfo=None) - base).total_seconds() / 60) - minutes
            if not changes or changes[-1][1] != shift:
                changes.append([minutes, shift])
        return changes


def page_data(
    plan: Plan, profiles: Mapping[str, list[float | None]], names: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Everything the script draws: slots, days, contracts, kinds of shift, and a row of numbers for each agent.

    ``profiles``: mean agents on duty by hour of the day of each plan compared, by name; empty without comparison.
    ``names``: what agents are called, by their ids, as far as that is known.
    """
    clock = Clock(plan)
    target = plan.summary.service.target
    contracts = list(dict.fromkeys(shift.contract for shift in plan.shifts))
    ordered = [contract.name for contract in plan.summary.scenario.contract if contract.name in contracts]
    ordered += [name for name in contracts if name not in ordered]
    kinds, agents = _agents(plan, clock, ordered)
    return {
        "slot": plan.summary.scenario.slot_minutes,
        "end": clock.end,
        "offsets": clock.offsets(),
        "midnights": [clock.midnight(day) for day in (*clock.days, clock.days[-1] + timedelta(days=1))],
        "days": [day_label(day) for day in clock.days],
        "coverage": _coverage(plan),
        "target": target.share,
        "unscored": _unscored(plan, clock),
        "contracts": ordered,
        "kinds": kinds,
        "agents": agents,
        "names": {agent: names[agent] for agent, *_others in agents if names.get(agent)} if names else {},
        "profiles": dict(profiles),
        "text": script_texts(),
    }


def _coverage(plan: Plan) -> dict[str, list[float | int | None]]:
    slots = plan.coverage
    return {
        "need": [slot.required for slot in slots],
        "duty": [slot.on_duty for slot in slots],
        "service": [None if slot.service_level is None else round(slot.service_level, 4) for slot in slots],
        "occupancy": [None if slot.occupancy is None else round(slot.occupancy, 3) for slot in slots],
        "inquiries": [round(slot.human_inquiries, 1) for slot in slots],
    }


def _unscored(plan: Plan, clock: Clock) -> list[list[int]]:
    """[from, to] of every stretch outside the scoring window, in elapsed minutes."""
    window = plan.summary.service.target.scoring_window
    if window is None:
        return []
    spans: list[list[int]] = []
    for place, slot in enumerate(plan.coverage):
        local = slot.start.astimezone(clock.zone)
        if _inside(local.hour * 60 + local.minute, window):
            continue
        start = place * plan.summary.scenario.slot_minutes
        if spans and spans[-1][1] == start:
            spans[-1][1] = start + plan.summary.scenario.slot_minutes
        else:
            spans.append([start, start + plan.summary.scenario.slot_minutes])
    return spans


def _inside(minute: int, window: tuple[int, int]) -> bool:
    start, end = window
    return start <= minute < end if start < end else minute >= start or minute < end


def _agents(plan: Plan, clock: Clock, contracts: list[str]) -> tuple[list[Kind], list[list[Any]]]:
    """The kinds of shift, and of each agent: id, contract, then pairs of day and kind in the order of their shifts."""
    days = {day: place for place, day in enumerate(clock.days)}
    midnights = {day: clock.midnight(day) for day in clock.days}
    places = {name: place for place, name in enumerate(contracts)}
    alike = kinds_of(plan.shifts)
    kinds: dict[Kind, int] = {}
    pairs = [
        (days[shift.date], kinds.setdefault(_kind(shift, clock, midnights[shift.date]), len(kinds)))
        for shift in alike.samples
    ]
    rows: dict[str, list[Any]] = {}
    for shift, kind in zip(plan.shifts, alike.of_shift, strict=True):
        row = rows.get(shift.agent_id)
        if row is None:
            row = rows[shift.agent_id] = [shift.agent_id, places[shift.contract], []]
        row[2] += pairs[kind]
    return list(kinds), list(rows.values())


def _kind(shift: Shift, clock: Clock, midnight: int) -> Kind:
    start = clock.minutes(shift.start)
    breaks = tuple([clock.minutes(moment) - start for pause in shift.breaks for moment in (pause.start, pause.end)])
    kind = (start - midnight, clock.minutes(shift.end) - start, breaks, shift.paid_hours, shift.shift_name)
    names = tuple([pause.name for pause in shift.breaks])
    return (*kind, names) if any(names) else kind


def embeddable(data: object) -> str:
    """``data`` as JSON that may stand inside a script element: no text in it can end the element or open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
