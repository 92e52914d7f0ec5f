"""The bytes of an input file and what kind of file they are, whatever its name says."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from staffplan.errors import Fault, InputError
from staffplan.schema.forecast import Source
from staffplan.storage.input_files import MOST_TABLE_BYTES, too_large, why_not_read
from staffplan.words.language import _
from staffplan.words.library_words import in_our_words

if TYPE_CHECKING:
    from staffplan.read.faults import Faults

Kind = Literal["text", "xlsx", "xls", "xlsb", "ods", "parquet"]
ENDINGS: dict[str, Kind] = {
    ".csv": "text",
    ".tsv": "text",
    ".txt": "text",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".xlsb": "xlsb",
    ".ods": "ods",
    ".parquet": "parquet",
}
RIGHT_ENDING: dict[Kind, str] = {
    "text": ".csv",
    "xlsx": ".xlsx",
    "xls": ".xls",
    "xlsb": ".xlsb",
    "ods": ".ods",
    "parquet": ".parquet",
}

MOST_PARTS = 10_000
"""Parts of an archive: a workbook has some for each sheet."""


@dataclass(frozen=True)
class FileBytes:
    """A file that was read elsewhere, perhaps on another machine."""

    name: str
    """As the user named it."""
    data: bytes
    """All that it holds."""


def read_bytes(path: str | Path | FileBytes, most: int = MOST_TABLE_BYTES) -> tuple[bytes, Source]:
    """The bytes of a regular file of at most ``most`` bytes, and its digest.

    Raises:
        InputError: there is no such file, it is a folder or another thing than a file, it is too large, or it may not
            be read.
    """
    if isinstance(path, FileBytes):
        return path.data, Source(path=shown_path(path.name), sha256=hashlib.sha256(path.data).hexdigest())
    path, name = Path(path), shown_path(path)
    try:
        found = _what_is_wrong(path, most)
        data = b"" if found else _read(path, most)
        found = found or too_large(len(data), most)
    except PermissionError as error:
        fault = Fault(name, _("no permission to read the file"), _("a file that you may read, not open elsewhere"))
        raise InputError([fault]) from error
    except (OSError, ValueError) as error:
        raise InputError([Fault(name, in_our_words(error), _("the name of a file that can be read"))]) from error
    if found:
        raise InputError([Fault(name, *found)])
    return data, Source(path=name, sha256=hashlib.sha256(data).hexdigest())


def shown_path(path: str | Path) -> str:
    """``path`` as text that any file can hold: a name whose bytes are no UTF-8 is taken for GB18030, else escaped."""
    text = str(path)
    try:
        text.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(text) if os.name != "nt" else text.encode("utf-8", "replace")
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "backslashreplace")
    return text


def _what_is_wrong(path: Path, most: int) -> tuple[str, str] | None:
    """What stands in the way of reading, and what is accepted; None where nothing does."""
    readable = _("the name of a file that can be read")
    if path.is_dir():
        return _("a folder"), readable
    if not path.exists():
        names = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
        near = get_close_matches(path.name, names, n=1, cutoff=0.75)
        if near:
            return _("no file of this name (there is {name})").format(name=shown_path(near[0])), readable
        return _("no file of this name"), readable
    return why_not_read(path, most)


def _read(path: Path, most: int) -> bytes:
    """The file's bytes, no more than one beyond ``most``: a file may grow, or not know its size."""
    with path.open("rb") as file:
        return file.read(most + 1)


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
        faults.stop(
            _("{content} in a file whose name ends in {ending}").format(content=name, ending=shown_ending(ending)),
            _("the same file with a name that ends in {ending}").format(ending=RIGHT_ENDING[kind]),
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
        return _look_into_compound(data)
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
    if data.count(b"PK\x01\x02") > MOST_PARTS:
        return None, _("a ZIP archive of too many parts")
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None, _("a damaged Excel workbook or ZIP archive")
    if any(name.lower() == "xl/workbook.xml" for name in names):
        return "xlsx", _("an Excel workbook")
    if any(name.lower() == "xl/workbook.bin" for name in names):
        return "xlsb", _("a binary Excel workbook (.xlsb)")
    if "mimetype" in names and "content.xml" in names:
        return "ods", _("an OpenDocument spreadsheet (.ods)")
    return None, _("a ZIP archive")


def _look_into_compound(data: bytes) -> tuple[Kind | None, str]:
    """Excel 97-2003, or what Excel makes of a workbook with a password; both are the same kind of container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return None, _("a workbook with a password")
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return "xls", _("a workbook of Excel 97-2003 (.xls)")
    return None, _("a workbook of Excel 97-2003 (.xls) or one with a password")
