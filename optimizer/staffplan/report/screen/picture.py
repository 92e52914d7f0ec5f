"""Days as rows of block characters: need, cover and service of a period at a glance, in 80 columns or more."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.measure import Measurement
from rich.text import Text

from staffplan.report.wording.text import weekday_names
from staffplan.words.language import _
from staffplan.words.text_width import width_of, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime

    from rich.console import Console, ConsoleOptions, RenderResult

BLOCKS = "▁▂▃▄▅▆▇█"
SHOWN_DAYS = 35
"""More days than these (five weeks) are counted, not drawn."""
CELL_MINUTES = (15, 30, 60, 120, 180, 240, 360)
"""Lengths of time that one character may stand for."""
GAP = 2
FIGURE_GAP = 1


@dataclass(frozen=True)
class Series:
    """One value a slot, drawn as a row of blocks for each day."""

    title: str
    """What is drawn, short."""
    values: Sequence[float | None]
    """One value for each slot; None is drawn like 0."""
    top: float
    """The value of a full block."""
    style: str = ""
    """Rich style of the blocks."""
    marked: Sequence[bool] | None = None
    """Slots to draw in ``mark_style``."""
    mark_style: str = "yellow"
    """Rich style of marked slots."""
    merge: Callable[[list[float]], float] = max
    """How the slots of one character become one value."""


@dataclass(frozen=True)
class Figures:
    """One text a day, right-aligned beside the rows."""

    title: str
    """What the figures are, short."""
    by_day: dict[date, tuple[str, str]]
    """Text and rich style of each day."""


@dataclass(frozen=True)
class DaysPicture:
    """A renderable: a line a day with each series, hours above them, figures beside them."""

    starts: Sequence[datetime]
    """Local start of each slot."""
    series: Sequence[Series]
    """What is drawn."""
    figures: Sequence[Figures] = field(default=())
    """What is written."""

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """A heading, an axis, the days."""
        days = list(dict.fromkeys(start.date() for start in self.starts))
        first, last = self._hours()
        labels = {day: day_label(day) for day in days}
        figure_widths = [self._figure_width(figures) for figures in self.figures]
        label_width = max(cell_len(label) for label in labels.values())
        left = options.max_width - label_width - sum(width + FIGURE_GAP for width in figure_widths)
        minutes = self._minutes_per_cell(left // max(len(self.series), 1) - GAP, last - first)
        cells = ceil((last - first) * 60 / minutes)
        yield self._heading(label_width, cells, figure_widths)
        yield self._axis(label_width, cells, first, minutes)
        slots = self._slots_by_cell(first, minutes)
        for day in days[:SHOWN_DAYS]:
            line = Text(pad(labels[day], label_width), no_wrap=True, style="" if day.weekday() < 5 else "bold")
            for series in self.series:
                line.append(" " * GAP)
                line.append_text(_blocks(series, [slots.get((day, cell), []) for cell in range(cells)]))
            for figures, width in zip(self.figures, figure_widths, strict=True):
                text, style = figures.by_day.get(day, ("", ""))
                line.append(" " * FIGURE_GAP + pad(text, width, right=True), style=style)
            yield line
        if len(days) > SHOWN_DAYS:
            yield Text(_("… and {count} more days").format(count=len(days) - SHOWN_DAYS), style="dim")

    def __rich_measure__(self, _console: Console, options: ConsoleOptions) -> Measurement:
        """It takes what it gets."""
        return Measurement(60, options.max_width)

    def _hours(self) -> tuple[int, int]:
        """First and last hour of the clock between which anything is drawn."""
        busy = [
            start.hour for index, start in enumerate(self.starts) if any(series.values[index] for series in self.series)
        ]
        return (min(busy), max(busy) + 1) if busy else (0, 24)

    def _minutes_per_cell(self, width: int, hours: int) -> int:
        """The finest step, no finer than the slots, whose cells fit into ``width``."""
        apart = (self.starts[1] - self.starts[0]).total_seconds() / 60 if len(self.starts) > 1 else 60
        return next((m for m in CELL_MINUTES if m >= apart and hours * 60 / m <= width), CELL_MINUTES[-1])

    def _slots_by_cell(self, first: int, minutes: int) -> dict[tuple[date, int], list[int]]:
        """The slots of each day's cells by the clock; an hour that the clock repeats has its slots in one cell."""
        found: dict[tuple[date, int], list[int]] = {}
        for index, start in enumerate(self.starts):
            cell = ((start.hour - first) * 60 + start.minute) // minutes
            found.setdefault((start.date(), cell), []).append(index)
        return found

    def _heading(self, label_width: int, cells: int, figure_widths: list[int]) -> Text:
        line = Text(" " * label_width, no_wrap=True, style="bold")
        for series in self.series:
            line.append(" " * GAP + pad(series.title, cells))
        for figures, width in zip(self.figures, figure_widths, strict=True):
            line.append(" " * FIGURE_GAP + pad(figures.title, width, right=True))
        return line

    def _axis(self, label_width: int, cells: int, first: int, minutes: int) -> Text:
        axis = hour_axis(cells, first, minutes)
        return Text(" " * label_width + (" " * GAP + axis) * len(self.series), no_wrap=True, style="dim")

    @staticmethod
    def _figure_width(figures: Figures) -> int:
        return max(cell_len(text) for text in (figures.title, *(text for text, _style in figures.by_day.values())))


@dataclass(frozen=True)
class Paragraph:
    """A renderable: text that breaks well in Chinese too, with a mark before its first line."""

    text: str
    """What is said."""
    style: str = ""
    """Rich style."""
    mark: str = ""
    """What stands before the first line; the others are indented by its width."""
    about_colours: bool = False
    """Whether it says something only where colours are shown."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines."""
        if self.about_colours and (console.no_color or not console.color_system):
            return
        indent = width_of(self.mark)
        for index, line in enumerate(wrap(self.text, options.max_width - indent)):
            yield Text((" " * indent if index else self.mark) + line, style=self.style, no_wrap=True)

    def __rich_measure__(self, _console: Console, options: ConsoleOptions) -> Measurement:
        """As wide as it needs, or as there is room."""
        width = min(width_of(self.mark + self.text), options.max_width)
        return Measurement(min(20, width), width)


def _blocks(series: Series, cells: Sequence[Sequence[int]]) -> Text:
    line = Text()
    for slots in cells:
        values = [value for slot in slots if (value := series.values[slot])]
        is_marked = series.marked is not None and any(series.marked[slot] for slot in slots)
        character = block(series.merge(values), series.top) if values else " "
        line.append(character, style=series.mark_style if is_marked else series.style)
    return line


def block(value: float, top: float) -> str:
    """The block character for ``value`` where ``top`` fills it; anything above zero shows."""
    if value <= 0 or top <= 0:
        return " "
    return BLOCKS[min(max(ceil(value / top * len(BLOCKS)), 1), len(BLOCKS)) - 1]


def hour_axis(cells: int, first: int, minutes: int) -> str:
    """The hours over ``cells`` characters of ``minutes`` each, as many as fit without touching."""
    step = next(hours for hours in (1, 2, 3, 4, 6, 12, 24) if hours * 60 / minutes >= 3)
    axis = ""
    for cell in range(cells):
        moment = first * 60 + cell * minutes
        if moment % (step * 60) < minutes and len(axis) <= cell and moment // 60 % step == 0:
            axis = f"{axis:<{cell}}{moment // 60}"
    return f"{axis[:cells]:<{cells}}"


def day_label(day: date) -> str:
    """Weekday and date, short: ``Mon 11-02``."""
    return f"{weekday_names()[day.weekday()]} {day:%m-%d}"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """``text`` with spaces up to ``width`` cells; cut to it where it is longer."""
    if cell_len(text) >= width:
        return set_cell_size(text, width)
    spaces = " " * (width - cell_len(text))
    return spaces + text if right else text + spaces


def mean(values: list[float]) -> float:
    """The mean, as a way to merge slots."""
    return sum(values) / len(values)


def days_of(starts: Sequence[datetime]) -> Iterator[tuple[date, list[int]]]:
    """The local days in order, each with the numbers of its slots."""
    found: dict[date, list[int]] = {}
    for index, start in enumerate(starts):
        found.setdefault(start.date(), []).append(index)
    yield from found.items()
