"""How much memory a process beside this one may take: too much then ends in a sentence, not in a frozen machine."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from staffplan.errors import Fault, InputError
from staffplan.words.language import _

VARIABLE = "STAFFPLAN_MEMORY"
"""The environment's variable that sets another limit."""
NO_LIMIT = "none"
SHARE = 0.9
"""Share of the machine's memory that one process may take: about where the system itself would begin to end some."""
UNITS = {"MB": 10**6, "GB": 10**9}
CONTAINER_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
"""What a container may take, in bytes or "max": control groups of version 2 and 1 (kernel.org, admin-guide)."""


def limit(processes: int = 1) -> int | None:
    """Bytes of data that each of ``processes`` may hold; None: no limit is known, or none wanted.

    They share what one alone might take; a size in ``VARIABLE`` is that of each. Raises InputError where it is no size.
    """
    text = os.environ.get(VARIABLE, "").strip()
    if not text:
        machine = _of_machine()
        return None if machine is None else int(SHARE * machine / processes)
    if text.lower() == NO_LIMIT:
        return None
    size = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?) ?(MB|GB)", text, re.IGNORECASE)
    if size is None or float(size[1]) == 0:
        accepted = _("a size such as 8GB or 500MB, or none for no limit")
        raise InputError([Fault(VARIABLE, repr(text), accepted)])
    return int(float(size[1]) * UNITS[size[2].upper()])


def hand_on(size: int | None) -> None:
    """Let what this process starts have the same limit, ``size`` bytes each."""
    if size is not None:
        os.environ[VARIABLE] = f"{max(size // UNITS['MB'], 1)}MB"


def _of_machine() -> int | None:
    """Bytes of memory that this machine has, or this container may take; None: nobody says."""
    known = []
    with suppress(AttributeError, ValueError, OSError):
        known.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    for path in CONTAINER_LIMITS:
        with suppress(OSError, ValueError):  # ValueError: "max"
            known.append(int(path.read_text()))
    return min((size for size in known if size > 0), default=None)
