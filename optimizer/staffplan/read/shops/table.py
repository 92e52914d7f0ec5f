"""A table of shops: a row each, with the forecast's file, and any key of the scenario as a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.read.faults import CellFaultError, Faults
from staffplan.read.opened import name_of, open_table
from staffplan.read.shops.keys import key_of, value_of
from staffplan.read.tables.table import Columns, locate
from staffplan.schema.shops.batch import Shop
from staffplan.words.language import _
from staffplan.words.near import near

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan.read.tables.table import Located, Row

COLUMNS = Columns(
    required=("shop", "forecast"),
    optional=("scenario",),
    aliases={
        "shop": ("name", "store", "店铺", "店铺名称", "门店"),
        "forecast": ("forecast_file", "预测", "预测文件"),
        "scenario": ("scenario_file", "场景", "场景文件"),
    },
)
Keys = dict[int, str]
"""The scenario's key of each column that is one, by the column's place."""


def read_shop_table(path: Path) -> list[Shop]:
    """The shops of the table ``path``; names of files are meant from its folder.

    Raises:
        InputError: it has faults, a column is no key of the scenario, or a cell no value of its key; all of them.
    """
    faults = Faults(name_of(path))
    table, _source = open_table(path, COLUMNS, faults)
    located = locate(table, COLUMNS, faults)
    keys = _keys(located, faults)
    rows = [row for row in table.rows if row.number > located.header.number and not row.blank]
    shops = [_shop(row, located, keys, path, faults) for row in rows]
    faults.raise_any()
    return shops


def _keys(located: Located, faults: Faults) -> Keys:
    keys: Keys = {}
    ours = set(located.places.values())
    for place, cell in enumerate(located.header.cells):
        header = "" if cell is None else str(cell).strip()
        if place in ours or not header:
            continue
        key = key_of(header)
        if key is None:
            faults.add(
                _("a column that is no key of the scenario"), _hint(header), located.header.number, header, "column"
            )
        elif key in keys.values():
            faults.add(_("{key} twice").format(key=key), _("each key once"), located.header.number, header, "column")
        else:
            keys[place] = key
    return keys


def _hint(header: str) -> str:
    from staffplan.read.scenario.names import short_names

    known = {*COLUMNS.required, *COLUMNS.optional, *short_names(), *short_names().values()}
    meant = near(header, sorted(known))
    if meant is not None:
        return _("did you mean {key}?").format(key=meant)
    return _("shop, forecast, scenario, or a key such as bot.deflection or contract[2].hourly_cost")


def _shop(row: Row, located: Located, keys: Keys, path: Path, faults: Faults) -> Shop:
    cells = {name: _text(row.cells[k]) if k < len(row.cells) else "" for name, k in located.places.items()}
    for name in COLUMNS.required:
        if not cells[name]:
            faults.add(_("nothing"), _("the name of the shop, and that of its forecast's file"), row.number, name)
    values: dict[str, tuple[str, object]] = {}
    for place, key in keys.items():
        header = str(located.header.cells[place]).strip()
        cell = row.cells[place] if place < len(row.cells) else None
        if _text(cell):
            told = _("{file}, row {row}, {column}").format(file=faults.file, row=row.number, column=header)
            try:
                values[key] = told, value_of(key, cell, path.parent)
            except CellFaultError as fault:
                faults.add(fault.found, fault.accepted, row.number, header)
    scenario = cells.get("scenario")
    return Shop(
        cells["shop"], str(path.parent / cells["forecast"]), str(path.parent / scenario) if scenario else None, values
    )


def _text(cell: object) -> str:
    """A cell as text; a whole number of a workbook has no point."""
    if cell is None or cell != cell:
        return ""
    return f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
