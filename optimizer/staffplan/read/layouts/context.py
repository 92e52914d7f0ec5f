"""What every layout is given besides its table, and what it makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from staffplan.schema.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from staffplan.read.faults import Faults
    from staffplan.read.intervals import Interval
    from staffplan.read.tables.table import Table
    from staffplan.words.messages import Message


@dataclass(frozen=True)
class Context:
    """A table, and what is known besides its cells."""

    table: Table
    """The table."""
    zone: ZoneInfo
    """Where local times are meant."""
    faults: Faults
    """Takes what is wrong."""
    file: str = ""
    """The file's name without its folder and ending, which may name a year."""
    today: date = field(default_factory=lambda: today())
    """Dates without a year are taken for those nearest to it."""
    messages: list[Message] = field(default_factory=list)
    """Takes what was assumed."""


@dataclass(frozen=True)
class Laid:
    """A table as a plain list."""

    table: Table
    """As it was opened."""
    layout: str | None
    """How it was laid out, as a code; None: a row for each interval."""
    rows: list[Interval]
    """Its intervals, starts as they are written (naive or aware), in the order of the file."""
    row_count: int
    """Rows of the file that hold them."""
    column: str
    """The header of what holds the starts: faults name it."""
    taken: dict[str, str]
    """The file's header of each column that was taken."""
    left: tuple[str, ...] = ()
    """Headers of what was left out."""
    minutes: int | None = None
    """How long each interval is, where ranges say it."""
    aht_unit: str | None = None
    """The unit of handling times."""
    measures: tuple[str, ...] = ("inquiries",)
    """``inquiries``, ``required`` or both: what every row must have."""

    def reading(self, rows: Sequence[Interval], minutes: int, zone: ZoneInfo, messages: Sequence[Message]) -> Reading:
        """What was read, where ``rows`` in order are what it came to."""
        return Reading(
            rows=self.row_count,
            first=rows[0].start.astimezone(zone),
            last=rows[-1].start.astimezone(zone),
            step_minutes=minutes,
            total_inquiries=sum(row.inquiries for row in rows),
            columns_taken=self.taken,
            columns_left=self.left,
            aht_unit=self.aht_unit,
            encoding=self.table.encoding,
            sheet=self.table.sheet,
            layout=self.layout,
            warnings=tuple(messages),
        )


def today() -> date:
    """The day on which a file is read."""
    return datetime.now(UTC).date()
