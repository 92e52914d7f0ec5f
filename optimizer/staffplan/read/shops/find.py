"""The shops that a folder, a pattern or a table names."""

from __future__ import annotations

from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.errors import Fault, InputError
from staffplan.read.shops.names import refuse_names
from staffplan.read.shops.table import read_shop_table
from staffplan.read.tables.files import ENDINGS, shown_path
from staffplan.schema.shops.batch import Shop
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FORECAST, SCENARIO = "forecast", "scenario.toml"
"""How the files of a shop that has a folder are called: ``forecast.csv`` (or another table), and ``scenario.toml``."""


def find_shops(given: Sequence[str], out: str | None = None) -> list[Shop]:
    """The shops, by the order of a table, else by their names.

    ``given``: a folder of shops, a pattern (``shops/*/forecast.csv``) or a table; or several folders and forecasts, as
    a shell makes of a pattern. A folder ``out`` inside is none of them.

    Raises:
        InputError: there are none, or two of one name, or a name is no folder's; or the table has faults.
    """
    alone = Path(given[0]) if len(given) == 1 else None
    is_table = alone is not None and alone.is_file() and alone.suffix.lower() in ENDINGS
    shops = read_shop_table(alone) if alone is not None and is_table else list(_of_paths(given, out))
    shown = ", ".join(map(shown_path, given[:3]))
    if not shops:
        raise InputError([Fault(shown, _nothing(alone), _accepted())])
    refuse_names(shops, shown)
    return shops


def _of_paths(given: Sequence[str], out: str | None) -> Iterator[Shop]:
    own = None if out is None else Path(out).resolve()
    for path in given:
        if Path(path).is_dir() and not _forecasts(Path(path)) and len(given) == 1:
            found = sorted(Path(path).iterdir())
        else:
            found = sorted(map(Path, glob(path))) if has_magic(path) and not Path(path).exists() else [Path(path)]
        for each in found:
            if each.resolve() != own and (shop := _shop(each)) is not None:
                yield shop


def _shop(path: Path) -> Shop | None:
    """The shop of a folder or of a forecast; None where ``path`` is neither."""
    if path.is_dir():
        if path.name.startswith(".") or (path / "plan.json").exists():
            return None
        forecast = next(iter(_forecasts(path)), path / f"{FORECAST}.csv")
        return Shop(path.resolve().name, str(forecast), _if_there(path / SCENARIO))
    if path.suffix.lower() not in ENDINGS:
        return None
    if path.stem == FORECAST:
        return Shop(path.resolve().parent.name, str(path), _if_there(path.parent / SCENARIO))
    return Shop(path.stem, str(path), _if_there(path.with_suffix(".toml")))


def _forecasts(folder: Path) -> list[Path]:
    return [path for ending in ENDINGS if (path := folder / f"{FORECAST}{ending}").is_file()]


def _if_there(path: Path) -> str | None:
    return str(path) if path.is_file() else None


def _nothing(alone: Path | None) -> str:
    if alone is None or alone.exists() or has_magic(str(alone)):
        return _("no shop")
    return _("nothing of this name")


def _accepted() -> str:
    return _("a folder with a folder or a forecast for each shop, a pattern such as 'shops/*/forecast.csv', or a table")
