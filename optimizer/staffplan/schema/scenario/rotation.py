"""Rotations: what agents do day after day, again and again."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer

from staffplan.schema.base import Frozen, Name
from staffplan.schema.limits import MOST_DAYS, MOST_ENTRIES

OFF = "O"
"""A day off in the days of a rotation."""
WORK = "W"
"""A working day with any shift of the contract."""
EITHER = "?"
"""A day that the rotation says nothing of."""
SIGNS = {
    **dict.fromkeys(("O", "o", "-", "休", "off"), OFF),
    **dict.fromkeys(("W", "w", "班", "work"), WORK),
    **dict.fromkeys(("?", "？"), EITHER),
}
"""How files write them; anything else is a shift, by its name or how the name begins."""
Days = Annotated[str, Field(min_length=1, max_length=10 * MOST_DAYS)]


class Rotation(Frozen):
    """One rotation, for the contracts that name it."""

    name: Name
    """How contracts name it."""
    days: Annotated[
        tuple[Days, ...],
        BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
        PlainSerializer(lambda rows: rows[0] if len(rows) == 1 else rows),
        Field(min_length=1, max_length=MOST_ENTRIES),
    ]
    """What is done on each day. A sign a day: ``"WWWWOO"`` is four days with any shift and two off (also 班 and 休);
    ``"早早中中晚晚休休"`` names shifts by their first sign; ``"?"`` is either. Or words: ``"early early late off"``. A
    list is a table with a row for each week."""
    phase: Literal["free", "shared"] = "free"
    """free: each agent begins at the day of the table that suits the plan; shared: all are on the same day of it."""
    begins: date | None = None
    """Where the phase is shared: a date on which the table begins. Absent: the first day of the period."""

    @property
    def steps(self) -> tuple[str, ...]:
        """What is done on each day of the table: ``OFF``, ``WORK``, ``EITHER`` or (the beginning of) a shift's name."""
        return tuple(step for row in self.days for step in steps_of(row))


def steps_of(row: str) -> tuple[str, ...]:
    """What is done on each day of a row of the table."""
    signs = row.split() if " " in row.strip() else row.strip()
    return tuple(SIGNS.get(sign, sign) for sign in signs)
