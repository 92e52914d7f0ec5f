"""The file of a contact log, a row a contact."""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from staffplan.read.faults import CellFaultError, Faults, shown
from staffplan.read.opened import name_of, open_table
from staffplan.read.tables import cells
from staffplan.read.tables.moments import moment
from staffplan.read.tables.table import Columns, locate
from staffplan.schema.forecasting.contacts import ContactLog
from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.read.opened import Given
    from staffplan.read.tables.table import Located, Record
    from staffplan.read.tables.times import FirstDay

COLUMNS = Columns(
    required=("arrived", "answered", "ended"),
    optional=("left", "agent", "bot"),
    aliases={
        "arrived": ("arrival", "offered", "created", "start", "进线时间", "到达时间", "进入时间"),
        "answered": ("answer", "accepted", "response", "接起时间", "应答时间", "首次响应时间"),
        "ended": ("end", "closed", "hangup", "结束时间", "挂断时间"),
        "left": ("abandoned", "放弃时间", "离开时间"),
        "agent": ("server", "user", "客服", "坐席", "工号"),
        "bot": ("deflected", "机器人解决"),
    },
)
YES = {"1", "true", "yes", "y", "x", "是"}
NO = {"0", "false", "no", "n", "否"}
NOBODY = -1


def read_contacts(given: Given, timezone: str) -> ContactLog:
    """Read a log: ``arrived, answered, ended`` and, where they are known, ``left, agent, bot``.

    An empty ``answered`` is a contact that left, at ``left`` or else ``ended``; a 1 in ``bot`` one that the bot closed.
    Times without an offset are local times of ``timezone``.

    Raises:
        InputError: the file has faults; all of them.
    """
    faults = Faults(name_of(given))
    table, _source = open_table(given, COLUMNS, faults)
    located = locate(table, COLUMNS, faults)
    zone = ZoneInfo(timezone)
    rows = [_row(record, located, zone, faults) for record in located.records(faults)]
    faults.raise_any()
    if len(rows) < 2:
        faults.stop(_("no contacts"), _("a row for each contact"))
    rows.sort(key=lambda row: row[0])
    first = datetime.fromtimestamp(rows[0][0], zone)
    begins = datetime.combine(first.date(), time(), zone)
    zero = begins.timestamp()
    agents = tuple(sorted({row[3] for row in rows if row[3]}))
    number = {name: k for k, name in enumerate(agents)}
    arrived, answered, ended = (np.array([row[k] for row in rows], dtype=float) - zero for k in (0, 1, 2))
    return ContactLog(
        faults.file,
        timezone,
        begins,
        arrived,
        answered,
        ended,
        np.array([number.get(row[3], NOBODY) for row in rows], dtype=np.int64),
        agents,
        np.array([row[4] for row in rows], dtype=bool),
        "bot" in located.places,
    )


def _row(record: Record, located: Located, zone: ZoneInfo, faults: Faults) -> tuple[float, float, float, str, bool]:
    """Arrival, answer and end as timestamps, NaN where empty; the agent's name; whether the bot closed it."""
    parse = partial(_timestamp, zone=zone, first_day=located.table.first_day)

    def read(name: str) -> float:
        cell = record.cells.get(name)
        if cells.blank(cell):
            return float("nan")
        found = faults.read(parse, cell, record.row, located.header_text(name))
        return float("nan") if found is None else found

    arrived, answered, ended, left = (read(name) for name in ("arrived", "answered", "ended", "left"))
    if cells.blank(record.cells.get("arrived")):
        faults.add(_("nothing"), _("when the contact came"), record.row, located.header_text("arrived"))
    for name, before, after in (("answered", arrived, answered), ("ended", answered, ended), ("left", arrived, left)):
        if after < before:
            accepted = _("a time not before the one before it")
            faults.add(shown(record.cells.get(name)), accepted, record.row, located.header_text(name))
    end = left if answered != answered and left == left else ended
    agent = record.cells.get("agent")
    bot = faults.read(_flag, record.cells.get("bot"), record.row, located.header_text("bot"))
    return arrived, answered, end, "" if cells.blank(agent) else str(agent).strip(), bool(bot)


def _timestamp(cell: object, zone: ZoneInfo, first_day: FirstDay | None) -> float:
    found = moment(cell, first_day)
    return (found if found.tzinfo is not None else found.replace(tzinfo=zone)).astimezone(UTC).timestamp()


def _flag(cell: object) -> bool:
    text = "" if cells.blank(cell) else str(cell).strip().casefold().removesuffix(".0")
    if text in YES:
        return True
    if text in NO or not text:
        return False
    raise CellFaultError(shown(cell), _("1 where the bot closed the contact, else 0 or nothing"))
