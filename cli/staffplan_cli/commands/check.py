"""``staffplan check``: is a plan legal, and does it keep what it promises, also after somebody edited it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.words.language import marked
from staffplan_cli.errors import ExitCode
from staffplan_cli.options import PLAN, parameter, planner_command, screen_options

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan_cli.screen import Screen


@planner_command(
    "check",
    marked(
        "Check a plan against every rule, also after hand edits.\n\n"
        "It reads the plan's own files, no matter who wrote them: every broken rule is listed with agent, date and "
        "figures, and the service of the schedule is computed anew. The exit code is 1 where a rule is "
        "broken or the target missed; a need that has prices may be missed at its price."
    ),
    examples=(
        (marked("After schedule.csv was edited in Excel:"), "staffplan check small-shop-plan"),
        (marked("For a program:"), "staffplan check small-shop-plan --json | jq .violations"),
    ),
)
@parameter(PLAN)
@screen_options(progress=True)
def command(plan: Path, screen: Screen) -> int:
    """Check and list."""
    from staffplan import pipeline
    from staffplan_cli.progress import tell_warnings, working

    with working(screen, "checking_rules"):
        result = pipeline.check(plan)
    warnings = result.plan.summary.warnings
    tell_warnings(screen, warnings)
    if screen.as_json:
        screen.print_json(
            {
                "legal": not result.violations,
                "target_met": result.service.target_met,
                "violations": [violation.model_dump(mode="json") for violation in result.violations],
                "service": result.service.model_dump(mode="json"),
                "warnings": [warning.data() for warning in warnings],
            }
        )
    elif screen.wants_text:
        from staffplan.report.screen.check import check_screen

        screen.show(check_screen(result.plan, result.violations, result.service))
    # A need that has prices is a wish: a plan that the prices leave short is what was asked for.
    wish = result.plan.summary.deviation is not None
    broken = bool(result.violations) or (result.service.target_met is False and not wish)
    return ExitCode.BROKEN if broken else ExitCode.SOLVED
