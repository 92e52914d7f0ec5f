"""``staffplan export``: payroll in the columns of the user's own payroll system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.words.language import marked
from staffplan_cli.help import Option
from staffplan_cli.options import PLAN, TableType, parameter, planner_command, screen_options, show_files

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan_cli.screen import Screen


@planner_command(
    "export",
    marked(
        "Write payroll as your payroll system takes it.\n\n"
        "A layout (TOML) names and orders the columns and says csv or xlsx. Two come with staffplan: monthly-zh (a row "
        "for each agent and month, Chinese headers, xlsx) and pay-codes (a row for each agent, day and pay code, csv)."
    ),
    examples=(
        (marked("With a layout that comes along:"), "staffplan export small-shop-plan --layout pay-codes"),
        (marked("With your own:"), "staffplan export small-shop-plan --layout my.toml -o november.csv"),
    ),
)
@parameter(
    PLAN,
    Option(
        ["--layout"],
        required=True,
        metavar="NAME|FILE",
        help=marked("Name of a layout that comes along, or your own layout file."),
    ),
    Option(
        ["-o", "--out"],
        type=TableType(".csv", ".xlsx"),
        metavar="FILE",
        help=marked(
            "File to write; its ending, .csv or .xlsx, goes before the layout's format. Without it, in the plan's "
            "folder under the layout's name."
        ),
    ),
)
@screen_options()
def command(plan: Path, layout: str, out: Path | None, screen: Screen) -> None:
    """Write and name it."""
    from staffplan import pipeline

    show_files([pipeline.export(plan, layout, out)], screen)
