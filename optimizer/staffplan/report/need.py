"""The need of each slot as csv and as records for programs."""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING

from staffplan.report.files import csv_bytes, format_number

if TYPE_CHECKING:
    import pandas as pd

NEED_COLUMNS = (
    "start",
    "inquiries",
    "human_inquiries",
    "required",
    "service_level",
    "average_wait_s",
    "occupancy",
)


def need_records(need: pd.DataFrame) -> list[dict[str, object]]:
    """A record a slot with ``NEED_COLUMNS``; None where there is no figure."""
    return [
        {name: _plain(value) for name, value in zip(NEED_COLUMNS, row, strict=True)}
        for row in need[list(NEED_COLUMNS)].itertuples(index=False)
    ]


def need_csv(need: pd.DataFrame) -> bytes:
    """A row a slot, utf-8 with a mark."""
    rows = [
        [value if isinstance(value, str) else format_number(value) for value in record.values()]  # type: ignore[arg-type]
        for record in need_records(need)
    ]
    return csv_bytes(NEED_COLUMNS, rows)


def _plain(value: object) -> object:
    """Local times as ISO text, numbers as Python's own, None for what is no number."""
    if isinstance(value, datetime):
        return value.isoformat()
    number = float(value)  # type: ignore[arg-type]
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number
