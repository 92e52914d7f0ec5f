"""schedule.csv: a row for each shift, as written or as edited in Excel."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from staffplan.read.faults import CellFaultError, Faults, shown
from staffplan.read.opened import open_table
from staffplan.read.tables import cells
from staffplan.read.tables.files import shown_path
from staffplan.read.tables.moments import moment, whole_minute
from staffplan.read.tables.table import Columns, locate
from staffplan.schema.bank.clock import meant_by, parts_on
from staffplan.schema.bank.due_breaks import DueBreaks
from staffplan.schema.base import MINUTES_PER_DAY, name_key
from staffplan.schema.grid import instants, knows_offset
from staffplan.schema.plan import Break, Shift
from staffplan.storage.spreadsheet import unguarded
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from staffplan.read.tables.table import Located, Record
    from staffplan.schema.scenario.keys import BreakRule, Contract, NamedShift, Scenario

COLUMNS = Columns(
    required=("agent_id", "contract", "start", "end", "paid_hours"),
    optional=("date", "breaks", "shift"),
    aliases={
        "agent_id": ("agent", "employee id", "工号", "员工编号", "坐席编号", "客服编号"),
        "contract": ("合同", "合同类型"),
        "date": ("日期", "班次日期"),
        "start": ("开始时间", "开始", "上班时间"),
        "end": ("结束时间", "结束", "下班时间"),
        "breaks": ("休息", "休息时间"),
        "paid_hours": ("计薪工时", "带薪工时", "工时"),
        "shift": ("班次", "班次名称"),
    },
)
_BREAK = re.compile(r"(\d{1,2}):(\d{2})(?::00)?\s*[-–—~至]\s*(\d{1,2}):(\d{2})(?::00)?(?:\s+(.+))?", re.ASCII)
T = TypeVar("T")
Span = tuple[datetime, datetime]
Pause = tuple[int, int, str]
"""From and to in minutes after midnight, and the name of an activity or nothing."""


def read_schedule(path: str | Path, scenario: Scenario) -> tuple[Shift, ...]:
    """The shifts of a schedule, ordered by agent and start; an empty one has none.

    Columns may be in any order; times without an offset are local times of the scenario's zone; ids of digits that lost
    their leading zeros get them back.

    Raises:
        InputError: the file has faults; all of them.
    """
    faults = Faults(shown_path(path))
    table, _source = open_table(path, COLUMNS, faults)
    located = locate(table, COLUMNS, faults)
    reader = _Reader(located, faults, scenario)
    shifts = [shift for record in located.records(faults) if (shift := reader.shift(record)) is not None]
    faults.raise_any()
    agent_ids = {shift.agent_id for shift in shifts}
    width = max((len(agent_id) for agent_id in agent_ids if agent_id.isdecimal()), default=0)
    whole = {agent_id: agent_id.zfill(width) if agent_id.isdecimal() else agent_id for agent_id in agent_ids}
    shifts.sort(key=lambda shift: (whole[shift.agent_id], shift.start))
    padded = ((shift, whole[shift.agent_id]) for shift in shifts)
    return tuple([shift if shift.agent_id == agent_id else shift.of_agent(agent_id) for shift, agent_id in padded])


class _Reader:
    """Reads rows into shifts, noting faults."""

    def __init__(self, located: Located, faults: Faults, scenario: Scenario) -> None:
        self.located = located
        self.faults = faults
        self.zone = ZoneInfo(scenario.timezone)
        self.contracts = {name_key(contract.name): contract for contract in scenario.contract}
        self.scenario, self.due = scenario, DueBreaks(scenario)
        self.named = {name_key(each.name): each for each in scenario.shift}
        self.activities = {name_key(each.name): each.name for each in scenario.activity}
        self.contract_names = ", ".join(contract.name for contract in scenario.contract)
        self.names = ("agent_id", *(name for name in located.places if name != "agent_id"))
        self.numbers = located.numbers("paid_hours")["paid_hours"]
        self.agent_ids: dict[object, str] = {}
        self.alike: dict[tuple[object, ...], Shift] = {}

    def shift(self, record: Record) -> Shift | None:
        """The row's shift; None, and faults, where it is not one.

        Hundreds of agents have the same shift, and an agent has many: text that was read without a fault is known.
        """
        before = len(self.faults.list)
        written, *rest = [record.cells[name] for name in self.names]
        others = tuple(rest)
        if not all([isinstance(cell, str) for cell in (written, *others)]):
            return self._read(record, self._cell(record, "agent_id", _text), before)
        agent_id = self.agent_ids.get(written)
        if agent_id is None and (agent_id := self._cell(record, "agent_id", _text)) is not None:
            self.agent_ids[written] = agent_id
        known = self.alike.get(others)
        if agent_id is not None and known is not None:
            return known.of_agent(agent_id)
        shift = self._read(record, agent_id, before)
        if shift is not None:
            self.alike[others] = shift
        return shift

    def _read(self, record: Record, agent_id: str | None, before: int) -> Shift | None:
        """The row's shift by its other cells, unless there are more faults than ``before`` the row."""
        contract = self._cell(record, "contract", self._contract)
        start = self._cell(record, "start", self._moment)
        end = self._cell(record, "end", self._moment)
        day = self._cell(record, "date", _day)
        pauses = self._cell(record, "breaks", self._pauses)
        named = self._cell(record, "shift", self._named)
        paid_hours = self._cell(record, "paid_hours", partial(cells.not_negative, numbers=self.numbers))
        if len(self.faults.list) > before or contract is None or start is None or end is None:
            return None
        span = _likeliest(product(start, end), self._lengths(contract, named, start[0]))
        if span is None:
            accepted = _("the end of the shift, with its date")
            self._fault(record, "end", _("an end that is not after the start"), accepted)
            return None
        local = span[0].astimezone(self.zone)
        name = named.name if named is not None else meant_by(self.scenario, contract, span)
        bare = Shift(
            agent_id=agent_id or "",
            contract=contract.name,
            date=local.date(),
            start=local,
            end=span[1].astimezone(self.zone),
            paid_hours=paid_hours or 0.0,
            shift_name=name,
        )
        breaks = self._breaks(pauses or (), span, self.due.of(bare))
        if breaks is None:
            self._fault(record, "breaks", shown(record.cells["breaks"]), _break_form())
            return None
        if day is not None and day != local.date():
            found = _("{date}, while the shift starts on {day}").format(date=day, day=local.date())
            self._fault(record, "date", found, _("the date of the start, or nothing"))
            return None
        return bare.model_copy(update={"breaks": breaks})

    def _cell(self, record: Record, name: str, parse: Callable[[object], T]) -> T | None:
        if name not in record.cells:
            return None
        return self.faults.read(parse, record.cells[name], record.row, self.located.header_text(name))

    def _fault(self, record: Record, name: str, found: str, accepted: str) -> None:
        self.faults.add(found, accepted, record.row, self.located.header_text(name))

    def _contract(self, cell: object) -> Contract:
        name = _text(cell)
        if name not in self.contracts:
            accepted = _("the name of a contract of the plan: {names}").format(names=self.contract_names)
            raise CellFaultError(shown(cell), accepted)
        return self.contracts[name]

    def _named(self, cell: object) -> NamedShift | None:
        """The named shift of a cell; nothing where the scenario has no names."""
        name = "" if cells.blank(cell) else name_key(unguarded(str(cell)))
        if name and self.named and name not in self.named:
            names = ", ".join(each.name for each in self.scenario.shift)
            raise CellFaultError(
                shown(cell), _("the name of a shift of the plan, or nothing: {names}").format(names=names)
            )
        return self.named.get(name)

    def _lengths(self, contract: Contract, named: NamedShift | None, start: datetime) -> tuple[timedelta, ...]:
        """Lengths that the shift may have: its name's on that day, else the contract's."""
        parts = () if named is None else parts_on(named, start.astimezone(self.zone).date(), self.zone)
        return (parts[-1][1] - parts[0][0],) if parts else contract.shift_lengths

    def _moment(self, cell: object) -> tuple[datetime, ...]:
        """The instants that a cell may mean: two where the clock shows its time twice."""
        found = whole_minute(cell)
        offset = found.utcoffset()
        if offset and not knows_offset(self.zone, offset, found.year):
            accepted = _("local times, times with the zone's offset, or UTC; scenario.timezone names the zone")
            raise CellFaultError(shown(cell), accepted)
        if offset is not None:
            return (found.astimezone(UTC),)
        possible = instants(found, self.zone)
        if not possible:
            raise CellFaultError(shown(cell), _("a time that the clock of {zone} shows").format(zone=self.zone.key))
        return possible

    def _pauses(self, cell: object) -> list[Pause]:
        """The breaks of a cell, by the clock; names are of activities of the scenario."""
        pauses = _clock_pairs(cell)
        for _first, _last, name in pauses:
            if name and name not in self.activities:
                known = ", ".join(self.activities.values())
                accepted = _("behind the times of a break the name of an activity, or nothing: {names}")
                raise CellFaultError(shown(cell), accepted.format(names=known) if known else _break_form())
        return pauses

    def _breaks(self, pauses: Iterable[Pause], shift: Span, due: tuple[BreakRule, ...]) -> tuple[Break, ...] | None:
        """Breaks of a shift by their clock times; None where one has no length.

        Where the clock shows a time twice, a break lies where one of its length is ``due``; else at the first
        such time from the start of the shift on.
        """
        breaks = []
        for first, last, name in pauses:
            starts = self._from(shift[0], first)
            inside = [start for start in starts if start < shift[1]] or starts[:1]
            spans = [(start, end) for start in inside for end in self._from(start + timedelta(minutes=1), last)]
            allowed = [] if name else [span for span in spans if _is_allowed(span, shift, due)]
            start, end = _likeliest(allowed or spans, [rule.length for rule in due]) or spans[0]
            if first == last and end - start >= timedelta(days=1):
                return None
            called = self.activities.get(name, "")
            breaks.append(Break(start=start.astimezone(self.zone), end=end.astimezone(self.zone), name=called))
        return tuple(breaks)

    def _from(self, since: datetime, minutes: int) -> list[datetime]:
        """The next instants from ``since`` on at which the clock shows ``minutes`` after midnight, in their order."""
        midnight = datetime.combine(since.astimezone(self.zone).date(), datetime.min.time())
        shown_at = [midnight + timedelta(days=day, minutes=minutes) for day in range(-1, 3)]
        return [instant for local in shown_at for instant in instants(local, self.zone) if instant >= since]


def _is_allowed(pause: Span, shift: Span, due: tuple[BreakRule, ...]) -> bool:
    """Whether a break of this length may begin so long after the start of the shift."""
    after, length = pause[0] - shift[0], pause[1] - pause[0]
    return any(rule.length == length and rule.starts[0] <= after <= rule.starts[1] for rule in due)


def _break_form() -> str:
    return _("breaks in local time, such as 12:00-13:00;15:15-15:30, or nothing")


def _likeliest(spans: Iterable[Span], lengths: Iterable[timedelta]) -> Span | None:
    """The first span of a length that the contract knows, else the first that does not end before it begins."""
    possible = sorted(span for span in spans if span[0] < span[1])
    known = [(start, end) for start, end in possible if end - start in set(lengths)]
    return next(iter(known or possible), None)


def _text(cell: object) -> str:
    text = "" if cells.blank(cell) else name_key(unguarded(str(cell)))
    if not text:
        raise CellFaultError(shown(cell), _("a name or a number"))
    return text


def _day(cell: object) -> date | None:
    return None if cells.blank(cell) else moment(cell).date()


def _clock_pairs(cell: object) -> list[Pause]:
    """Breaks as minutes after midnight, each with a name or none: ``12:00-13:00;15:15-15:30 training``."""
    if cells.blank(cell):
        return []
    pairs = []
    for part in re.split(r"[;,、]", unicodedata.normalize("NFKC", str(cell))):
        match = _BREAK.fullmatch(part.strip())
        numbers = [int(group) for group in match.groups()[:4]] if match else [99] * 4
        first, last = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
        if max(first, last) > MINUTES_PER_DAY or max(numbers[1], numbers[3]) > 59:
            raise CellFaultError(shown(cell), _break_form())
        pairs.append((first, last, name_key(match[5] or "") if match else ""))
    return pairs
