"""wishes.csv: what somebody would like, and how much."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from staffplan.read.faults import CellFaultError, shown
from staffplan.read.tables import cells
from staffplan.read.team.columns import WISH_KINDS, WISHES
from staffplan.read.team.row import Rows
from staffplan.read.team.sheet import nearest_of, open_sheet, text
from staffplan.schema.base import name_key
from staffplan.schema.limits import MOST_DAYS
from staffplan.schema.people.team import Wish
from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.read.faults import Faults
    from staffplan.read.opened import Given
    from staffplan.read.tables.numbers import Numbers
    from staffplan.read.tables.table import Record
    from staffplan.read.team.row import Known
    from staffplan.read.team.sheet import Sheet
    from staffplan.schema.people.team import WishKind

Before = dict[tuple[str, date], list[Wish]]
"""The wishes so far of a person on a day."""
NOON = 12 * 60
"""Between early and late where no time is given."""
LARGEST_WEIGHT = 10
USES: dict[WishKind, tuple[str, ...]] = {
    "early": ("start",),
    "late": ("start",),
    "shift": ("start", "end", "of"),
    "not_shift": ("start", "end", "of"),
    "with": ("of",),
    "not_with": ("of",),
    "max_nights": ("most",),
}
"""The columns that a wish may use besides those of all."""


def read_wishes(given: Given, known: Known, faults: Faults) -> tuple[Sheet, tuple[Wish, ...]]:
    """The wishes of a file; ``faults`` gets what is wrong with its rows, and what contradicts.

    Raises:
        InputError: it is no such table.
    """
    sheet = open_sheet(given, WISHES, faults)
    rows, numbers = Rows(sheet, known), sheet.located.numbers("weight", "most")
    before: Before = {}
    wishes = []
    for record in sheet.records():
        wish = _wish(rows, record, numbers)
        if wish is None:
            continue
        wishes.append(wish)
        for day in known.days_from(wish.first, wish.last):
            others = before.setdefault((wish.agent, day), [])
            if other := next((each for each in others if _contradict(wish, each)), None):
                accepted = _("one of the two: {kind} in row {row}").format(kind=other.kind, row=other.row)
                found = _("{kind} of {agent} on {day}").format(kind=wish.kind, agent=wish.agent, day=day)
                sheet.fault(record, "wish", found, accepted)
                break
            others.append(wish)
    return sheet, tuple(wishes)


def _wish(rows: Rows, record: Record, numbers: dict[str, Numbers]) -> Wish | None:
    """The wish of a row; None, and faults, where it is none."""
    sheet = rows.sheet
    agent, kind = rows.agent(record), rows.kind(record, "wish", WISH_KINDS)
    dates = rows.dates(record)
    weight = sheet.cell(record, "weight", partial(_weight, numbers=numbers["weight"]))
    start, end = sheet.clock(record, "start"), sheet.clock(record, "end")
    most = sheet.cell(record, "most", partial(_most, numbers=numbers["most"]))
    of = None if kind is None or agent is None else _of(rows, record, kind, agent)
    if agent is None or kind is None or dates is None or not rows.is_sound(record):
        return None
    wish = Wish(
        agent=agent,
        first=dates[0],
        last=dates[1],
        kind=kind,
        weight=weight or 1,
        start=start,
        end=end,
        of=of or "",
        most=most,
        row=record.row,
    )
    _check_uses(rows.sheet, record, wish)
    return wish if rows.is_sound(record) else None


def _weight(cell: object, numbers: Numbers) -> int:
    value = numbers.value(cell)
    if value is None or not 1 <= value <= LARGEST_WEIGHT or value != int(value):
        accepted = _("a whole number from 1, nice to have, to {most}; or nothing: 1").format(most=LARGEST_WEIGHT)
        raise CellFaultError(shown(cell), accepted)
    return int(value)


def _most(cell: object, numbers: Numbers) -> int:
    found = cells.whole(cell, numbers)
    if found > MOST_DAYS:
        raise CellFaultError(shown(cell), _("{most} at most").format(most=MOST_DAYS))
    return found


def _of(rows: Rows, record: Record, kind: WishKind, agent: str) -> str | None:
    """The colleague, or the shift of the person's contract, that a wish names."""
    if not rows.sheet.says(record, "of"):
        return None
    if kind in ("with", "not_with"):
        colleague = rows.agent(record, "of")
        if colleague == agent:
            rows.sheet.fault(record, "of", repr(agent), _("the id of another person"))
        return colleague
    written = rows.sheet.cell(record, "of", text)
    person = rows.known.people.get(agent)
    if written is None or person is None or kind not in ("shift", "not_shift"):
        return written
    contract = next(each for each in rows.known.scenario.contract if each.name == person.contract)
    names = {name_key(each): each for each in contract.shifts}
    if name_key(written) not in names:
        accepted = nearest_of(
            written, names.values(), _("a shift of the contract {contract}: {names}"), contract=contract.name
        )
        rows.sheet.fault(record, "of", repr(written), accepted)
    return names.get(name_key(written))


def _check_uses(sheet: Sheet, record: Record, wish: Wish) -> None:
    """The wish has what it needs, and nothing that it does not use."""
    uses = USES.get(wish.kind, ())
    for name in ("start", "end", "of", "most"):
        if sheet.says(record, name) and name not in uses:
            found = _("a value, with {wish}").format(wish=wish.kind)
            sheet.fault(record, name, found, _("nothing: {wish} does not use it").format(wish=wish.kind))
    times = wish.start is not None and wish.end is not None
    if wish.kind in ("shift", "not_shift") and times == bool(wish.of):
        found = _("both") if times else _("nothing")
        _lack(sheet, record, "of", found, _("the name of a shift, or its start and end"))
    elif wish.kind in ("shift", "not_shift") and wish.of and (wish.start is not None or wish.end is not None):
        _lack(sheet, record, "of", _("both"), _("the name of a shift, or its start and end"))
    elif wish.kind in ("with", "not_with") and not wish.of:
        _lack(sheet, record, "of", _("nothing"), _("the id of a colleague"))
    elif wish.kind == "max_nights" and wish.most is None:
        _lack(sheet, record, "most", _("nothing"), _("a whole number of 0 or more"))


def _lack(sheet: Sheet, record: Record, name: str, found: str, accepted: str) -> None:
    """A fault at a column that the file may not have."""
    sheet.faults.add(found, accepted, record.row, sheet.located.header_text(name))


def _contradict(one: Wish, other: Wish) -> bool:
    """Whether no plan grants both on a day that they share."""
    kinds = {one.kind, other.kind}
    if kinds in ({"day_off", "work"}, {"day_off", "shift"}):
        return True
    if kinds == {"with", "not_with"}:
        return one.of == other.of
    if kinds == {"early", "late"}:
        early, late = (one, other) if one.kind == "early" else (other, one)
        return _border(early) <= _border(late)
    same = (one.of, one.start, one.end) == (other.of, other.start, other.end)
    return (kinds == {"shift"} and not same) or (kinds == {"shift", "not_shift"} and same)


def _border(wish: Wish) -> int:
    return NOON if wish.start is None else wish.start
