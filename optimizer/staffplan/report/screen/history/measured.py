"""What a contact log measures, on the screen: each value with its interval, and the days held back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.report.screen.picture import Paragraph, block
from staffplan.report.wording.text import day_label, number, percent
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import RenderableType

    from staffplan.schema.forecasting.measured import Measure, Measured

SHOWN_DAYS = 31
FAR = 0.06
"""A mean error of more is said to be a model that does not fit."""


def measured_screen(measured: Measured) -> Group:
    """The values, handling times by hour, and predicted beside actual service."""
    text = _("{contacts} contacts; measured on the first {days} days, the others held back.")
    parts: list[RenderableType] = [
        Paragraph(text.format(contacts=number(len(measured.log.arrived)), days=measured.fitted_days), "bold"),
        _values(measured),
    ]
    if any(measured.aht_by_hour):
        parts.append(Paragraph(_("Handling time by hour of the day: {hours}").format(hours=_hours(measured))))
    if measured.patience_s is None:
        parts.append(Paragraph(_("Too few customers left to measure their patience.")))
    return Group(*parts, Text(), *_held_back(measured))


def _values(measured: Measured) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("")
    for header in (_("Value"), _("From"), _("To"), "n"):
        table.add_column(header, justify="right")
    for name, each, shown in _rows(measured):
        table.add_row(name, *(shown(value) for value in (each.value, each.low, each.high)), number(each.count))
    return table


def _rows(measured: Measured) -> Iterator[tuple[str, Measure, Callable[[float], str]]]:
    plain: tuple[tuple[str, Measure | None, Callable[[float], str]], ...] = (
        (_("Handling time"), measured.aht_s, _seconds),
        (_("Patience"), measured.patience_s, _seconds),
        (_("Share of the agents seen that works"), measured.staffing, percent),
        (_("Bot closes"), measured.deflection, percent),
        (_("Absent from shifts"), measured.absence, percent),
    )
    yield from ((name, each, shown) for name, each, shown in plain if each is not None)
    for place, each in enumerate(measured.concurrency_factor[1:], 2):
        yield _("Throughput with {count} in hand").format(count=place), each, _factor


def _hours(measured: Measured) -> str:
    values = [each.value if each is not None else 0.0 for each in measured.aht_by_hour]
    top = max(values)
    first = next(k for k, value in enumerate(values) if value)
    drawn = "".join(block(value, top) for value in values[first:]).rstrip()
    known = [value for value in values if value]
    return _("{picture} from {hour}:00, {least} to {most} s").format(
        picture=drawn, hour=first, least=number(min(known)), most=number(top)
    )


def _held_back(measured: Measured) -> list[RenderableType]:
    if measured.error is None or measured.plain_error is None:
        return [Paragraph(_("No day was held back, so that nothing says how well the model fits."), "yellow")]
    text = _(
        "Answered within {seconds} s on days held back: off by {error} points a day, by {plain} if everybody seen were "
        "an agent in full."
    )
    error, plain = number(100 * measured.error, 1), number(100 * measured.plain_error, 1)
    fits = measured.error <= FAR
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(_("Day"))
    for header in (_("Contacts"), _("Actual"), _("Predicted")):
        table.add_column(header, justify="right")
    for day in measured.held_back[:SHOWN_DAYS]:
        table.add_row(day_label(day.day), number(day.contacts), percent(day.actual), percent(day.predicted))
    parts: list[RenderableType] = [
        Paragraph(text.format(seconds=number(measured.within_s), error=error, plain=plain), "green" if fits else "red"),
        table,
    ]
    if not fits:
        parts.append(Paragraph(_("The model does not fit this log: do not plan with these values."), "bold red"))
    return parts


def _seconds(value: float) -> str:
    return _("{seconds} s").format(seconds=number(value, 1))


def _factor(value: float) -> str:
    return number(value, 2)
