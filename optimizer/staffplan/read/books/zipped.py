"""Workbooks that are ZIP archives: .xlsx, .xlsm, .xlsb and .ods."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from staffplan.read.books.look import Look
from staffplan.read.books.ods import OdsParts
from staffplan.read.books.xlsb import XlsbParts
from staffplan.read.books.xlsx import XlsxParts
from staffplan.read.books.xml_parts import XmlPart
from staffplan.read.tables.limits import MOST_UNPACKED, Size, refuse_more
from staffplan.words.language import _

if TYPE_CHECKING:
    from typing import IO, Literal

    from staffplan.read.faults import Faults

XML = (".xml", ".rels")


def look_through(data: bytes, kind: Literal["xlsx", "xlsb", "ods"], faults: Faults) -> Look:
    """Unpack the parts that hold tables, look through each, and pack them again: what was seen is what will be read.

    Raises:
        InputError: the workbook is too large. Other exceptions: it is damaged.
    """
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = [part for part in archive.infolist() if part.filename.lower().endswith((*XML, ".bin", "mimetype"))]
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        refuse_more(_("a workbook that unpacks to more than {most} MiB").format(most=MOST_UNPACKED // 2**20), faults)
    seen = _visitor(kind, Size(faults))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as checked:
        for part in parts:
            seen.begin(part.filename)
            with archive.open(part) as stream:
                checked.writestr(part.filename, _read(stream, part.filename, seen, faults))
    return Look(packed.getvalue(), seen.first_day, seen.errors)


def _visitor(kind: Literal["xlsx", "xlsb", "ods"], size: Size) -> XlsxParts | XlsbParts | OdsParts:
    if kind == "xlsb":
        return XlsbParts(size)
    return XlsxParts(size) if kind == "xlsx" else OdsParts(size)


def _read(stream: IO[bytes], name: str, seen: XlsxParts | XlsbParts | OdsParts, faults: Faults) -> bytes:
    if name.lower().endswith(XML):
        return XmlPart(faults, seen).read(stream)
    content = stream.read()
    if isinstance(seen, XlsbParts):
        seen.records(content)
    return content
