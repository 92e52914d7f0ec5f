"""Binary workbooks, record by record: no free program writes them."""

import struct
import zipfile

TYPES = b"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>"""
RELATIONS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="{target}"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>"""
DIVISION = 0x07


def record(kind, content=b""):
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return (
        number
        + bytes([len(content) & 0x7F | (0x80 if len(content) > 0x7F else 0)])
        + (bytes([len(content) >> 7]) if len(content) > 0x7F else b"")
        + content
    )


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(column, value):
    """A text, an error's code as bytes, or a number."""
    place = struct.pack("<II", column, 0)
    if isinstance(value, str):
        return record(6, place + wide(value))
    if isinstance(value, bytes):
        return record(3, place + value)
    return record(5, place + struct.pack("<d", value))


def write(path, rows, is_1904=False):
    """A workbook of one sheet; ``rows`` are {row: {column: value}}, both from 0."""
    columns = [column for cells in rows.values() for column in cells]
    book = record(0x83) + record(0x99, struct.pack("<II", int(is_1904), 0) + wide(""))
    book += record(0x8F) + record(0x9C, struct.pack("<II", 0, 1) + wide("rId1") + wide("S")) + record(0x90)
    book += record(0x9D, bytes(26)) + record(0x84)
    sheet = record(0x81) + record(0x94, struct.pack("<IIII", min(rows), max(rows), min(columns), max(columns)))
    sheet += record(0x91)
    for row, cells in rows.items():
        sheet += record(0, struct.pack("<IIH", row, 0, 300) + bytes(7))
        sheet += b"".join(cell(column, value) for column, value in cells.items())
    sheet += record(0x92) + record(0x82)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS.format(target="xl/workbook.bin", kind="officeDocument"))
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels", RELATIONS.format(target="worksheets/sheet1.bin", kind="worksheet")
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path
