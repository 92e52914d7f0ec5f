"""Whether somebody has changed a plan's files by hand since staffplan wrote them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.storage.read import whole
from staffplan.storage.write import free_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EDITABLE = ("schedule.csv", "payroll.xlsx")
"""The files of a plan that people change; the others are made from them."""


def digests(contents: Mapping[str, bytes | Path]) -> dict[str, str]:
    """sha256 of each file that people may change, for plan.json to keep."""
    return {name: _digest(contents[name]) for name in EDITABLE if name in contents}


def _digest(content: bytes | Path) -> str:
    return hashlib.sha256(content.read_bytes() if isinstance(content, Path) else content).hexdigest()


def edited(folder: Path) -> tuple[Path, ...]:
    """The files of the plan in ``folder`` that hold edits, those that were taken in from Excel included.

    None of a folder that holds no plan, or one of an older version that kept no digests.
    """
    with whole(folder):
        return tuple(_edited(folder))


def _edited(folder: Path) -> Iterator[Path]:
    try:
        written = dict(json.loads((folder / "plan.json").read_bytes())["written"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    for name, digest in written.items():
        path = folder / name
        if name in EDITABLE and path.is_file() and _digest(path) != digest:
            yield path


def edited_year(folder: Path) -> tuple[Path, ...]:
    """The same of every season's plan in the folder of a year."""
    seasons = sorted(path.parent for path in folder.glob("*/plan.json")) if (folder / "year.json").exists() else []
    return tuple(path for season in seasons for path in edited(season))


def place_for(folder: Path, kept: tuple[Path, ...]) -> Path:
    """``folder``, or a new one beside it where files in it are to be ``kept``: ``plan-2`` for ``plan``."""
    return free_name(folder) if kept else folder
