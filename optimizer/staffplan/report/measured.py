"""What a contact log measures, as a scenario file with n and interval beside each value, and as data for programs."""

from __future__ import annotations

from datetime import timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from staffplan.schema.base import format_duration
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.forecasting.measured import Measure, Measured

MOST_SHARE = 0.9
"""What a scenario takes for shares of absence."""


def measured_toml(measured: Measured) -> bytes:
    """A scenario file that holds what was measured alone, for ``staffplan solve -c scenario.toml -c measured.toml``."""
    tables: dict[str, list[str]] = {}
    for table, line in _lines(measured):
        tables.setdefault(table, []).append(line)
    log = measured.log
    last = log.begins + timedelta(seconds=float(log.arrived[-1]))
    text = _("{file}: {contacts} contacts, {first} to {last}; measured on the first {days} days").format(
        file=log.file,
        contacts=len(log.arrived),
        first=log.begins.date(),
        last=last.date(),
        days=measured.fitted_days,
    )
    head = f"# {text}\n"
    parts = [f"\n[{table}]\n" + "".join(f"{line}\n" for line in lines) for table, lines in tables.items()]
    return (head + "".join(parts)).encode()


def _lines(measured: Measured) -> Iterator[tuple[str, str]]:
    if measured.deflection is not None:
        yield "bot", f"deflection = {measured.deflection.value:.4f}  # {_beside(measured.deflection, 4)}"
    if measured.aht_s is not None:
        yield "handling", f'aht = "{_time(measured.aht_s.value)}"  # {_beside(measured.aht_s, 1, " s")}'
    if measured.patience_s is not None:
        yield "handling", f'patience = "{_time(measured.patience_s.value)}"  # {_beside(measured.patience_s, 1, " s")}'
    if len(measured.concurrency_factor) > 1:
        rising = list(accumulate((round(each.value, 3) for each in measured.concurrency_factor), max))
        yield "handling", f"concurrency = {len(rising)}"
        beside = "; ".join(_beside(each, 3) for each in measured.concurrency_factor[1:])
        yield "handling", f"concurrency_factor = {rising}  # {beside}"
    if measured.staffing is not None:
        away = min(max(1 - measured.staffing.value, 0.0), MOST_SHARE)
        text = _("1 less the share of the agents seen that works: {interval}")
        beside = text.format(interval=_beside(measured.staffing, 4))
        yield "shrinkage", f"planned = {away:.4f}  # {beside}"
    if measured.absence is not None:
        value = min(measured.absence.value, MOST_SHARE)
        yield "shrinkage", f"absence = {value:.4f}  # {_beside(measured.absence, 4)}"


def _beside(each: Measure, digits: int, unit: str = "") -> str:
    low, high = f"{each.low:.{digits}f}", f"{each.high:.{digits}f}"
    return _("95%: {low} to {high}{unit}; n = {count}").format(low=low, high=high, unit=unit, count=each.count)


def _time(seconds: float) -> str:
    return format_duration(timedelta(seconds=round(max(seconds, 1.0), 1)))


def measured_data(measured: Measured) -> dict[str, Any]:
    """All of it, for programs; None where the log does not say it."""
    return {
        "contacts": len(measured.log.arrived),
        "fitted_days": measured.fitted_days,
        "within_s": measured.within_s,
        "aht_s": _plain(measured.aht_s),
        "aht_by_hour": [_plain(each) for each in measured.aht_by_hour],
        "patience_s": _plain(measured.patience_s),
        "left": measured.left,
        "concurrency_factor": [_plain(each) for each in measured.concurrency_factor],
        "staffing": _plain(measured.staffing),
        "deflection": _plain(measured.deflection),
        "absence": _plain(measured.absence),
        "error": measured.error,
        "plain_error": measured.plain_error,
        "held_back": [
            {
                "day": day.day.isoformat(),
                "contacts": day.contacts,
                "actual": day.actual,
                "predicted": day.predicted,
                "plain": day.plain,
            }
            for day in measured.held_back
        ],
    }


def _plain(each: Measure | None) -> dict[str, float | int] | None:
    return None if each is None else {"value": each.value, "low": each.low, "high": each.high, "count": each.count}
