"""An edited workbook, opened: its sheets by their names in any of our languages, and formulas without values."""

from __future__ import annotations

import warnings
import zipfile
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

from staffplan.errors import Fault, InputError
from staffplan.words.language import LANGUAGES, _, use_language
from staffplan.words.library_words import in_our_words

if TYPE_CHECKING:
    from pathlib import Path


def opened(path: Path, **settings: bool) -> Any:  # noqa: ANN401 (openpyxl has no types)
    """The workbook, with the values of its formulas unless told otherwise. Raises InputError."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and rules that it drops, which we do not need
            return openpyxl.load_workbook(path, **({"data_only": True} | settings))
    except OSError as error:
        raise InputError([Fault(str(path), in_our_words(error), _("a workbook that can be read"))]) from error
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        openpyxl.utils.exceptions.InvalidFileException,
    ) as error:
        accepted = _("an Excel workbook (xlsx) without a password; in Excel or LibreOffice: save as xlsx")
        raise InputError([Fault(str(path), _("a file that is no such workbook"), accepted)]) from error


def roster_of(book: Any, path: Path) -> Any:  # noqa: ANN401
    """The sheet called Roster in any of our languages, or the only one that there is. Raises InputError."""
    found = called(book, "Roster")
    if found is None and len(book.worksheets) == 1:
        return book.worksheets[0]
    if found is None:
        titles = ", ".join(sheet.title for sheet in book.worksheets)
        accepted = _("a sheet called {name}").format(name=" / ".join(sorted(in_all_languages("Roster"))))
        raise InputError([Fault(str(path), _("the sheets {titles}").format(titles=titles), accepted)])
    return found


def called(book: Any, name: str) -> Any | None:  # noqa: ANN401
    """The sheet that is called so in any of our languages; None where there is none."""
    names = in_all_languages(name)
    return next((sheet for sheet in book.worksheets if sheet.title.strip() in names), None)


def in_all_languages(text: str) -> frozenset[str]:
    """A text of ours in every language: the workbook may have been written in another than is spoken now."""

    def speak(name: str) -> str:
        use_language(name)
        return _(text)

    return frozenset(copy_context().run(speak, name) for name in LANGUAGES)


def formulas(path: Path, title: str) -> frozenset[str]:
    """The cells of the sheet ``title`` that hold formulas: ``F12``."""
    book = opened(path, data_only=False, read_only=True)
    try:
        return frozenset(cell.coordinate for row in book[title].iter_rows() for cell in row if cell.data_type == "f")
    finally:
        book.close()
