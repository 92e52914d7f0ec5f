"""The bytes of an input file and what kind of file they are, whatever its name says."""

from __future__ import annotations

import hashlib
import io
import zipfile
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from staffplan.errors import Fault, InputError
from staffplan.schema.forecast import Source
from staffplan.words.language import _
from staffplan.words.library_words import in_our_words

if TYPE_CHECKING:
    from staffplan.read.faults import Faults

Kind = Literal["text", "workbook", "parquet"]
ENDINGS: dict[str, Kind] = {
    ".csv": "text",
    ".tsv": "text",
    ".txt": "text",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".parquet": "parquet",
}
MOST_BYTES = 256 * 2**20
"""A file of intervals is far smaller; more is a mistake, or would not fit into memory once parsed."""


def read_bytes(path: str | Path) -> tuple[bytes, Source]:
    """The file's bytes and its digest.

    Raises:
        InputError: there is no such file, it is a folder, it is too large, or it may not be read.
    """
    path = Path(path)
    try:
        found = _what_is_wrong(path)
        if found:
            raise InputError([Fault(str(path), found, _("the name of a file that can be read"))])
        data = path.read_bytes()
    except PermissionError as error:
        fault = Fault(str(path), _("no permission to read the file"), _("a file that you may read, not open elsewhere"))
        raise InputError([fault]) from error
    except (OSError, ValueError) as error:
        raise InputError([Fault(str(path), in_our_words(error), _("the name of a file that can be read"))]) from error
    return data, Source(path=str(path), sha256=hashlib.sha256(data).hexdigest())


def _what_is_wrong(path: Path) -> str | None:
    if path.is_dir():
        return _("a folder")
    if not path.exists():
        names = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
        near = get_close_matches(path.name, names, n=1, cutoff=0.75)
        if near:
            return _("no file of this name (there is {name})").format(name=near[0])
        return _("no file of this name")
    if path.stat().st_size > MOST_BYTES:
        return _("a file of {size} MiB").format(size=path.stat().st_size // 2**20)
    return None


def kind_of(data: bytes, path: str | Path, faults: Faults) -> Kind:
    """What the bytes are: text, an Excel workbook or parquet, and the same as the ending says.

    Raises:
        InputError: the file is empty, of no known kind, or of another kind than its ending says.
    """
    ending = Path(path).suffix.lower()
    if not data.strip(b"\r\n\t \xef\xbb\xbf\xff\xfe\x00"):
        faults.stop(_("an empty file"), _("a header and a row for each interval"))
    kind, name = _look_at(data)
    if kind is None:
        faults.stop(name, _("a table saved as .csv, .xlsx or .parquet"))
    if ENDINGS.get(ending) != kind:
        right = {"text": ".csv", "workbook": ".xlsx", "parquet": ".parquet"}[kind]
        faults.stop(
            _("{content} in a file whose name ends in {ending}").format(content=name, ending=shown_ending(ending)),
            _("the same file with a name that ends in {ending}").format(ending=right),
        )
    return kind


def shown_ending(ending: str) -> str:
    """The ending of a name, or a word where there is none."""
    return ending or _("no ending")


def _look_at(data: bytes) -> tuple[Kind | None, str]:
    """The kind by the first bytes, None where it is not a table; and what to call it."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(b"PK\x03\x04"):
        return _look_into_archive(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return None, _("a workbook of Excel 97-2003 (.xls) or one with a password")
    if data.startswith(b"PAR1"):
        return "parquet", _("a parquet table")
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta", b"<div")):
        return None, _("a web page or XML")
    if head.startswith((b"{", b"[")):
        return None, _("JSON")
    if data.startswith(b"%PDF"):
        return None, _("a PDF")
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, _("binary data")
    return "text", _("text")


def _look_into_archive(data: bytes) -> tuple[Kind | None, str]:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return None, _("a damaged Excel workbook or ZIP archive")
    if any(name.lower() == "xl/workbook.xml" for name in names):
        return "workbook", _("an Excel workbook")
    if any(name.lower() == "xl/workbook.bin" for name in names):
        return None, _("a binary Excel workbook (.xlsb)")
    if "mimetype" in names and "content.xml" in names:
        return None, _("an OpenDocument spreadsheet (.ods)")
    return None, _("a ZIP archive")
