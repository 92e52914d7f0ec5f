"""DataFrames of results: real datetimes with the scenario's time zone, NaN where there is no figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from staffplan.report.files import SCHEDULE_COLUMNS, format_breaks
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from staffplan.pipeline.evaluation import Evaluation
    from staffplan.schema.plan import CoverageSlot, Shift
    from staffplan.schema.sweep import SweepResult
    from staffplan.schema.year.bill import Line
    from staffplan.schema.year.result import YearSummary


def moments(values: Iterable[datetime], zone: ZoneInfo) -> pd.DatetimeIndex:
    """``values`` on the clock of ``zone``."""
    return pd.DatetimeIndex(pd.to_datetime(list(values), utc=True)).tz_convert(zone)


def schedule_frame(shifts: Iterable[Shift], zone: ZoneInfo) -> pd.DataFrame:
    """A row a shift with the columns of schedule.csv."""
    rows = list(shifts)
    columns = (
        [shift.agent_id for shift in rows],
        [shift.contract for shift in rows],
        pd.to_datetime([shift.date for shift in rows]),
        moments((shift.start for shift in rows), zone),
        moments((shift.end for shift in rows), zone),
        [format_breaks(shift, zone) for shift in rows],
        pd.array([shift.paid_hours for shift in rows], dtype="float64"),
        [shift.shift_name for shift in rows],
    )
    return pd.DataFrame(dict(zip(SCHEDULE_COLUMNS, columns, strict=True)))


def breaks_frame(shifts: Iterable[Shift], zone: ZoneInfo) -> pd.DataFrame:
    """A row a break: whose, when, and the name of the activity that it is."""
    rows = [(shift.agent_id, pause) for shift in shifts for pause in shift.breaks]
    return pd.DataFrame(
        {
            "agent_id": [agent for agent, _pause in rows],
            "start": moments((pause.start for _agent, pause in rows), zone),
            "end": moments((pause.end for _agent, pause in rows), zone),
            "activity": [pause.name for _agent, pause in rows],
        }
    )


def coverage_frame(coverage: Iterable[CoverageSlot], zone: ZoneInfo) -> pd.DataFrame:
    """A row a slot with the columns of coverage.csv."""
    frame = pd.DataFrame([slot.model_dump() for slot in coverage])
    frame["start"] = moments(frame["start"], zone)
    return frame.astype({"service_level": "float64", "occupancy": "float64"})


def sweep_frame(result: SweepResult) -> pd.DataFrame:
    """A row a point: the parameters as numbers where they are, then the columns of the sweep's csv."""
    from staffplan.report.sweep import FIGURES

    values = [dict(zip(parameter.texts, parameter.values, strict=True)) for parameter in result.parameters]
    rows = [
        {
            **{p.name: value[text] for p, value, text in zip(result.parameters, values, point.values, strict=True)},
            "outcome": point.outcome,
            **{name: getattr(point, name) for name in FIGURES},
            "target_met": point.target_met,
            **{f"headcount {name}": point.headcount_by_contract.get(name) for name in result.contracts},
            "problem": point.problem,
        }
        for point in result.points
    ]
    frame = pd.DataFrame(rows)
    heads = {str(name): "Int64" for name in frame if str(name).startswith("headcount")}
    return frame.astype({name: "float64" for name in FIGURES} | heads) if rows else frame


def evaluation_frame(found: Evaluation) -> pd.DataFrame:
    """A row a slot with the columns of the evaluation's csv."""
    from staffplan.report.evaluation import MEASURES

    grid = found.demand.grid
    figures = {
        f"{prefix}{name}": getattr(model, name)
        for prefix, model in (("", found.steady), ("time_varying_", found.time_varying))
        for name in MEASURES
    }
    head = {"human_inquiries": found.demand.human_inquiries, "on_duty": found.steady.on_duty}
    return pd.DataFrame({"start": moments(grid.starts, grid.zone), **head, **figures})


def seasons_frame(summary: YearSummary) -> pd.DataFrame:
    """A row a season of year.json; agents employed by contract and vendor in columns of their own."""
    rows = []
    for season in summary.seasons:
        row = season.model_dump(exclude={"employed", "on_schedule", "handed_over"})
        row |= {"cost": float(season.cost), "handed_over": sum(season.handed_over.values())}
        rows.append(row | {f"employed {name}": heads for name, heads in season.employed.items()})
    frame = pd.DataFrame(rows)
    return frame.assign(first=pd.to_datetime(frame["first"]), last=pd.to_datetime(frame["last"]))


def bill_frame(bill: Iterable[Line]) -> pd.DataFrame:
    """A row a line of the bill, in the order of bill.csv."""
    lines = sorted(bill, key=lambda line: (line.month, line.supplier, line.item))
    rows = [
        {
            "supplier": line.supplier,
            "item": _(line.item),
            "month": pd.Timestamp(line.month[0], line.month[1], 1),
            "quantity": float(line.quantity),
            "amount": float(line.amount),
        }
        for line in lines
    ]
    return pd.DataFrame(rows, columns=["supplier", "item", "month", "quantity", "amount"])
