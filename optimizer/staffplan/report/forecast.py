"""A forecast as it was read: a plain csv that reads the same again, and records for programs."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.report.files import csv_text
from staffplan.schema.forecast import BAND

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from staffplan.schema.forecast import Forecast

FORECAST_COLUMNS = ("start", "inquiries", "deflection", "aht_s", "required", *BAND)
_TWO_READINGS = re.compile(r"\d{1,3}\.\d{3}")


def starts_of(forecast: Forecast) -> list[datetime]:
    """The local start of each interval."""
    zone, first = ZoneInfo(forecast.timezone), forecast.start.astimezone(UTC)
    step = timedelta(minutes=forecast.interval_minutes)
    return [(first + k * step).astimezone(zone) for k in range(len(forecast.inquiries))]


def forecast_records(forecast: Forecast) -> list[dict[str, object]]:
    """A record an interval, with the columns that the forecast has."""
    columns = _columns(forecast)
    starts = [moment.isoformat() for moment in starts_of(forecast)]
    return [
        {"start": start, **dict(zip(columns, values, strict=True))}
        for start, values in zip(starts, zip(*columns.values(), strict=True), strict=True)
    ]


def forecast_csv(forecast: Forecast) -> bytes:
    """A row an interval, utf-8 with a mark; numbers are written whole, so that they are read as the same again."""
    rows = [[plain_number(value) for value in record.values()] for record in forecast_records(forecast)]
    return csv_text(("start", *_columns(forecast)), rows).encode("utf-8-sig")


def _columns(forecast: Forecast) -> dict[str, Sequence[object]]:
    """The columns that say something; inquiries are left out where the file gives agents needed alone."""
    found: dict[str, Sequence[object]] = {"inquiries": forecast.inquiries}
    for name in FORECAST_COLUMNS[2:]:
        values = getattr(forecast, name)
        if values is not None:
            found[name] = values
    if forecast.required is not None and not any(forecast.inquiries):
        del found["inquiries"]
    return found


def plain_number(value: object) -> str:
    """Numbers with three decimals get a fourth: 1.234 could be a thousand and more elsewhere."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = str(value)
    return f"{text}0" if _TWO_READINGS.fullmatch(text) else text
