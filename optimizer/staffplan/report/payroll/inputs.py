"""The files that ``[payroll]`` names: who the agents are, and the user's own holidays."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.errors import Fault, InputError
from staffplan.report.payroll.pay_calendar import DayKind, OwnDay
from staffplan.storage.input_files import MOST_LIST_BYTES, why_not_read
from staffplan.words.language import _
from staffplan.words.library_words import in_our_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from staffplan.schema.people.team import Person, Team
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.scenario.payroll import Payroll

AGENT_HEADERS = {
    "agent_id": ("agent", "id", "坐席编号", "座席编号", "坐席", "客服编号"),
    "employee_id": ("工号", "员工编号", "员工工号", "薪资编号"),
    "name": ("姓名", "员工姓名"),
    "cost_centre": ("成本中心", "cost_center"),
    "hours_worked": ("本月已工作小时", "本月已出勤小时", "本月已工作工时"),
    "contract": ("合同", "合同类型"),
}
IDS = ("agent_id", "employee_id")
MOST_HOURS = 31 * 24
"""Hours of a month."""
HOLIDAY_HEADERS = {"date": ("日期",), "kind": ("类型", "类别"), "name": ("名称", "节日")}
KINDS: dict[str, DayKind] = {
    "statutory": "statutory_holiday",
    "法定节假日": "statutory_holiday",
    "法定": "statutory_holiday",
    "rest": "rest_day",
    "休息日": "rest_day",
    "休息": "rest_day",
    "work": "workday",
    "工作日": "workday",
    "上班": "workday",
}
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True)
class Agent:
    """Who an agent of the plan is in payroll."""

    employee_id: str
    """Text with its leading zeros."""
    name: str = ""
    """The person's name."""
    cost_centre: str = ""
    """Empty: the contract's, or the scenario's."""
    hours_worked: float | None = None
    """Hours worked in the plan's first month before its first day; None: not said."""


@dataclass(frozen=True)
class PayrollInputs:
    """What the files say; empty where none are named."""

    agents: Mapping[str, Agent] = field(default_factory=dict)
    """By agent_id."""
    own_days: tuple[OwnDay, ...] = ()
    """The user's own holidays, rest days and workdays."""


def read_payroll_inputs(scenario: Scenario, folders: Sequence[Path] = (), team: Team | None = None) -> PayrollInputs:
    """Read the files of ``scenario.payroll``; relative names are looked for in ``folders``, then where we stand.

    The people of the plan's ``team`` are known as well; what the agents file says goes before.

    Raises InputError with every fault of both files, and for pay of contracts that the scenario does not have.
    """
    payroll = scenario.payroll
    faults = _unknown_contracts(scenario)
    agents: dict[str, Agent] = {}
    of_team = {} if team is None else {person.id: _of_person(person) for person in team.people}
    own_days: tuple[OwnDay, ...] = ()
    if payroll.agents is not None:
        agents = _agents(_find(payroll.agents, folders), payroll.agents, faults)
    if payroll.holidays is not None:
        own_days = _own_days(_find(payroll.holidays, folders), payroll.holidays, faults)
    if faults:
        raise InputError(faults)
    return PayrollInputs(of_team | agents, own_days)


def _of_person(person: Person) -> Agent:
    return Agent(person.employee_id or person.id, person.name, person.cost_centre, person.hours_worked)


def identify(agent_id: str, contract: str, inputs: PayrollInputs, payroll: Payroll) -> Agent:
    """The agent as payroll knows him; one that no file names is known by his id in the plan."""
    found = inputs.agents.get(agent_id, Agent(employee_id=agent_id))
    centre = found.cost_centre or payroll.pay_of(contract).cost_centre or payroll.cost_centre
    return Agent(found.employee_id, found.name, centre)


def _unknown_contracts(scenario: Scenario) -> list[Fault]:
    names = [contract.name for contract in scenario.contract]
    return [
        Fault(
            file="payroll.contract",
            column=f"payroll.contract[{index}].name",
            code="wrong_value",
            found=repr(pay.name),
            accepted=_("the name of a contract: {names}").format(names=", ".join(nearest_first(pay.name, names))),
        )
        for index, pay in enumerate(scenario.payroll.contract)
        if pay.name not in names
    ]


def nearest_first(word: str, known: Iterable[str]) -> list[str]:
    """The ``known`` words, those most like ``word`` in front."""
    known = list(known)
    near = get_close_matches(word, known, n=3, cutoff=0.5)
    return near + [name for name in known if name not in near]


def _find(name: str, folders: Sequence[Path]) -> Path:
    path = Path(name).expanduser()
    places = [folder / path for folder in (*folders, Path())]
    return next((place for place in places if place.is_file()), path)


def _agents(path: Path, shown: str, faults: list[Fault]) -> dict[str, Agent]:
    agents: dict[str, Agent] = {}
    for number, given in _rows(path, shown, AGENT_HEADERS, IDS, faults, either=True):
        row = _with_both_ids(given)
        agent_id = row["agent_id"]
        if not agent_id or not row["employee_id"]:
            empty = "employee_id" if agent_id else "agent_id"
            faults.append(Fault(shown, _("nothing"), _("an id"), row=number, column=empty))
        elif agent_id in agents:
            faults.append(
                Fault(
                    shown, _("{id} again").format(id=repr(agent_id)), _("each agent once"), row=number, code="duplicate"
                )
            )
        else:
            worked = _hours_worked(row.get("hours_worked", ""), shown, number, faults)
            agents[agent_id] = Agent(row["employee_id"], row.get("name", ""), row.get("cost_centre", ""), worked)
    return agents


def _with_both_ids(row: dict[str, str]) -> dict[str, str]:
    """The row of a file with one id alone, or of a team's file, whose people payroll may know by the same id."""
    agent_id, employee_id = (row.get(name, "") for name in IDS)
    if all(name in row for name in IDS) and not row.get("contract"):
        return row
    return row | {"agent_id": agent_id or employee_id, "employee_id": employee_id or agent_id}


def _hours_worked(text: str, shown: str, number: int, faults: list[Fault]) -> float | None:
    """A number of hours; None where the cell is empty, or is none, which is a fault."""
    if not text:
        return None
    try:
        hours = float(text)
    except ValueError:
        hours = -1.0
    if 0 <= hours <= MOST_HOURS:
        return hours
    accepted = _("hours, from 0 to {most}, such as 88 or 88.5; or nothing").format(most=MOST_HOURS)
    faults.append(Fault(shown, repr(text), accepted, row=number, column="hours_worked"))
    return None


def _own_days(path: Path, shown: str, faults: list[Fault]) -> tuple[OwnDay, ...]:
    days: dict[date, OwnDay] = {}
    for number, row in _rows(path, shown, HOLIDAY_HEADERS, ("date", "kind"), faults):
        day, kind = parse_date(row["date"]), KINDS.get(row["kind"].lower())
        if day is None:
            accepted = _("a date such as 2026-10-01")
            faults.append(Fault(shown, repr(row["date"]), accepted, row=number, column="date"))
        if kind is None:
            accepted = _("statutory, rest or work")
            faults.append(Fault(shown, repr(row["kind"]), accepted, row=number, column="kind"))
        if day in days:
            faults.append(
                Fault(
                    shown,
                    _("{day} again").format(day=day),
                    _("each day once"),
                    row=number,
                    column="date",
                    code="duplicate",
                )
            )
        elif day is not None and kind is not None:
            days[day] = OwnDay(day, kind, row.get("name", ""))
    return tuple(days.values())


def parse_date(text: str) -> date | None:
    """``2026-10-01``, ``2026/10/1`` or ``2026年10月1日``; None for anything else."""
    match = _DATE.fullmatch(text.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _rows(
    path: Path,
    shown: str,
    headers: dict[str, tuple[str, ...]],
    needed: tuple[str, ...],
    faults: list[Fault],
    *,
    either: bool = False,
) -> Iterator[tuple[int, dict[str, str]]]:
    """Row number as Excel counts, and the row by our own column names; rows with no text are skipped.

    ``either``: one of the columns that are ``needed`` will do.
    """
    text = _text(path, shown, faults)
    if text is None:
        return
    table = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    ours = {name.lower(): column for column, others in headers.items() for name in (column, *others)}
    columns = [ours.get(cell.strip().lower()) for cell in table[0]] if table else []
    missing = [column for column in needed if column not in columns]
    if len(missing) > (len(needed) - 1 if either else 0):
        accepted = _("the columns {columns}").format(columns=", ".join(headers))
        faults.append(
            Fault(shown, _("no column {columns}").format(columns=", ".join(missing)), accepted, row=1, code="column")
        )
        return
    for number, cells in enumerate(table[1:], start=2):
        row = {column: "" for column in columns if column}
        row |= {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column}
        if any(row.values()):
            yield number, row


def _text(path: Path, shown: str, faults: list[Fault]) -> str | None:
    """The file's text: utf-8 with or without a mark, else GB18030, as Excel in China saves csv."""
    try:
        wrong = why_not_read(path, MOST_LIST_BYTES)
        raw = b"" if wrong else path.read_bytes()
    except OSError as error:
        faults.append(Fault(shown, in_our_words(error), _("a csv file that exists and can be read")))
        return None
    if wrong is not None:
        faults.append(Fault(shown, *wrong))
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    faults.append(Fault(shown, _("a file that is no text"), _('a csv file (in Excel: save as "CSV UTF-8")')))
    return None


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)
