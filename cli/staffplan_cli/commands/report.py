"""``staffplan report``: the page and the workbook again from a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.words.language import marked
from staffplan_cli.options import PLAN, parameter, planner_command, screen_options, show_files

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan_cli.screen import Screen


@planner_command(
    "report",
    marked(
        "Write report.html and payroll.xlsx of a plan again.\n\n"
        "After schedule.csv was edited by hand, or in another language. The other files stay as they are; a workbook "
        "that holds edits of yours stays beside, as payroll-2.xlsx. Of a year's folder, year.html and year.xlsx."
    ),
    examples=(
        (marked("After an edit:"), "staffplan report small-shop-plan"),
        (marked("For a reader of Chinese:"), "staffplan report small-shop-plan --lang zh"),
    ),
)
@parameter(PLAN)
@screen_options()
def command(plan: Path, screen: Screen) -> None:
    """Write and name them."""
    from staffplan import pipeline

    show_files(pipeline.report(plan), screen)
