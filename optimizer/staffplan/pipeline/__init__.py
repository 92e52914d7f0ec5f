"""Calls the stages in their order: the only package that knows all of them."""

from staffplan.pipeline.check import CheckResult, check
from staffplan.pipeline.compare import compare
from staffplan.pipeline.evaluate import Evaluation, evaluate
from staffplan.pipeline.plan.documents import EditResult, documents, export, import_edits, report
from staffplan.pipeline.read import read
from staffplan.pipeline.require import RequireResult, require
from staffplan.pipeline.solve import SolveResult, solve
from staffplan.pipeline.sweep.sweep import sweep

__all__ = [
    "CheckResult",
    "EditResult",
    "Evaluation",
    "RequireResult",
    "SolveResult",
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
