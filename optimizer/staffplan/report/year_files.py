"""The files of a year's plan: year.json, bill.csv and a plan's folder for each season, all together or not at all."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from staffplan.report.files import PLAN_FILES, csv_bytes, plan_files
from staffplan.storage.write import write_files
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from staffplan.schema.plan import Plan
    from staffplan.schema.year.bill import Line
    from staffplan.schema.year.result import YearSummary

BILL_COLUMNS = ("supplier", "item", "month", "quantity", "amount")


class BillRow(NamedTuple):
    """A line of bill.csv."""

    supplier: str
    item: str
    month: str
    """``2026-11``."""
    quantity: Decimal
    amount: Decimal


def write_year(
    summary: YearSummary,
    plans: Sequence[Plan],
    bill: Sequence[Line],
    directory: Path,
    documents: Mapping[str, bytes] | None = None,
) -> list[Path]:
    """Write the year's folder, with its ``documents``; returns the paths.

    Raises OutputError; what was there before is then untouched.

    Documents of an older plan of a season go: `staffplan report` writes them again.
    """
    contents: dict[str, bytes | Path] = dict(documents or {})
    for season, plan in zip(summary.seasons, plans, strict=True):
        contents |= {f"{season.folder}/{name}": content for name, content in plan_files(plan).items()}
    contents["bill.csv"] = bill_csv(bill)
    contents["year.json"] = year_json(summary)
    ours = [f"{season.folder}/{name}" for season in summary.seasons for name in PLAN_FILES]
    return write_files(directory, contents, remove=[name for name in ours if name not in contents])


def bill_csv(bill: Sequence[Line]) -> bytes:
    """A row for each line of the bill."""
    rows = [
        (line.supplier, _(line.item), f"{line.month[0]}-{line.month[1]:02d}", f"{line.quantity:.2f}", str(line.amount))
        for line in sorted(bill, key=lambda line: (line.month, line.supplier, line.item))
    ]
    return csv_bytes(BILL_COLUMNS, rows)


def bill_rows(content: bytes) -> list[BillRow]:
    """The lines of a bill.csv. Raises ValueError where it is none."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]
    try:
        return [BillRow(row[0], row[1], row[2], Decimal(row[3]), Decimal(row[4])) for row in rows if row]
    except (ArithmeticError, IndexError) as error:
        raise ValueError("bill.csv") from error


def year_json(summary: YearSummary) -> bytes:
    """The summary as year.json holds it."""
    return (json.dumps(summary.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n").encode()
