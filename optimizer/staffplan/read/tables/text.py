"""Text of unknown encoding and its tables of unknown separator."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING

from staffplan.read.tables.table import Columns, Row, Table
from staffplan.words.language import _
from staffplan.words.library_words import in_our_words

if TYPE_CHECKING:
    from staffplan.read.faults import Faults

SEPARATORS = (",", ";", "\t", "|", "，", "；")
_NOT_ASCII = re.compile(rb"[\x80-\xff]+")
_CHINESE_WORD = re.compile(rb"[^A-Za-z\x80-\xff]?(?:[\xb0-\xd7][\xa1-\xfe]){2,}[^A-Za-z\x80-\xff]?")
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, faults: Faults) -> str:
    """Text by its mark (UTF-8, UTF-16), else strict UTF-8, else GB18030 (what Excel in China writes).

    Raises:
        InputError: the bytes are none of these.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], (encoding,), faults)
    if _only_looks_like_utf8(data):
        return data.decode("gb18030")
    return _decode_as(data, ("utf-8", "gb18030"), faults)


def guessed_encoding(data: bytes) -> str | None:
    """``gb18030`` where nothing but the bytes themselves speaks for it; None: a mark says it, or it is strict UTF-8."""
    if data.startswith(tuple(mark for mark, _encoding in BYTE_ORDER_MARKS)):
        return None
    if _only_looks_like_utf8(data):
        return "gb18030"
    try:
        data.decode()
    except UnicodeDecodeError:
        return "gb18030"
    return None


def _only_looks_like_utf8(data: bytes) -> bool:
    """Whether all that is not ASCII is words of common Chinese characters in GB 2312.

    The bytes of some words, such as 全职, are UTF-8 too (for letters that make no word); accented letters of European
    words are not taken for Chinese, because they stand beside plain letters.
    """
    runs = list(_NOT_ASCII.finditer(data))
    return bool(runs) and all(_CHINESE_WORD.fullmatch(data, run.start() - 1, run.end() + 1) for run in runs)


def _decode_as(data: bytes, encodings: tuple[str, ...], faults: Faults) -> str:
    row = 1
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            row = data[: error.start].decode(encoding, errors="replace").count("\n") + 1
    found = _("bytes that are not {names}").format(names=" / ".join(encodings))
    return faults.stop(found, _("text saved as UTF-8 or GB18030"), row=row)


def read_table(data: bytes, columns: Columns, faults: Faults) -> Table:
    """The rows of separated text; rows count as Excel counts them.

    Raises:
        InputError: the text is no table.
    """
    text = decode(data, faults)
    if text[:4].lower() == "sep=" and len(text) > 4:
        separator, text = text[4], text.partition("\n")[2]
    else:
        separator = _separator(text, columns)
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            rows.append(Row(number, tuple(cells)))
    except csv.Error as error:
        faults.stop(
            _("a quotation mark that is not closed, or no separator after it ({error})").format(
                error=in_our_words(error)
            ),
            _('cells in plain text, or "between" quotation marks'),
            row=len(rows) + 1,
        )
    return Table(tuple(rows), decimal_comma=separator in ";；", encoding=guessed_encoding(data))


def _separator(text: str, columns: Columns) -> str:
    """The separator by which most headers are known; a tie is decided by how often it occurs, then by order."""
    lines = text.splitlines()[:10]

    def merit(separator: str) -> tuple[int, int]:
        known = max((columns.known(line.split(separator)) for line in lines), default=0)
        return known, sum(line.count(separator) for line in lines)

    return max(SEPARATORS, key=merit)
