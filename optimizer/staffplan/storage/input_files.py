"""Which files are read at all: regular ones of a size that their content may have, with keys that people write."""

from __future__ import annotations

import re
import stat
from typing import TYPE_CHECKING

from staffplan.words.language import _

if TYPE_CHECKING:
    from pathlib import Path

MOST_TABLE_BYTES = 48 * 2**20
"""Bytes of a table's file."""
MOST_TEXT_BYTES = 2**20
"""Bytes of a file of keys: a scenario, a year, a layout."""
MOST_LIST_BYTES = 8 * 2**20
"""Bytes of a list of agents or of times for payroll."""
MOST_KEY_PARTS = 20
"""Parts of a dotted key, and tables or lists inside one another; a scenario has four."""
_TEXTS = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*")
_BETWEEN_KEYS = re.compile(r"[^\w.\- \t]+")


def why_not_read(path: Path, most: int) -> tuple[str, str] | None:
    """What ``path`` is instead of a file of at most ``most`` bytes, and what is accepted; None: it may be read.

    A device or a pipe may never end; a file may swell the memory. Raises OSError where there is no such path.
    """
    about = path.stat()
    if stat.S_ISREG(about.st_mode):
        return too_large(about.st_size, most)
    return _("a device or a pipe, which may never end"), _("a file; save what the pipe gives, then read that")


def too_large(size: int, most: int) -> tuple[str, str] | None:
    """The same for a file of ``size`` bytes."""
    if size <= most:
        return None
    found = _("a file of {size} MiB").format(size=-(-size // 2**20))
    return found, _("a file of at most {most} MiB").format(most=most // 2**20)


def line_of_long_key(toml: str) -> int | None:
    """The line of a TOML text that has a dotted key of too many parts, from 1; None: there is none."""
    for number, line in enumerate(toml.splitlines(), start=1):
        if line.count(".") >= MOST_KEY_PARTS:
            keys = _BETWEEN_KEYS.split(_TEXTS.sub("x", line))
            if any(key.count(".") >= MOST_KEY_PARTS for key in keys):
                return number
    return None


def is_deep(value: object) -> bool:
    """Whether tables or lists stand inside one another more often than any key of ours does."""
    level = [value]
    for _depth in range(MOST_KEY_PARTS):
        level = [
            item
            for each in level
            for item in (each.values() if isinstance(each, dict) else each if isinstance(each, list) else ())
            if isinstance(item, dict | list)
        ]
        if not level:
            return False
    return True


def long_key_fault() -> tuple[str, str]:
    """What is said of such keys: what was found, and what is accepted."""
    return (
        _("a key of more than {most} parts").format(most=MOST_KEY_PARTS),
        _('TOML, such as share = 0.9 or within = "30s"'),
    )
