"""Pictures over time: need and cover, slot by slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.report.notebook.axes import BLUE, BOTTOM, HEIGHT, ORANGE, TOP, Axes, legend, svg
from staffplan.report.wording.text import day_label
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from staffplan.schema.plan import Plan


def cover_picture(plan: Plan) -> str:
    """Agents on duty as an area, the need as a line over it."""
    slots = plan.coverage
    return days_picture(
        [slot.start for slot in slots], [slot.required for slot in slots], [slot.on_duty for slot in slots]
    )


def days_picture(starts: Sequence[datetime], need: Sequence[float], duty: Sequence[float] = ()) -> str:
    """The need of each slot, and agents on duty where they are known."""
    axes = Axes(len(starts), max(*need, *duty, 1.0))
    names = [(BLUE, _("On duty"))] if duty else []
    names.append((ORANGE, _("Need")))
    parts = [*axes.scale(), *_days(axes, starts)]
    if duty:
        line = _steps(axes, duty)
        base = f"V{axes.y(0):.1f}H{axes.x(0):.1f}Z"
        parts.append(f'<path d="{line}{base}" fill="{BLUE}" fill-opacity=".28"/>')
        parts.append(f'<path d="{line}" stroke="{BLUE}" stroke-width="1.4"/>')
    parts.append(f'<path d="{_steps(axes, need)}" stroke="{ORANGE}" stroke-width="1.7"/>')
    return svg(
        _("Agents by slot: {names}").format(names=", ".join(name for _c, name in names)), [*parts, *legend(names)]
    )


def _steps(axes: Axes, values: Sequence[float]) -> str:
    """A path of level pieces; slots alike in a row are one."""
    path = f"M{axes.x(0):.1f} {axes.y(values[0]):.1f}"
    for slot in range(1, len(values)):
        if values[slot] != values[slot - 1]:
            path += f"H{axes.x(slot):.1f}V{axes.y(values[slot]):.1f}"
    return path + f"H{axes.x(len(values)):.1f}"


def _days(axes: Axes, starts: Sequence[datetime]) -> Iterator[str]:
    """A line where each day begins, and its name."""
    days = [slot for slot, start in enumerate(starts) if not slot or start.date() != starts[slot - 1].date()]
    for slot in days:
        x = axes.x(slot)
        yield f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM + 6}" stroke="currentColor" stroke-opacity=".18"/>'
    yield from axes.labels([(slot, day_label(starts[slot].date())) for slot in days])
