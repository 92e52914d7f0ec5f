"""Importing what the last stages need while the solver's process works and this one has nothing to do."""

from __future__ import annotations

import threading
from contextlib import suppress
from importlib import import_module

LATER = (
    "scipy.linalg",
    "scipy.special",
    "staffplan.verify",
    "staffplan.service.transient",
    "staffplan.report.page",
    "staffplan.report.workbook",
    "xlsxwriter",
    "jinja2",
    "holidays",
)
"""Checking, certifying, writing: 0.5 to 1 s of imports."""


def import_ahead() -> None:
    """Begin to import :data:`LATER` in a thread; who needs one of them before waits for that one alone."""
    threading.Thread(target=_import_all).start()


def _import_all() -> None:
    for name in LATER:
        with suppress(ImportError):  # who needs it says so
            import_module(name)
