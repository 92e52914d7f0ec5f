"""``staffplan require``: the agents that each slot alone needs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from staffplan.words.language import _, marked
from staffplan_cli.help import Option
from staffplan_cli.options import (
    CSV,
    FORECAST,
    HEADERS,
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
    "require",
    marked(
        "Say how many agents each slot alone needs for the target.\n\n"
        "On a terminal it draws the days; into a file or another program it writes the table as csv, with the columns "
        "start, inquiries, human_inquiries, required, service_level, average_wait_s and occupancy."
    ),
    examples=(
        (marked("A picture of the need:"), "staffplan require forecast.csv"),
        (marked("The table for Excel:"), "staffplan require forecast.csv -c scenario.toml -o need.csv"),
        (marked("How much a slower answer saves:"), "staffplan require forecast.csv --share 80% --within 3min"),
    ),
)
@parameter(
    FORECAST,
    Option(["-o", "--out"], type=CSV, metavar="FILE", help=marked("Write the table as csv into this file.")),
    HEADERS,
)
@scenario_options()
@screen_options(quiet=False)
def command(forecast: Path, out: Path | None, scenario: ScenarioChoice, screen: Screen) -> None:
    """Compute, then write or draw."""
    from staffplan import pipeline
    from staffplan.report.need import need_csv, need_records
    from staffplan.storage.write import check_writable, write_files
    from staffplan_cli.progress import tell_reading

    if out is not None:
        check_writable(out.parent, [out.name])
    found = pipeline.require(forecast, scenario.path, scenario.overrides)
    tell_reading(screen, forecast, found.reading, found.warnings)
    need = found.frame
    if out is not None:
        write_files(out.parent, {out.name: need_csv(need)})
    if screen.as_json:
        screen.print_json({"slots": need_records(need)} | read_data(found.reading, found.warnings))
    elif sys.stdout.isatty() or out is not None:
        from staffplan.report.screen.need import need_screen

        hint = _("The table is in {file}.") if out else _("The table as csv: add -o need.csv")
        screen.show(need_screen(need), hint.format(file=out))
    else:
        sys.stdout.write(need_csv(need).decode("utf-8-sig"))
