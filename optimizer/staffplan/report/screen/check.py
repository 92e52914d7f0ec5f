"""What the checker found, on the screen."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from staffplan.report.screen.picture import Paragraph
from staffplan.report.screen.plan import facts_grid, files_fact, notes, service_facts
from staffplan.report.wording.text import agents, number
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from rich.console import RenderableType

    from staffplan.report.edits.edits import Change
    from staffplan.schema.plan import Plan, Service
    from staffplan.schema.violation import Violation

SHOWN_VIOLATIONS = 50


def check_screen(plan: Plan, violations: Sequence[Violation], service: Service) -> Group:
    """The verdict, every broken rule, and the service of the schedule."""
    parts: list[RenderableType] = [*_verdict(plan, violations), Text()]
    if violations:
        parts += [Paragraph(str(violation), "", "• ") for violation in violations[:SHOWN_VIOLATIONS]]
        rest = len(violations) - SHOWN_VIOLATIONS
        if rest > 0:
            parts.append(Paragraph(_("and {count} more (all of them with --json)").format(count=rest), "dim"))
        parts.append(Text())
    summary = plan.summary.model_copy(update={"service": service})
    parts.append(facts_grid(service_facts(summary)))
    return Group(*parts)


def _verdict(plan: Plan, violations: Sequence[Violation]) -> list[RenderableType]:
    figures = {
        "shifts": number(len(plan.shifts)),
        "agents": agents(len({shift.agent_id for shift in plan.shifts})),
    }
    if not violations:
        return [Paragraph(_("No rule is broken: {shifts} shifts of {agents} checked.").format(**figures), "bold green")]
    counts = Counter(violation.rule for violation in violations)
    summary = ", ".join(f"{rule} {count}" for rule, count in counts.most_common())
    title = _("1 broken rule") if len(violations) == 1 else _("{count} broken rules").format(count=len(violations))
    return [
        Paragraph(_("{title} in {shifts} shifts of {agents}.").format(title=title, **figures), "bold red"),
        Paragraph(summary, "dim"),
    ]


SHOWN_CHANGES = 30


def edits_screen(
    changes: Sequence[Change],
    violations: Sequence[Violation],
    cells: Mapping[tuple[str, date], str],
    files: Sequence[Path],
    remarks: Sequence[str] = (),
) -> Group:
    """What was changed, which rules that breaks and in which cell, what was written, and what does not come back."""
    told = notes(_("Warnings"), remarks, "yellow")
    if not changes:
        return Group(Paragraph(_("The roster is as the plan has it: nothing to change.")), *told)
    title = _("1 day changed") if len(changes) == 1 else _("{count} days changed").format(count=len(changes))
    parts: list[RenderableType] = [Paragraph(title, "bold")]
    parts += [Paragraph(_change(change), "", "• ") for change in changes[:SHOWN_CHANGES]]
    if len(changes) > SHOWN_CHANGES:
        parts.append(Paragraph(_("and {count} more").format(count=len(changes) - SHOWN_CHANGES), "dim"))
    if violations:
        count = len(violations)
        broken = _("It breaks a rule:") if count == 1 else _("It breaks {count} rules:").format(count=count)
        parts += [Text(), Paragraph(broken, "bold red")]
        parts += [Paragraph(_in_cell(violation, cells), "", "• ") for violation in violations[:SHOWN_VIOLATIONS]]
    if files:
        parts += [Text(), facts_grid(files_fact(files))]
    else:
        hint = _("Nothing is written. Correct the cells, or add --keep-broken.")
        parts += [Text(), Paragraph(hint, "bold")]
    return Group(*parts, *told)


def _change(change: Change) -> str:
    off = _("off")
    return _("{cell}: agent {agent}, {date}: {before} → {after}").format(
        cell=change.cell,
        agent=change.agent_id,
        date=change.date,
        before=change.before or off,
        after=change.after or off,
    )


def _in_cell(violation: Violation, cells: Mapping[tuple[str, date], str]) -> str:
    """The violation, with the cell of its agent and day in front where it has one."""
    known = violation.agent_id is not None and violation.date is not None
    cell = cells.get((violation.agent_id, violation.date)) if known else None  # type: ignore[arg-type]
    return f"{cell}: {violation}" if cell else str(violation)
