"""The frame of a picture: a scale of agents on the left, labels below, in the reader's own text colour."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from staffplan.report.wording.text import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WIDTH, HEIGHT = 920, 230
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 30, 26
"""Units around the picture for scale, labels and legend."""
BLUE, ORANGE = "#3b86c8", "#d9731f"
"""Apart for every kind of colour blindness, and seen on white and on black."""
HEADROOM = 1.08
"""So that the highest figure does not touch the legend."""
MOST_TICKS = 5
MOST_LABELS = 10


@dataclass(frozen=True)
class Axes:
    """Places of a picture: ``steps`` beside one another, figures up to ``top``."""

    steps: int
    top: float

    def x(self, step: float) -> float:
        """Where the left edge of a step is."""
        return LEFT + (WIDTH - LEFT - RIGHT) * step / max(self.steps, 1)

    def y(self, value: float) -> float:
        """How high a figure is, from above."""
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / (HEADROOM * self.top or 1.0))

    def scale(self) -> Iterator[str]:
        """Lines and figures from 0 up."""
        step = _tick(self.top)
        for k in range(int(self.top / step) + 1):
            y = self.y(k * step)
            yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="currentColor" stroke-opacity=".18"/>'
            yield text(LEFT - 6, y + 4, number(k * step), "end")

    def labels(self, places: Sequence[tuple[float, str]], anchor: str = "start") -> Iterator[str]:
        """Labels below their steps, so many that they do not touch."""
        for place, label in places[:: -(-len(places) // MOST_LABELS) or 1]:
            yield text(self.x(place) + (3 if anchor == "start" else 0), HEIGHT - 8, label, anchor)


def _tick(top: float) -> float:
    """A round step of whole agents that cuts ``top`` into a few."""
    rough = max(top / MOST_TICKS, 1.0)
    power = 10.0 ** math.floor(math.log10(rough))
    return next(nice * power for nice in (1, 2, 5, 10) if nice * power >= rough)


def text(x: float, y: float, words: str, anchor: str = "start") -> str:
    """Small text at a place."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="currentColor">{escape(words)}</text>'


def legend(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A line of its colour and a name for each series, side by side at the top."""
    x = float(LEFT)
    for colour, name in entries:
        yield f'<path d="M{x:.0f} 13h22" stroke="{colour}" stroke-width="4"/>'
        yield text(x + 28, 17, name)
        x += 52 + 8 * sum(2 if ord(letter) > 0x2E7F else 1 for letter in name)


def svg(about: str, parts: Iterable[str]) -> str:
    """The picture; ``about`` is what it says to those who cannot see it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(about)}" font-family="sans-serif" font-size="12" fill="none" '
        f'style="width:100%;max-width:{WIDTH}px">{"".join(parts)}</svg>'
    )
