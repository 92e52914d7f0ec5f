"""The points of a sweep as csv and as records for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from staffplan.report.files import csv_bytes, format_number

if TYPE_CHECKING:
    from staffplan.schema.sweep import SweepPoint, SweepResult

FIGURES = (
    "headcount",
    "headcount_bound",
    "paid_hours",
    "cost",
    "cost_per_inquiry",
    "human_inquiries",
    "predicted",
    "certified",
)
"""Numbers of a point, as the csv's columns name them."""


def sweep_csv(result: SweepResult) -> bytes:
    """A row for each point that is done: its parameters, what it came to, the figures, agents by contract.

    The same sweep gives the same bytes, however many points were computed at a time.
    """
    columns = (
        *(parameter.name for parameter in result.parameters),
        "outcome",
        *FIGURES,
        "target_met",
        *(f"headcount {name}" for name in result.contracts),
        "problem",
    )
    return csv_bytes(columns, [_row(point, result.contracts) for point in result.points])


def _row(point: SweepPoint, contracts: tuple[str, ...]) -> list[str]:
    met = "" if point.target_met is None else "yes" if point.target_met else "no"
    figures = [format_number(getattr(point, name)) for name in FIGURES]
    heads = [format_number(_heads(point, name)) for name in contracts]
    return [*point.values, point.outcome, *figures, met, *heads, point.problem]


def _heads(point: SweepPoint, contract: str) -> int | None:
    """Agents of a contract; a plan that does without it has none."""
    return None if point.headcount is None else point.headcount_by_contract.get(contract, 0)


def sweep_data(result: SweepResult) -> dict[str, Any]:
    """Parameters and points for programs; None where a point has no figure."""
    return {
        "parameters": [
            {"name": parameter.name, "key": parameter.key, "values": list(parameter.values)}
            for parameter in result.parameters
        ],
        "points": [_record(result, point) for point in result.points],
        "point_count": result.count,
        "interrupted": result.interrupted,
        "jobs": result.jobs,
        "seconds": round(result.seconds, 3),
    }


def _record(result: SweepResult, point: SweepPoint) -> dict[str, Any]:
    return {
        "values": {name.name: value for name, value in zip(result.parameters, point.values, strict=True)},
        "outcome": point.outcome,
        **{name: getattr(point, name) for name in FIGURES},
        "target_met": point.target_met,
        "headcount_by_contract": point.headcount_by_contract,
        "problem": point.problem,
        "remedies": list(point.remedies),
        "seconds": round(point.seconds, 3),
    }
