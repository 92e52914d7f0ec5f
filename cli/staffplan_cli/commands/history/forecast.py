"""``staffplan forecast``: what will come, from what came."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from staffplan.words.language import _, marked
from staffplan_cli.help import Argument, Option
from staffplan_cli.options import (
    CSV,
    FILE,
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

NOWHERE = "none"
"""The country that has no holidays."""


class DayType(click.ParamType):  # type: ignore[type-arg]
    """A day: ``2026-11-01``."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """The day; anything else is a usage error."""
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()
        except ValueError:
            self.fail(_("{value!r} is no date: write it as 2026-11-01").format(value=value), param, ctx)


class GrowthType(click.ParamType):  # type: ignore[type-arg]
    """A change a year: ``10%``, ``-0.05``."""

    name = "growth"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401
        """The change as a share; anything else is a usage error."""
        text = str(value).strip()
        try:
            return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except ValueError:
            self.fail(_("{value!r} is no growth: write it as 10%, -5% or 0.1").format(value=value), param, ctx)


@planner_command(
    "forecast",
    marked(
        "Forecast inquiries from their history.\n\n"
        "The history is any table that `staffplan read` understands, of 15, 30 or 60 minutes, or totals of days with "
        "--profile; an empty cell is unknown, rows may be missing. The forecast has a row for each interval: the mean, "
        "p10, p50, p90, and how sure day and slot are; `staffplan solve` takes it as it is. Beside it are written how "
        "it came about (.json) and a page (.html). Each forecast is tried on the past, beside the day a week ago."
    ),
    examples=(
        (marked("The four weeks after the history:"), "staffplan forecast history.csv -o forecast.csv"),
        (
            marked("With past and coming promotions, and holidays:"),
            "staffplan forecast history.csv -o f.csv --events events.csv --country CN",
        ),
        (
            marked("A quarter that grows by a tenth a year:"),
            "staffplan forecast h.csv --from 2027-01-01 --to 2027-03-31 --growth 10%",
        ),
    ),
)
@parameter(
    Argument(["history"], about=marked("Inquiries that came, by interval, before the bot."), type=FILE),
    Option(
        ["-o", "--out"],
        type=CSV,
        metavar="FILE",
        help=marked("Write the forecast into this csv file, and a .json and a .html of the same name beside it."),
    ),
    Option(["--days"], type=click.IntRange(1), metavar="NUMBER", help=marked("Days to forecast; 28 by default.")),
    Option(
        ["--from", "first"],
        type=DayType(),
        metavar="DATE",
        help=marked("The first day; by default the one after the history's last."),
    ),
    Option(["--to", "last"], type=DayType(), metavar="DATE", help=marked("The last day, in place of --days.")),
    Option(
        ["--events"],
        type=FILE,
        metavar="FILE",
        help=marked(
            "Promotions, a row an edition: name, date, and where known days, uplift, uplift_by_day. Past rows teach, "
            "coming rows apply. The names 618, double-11, double-12, new-year-goods and spring-festival without a date "
            "have their own."
        ),
    ),
    Option(
        ["--profile"],
        type=FILE,
        metavar="FILE",
        help=marked("The share of each hour, by weekday if you like, where the history has totals of days."),
    ),
    Option(
        ["--country"],
        metavar="CODE",
        help=marked("Whose holidays to take, such as CN or DE, or none; by default payroll.country."),
    ),
    Option(
        ["--growth"],
        type=GrowthType(),
        default=0.0,
        metavar="SHARE",
        help=marked("Growth a year from the history's end on, such as 10%."),
    ),
)
@scenario_options(overrides=False)
@screen_options(quiet=False)
def command(
    history: Path,
    out: Path | None,
    country: str | None,
    scenario: ScenarioChoice,
    screen: Screen,
    **asked: Any,  # noqa: ANN401
) -> None:
    """Forecast, write, show."""
    from staffplan import pipeline
    from staffplan.report.outlook import outlook_csv, outlook_data, outlook_json, outlook_records
    from staffplan.storage.write import check_writable, write_files

    if asked["days"] is not None and asked["last"] is not None:
        raise click.UsageError(_("--days and --to: give one of the two"))
    names = [] if out is None else [out.name, f"{out.stem}.json", f"{out.stem}.html"]
    if out is not None:
        check_writable(out.parent, names)
    overrides = dict(scenario.overrides)
    if country is not None:
        overrides["payroll.country"] = ("--country", "" if country.lower() == NOWHERE else country.upper())
    chosen = {name: value for name, value in asked.items() if value is not None}
    found = pipeline.forecast(history, scenario.path, overrides, pipeline.Asked(**chosen))
    files: list[Path] = []
    if out is not None:
        from staffplan.report.page.outlook import render_outlook

        contents = (outlook_csv(found), outlook_json(found), render_outlook(found).encode())
        files = write_files(out.parent, dict(zip(names, contents, strict=True)))
    if screen.as_json:
        data = outlook_data(found) | {"intervals": outlook_records(found), "files": [str(path) for path in files]}
        screen.print_json(read_data(found.history.reading) | data)
        return
    from staffplan.report.screen.history.outlook import outlook_screen
    from staffplan_cli.progress import tell_reading

    tell_reading(screen, history, found.history.reading, ())
    hints = [_("{file} is written.").format(file=path) for path in files]
    screen.show(outlook_screen(found), "", *(hints or [_("As files: add -o forecast.csv")]))
