"""Payroll in the columns of the user's own payroll system: a layout names and orders them, csv or xlsx comes out."""

from __future__ import annotations

import io
import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, ValidationError

from staffplan.errors import Fault, InputError
from staffplan.report.files import csv_text
from staffplan.report.payroll.inputs import PayrollInputs, nearest_first
from staffplan.report.payroll.layout_rows import ROW_VALUES, RowKind, Value, layout_rows
from staffplan.report.payroll.payroll import payroll_table
from staffplan.schema.base import Frozen
from staffplan.storage.input_files import MOST_TEXT_BYTES, line_of_long_key, long_key_fault, why_not_read
from staffplan.words.language import _
from staffplan.words.library_words import in_our_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from staffplan.errors import FaultCode
    from staffplan.report.payroll.pay_codes import PayCode
    from staffplan.schema.plan import Plan

SHIPPED = Path(__file__).parent / "layouts"
FORMATS = ("csv", "xlsx")
"""Kinds of files that a layout can be written as."""


class Column(Frozen):
    """One column of the file."""

    header: str
    """What the payroll system calls it."""
    value: str
    """What stands in it, by the names that docs/payroll.md lists."""


class PayCodeNames(Frozen):
    """What the payroll system calls the pay codes."""

    regular: str = "regular"
    """Regular hours."""
    overtime: str = "overtime"
    """Overtime."""
    rest_day: str = "rest_day"
    """Work on a rest day."""
    statutory_holiday: str = "statutory_holiday"
    """Work on a statutory holiday."""

    def name(self, code: PayCode) -> str:
        """The name of ``code``."""
        return str(getattr(self, code))


class Layout(Frozen):
    """A file that a payroll system takes."""

    title: str = "payroll"
    """The name of the sheet, and of the layout in messages."""
    format: Literal["csv", "xlsx"] = "csv"
    """The kind of file."""
    encoding: Literal["utf-8-sig", "utf-8", "gb18030"] = "utf-8-sig"
    """How csv text is written."""
    rows: RowKind = "month"
    """What a row is: an agent's month, an agent's day and pay code, or a shift."""
    pay_codes: PayCodeNames = PayCodeNames()
    """Names of the pay codes, for the column ``pay_code``."""
    column: tuple[Column, ...] = Field(min_length=1)
    """The columns in their order."""


def shipped_layouts() -> list[str]:
    """Names of the layouts that come with staffplan."""
    return sorted(path.stem for path in SHIPPED.glob("*.toml"))


def load_layout(name: str | Path) -> Layout:
    """A layout by the path of its file, or by the name of one that is shipped. Raises InputError with every fault."""
    path = Path(name)
    if not path.is_file() and str(name) in shipped_layouts():
        path = SHIPPED / f"{name}.toml"
    try:
        if (wrong := why_not_read(path, MOST_TEXT_BYTES)) is not None:
            raise InputError([Fault(str(name), *wrong)])
        text = path.read_text(encoding="utf-8-sig")
        if line_of_long_key(text) is not None:
            raise InputError([Fault(str(name), *long_key_fault(), line_of_long_key(text), code="syntax")])
        layout = Layout.model_validate(tomllib.loads(text))
    except OSError as error:
        accepted = _("a layout file (toml), or one of {names}").format(names=", ".join(shipped_layouts()))
        raise InputError([Fault(str(name), in_our_words(error), accepted)]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError([Fault(str(name), _what(error), _("a TOML file in utf-8"), code="syntax")]) from error
    except ValidationError as error:
        raise InputError(
            [_fault(str(name), dict(detail)) for detail in error.errors() if _says_more(detail)]
        ) from error
    faults = _unknown_values(str(name), layout)
    if faults:
        raise InputError(faults)
    return layout


def export(plan: Plan, layout: Layout, inputs: PayrollInputs | None = None) -> bytes:
    """The payroll of ``plan`` as ``layout`` wants it: the bytes of a csv or xlsx file, the same for the same plan."""
    table = payroll_table(plan, inputs)
    headers = [column.header for column in layout.column]
    names = [column.value for column in layout.column]
    rows = [
        [row[name] for name in names] for row in layout_rows(layout.rows, plan, table, inputs, layout.pay_codes.name)
    ]
    if layout.format == "xlsx":
        return _xlsx(layout.title, headers, rows, plan)
    return csv_text(headers, [[_csv(value) for value in row] for row in rows]).encode(layout.encoding)


def _says_more(detail: Mapping[str, Any]) -> bool:
    """Not where columns count as too few only because each of them has a fault of its own."""
    return detail["type"] != "too_short" or not detail["input"]


def _fault(name: str, detail: dict[str, Any]) -> Fault:
    """One of pydantic's errors as a planner reads it."""
    keys = [str(key + 1) if isinstance(key, int) else str(key) for key in detail["loc"]]
    if detail["type"] == "extra_forbidden":
        table = {1: Layout.model_fields, 3: Column.model_fields}.get(len(keys), PayCodeNames.model_fields)
        accepted = _("one of {names}").format(names=", ".join(nearest_first(keys[-1], table)))
        return Fault(name, _("an unknown key"), accepted, column=".".join(keys), code="unknown_key")
    missing = detail["type"] == "missing"
    found = _("nothing") if missing else repr(detail["input"])
    code: FaultCode = "missing_key" if missing else "wrong_value"
    return Fault(name, found, _accepted(detail), column=".".join(keys), code=code)


def _what(error: ValueError) -> str:
    """What is wrong with the text, and where."""
    what, place, where = str(error).partition(" (at line ")
    if not place:
        return in_our_words(error)
    line, _comma, column = where.removesuffix(")").partition(", column ")
    return _("{what} (row {line}, character {column})").format(what=in_our_words(what), line=line, column=column)


def _accepted(detail: dict[str, Any]) -> str:
    """What the key takes, by pydantic's name for what is wrong."""
    match detail["type"]:
        case "missing" if detail["loc"] != ("column",):
            return _("this key")
        case "literal_error":
            return _("one of {names}").format(names=detail["ctx"]["expected"].replace(" or ", ", "))
        case "string_type":
            return _("text in quotation marks")
        case "missing" | "too_short" | "tuple_type":
            return _("[[column]] in double brackets, once for each column")
        case _:
            return _("another value")


def _unknown_values(name: str, layout: Layout) -> list[Fault]:
    known = ROW_VALUES[layout.rows]
    return [
        Fault(
            file=name,
            column=f"column.{number}.value",
            code="wrong_value",
            found=repr(column.value),
            accepted=_("for rows = {rows}, one of {names}").format(
                rows=repr(layout.rows), names=", ".join(nearest_first(column.value, known))
            ),
        )
        for number, column in enumerate(layout.column, start=1)
        if column.value not in known
    ]


def _csv(value: Value) -> str:
    """The value as text."""
    if value is None:
        return ""
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value)


def _xlsx(title: str, headers: Sequence[str], rows: Sequence[Sequence[Value]], plan: Plan) -> bytes:
    """One plain sheet: what a program reads back, with headers in the first row."""
    import xlsxwriter

    from staffplan.report.spreadsheets import TEXT_STAYS_TEXT

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **TEXT_STAYS_TEXT}) as file:
        file.set_properties({"created": plan.coverage[0].start.replace(tzinfo=None)})
        shapes = {date: file.add_format({"num_format": "yyyy-mm-dd"}), str: file.add_format({"num_format": "@"})}
        shapes[datetime] = file.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet = file.add_worksheet(_sheet_name(title))
        for column, header in enumerate(headers):
            sheet.write_string(0, column, header, file.add_format({"bold": True, "text_wrap": True}))
        sheet.set_column(0, len(headers) - 1, 14)
        sheet.freeze_panes(1, 0)
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, at, column, value, shapes)
    return content.getvalue()


def _write(sheet: Any, row: int, column: int, value: Value, shapes: dict[type, Any]) -> None:  # noqa: ANN401
    if value is None:
        sheet.write_blank(row, column, None)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, shapes[str])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, shapes[type(value)])
    else:
        sheet.write_number(row, column, float(value) if isinstance(value, Decimal) else value)


def _sheet_name(title: str) -> str:
    """Excel forbids some characters in a sheet's name, and more than 31 of them."""
    return "".join("_" if letter in "[]:*?/\\" else letter for letter in title).strip("'")[:31] or "payroll"
