"""Calls the stages in their order: the only package that knows all of them.

What is named here is imported when it is first used: a command needs a few of these modules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.late import importer

if TYPE_CHECKING:
    from staffplan.pipeline.checking import CheckResult, check
    from staffplan.pipeline.comparing import compare
    from staffplan.pipeline.evaluation import Evaluation, evaluate
    from staffplan.pipeline.need import RequireResult, require
    from staffplan.pipeline.plan.documents import EditResult, documents, export, import_edits, report
    from staffplan.pipeline.reading import read
    from staffplan.pipeline.shops.batch import Batch, batch
    from staffplan.pipeline.solving import SolveResult, solve
    from staffplan.pipeline.sweeps.sweep import sweep

__all__ = [
    "Batch",
    "CheckResult",
    "EditResult",
    "Evaluation",
    "RequireResult",
    "SolveResult",
    "batch",
    "check",
    "compare",
    "documents",
    "evaluate",
    "export",
    "import_edits",
    "read",
    "report",
    "require",
    "solve",
    "sweep",
]

_MODULES = {
    "shops.batch": ("Batch", "batch"),
    "checking": ("CheckResult", "check"),
    "comparing": ("compare",),
    "evaluation": ("Evaluation", "evaluate"),
    "need": ("RequireResult", "require"),
    "plan.documents": ("EditResult", "documents", "export", "import_edits", "report"),
    "reading": ("read",),
    "solving": ("SolveResult", "solve"),
    "sweeps.sweep": ("sweep",),
}

__getattr__ = importer(__name__, _MODULES)
