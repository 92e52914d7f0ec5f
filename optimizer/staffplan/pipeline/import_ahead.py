"""Imports what the last stages need while this process waits for the solver."""

from __future__ import annotations

import threading
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from staffplan.processes.child import WALKER, is_waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

LATER = (
    "staffplan.verify",
    "staffplan.service.transient.service",
    "staffplan.report.page.page",
    "staffplan.report.sheets.workbook",
    "xlsxwriter",
    "jinja2",
)
"""Checking, certifying, writing."""
FOR_HOLIDAYS = ("holidays.countries", "chinese_calendar")
"""What the calendar of a country needs; it takes longest, and last."""
FOR_THE_QUEUE = ("scipy.linalg", "scipy.special")
"""What following the queue needs, where no other process does that."""


def import_ahead(*, holidays: bool) -> None:
    """Begin to import what will be needed in a thread; who needs some of it before waits for that alone."""
    queue = () if is_waiting(WALKER) else FOR_THE_QUEUE
    names = (*queue, *LATER, *(FOR_HOLIDAYS if holidays else ()))
    with suppress(RuntimeError):  # no thread can be started: everything is imported when it is needed
        threading.Thread(target=_import_all, args=(names,)).start()


def _import_all(names: Iterable[str]) -> None:
    for name in names:
        with suppress(ImportError, MemoryError):  # who needs it says so
            import_module(name)
