"""What was read of a forecast's file, and how it was understood."""

from __future__ import annotations

from pydantic import AwareDatetime

from staffplan.schema.base import Frozen
from staffplan.schema.message import StoredMessage


class Reading(Frozen):
    """What the reader took from a file, so that a planner sees at once whether it was understood."""

    rows: int
    """Rows below the header that hold anything."""
    first: AwareDatetime
    """Local start of the first interval."""
    last: AwareDatetime
    """Local start of the last interval."""
    step_minutes: int
    """Length of every interval in minutes."""
    total_inquiries: float
    """Inquiries of all intervals, before the bot."""
    columns_taken: dict[str, str]
    """The file's header of each column that was taken, by the column's name (``start``, ``inquiries``, …)."""
    columns_left: tuple[str, ...] = ()
    """Headers of the columns that were left out."""
    aht_unit: str | None = None
    """Unit in which handling times were taken: ``s``; None: the file has none."""
    encoding: str | None = None
    """The text's encoding where it was guessed; None: the file says it, or it is plain UTF-8, or no text."""
    sheet: str | None = None
    """The workbook's sheet; None: no workbook."""
    layout: str | None = None
    """How the table is laid out; None: a row for each interval."""
    warnings: tuple[StoredMessage, ...] = ()
    """What a planner should know: rows sorted, queues summed, clock changes."""
