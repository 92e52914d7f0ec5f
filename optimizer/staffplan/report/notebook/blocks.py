"""Plans and other results as a block of html that a notebook shows."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

from staffplan.report.notebook.days import cover_picture
from staffplan.report.notebook.points import sweep_picture
from staffplan.report.wording.headline import headline
from staffplan.report.wording.text import NONE, money, percent, period_label
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from staffplan.report.compare.figures import Comparison
    from staffplan.schema.plan import Plan
    from staffplan.schema.service.steady import GroupAverage
    from staffplan.schema.sweep import SweepResult
    from staffplan.schema.violation import Violation
    from staffplan.schema.year.result import YearSummary

SHOWN_WARNINGS = 3
SHOWN_VIOLATIONS = 10
"""Broken rules, and points without a plan, up to which they are listed."""


def plan_block(plan: Plan) -> str:
    """The result in a sentence, what is proved, the figures that matter, warnings, need and cover."""
    top = headline(plan)
    rows = [(card.label, card.value, " · ".join(filter(None, (card.badge, card.note)))) for card in top.cards]
    warnings = plan.summary.warnings
    notes = [_("Note: {warning}").format(warning=warning) for warning in warnings[:SHOWN_WARNINGS]]
    if len(warnings) > SHOWN_WARNINGS:
        notes.append(_("and {more} more").format(more=len(warnings) - SHOWN_WARNINGS))
    return block(
        top.sentence, (top.proof, top.period), table(rows, notes=True), *map(paragraph, notes), cover_picture(plan)
    )


def block(headline: str, lines: Iterable[str], *parts: str) -> str:
    """A bold line, lines below it, and ``parts``, which are html already."""
    return f"<div><p><b>{escape(headline)}</b></p>{''.join(map(paragraph, lines))}{''.join(parts)}</div>"


def paragraph(line: str) -> str:
    """One line of text."""
    return f"<p>{escape(line)}</p>"


def table(rows: Iterable[Sequence[str]], notes: bool = False) -> str:
    """Rows of text: a name, figures, and with ``notes`` a text at the end."""
    return f"<table>{''.join(f'<tr>{_cells(row, notes)}</tr>' for row in rows)}</table>"


def _cells(row: Sequence[str], notes: bool) -> str:
    name, *rest = (escape(cell) for cell in row)
    sides = ["right"] * len(rest)
    if notes:
        sides[-1] = "left"
    cells = (
        f'<td style="text-align:{side};padding:2px 8px">{cell}</td>' for side, cell in zip(sides, rest, strict=True)
    )
    return f'<th style="text-align:left;padding:2px 8px">{name}</th>{"".join(cells)}'


def evaluation_block(sentence: str, steady: GroupAverage, carried: GroupAverage) -> str:
    """The period by both models."""
    rows = [
        ("", _("each slot alone"), _("one queue")),
        (_("Answered in time"), *(_share(one.service_level) for one in (steady, carried))),
        (_("Mean wait"), *(_seconds(one.average_wait_s) for one in (steady, carried))),
        (_("Leave before an answer"), *(_share(one.abandonment) for one in (steady, carried))),
        (_("Occupancy"), *(_share(one.occupancy) for one in (steady, carried))),
    ]
    return block(sentence, (), table(rows))


def _share(value: float) -> str:
    return percent(value) if math.isfinite(value) else NONE


def _seconds(value: float) -> str:
    return _("{n} s").format(n=f"{value:.1f}") if math.isfinite(value) else NONE


def violations_block(sentence: str, violations: Sequence[Violation]) -> str:
    """The verdict, and the broken rules."""
    lines = [str(violation) for violation in violations[:SHOWN_VIOLATIONS]]
    if len(violations) > SHOWN_VIOLATIONS:
        lines.append(_("and {more} more").format(more=len(violations) - SHOWN_VIOLATIONS))
    return block(sentence, lines)


def comparison_block(found: Comparison) -> str:
    """A row a figure, a column a plan."""
    rows = [("", *found.names), *((row.label, *row.cells) for row in found.measures)]
    return block(", ".join(found.names), (), table(rows))


def sweep_block(sentence: str, found: SweepResult) -> str:
    """The picture, and why points have no plan."""
    problems = [point for point in found.points if point.problem]
    lines = [f"{', '.join(point.values)}: {point.problem}" for point in problems[:SHOWN_VIOLATIONS]]
    if len(problems) > SHOWN_VIOLATIONS:
        lines.append(_("and {more} more").format(more=len(problems) - SHOWN_VIOLATIONS))
    return block(sentence, lines, sweep_picture(found))


def year_block(sentence: str, summary: YearSummary) -> str:
    """The seasons: dates, who is employed, cost."""
    rows = [
        (
            season.name,
            period_label(season.first, season.last),
            ", ".join(f"{name} {count}" for name, count in season.employed.items() if count),
            money(float(season.cost)),
        )
        for season in summary.seasons
    ]
    return block(sentence, (), table(rows))
