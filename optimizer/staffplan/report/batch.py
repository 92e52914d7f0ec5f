"""The shops of a batch as csv, as parquet, and as records for programs."""

from __future__ import annotations

import io
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from staffplan.report.files import csv_bytes, format_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.schema.shops.batch import BatchResult, ShopRow

COLUMNS = (
    "shop",
    "outcome",
    "headcount",
    "headcount_bound",
    "paid_hours",
    "cost",
    "human_inquiries",
    "predicted",
    "certified",
    "target_met",
    "seconds",
    "problem",
    "folder",
)
"""Columns of the summary's tables."""
WHOLE = ("headcount", "headcount_bound")
TEXTS = ("shop", "outcome", "problem", "folder")
POOL_COLUMNS = ("shops", "headcount", "bound", "pooled_bound", "pooled_headcount", "saved_at_most", "problem")


def batch_csv(result: BatchResult) -> bytes:
    """A row a shop that is done, in the order of the shops; sums are left to whoever reads it."""
    return csv_bytes(COLUMNS, [[_text(getattr(row, name)) for name in COLUMNS] for row in result.rows])


def _text(value: str | float | bool | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else format_number(value)


def batch_parquet(result: BatchResult) -> bytes | None:
    """The same table with typed columns, what is not known left empty; None where pyarrow is not installed."""
    try:
        import pyarrow as pa
        from pyarrow.parquet import write_table
    except ImportError:
        return None
    kinds = dict.fromkeys(TEXTS, pa.string()) | dict.fromkeys(WHOLE, pa.int64()) | {"target_met": pa.bool_()}
    fields = [(name, kinds.get(name, pa.float64())) for name in COLUMNS]
    table = pa.table({name: [getattr(row, name) for row in result.rows] for name in COLUMNS}, pa.schema(fields))
    content = io.BytesIO()
    write_table(table, content)
    return content.getvalue()


def batch_data(result: BatchResult) -> dict[str, Any]:
    """Shops, sums and pools for programs."""
    return {
        "shops": [_record(row) for row in result.rows],
        "total": result.total() | {"shops": len(result.planned)},
        "pools": [asdict(pool) | {"saved_at_most": pool.saved_at_most} for pool in result.pools],
        "shop_count": result.count,
        "kept": result.kept,
        "interrupted": result.interrupted,
        "seconds": round(result.seconds, 3),
    }


def _record(row: ShopRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in COLUMNS}


def pools_csv(result: BatchResult) -> bytes:
    """A row for each group of shops that could share their agents."""
    rows: list[Sequence[str]] = [
        ["; ".join(pool.shops), *(_text(getattr(pool, name)) for name in POOL_COLUMNS[1:])] for pool in result.pools
    ]
    return csv_bytes(POOL_COLUMNS, rows)
