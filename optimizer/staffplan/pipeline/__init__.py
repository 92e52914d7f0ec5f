"""Calls the stages in their order: the only package that knows all of them.

What is named here is imported when it is first used: a command needs a few of these modules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.late import importer

if TYPE_CHECKING:
    from staffplan.pipeline.calibrating import calibrate
    from staffplan.pipeline.checking import CheckResult, check
    from staffplan.pipeline.comparing import compare
    from staffplan.pipeline.evaluation import Evaluation, evaluate
    from staffplan.pipeline.forecasting import Asked, forecast
    from staffplan.pipeline.need import RequireResult, require
    from staffplan.pipeline.plan.documents import EditResult, documents, export, import_edits
    from staffplan.pipeline.plan.for_people import export_calendars, export_wall
    from staffplan.pipeline.reading import read
    from staffplan.pipeline.reviewing import review
    from staffplan.pipeline.shops.batch import Batch, batch
    from staffplan.pipeline.simulation import Simulation, simulate
    from staffplan.pipeline.solving import SolveResult, solve
    from staffplan.pipeline.sweeps.sweep import sweep
    from staffplan.pipeline.year.documents import report

__all__ = [
    "Asked",
    "Batch",
    "CheckResult",
    "EditResult",
    "Evaluation",
    "RequireResult",
    "Simulation",
    "SolveResult",
    "batch",
    "calibrate",
    "check",
    "compare",
    "documents",
    "evaluate",
    "export",
    "export_calendars",
    "export_wall",
    "forecast",
    "import_edits",
    "read",
    "report",
    "require",
    "review",
    "simulate",
    "solve",
    "sweep",
]

_MODULES = {
    "shops.batch": ("Batch", "batch"),
    "calibrating": ("calibrate",),
    "checking": ("CheckResult", "check"),
    "comparing": ("compare",),
    "evaluation": ("Evaluation", "evaluate"),
    "forecasting": ("Asked", "forecast"),
    "need": ("RequireResult", "require"),
    "plan.documents": ("EditResult", "documents", "export", "import_edits"),
    "plan.for_people": ("export_calendars", "export_wall"),
    "reading": ("read",),
    "reviewing": ("review",),
    "simulation": ("Simulation", "simulate"),
    "solving": ("SolveResult", "solve"),
    "sweeps.sweep": ("sweep",),
    "year.documents": ("report",),
}

__getattr__ = importer(__name__, _MODULES)
