"""``staffplan compare``: plans side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from staffplan.words.language import _, marked
from staffplan_cli.help import Argument, Option
from staffplan_cli.options import FOLDER, TableType, parameter, planner_command, screen_options

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan.report.compare.figures import Comparison
    from staffplan_cli.screen import Screen


@planner_command(
    "compare",
    marked(
        "Set plans side by side: agents, cost, service, cover by hour, whose days differ.\n\n"
        "The first plan is what the others are held against. Plans of different dates are laid over one another by "
        "weekday and hour, so that a promotion can be compared with the off-season."
    ),
    examples=(
        (marked("What does the promotion take?"), "staffplan compare off-season-plan double-11-plan"),
        (
            marked("Three plans, for Excel and as a page:"),
            "staffplan compare a-plan b-plan c-plan -o plans.xlsx -o plans.html",
        ),
        (marked("Whose days did an edit change?"), "staffplan compare plan-before plan-after"),
    ),
)
@parameter(
    Argument(
        ["plans"],
        about=marked("Folders of two plans or more, as `staffplan solve` writes them."),
        type=FOLDER,
        nargs=-1,
        required=True,
        metavar="DIR DIR...",
    ),
    Option(
        ["-o", "--out"],
        type=TableType(".xlsx", ".html"),
        multiple=True,
        metavar="FILE",
        help=marked("Write the comparison into this file, .xlsx or .html; may be given several times."),
    ),
)
@screen_options()
def command(plans: tuple[Path, ...], out: tuple[Path, ...], screen: Screen) -> None:
    """Read, write, show."""
    from staffplan import pipeline
    from staffplan.report.compare.figures import comparison_data
    from staffplan.storage.write import check_writable
    from staffplan.words.messages import Message
    from staffplan_cli.progress import tell_warnings

    if len(plans) < 2:
        raise click.UsageError(_("Name two plans or more."))
    for path in out:
        check_writable(path.parent, [path.name])
    comparison = pipeline.compare(plans)
    for name, warnings in zip(comparison.names, comparison.warnings, strict=True):
        tell_warnings(screen, [Message.of("of_plan", plan=name, warning=warning) for warning in warnings])
    files = _write(comparison, out)
    if screen.as_json:
        screen.print_json(comparison_data(comparison) | {"files": [str(path) for path in files]})
    elif screen.wants_text:
        from staffplan.report.screen.comparison import compare_screen

        screen.show(compare_screen(comparison), *(_("{file} is written.").format(file=path) for path in files))


def _write(comparison: Comparison, out: tuple[Path, ...]) -> list[Path]:
    from staffplan.report.page.comparison import render_comparison
    from staffplan.report.sheets.comparison import comparison_workbook
    from staffplan.storage.write import write_files

    by_folder: dict[Path, dict[str, bytes | Path]] = {}
    for path in out:
        excel = path.suffix.lower() == ".xlsx"
        content = comparison_workbook(comparison) if excel else render_comparison(comparison).encode()
        by_folder.setdefault(path.parent, {})[path.name] = content
    return [path for folder, contents in by_folder.items() for path in write_files(folder, contents)]
