"""A forecast as files: the csv that ``solve`` takes as it is, and how it came about as json."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from staffplan.report.files import csv_text
from staffplan.report.forecast import plain_number
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.forecasting.outlook import Outlook, QueueOutlook

QUEUE = "queue"
FORMAT = 1


def outlook_columns(outlook: Outlook) -> tuple[str, ...]:
    """The columns that the forecast has."""
    several = (QUEUE,) if len(outlook.queues) > 1 or outlook.queues[0].name else ()
    handling = ("aht_s",) if any(each.aht_s is not None for each in outlook.queues) else ()
    bot = ("deflection", "deflection_sigma") if any(each.deflection is not None for each in outlook.queues) else ()
    return ("start", *several, "inquiries", "p10", "p50", "p90", "day_sigma", "slot_sigma", *bot, *handling)


def outlook_records(outlook: Outlook) -> list[dict[str, object]]:
    """A record for each interval of each queue, in the order of time, closed ones with 0."""
    columns = outlook_columns(outlook)
    return [
        {name: record[name] for name in columns}
        for start, day, slot in _intervals(outlook)
        for each in outlook.queues
        for record in [{"start": start.isoformat(), **_figures(each, day, slot)}]
    ]


def outlook_csv(outlook: Outlook) -> bytes:
    """A row for each interval of each queue, utf-8 with a mark."""
    rows = [
        [value if isinstance(value, str) else plain_number(value) for value in record.values()]
        for record in outlook_records(outlook)
    ]
    return csv_text(outlook_columns(outlook), rows).encode("utf-8-sig")


def outlook_data(outlook: Outlook) -> dict[str, Any]:
    """How the forecast came about, for programs."""
    return {
        "format": FORMAT,
        "first": outlook.days[0].isoformat(),
        "last": outlook.days[-1].isoformat(),
        "interval_minutes": outlook.history.interval_minutes,
        "timezone": outlook.history.timezone,
        "history": {"first": outlook.history.first.isoformat(), "days": outlook.history.n_days},
        "country": outlook.country,
        "growth": outlook.growth,
        "queues": [_queue_data(each) for each in outlook.queues],
        "notes": [note.data() for note in outlook.notes],
    }


def outlook_json(outlook: Outlook) -> bytes:
    """The same as a file."""
    return (json.dumps(outlook_data(outlook), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _queue_data(each: QueueOutlook) -> dict[str, Any]:
    return {
        "name": each.name,
        "inquiries": round(float(each.mean.sum()), 2),
        "method": each.method,
        "simpler": each.simpler,
        "learnt_days": each.learnt_days,
        "filled_days": each.filled_days,
        "partial_days": each.partial_days,
        "backtest": None if each.backtest is None else _plain(each.backtest),
        "sigmas": _plain(each.sigmas),
        "deflection_sigma": _plain(each.deflection_sigma),
        "outliers": [_plain(one) for one in each.outliers],
        "effects": [_plain(one) for one in each.effects],
        "closed": [day.isoformat() for day in each.closed],
    }


def _plain(value: object) -> Any:  # noqa: ANN401
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, date):
        return value.isoformat()
    fields = getattr(value, "__dataclass_fields__", None)
    return {name: _plain(getattr(value, name)) for name in fields} if fields else value


def _intervals(outlook: Outlook) -> Iterator[tuple[datetime, int, int]]:
    """Each interval's local start, its day's number and its slot by the clock, which may skip or repeat an hour."""
    zone, minutes = ZoneInfo(outlook.history.timezone), outlook.history.interval_minutes
    begin, end = _midnight(outlook.days[0], zone), _midnight(outlook.days[-1] + timedelta(days=1), zone)
    while begin < end:
        local = begin.astimezone(zone)
        yield local, (local.date() - outlook.days[0]).days, (local.hour * 60 + local.minute) // minutes
        begin += timedelta(minutes=minutes)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _figures(each: QueueOutlook, day: int, slot: int) -> dict[str, object]:
    """One interval's figures: volumes to a hundredth, sigmas to four digits."""

    def at(values: Any, digits: int) -> float | None:  # noqa: ANN401
        return None if values is None else round(float(values[day, slot]), digits)

    return {
        QUEUE: each.name or str(Message.of("no_name")),
        "inquiries": at(each.mean, 2),
        "p10": at(each.low, 0),
        "p50": at(each.middle, 0),
        "p90": at(each.high, 0),
        "day_sigma": round(float(each.day_sigma[day]), 4),
        "slot_sigma": round(each.sigmas.slot, 4),
        "deflection": at(each.deflection, 4),
        "deflection_sigma": None if each.deflection_sigma is None else round(each.deflection_sigma, 4),
        "aht_s": at(each.aht_s, 1),
    }
