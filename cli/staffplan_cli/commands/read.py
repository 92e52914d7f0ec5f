"""``staffplan read``: how a forecast's file is understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.words.language import _, marked
from staffplan_cli.help import Option
from staffplan_cli.options import (
    CSV,
    FORECAST,
    parameter,
    planner_command,
    read_data,
    scenario_options,
    screen_options,
)

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan_cli.options import ScenarioChoice
    from staffplan_cli.screen import Screen


@planner_command(
    "read",
    marked(
        "Show how a forecast's file is understood.\n\n"
        "What was read in a line, a picture of its days, its first rows, and everything that was assumed or left out. "
        "With -o it is also written as a plain forecast, which every command reads as the same."
    ),
    examples=(
        (marked("Is the export understood as it is meant?"), "staffplan read export.xlsx"),
        (marked("With the shop's time zone and opening hours:"), "staffplan read export.csv -c scenario.toml"),
        (marked("As a plain forecast, to look at or change:"), "staffplan read export.xlsx -o forecast.csv"),
    ),
)
@parameter(
    FORECAST,
    Option(
        ["-o", "--out"],
        type=CSV,
        metavar="FILE",
        help=marked("Write the forecast into this csv file: start, inquiries and what else there is."),
    ),
)
@scenario_options(overrides=False)
@screen_options(quiet=False)
def command(forecast: Path, out: Path | None, scenario: ScenarioChoice, screen: Screen) -> None:
    """Read, show, write."""
    from staffplan import pipeline
    from staffplan.report.forecast import forecast_csv, forecast_records
    from staffplan.storage.write import check_writable, write_files

    if out is not None:
        check_writable(out.parent, [out.name])
    found = pipeline.read(forecast, scenario.path)
    files = [] if out is None else write_files(out.parent, {out.name: forecast_csv(found)})
    if screen.as_json:
        data = {"intervals": forecast_records(found), "files": [str(path) for path in files]}
        screen.print_json(read_data(found.reading, found.messages) | data)
        return
    from staffplan.read.tables.files import shown_path
    from staffplan.report.screen.forecast import forecast_screen

    hint = _("The forecast is in {file}.") if out else _("As a plain forecast: add -o forecast.csv")
    screen.show(forecast_screen(shown_path(forecast), found), "", hint.format(file=out))
