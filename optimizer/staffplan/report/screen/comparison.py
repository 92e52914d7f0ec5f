"""A comparison on the screen: what changes in a sentence, the figures, the hours, and whose days differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from staffplan.report.compare.words import change_sentence, day_text, days_sentence
from staffplan.report.screen.picture import Paragraph, day_label, pad
from staffplan.report.wording.text import NONE, number, signed, weekday_names
from staffplan.words.language import _
from staffplan.words.text_width import width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

    from staffplan.report.compare.figures import Comparison
    from staffplan.report.compare.hours import SlotMeans

SHOWN_DAYS = 20
"""Days that differ, up to which they are listed."""
LABEL_WIDTH = 24
PLAN_WIDTH = 18
DIFFERENCE_WIDTH = 12
HOUR_WIDTH = 6
"""Columns for a row's name, for a plan's figures, for a difference, for an hour."""


def compare_screen(comparison: Comparison) -> Group:
    """All of it, one part below the other."""
    parts: list[RenderableType] = [
        *(Paragraph(change_sentence(comparison, place), "bold") for place in range(1, len(comparison.names))),
        Text(),
        MeasuresTable(comparison),
        Text(),
        Text(_("Agents by hour of the day: on duty, over and under need"), style="bold"),
        HoursTable(comparison),
    ]
    for place, name in enumerate(comparison.others):
        parts += [
            Text(),
            Paragraph(
                _("Agents on duty by weekday and hour: {other} less {first}").format(
                    other=name, first=comparison.names[0]
                ),
                "bold",
            ),
            WeekPicture(comparison, place),
            Text(),
            *_days(comparison, place),
        ]
    return Group(*parts)


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")


def _blocks(count: int, room: int) -> Iterator[range]:
    """Plans in groups of at most ``room``, so that each group fits side by side."""
    room = max(room, 1)
    for start in range(0, count, room):
        yield range(start, min(start + room, count))


@dataclass(frozen=True)
class MeasuresTable:
    """A renderable: a row for each figure, a column for each plan, and the difference where there are two."""

    comparison: Comparison
    """The plans."""

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """One table, or several below one another where the plans do not fit side by side."""
        names = self.comparison.names
        for block in _blocks(len(names), (options.max_width - LABEL_WIDTH) // PLAN_WIDTH):
            table = _table()
            table.add_column(
                "", max_width=max(LABEL_WIDTH, options.max_width - len(block) * PLAN_WIDTH - DIFFERENCE_WIDTH)
            )
            for place in block:
                table.add_column(
                    Text(names[place]), justify="right", max_width=self._plan_width(options.max_width, len(block))
                )
            if len(names) == 2 and len(block) == 2:
                table.add_column(Text(_("Difference")), justify="right")
            for row in self.comparison.measures:
                cells = [Text(row.cells[place]) for place in block]
                if len(names) == 2 and len(block) == 2:
                    cells.append(Text(row.difference_text(1)))
                table.add_row(Paragraph(row.label), *cells)
            if block.start:
                yield Text()
            yield table

    def _plan_width(self, width: int, plans: int) -> int:
        """A plan's column leaves the rows' names as much room as they need, as far as there is any."""
        names = max(width_of(row.label) for row in self.comparison.measures)
        return max(PLAN_WIDTH, (width - DIFFERENCE_WIDTH - names) // plans) - 3

    def __rich_measure__(self, _console: Console, options: ConsoleOptions) -> Measurement:
        """It takes what it gets."""
        return Measurement(40, options.max_width)


@dataclass(frozen=True)
class HoursTable:
    """A renderable: a row for each hour that is used, three columns for each plan."""

    comparison: Comparison
    """The plans."""

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """One table, or several below one another where the plans do not fit side by side."""
        titles = (_("On duty"), _("Over"), _("Under"))
        widths = [max(width_of(title), 5) + 1 for title in titles]
        names, left = self.comparison.names, options.max_width - HOUR_WIDTH
        longest = max(width_of(name) for name in names)
        if (longest + 2) * len(names) <= left:
            widths[0] = max(widths[0], longest - sum(widths[1:]))
        yield from self._lines(titles, widths, left // (sum(widths) + 2))

    def _lines(self, titles: Sequence[str], widths: Sequence[int], room: int) -> Iterator[Text]:
        for block in _blocks(len(self.comparison.names), room):
            if block.start:
                yield Text()
            space = sum(widths) + 2
            names = "".join(pad(self.comparison.names[place], space - 2, right=True) + "  " for place in block)
            yield Text(" " * HOUR_WIDTH + names.rstrip(), style="bold", no_wrap=True)
            heading = "".join(pad(title, width, right=True) for title, width in zip(titles, widths, strict=True)) + "  "
            yield Text(" " * HOUR_WIDTH + (heading * len(block)).rstrip(), style="dim", no_wrap=True)
            for hour in self.comparison.used_hours():
                line = Text(f"{hour:02d}:00" + " " * (HOUR_WIDTH - 5), no_wrap=True)
                for place in block:
                    line.append_text(_hour(self.comparison.hours[place][hour], widths))
                line.rstrip()
                yield line

    def __rich_measure__(self, _console: Console, options: ConsoleOptions) -> Measurement:
        """It takes what it gets."""
        return Measurement(40, options.max_width)


def _hour(means: SlotMeans | None, widths: Sequence[int]) -> Text:
    """On duty, over and under of one hour, and two spaces."""
    if means is None:
        return Text("".join(pad(NONE, width, right=True) for width in widths) + "  ", style="dim")
    line = Text(pad(number(means.on_duty, 1), widths[0], right=True))
    line.append(pad(_some(means.over), widths[1], right=True), style="cyan")
    line.append(pad(_some(means.under), widths[2], right=True), style="yellow")
    return line.append("  ")


def _some(value: float) -> str:
    """A mean with one digit; a dot for none."""
    return number(value, 1) if value >= 0.05 else "·"


@dataclass(frozen=True)
class WeekPicture:
    """A renderable: a row for each weekday, a column for each hour, and how many more are on duty in the other plan."""

    comparison: Comparison
    """The plans."""
    place: int
    """Which of the others."""

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """The rows, with a digit after the point where there is room for it."""
        found = self.comparison.differences[self.place]
        names = weekday_names()
        left = max(width_of(name) for name in names)
        hours = [hour for hour in self.comparison.used_hours() if any((day, hour) in found for day in range(7))]
        if not hours:
            yield Paragraph(_("The plans have no weekday and hour in common."), "dim")
            return
        digits, width = self._widths((options.max_width - left) // len(hours))
        yield Text(
            " " * left + "".join(pad(f"{hour:02d}", width, right=True) for hour in hours), style="dim", no_wrap=True
        )
        for day in self.comparison.weekdays():
            line = Text(pad(names[day], left), no_wrap=True)
            for hour in hours:
                value = found.get((day, hour))
                text = "" if value is None else signed(value, digits)
                text = "·" if text == "0" else text
                line.append(pad(text, width, right=True), style=_tone(value))
            yield line

    def _widths(self, room: int) -> tuple[int, int]:
        """Digits after the point, and characters of an hour."""
        found = self.comparison.differences[self.place].values()
        for digits in (1, 0):
            width = 1 + max((len(signed(value, digits)) for value in found), default=1)
            if width <= room:
                return digits, max(width, 3)
        return 0, max(room, 3)

    def __rich_measure__(self, _console: Console, options: ConsoleOptions) -> Measurement:
        """It takes what it gets."""
        return Measurement(40, options.max_width)


def _tone(value: float | None) -> str:
    if value is None or abs(value) < 0.05:
        return "dim"
    return "cyan" if value > 0 else "yellow"


def _days(comparison: Comparison, place: int) -> list[RenderableType]:
    """Whose days differ."""
    days = comparison.days[place]
    parts: list[RenderableType] = [Paragraph(days_sentence(comparison, place), "bold")]
    if not days.rows:
        return parts
    table = _table()
    first, other = comparison.names[0], comparison.others[place]
    for title in (_("Agent"), _("Contract"), _("Day"), first, other):
        table.add_column(Text(title))
    for row in days.rows[:SHOWN_DAYS]:
        day = day_label(row.day) + ("" if row.day == row.other_day else f" → {row.other_day:%m-%d}")
        table.add_row(Text(row.agent_id), Text(row.contract), day, day_text(row.before), day_text(row.after))
    parts.append(table)
    if len(days.rows) > SHOWN_DAYS:
        more = _("… and {count} more (all of them with -o FILE.xlsx or --json)")
        parts.append(Paragraph(more.format(count=len(days.rows) - SHOWN_DAYS), "dim"))
    return parts
