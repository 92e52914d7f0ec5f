"""``staffplan export``: payroll for the user's own payroll system, calendars for people, the roster for the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from staffplan.words.language import _, marked
from staffplan_cli.help import Option
from staffplan_cli.options import FOLDER, PLAN, TableType, parameter, planner_command, screen_options, show_files

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan_cli.screen import Screen


@planner_command(
    "export",
    marked(
        "Write payroll as your payroll system takes it, a calendar for each person, or the roster for the wall.\n\n"
        "A layout (TOML) names and orders the columns and says csv or xlsx. Two come with staffplan: monthly-zh (a row "
        "for each agent and month, Chinese headers, xlsx) and pay-codes (a row for each agent, day and pay code, csv)."
    ),
    examples=(
        (marked("With a layout that comes along:"), "staffplan export small-shop-plan --layout pay-codes"),
        (marked("With your own:"), "staffplan export small-shop-plan --layout my.toml -o november.csv"),
        (marked("A calendar file a person, to send:"), "staffplan export small-shop-plan --ics calendars"),
        (marked("The roster of a team by name, to print:"), "staffplan export small-shop-plan --wall wall.html"),
    ),
)
@parameter(
    PLAN,
    Option(
        ["--layout"],
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
    Option(
        ["--ics"],
        type=FOLDER,
        metavar="DIR",
        help=marked("Folder for a calendar file of each person: shifts with their breaks, leave as whole days."),
    ),
    Option(
        ["--wall"],
        type=TableType(".html"),
        metavar="FILE",
        help=marked("Page with the roster of a team by name, to print on one sheet of A3 or A4."),
    ),
)
@screen_options()
def command(
    plan: Path, layout: str | None, out: Path | None, ics: Path | None, wall: Path | None, screen: Screen
) -> None:
    """Write and name them."""
    from staffplan import pipeline

    if layout is None and ics is None and wall is None:
        raise click.UsageError(_("Say what to write: --layout, --ics or --wall."))
    if out is not None and layout is None:
        raise click.UsageError(_("-o names the file of a --layout."))
    files = [] if layout is None else [pipeline.export(plan, layout, out)]
    files += [] if ics is None else pipeline.export_calendars(plan, ics)
    files += [] if wall is None else [pipeline.export_wall(plan, wall)]
    show_files(files, screen)
