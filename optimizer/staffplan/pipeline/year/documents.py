"""What people read of a year: year.xlsx and year.html; and the documents of any folder, written again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from staffplan.errors import Fault, InputError
from staffplan.pipeline.plan.documents import report as report_plan
from staffplan.words.language import _
from staffplan.words.library_words import in_our_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from staffplan.report.year_files import BillRow
    from staffplan.schema.year.result import YearSummary


def year_documents(summary: YearSummary, bill: Sequence[BillRow]) -> dict[str, bytes]:
    """The files of a year in the language in use, by name."""
    from staffplan.report.page.year import year_page
    from staffplan.report.sheets.year import year_workbook

    return {"year.xlsx": year_workbook(summary, bill), "year.html": year_page(summary, bill).encode()}


def report(directory: Path) -> list[Path]:
    """Write the documents of the plan, or of the year, in ``directory`` again. Raises InputError, OutputError."""
    from staffplan.storage.write import write_files

    if not (directory / "year.json").is_file():
        return report_plan(directory)
    return write_files(directory, dict(year_documents(*_read(directory))))


def _read(directory: Path) -> tuple[YearSummary, list[BillRow]]:
    """The year's summary and its bill. Raises InputError where they are none."""
    from staffplan.report.year_files import bill_rows
    from staffplan.schema.year.result import YearSummary

    path = directory / "year.json"
    try:
        summary = YearSummary.model_validate_json(path.read_bytes())
        path = directory / "bill.csv"
        return summary, bill_rows(path.read_bytes())
    except OSError as error:
        raise InputError([Fault(str(path), in_our_words(error), _("a file that can be read"))]) from error
    except (ValidationError, ValueError) as error:
        accepted = _("a file as staffplan seasons writes it")
        raise InputError([Fault(str(path), _("something else"), accepted)]) from error
