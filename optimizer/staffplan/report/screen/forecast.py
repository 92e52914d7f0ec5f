"""A forecast as it was read, on the screen: what was understood, its days, its first rows, what was assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.report.forecast import starts_of
from staffplan.report.screen.picture import DaysPicture, Figures, Paragraph, Series, days_of
from staffplan.report.wording.reading import reading_line
from staffplan.report.wording.text import NONE, number, percent
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rich.console import RenderableType

    from staffplan.schema.forecast import Forecast

SHOWN_ROWS = 5


def forecast_screen(file: str, forecast: Forecast) -> Group:
    """All of it; ``file`` as the user named it."""
    starts = starts_of(forecast)
    parts: list[RenderableType] = []
    if forecast.reading is not None:
        parts += [Paragraph(reading_line(file, forecast.reading), "bold"), Text()]
    parts += [Paragraph(_measure(forecast)[0], "bold"), _picture(starts, forecast), Text()]
    parts += [Paragraph(_("The first rows as they are read"), "bold"), _first_rows(starts, forecast)]
    if forecast.messages:
        parts += [Text(), *(Paragraph(str(message), mark="• ") for message in forecast.messages)]
    return Group(*parts)


def _measure(forecast: Forecast) -> tuple[str, list[float]]:
    """What is drawn: the inquiries, or the agents needed where there are none."""
    if forecast.required is not None and not any(forecast.inquiries):
        return _("Agents needed"), [float(agents or 0) for agents in forecast.required]
    return _("Inquiries"), list(forecast.inquiries)


def _picture(starts: Sequence[datetime], forecast: Forecast) -> DaysPicture:
    title, values = _measure(forecast)
    days = list(days_of(starts))
    figures = [Figures(_("Peak"), {day: (_shown(max(values[k] for k in slots)), "") for day, slots in days})]
    if title == _("Inquiries"):
        figures.append(Figures(_("Total"), {day: (_shown(sum(values[k] for k in slots)), "") for day, slots in days}))
    return DaysPicture(starts, (Series("", values, max(values), "cyan"),), figures)


def _first_rows(starts: Sequence[datetime], forecast: Forecast) -> Table:
    """The first intervals in which anything is expected, with the columns that the file has."""
    _title, values = _measure(forecast)
    busy = [k for k, value in enumerate(values) if value][:SHOWN_ROWS] or list(range(min(SHOWN_ROWS, len(values))))
    columns = [
        (_("Start"), [f"{starts[k]:%Y-%m-%d %H:%M}" for k in busy]),
        (_("Inquiries"), [_shown(forecast.inquiries[k]) for k in busy]),
    ]
    if forecast.deflection is not None:
        columns.append((_("Bot closes"), [percent(forecast.deflection[k]) for k in busy]))
    if forecast.aht_s is not None:
        columns.append((_("Handling time"), [_seconds(forecast.aht_s[k]) for k in busy]))
    if forecast.required is not None:
        columns.append((_("Agents needed"), [_shown(forecast.required[k]) for k in busy]))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for index, (header, _cells) in enumerate(columns):
        table.add_column(header, justify="right" if index else "left")
    for row in zip(*(cells for _header, cells in columns), strict=True):
        table.add_row(*row)
    return table


def _shown(value: float | None) -> str:
    """A number with as many decimals as it has, two at most."""
    if value is None:
        return NONE
    return number(value, next((digits for digits in (0, 1) if abs(value - round(value, digits)) < 1e-9), 2))


def _seconds(value: float | None) -> str:
    return NONE if value is None else _("{seconds} s").format(seconds=_shown(value))
