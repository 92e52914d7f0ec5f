"""The roster for the wall: one page of html that prints on A3, or A4 for a fortnight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.report.page.page import page_template
from staffplan.report.page.people import people_view
from staffplan.report.wording.text import period_label
from staffplan.words.language import _, current_language

if TYPE_CHECKING:
    from staffplan.schema.plan import Plan

A4_DAYS = 16
"""Days up to which A4 will do."""
SHEET_ROWS = 40
"""People up to whom the roster keeps its usual height on one sheet; more have lower rows, in proportion."""
ROW_MM = 5.6


def wall_roster(plan: Plan) -> str | None:
    """The page in the language in use, the same bytes for the same plan; None where the plan has no people by name."""
    people = people_view(plan)
    if people is None:
        return None
    first, last = plan.coverage[0].start.date(), plan.coverage[-1].start.date()
    row = min(ROW_MM, ROW_MM * SHEET_ROWS / max(len(people.rows), 1))
    return page_template("wall.html").render(
        lang="zh-CN" if current_language() == "zh" else "en",
        _=_,
        period=period_label(first, last),
        people=people,
        paper="A4" if len(people.days) <= A4_DAYS else "A3",
        row=f"{row:.2f}mm",
        font=f"{row * 0.5:.2f}mm",
    )
