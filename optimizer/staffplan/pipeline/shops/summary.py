"""The summary of all shops, as its files, in a folder or elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.errors import OutputError
from staffplan.storage.elsewhere import check_elsewhere, write_elsewhere
from staffplan.storage.write import check_writable, write_files
from staffplan.words.library_words import in_our_words

if TYPE_CHECKING:
    from staffplan.schema.shops.batch import BatchResult

SUMMARY_FILES = ("summary.csv", "summary.parquet", "summary.xlsx", "summary.html", "pools.csv")


def check_place(place: str) -> None:
    """Raise OutputError now where the summary could not be written later."""
    if "://" in place:
        check_elsewhere(place)
    else:
        check_writable(Path(place), SUMMARY_FILES)


def write_summary(result: BatchResult, place: str) -> list[str]:
    """Write the summary into the folder or URL ``place``; parquet only where pyarrow is installed. Raises OutputError.

    Returns the files.
    """
    contents = _contents(result)
    if "://" not in place:
        gone = [name for name in SUMMARY_FILES if name not in contents]
        return [str(path) for path in write_files(Path(place), contents, remove=gone)]
    try:
        for name, content in contents.items():
            write_elsewhere(f"{place}/{name}", content)
    except OSError as error:
        raise OutputError(f"{place}: {in_our_words(error)}") from error
    return [f"{place}/{name}" for name in contents]


def _contents(result: BatchResult) -> dict[str, bytes]:
    from staffplan.report.batch import batch_csv, batch_parquet, pools_csv
    from staffplan.report.page.shops import batch_page
    from staffplan.report.sheets.shops import batch_workbook

    contents = {
        "summary.csv": batch_csv(result),
        "summary.xlsx": batch_workbook(result),
        "summary.html": batch_page(result).encode(),
    }
    if result.pools:
        contents["pools.csv"] = pools_csv(result)
    parquet = batch_parquet(result)
    return contents if parquet is None else contents | {"summary.parquet": parquet}
