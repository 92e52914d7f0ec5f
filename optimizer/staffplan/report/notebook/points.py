"""The picture of a sweep: agents at each value of one parameter, a line for each value of a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.report.notebook.axes import BLUE, ORANGE, Axes, legend, svg, text
from staffplan.report.wording.text import number
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from staffplan.schema.sweep import SweepResult

COLOURS = (BLUE, ORANGE, "#2a9d78", "#b56bb0", "#8a8f98", "#c9a227")
MOST_FIGURES = 20
"""Points of a line up to which each has its figure."""


def sweep_picture(result: SweepResult) -> str:
    """Headcount over the last parameter; points without a plan are left out."""
    found = {point.values: point.headcount for point in result.points}
    *before, last = result.parameters
    lines = [(text,) for text in before[0].texts] if before else [()]
    axes = Axes(len(last.texts), max((heads for heads in found.values() if heads is not None), default=0) or 1)
    parts = [*axes.scale(), *axes.labels([(k + 0.5, text) for k, text in enumerate(last.texts)], "middle")]
    colours = [COLOURS[k % len(COLOURS)] for k in range(len(lines))]
    for line, colour in zip(lines, colours, strict=True):
        parts += _line(axes, [found.get((*line, text)) for text in last.texts], colour)
    names = [f"{before[0].name} {line[0]}" for line in lines if line] or [_("Agents by {name}").format(name=last.name)]
    return svg(_("Agents by {name}").format(name=last.name), [*parts, *legend(zip(colours, names, strict=True))])


def _line(axes: Axes, heads: Sequence[int | None], colour: str) -> Iterator[str]:
    places = [(axes.x(k + 0.5), axes.y(count), count) for k, count in enumerate(heads) if count is not None]
    if places:
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y, _count in places)
        yield f'<path d="M{path}" stroke="{colour}" stroke-width="1.6"/>'
    for x, y, count in places:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.6" fill="{colour}"/>'
        if len(places) <= MOST_FIGURES:
            yield text(x, y - 8, number(count), "middle")
