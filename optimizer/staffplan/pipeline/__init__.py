"""The road of the data: the only package that knows all stages and calls them, one behind the other."""

from staffplan.pipeline.check import CheckResult, check
from staffplan.pipeline.compare import compare
from staffplan.pipeline.evaluate import Evaluation, evaluate
from staffplan.pipeline.plan.documents import EditResult, documents, export, import_edits, report
from staffplan.pipeline.require import require
from staffplan.pipeline.solve import SolveResult, solve
from staffplan.pipeline.sweep.sweep import sweep

__all__ = [
    "CheckResult",
    "EditResult",
    "Evaluation",
    "SolveResult",
    "check",
    "compare",
    "documents",
    "evaluate",
    "export",
    "import_edits",
    "report",
    "require",
    "solve",
    "sweep",
]
