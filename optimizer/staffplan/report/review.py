"""A review as csv and as data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from staffplan.report.files import csv_bytes, format_number
from staffplan.schema.forecasting.review import FACTORS

if TYPE_CHECKING:
    from staffplan.schema.forecasting.review import Review, ReviewedGroup

FIGURES = ("planned_inquiries", "actual_inquiries", "planned_human", "actual_human", "planned", "modelled", "measured")
REVIEW_COLUMNS = ("period", *FIGURES, *FACTORS, "unexplained", "over_hours", "under_hours")


def review_data(review: Review) -> dict[str, Any]:
    """The period, its months and weeks; None where the actuals do not say."""
    return {
        "known": list(review.known),
        "slots": review.slots,
        "all_slots": review.all_slots,
        "period": _group(review.period),
        "months": [_group(each) for each in review.months],
        "weeks": [_group(each) for each in review.weeks],
    }


def review_csv(review: Review) -> bytes:
    """A row for the period, for each month and for each week, utf-8 with a mark."""
    rows = []
    for each in (review.period, *review.months, *review.weeks):
        data = _group(each)
        figures = [data[name] for name in FIGURES] + [data["shares"].get(name) for name in FACTORS]
        figures += [data["unexplained"], data["over_hours"], data["under_hours"]]
        rows.append([each.label, *(format_number(value) for value in figures)])
    return csv_bytes(REVIEW_COLUMNS, rows)


def _group(each: ReviewedGroup) -> dict[str, Any]:
    return {
        "label": each.label,
        **{name: getattr(each, name) for name in FIGURES},
        "shares": dict(each.shares),
        "unexplained": each.unexplained,
        "over_hours": each.over_hours,
        "under_hours": each.under_hours,
    }
