"""Short codes of the shifts in use, as a roster on the wall has them, and what each stands for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from staffplan.report.files import clock_text
from staffplan.report.shift_kinds import kinds_of
from staffplan.schema.scenario.consistency.bank import DAY_OFF, spelled
from staffplan.words.language import current_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.schema.plan import Plan, Shift

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHIFT_WORD = "班"
"""What a Chinese name of a shift ends with; its code does without."""
PARTS_OF_DAY = ((4, 12, "早"), (12, 18, "中"), (18, 28, "晚"))
"""From and to which hour a shift starts (past 24: the next morning), and what Chinese rosters call it."""
LONGEST = 3
"""Characters of a code made from a name."""


class Code(NamedTuple):
    """A shift in use and its code."""

    code: str
    """What the roster's cells hold."""
    start: str
    """Local start, ``09:00``."""
    end: str
    """Local end, ``18:00``; midnight is ``24:00``."""
    name: str
    """Name in the scenario's bank; empty: it has none."""

    @property
    def times(self) -> str:
        """``09:00-18:00``."""
        return f"{self.start}-{self.end}"


Times = tuple[str, str, str]
"""Start, end and name of a shift, as :class:`Code` has them."""


class Codes:
    """The codes of a plan's shifts, in the language in use."""

    def __init__(self, plan: Plan) -> None:
        """Give a code to each start, end and name of the shifts of ``plan``."""
        self._zone = ZoneInfo(plan.summary.scenario.timezone)
        bank = {each.name: place for place, each in enumerate(plan.summary.scenario.shift)}
        times = sorted(
            {self._times(shift) for shift in kinds_of(plan.shifts).samples},
            key=lambda each: (each[2] not in bank, bank.get(each[2], 0), each[0], each[1]),
        )
        self._codes = dict(zip(times, _distinct(times), strict=True))

    def of(self, shift: Shift) -> str:
        """The code of a shift of the plan."""
        return self._codes[self._times(shift)]

    def legend(self) -> tuple[Code, ...]:
        """All codes, those of named shifts first, then by start."""
        return tuple(Code(code, *times) for times, code in self._codes.items())

    def _times(self, shift: Shift) -> Times:
        end = clock_text(shift.end, self._zone)
        return clock_text(shift.start, self._zone), "24:00" if end == "00:00" else end, shift.shift_name


def _distinct(times: Sequence[Times]) -> list[str]:
    """A code for each of ``times``, no two of them alike, none that means a day off."""
    names = list(dict.fromkeys(name for _start, _end, name in times if name))
    short = _short_names(names)
    wanted = [short[name] if name else "" for _start, _end, name in times]
    again = Counter(wanted)
    codes, used = [], set[str]()
    for each, code in zip(times, wanted, strict=True):
        chosen = code if code and again[code] == 1 else _free(code or _part_of_day(each), used | set(short.values()))
        used.add(chosen)
        codes.append(chosen)
    return _alone(codes)


def _alone(codes: list[str]) -> list[str]:
    """A part of the day that only one shift begins in goes without a number."""
    stems = Counter(code.rstrip("0123456789") for code in codes)
    parts = {part for _since, _until, part in PARTS_OF_DAY}
    return [code[:-1] if code[:-1] in parts and stems[code[:-1]] == 1 and code[-1] == "1" else code for code in codes]


def _short_names(names: Sequence[str]) -> dict[str, str]:
    """The shortest beginnings of the names that tell them apart."""
    stems = {name: (name.removesuffix(SHIFT_WORD) or name) for name in names}
    for length in range(1, LONGEST + 1):
        found = {name: stem[:length] for name, stem in stems.items()}
        keys = {spelled(code) for code in found.values()}
        if len(keys) == len(names) and not keys & DAY_OFF and all(each.strip() for each in found.values()):
            return found
    return {name: name for name in names}


def _part_of_day(times: Times) -> str:
    if current_language() != "zh":
        return ""
    return part_of_day(int(times[0][:2]))


def part_of_day(hour: int) -> str:
    """What Chinese rosters call a shift that starts in ``hour``."""
    return next(name for since, until, name in PARTS_OF_DAY if since <= hour < until or since <= hour + 24 < until)


def _free(stem: str, used: set[str]) -> str:
    """``stem`` with the first number that is free, or without a stem the first free letters."""
    number = 0
    while True:
        number += 1
        code = f"{stem}{number}" if stem else _letters(number)
        if code not in used and spelled(code) not in DAY_OFF:
            return code


def _letters(number: int) -> str:
    """A to Z, then AA and AB."""
    text = ""
    while number:
        number, last = divmod(number - 1, len(LETTERS))
        text = LETTERS[last] + text
    return text
