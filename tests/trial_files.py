"""Forecast and scenario files of the trials, and the plan that they give."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from staffplan import pipeline


def rows(first, hours, column, zone="Asia/Shanghai", minutes=60):
    """Lines ``start,figure`` of so many ``hours`` from local midnight of ``first`` on, with offsets.

    ``column`` gives the figure of a local moment; a text of several figures fills several columns.
    """
    begin = datetime.fromisoformat(first).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    steps = range(hours * 60 // minutes)
    moments = [(begin + timedelta(minutes=minutes * k)).astimezone(ZoneInfo(zone)) for k in steps]
    return "".join(f"{moment.isoformat(sep=' ')},{column(moment)}\n" for moment in moments)


def files(folder, scenario, lines, header="start,inquiries"):
    """The paths of both files."""
    (folder / "f.csv").write_text(f"{header}\n{lines}")
    (folder / "s.toml").write_text(scenario)
    return folder / "f.csv", folder / "s.toml"


def planned(folder, paths, **options):
    """The plan of the files, written and checked again from its folder."""
    plan = pipeline.solve(*paths, out=folder / "plan", **options).plan
    checked = pipeline.check(folder / "plan")
    assert checked.violations == ()
    assert checked.service.target_met == plan.summary.service.target_met
    return plan
