"""``staffplan review``: a finished plan against what came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.words.language import _, marked
from staffplan_cli.help import Argument, Option
from staffplan_cli.options import CSV, FILE, PLAN, parameter, planner_command, screen_options

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan_cli.screen import Screen


@planner_command(
    "review",
    marked(
        "Say what a plan's service came from, against what was planned.\n\n"
        "The difference is shared among volume, handling time, bot, absence and adherence, as far as the actuals say "
        "them (Shapley values: they add up); what the model cannot explain stands apart. For the period, its months "
        "and its weeks."
    ),
    examples=(
        (marked("What did the month come to?"), "staffplan review plan actuals.csv"),
        (marked("The table for Excel:"), "staffplan review plan actuals.csv -o review.csv"),
    ),
)
@parameter(
    PLAN,
    Argument(
        ["actuals"],
        about=marked(
            "What came: start, inquiries, and where known deflection, aht_s, present, on_duty, in_time, by interval."
        ),
        type=FILE,
    ),
    Option(["-o", "--out"], type=CSV, metavar="FILE", help=marked("Write the table as csv into this file.")),
)
@screen_options(quiet=False)
def command(plan: Path, actuals: Path, out: Path | None, screen: Screen) -> None:
    """Compute, write, show."""
    from staffplan import pipeline
    from staffplan.report.review import review_csv, review_data
    from staffplan.storage.write import check_writable, write_files

    if out is not None:
        check_writable(out.parent, [out.name])
    found = pipeline.review(plan, actuals)
    files = [] if out is None else write_files(out.parent, {out.name: review_csv(found)})
    if screen.as_json:
        screen.print_json(review_data(found) | {"files": [str(path) for path in files]})
        return
    from staffplan.report.screen.history.review import review_screen

    screen.show(review_screen(found), *(_("{file} is written.").format(file=path) for path in files))
