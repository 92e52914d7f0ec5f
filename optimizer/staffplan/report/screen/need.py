"""The need of each slot on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from staffplan.report.screen.picture import DaysPicture, Figures, Paragraph, Series, days_of
from staffplan.report.wording.text import agents, number
from staffplan.words.language import _

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import RenderableType


def need_screen(need: pd.DataFrame) -> Group:
    """Inquiries left for agents beside the agents needed, a line a day; the peak and the total in a sentence."""
    starts = need["start"].tolist()
    required = [int(value) for value in need["required"]]
    volume = [float(value) for value in need["human_inquiries"]]
    top = max(required)
    peak = starts[required.index(top)]
    headline = _("The busiest slot, {when}, needs {agents}. {volume} of {all} inquiries are left for them.")
    days = list(days_of(starts))
    figures = (
        Figures(_("Peak"), {day: (number(max(required[k] for k in slots)), "") for day, slots in days}),
        Figures(_("Total"), {day: (number(sum(volume[k] for k in slots)), "") for day, slots in days}),
    )
    series = (
        Series(_("Inquiries"), volume, max(volume), "blue"),
        Series(_("Need"), required, top, "cyan"),
    )
    parts: list[RenderableType] = [
        Paragraph(
            headline.format(
                agents=agents(top),
                when=f"{peak:%Y-%m-%d %H:%M}",
                volume=number(sum(volume)),
                all=number(float(need["inquiries"].sum())),
            ),
            "bold",
        ),
        Text(),
        DaysPicture(starts, series, figures),
        Paragraph(
            _("Need: agents that each slot alone would want for the target, or by the forecast. No shifts, no breaks."),
            "dim",
        ),
    ]
    return Group(*parts)
