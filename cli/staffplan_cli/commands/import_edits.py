"""``staffplan import-edits``: a roster edited in Excel comes back, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.words.language import marked
from staffplan_cli.errors import ExitCode
from staffplan_cli.help import Argument, Option
from staffplan_cli.options import FILE, HEADERS, PLAN, parameter, planner_command, screen_options

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan_cli.screen import Screen


@planner_command(
    "import-edits",
    marked(
        "Take back a roster that was edited in Excel.\n\n"
        "Every rule is checked; broken ones are listed with their cell, the exit code is 1 and nothing is written. "
        "Otherwise schedule, workbook and page are written anew."
    ),
    examples=(
        (
            marked("Edit the sheet Roster of payroll.xlsx, save it, then:"),
            "staffplan import-edits small-shop-plan small-shop-plan/payroll.xlsx",
        ),
        (
            marked("Keep an edit that breaks a rule on purpose:"),
            "staffplan import-edits small-shop-plan edited.xlsx --keep-broken",
        ),
    ),
)
@parameter(
    PLAN,
    Argument(["roster"], about=marked("The edited workbook (xlsx) with the sheet Roster."), type=FILE),
    Option(["--keep-broken"], is_flag=True, help=marked("Write the edited plan although it breaks rules.")),
    HEADERS,
)
@screen_options()
def command(plan: Path, roster: Path, keep_broken: bool, screen: Screen) -> int:
    """Import, check, write, show."""
    from staffplan import pipeline
    from staffplan_cli.progress import tell_warnings

    result = pipeline.import_edits(plan, roster, keep_broken=keep_broken)
    tell_warnings(screen, result.plan.summary.warnings)
    if screen.as_json:
        screen.print_json(
            {
                "changes": [
                    {"agent_id": c.agent_id, "date": str(c.date), "cell": c.cell, "before": c.before, "after": c.after}
                    for c in result.changes
                ],
                "violations": [violation.model_dump(mode="json") for violation in result.violations],
                "files": [str(path) for path in result.files],
                "notes": list(result.notes),
                "warnings": [warning.data() for warning in result.plan.summary.warnings],
            }
        )
    elif screen.wants_text:
        from staffplan.report.screen.check import edits_screen

        screen.show(edits_screen(result.changes, result.violations, result.cells, result.files, result.notes))
    return ExitCode.BROKEN if result.violations else ExitCode.SOLVED
