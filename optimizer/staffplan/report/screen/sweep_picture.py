"""Headcount over one parameter as a line of steps, over two as a table with blocks: pictures of a sweep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.measure import Measurement
from rich.text import Text

from staffplan.report.screen.picture import block, pad
from staffplan.report.wording.text import NONE, number
from staffplan.words.text_width import width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console, ConsoleOptions, RenderResult

    from staffplan.schema.sweep import SweepPoint, SweepResult

HEIGHT = 10
"""Lines of the line picture, at most, its axes aside."""
WIDEST_STEP = 8
"""Characters of one value, at most."""
COLOURS = ("green", "cyan", "yellow", "red")
"""From few agents to many."""


@dataclass(frozen=True)
class LinePicture:
    """A renderable: one step for each value, as high as its plan has agents; a gap where there is no plan."""

    labels: Sequence[str]
    """The values, from left to right."""
    heights: Sequence[int | None]
    """Agents at each value."""

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """The steps, from the top line to the lowest, and the values below."""
        known = [height for height in self.heights if height is not None]
        if not known:
            return
        low, high = min(known), max(known)
        lines = min(HEIGHT, high - low + 1)
        margin = max(len(number(high)), len(number(low))) + 1
        step, heights, labels = self._steps(options.max_width - margin - 1)
        rows = [None if height is None else _line_of(height, low, high, lines) for height in heights]
        for line in range(lines - 1, -1, -1):
            height = low if lines == 1 else low + round(line * (high - low) / (lines - 1))
            yield Text.assemble((f"{number(height):>{margin - 1}} ┤", "dim"), (_drawn(rows, line, step), "cyan"))
        yield Text(" " * margin + _axis(labels, step), style="dim", no_wrap=True)

    def __rich_measure__(self, _console: Console, options: ConsoleOptions) -> Measurement:
        """It takes what it gets."""
        return Measurement(40, options.max_width)

    def _steps(self, width: int) -> tuple[int, list[int | None], list[str]]:
        """Characters of a step and the values drawn: all, or every second, third, … where they do not fit."""
        every = -(-len(self.labels) // max(width, 1))
        heights, labels = list(self.heights[::every]), list(self.labels[::every])
        return max(1, min(WIDEST_STEP, width // len(labels))), heights, labels


def _line_of(height: int, low: int, high: int, lines: int) -> int:
    return round((height - low) / (high - low) * (lines - 1)) if high > low else 0


def _drawn(rows: Sequence[int | None], line: int, step: int) -> str:
    """One line of the picture: steps on it, and the risers that pass it, at the left edge of their step."""
    text = ""
    before: int | None = None
    for row in rows:
        flat = "─" if row == line else " "
        text += _edge(before, row, line) + flat * (step - 1)
        before = row
    return text.rstrip()


def _edge(before: int | None, row: int | None, line: int) -> str:
    """The first character of a step."""
    if before is None or row is None or before == row:
        return "─" if row == line else " "
    low, high = min(before, row), max(before, row)
    if not low <= line <= high:
        return " "
    if line == row:
        return "╭" if row > before else "╰"
    if line == before:
        return "╯" if row > before else "╮"
    return "│"


def _axis(labels: Sequence[str], step: int) -> str:
    """The values under their steps, as many as fit without touching."""
    axis = ""
    for place, label in enumerate(labels):
        at = place * step + 1
        if not axis or len(axis) < at - 1:
            axis = f"{axis:<{at}}{label}"
    return axis


@dataclass(frozen=True)
class HeatPicture:
    """A renderable: a row for each value of the first parameter, a column for each of the second, agents inside."""

    result: SweepResult
    """A sweep of two parameters."""

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """As many columns side by side as fit, the rest below."""
        first, second = self.result.parameters
        cells = {point.values: point for point in self.result.points}
        left = max(width_of(text) for text in (f"{first.name} ↓ {second.name} →", *first.texts))
        width = max(*(width_of(text) for text in second.texts), 6) + 1
        room = max((options.max_width - left) // width, 1)
        for start in range(0, len(second.texts), room):
            columns = second.texts[start : start + room]
            if start:
                yield Text()
            heading = pad(f"{first.name} ↓ {second.name} →", left)
            yield Text(heading + "".join(pad(text, width, right=True) for text in columns), style="bold", no_wrap=True)
            for row in first.texts:
                line = Text(pad(row, left), no_wrap=True)
                for column in columns:
                    text, style = self._cell(cells.get((row, column)))
                    line.append(pad(text, width, right=True), style=style)
                yield line

    def __rich_measure__(self, _console: Console, options: ConsoleOptions) -> Measurement:
        """It takes what it gets."""
        return Measurement(40, options.max_width)

    def _cell(self, point: SweepPoint | None) -> tuple[str, str]:
        """A block and the number of agents; a dash where there is no plan, nothing where the point is not done."""
        if point is None:
            return "", ""
        if point.headcount is None:
            return NONE, "dim"
        known = [other.headcount for other in self.result.points if other.headcount is not None]
        low, high = min(known), max(known)
        part = (point.headcount - low) / (high - low) if high > low else 0.0
        colour = COLOURS[min(int(part * len(COLOURS)), len(COLOURS) - 1)]
        return f"{block(0.125 + 0.875 * part, 1.0)}{number(point.headcount):>4}", colour
