"""The smallest legal customer-service team that answers in time, with proof.

``staffplan.solve(forecast, scenario)`` is where to begin. What is named here is imported when it is first used.
"""

from staffplan.late import importer
from staffplan.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from staffplan.door.checking import Check, check
    from staffplan.door.comparing import Comparison, compare
    from staffplan.door.evaluation import Evaluation, evaluate
    from staffplan.door.forecasting import Forecast, forecast
    from staffplan.door.need import Need, require
    from staffplan.door.plan import Plan, open
    from staffplan.door.shops import Batch, batch, cluster
    from staffplan.door.solving import solve
    from staffplan.door.sweeping import Sweep, sweep
    from staffplan.door.year import YearPlan, seasons
    from staffplan.errors import Fault, InfeasibleError, InputError, NoPlanError, OutputError, StaffplanError
    from staffplan.schema.progress import Progress, Stop
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.words.language import use_language
else:
    # The stage ``staffplan.solve`` has the name of the function. A package takes its name in its parent once, when it
    # is first imported: that is now, and then the name is free for the function.
    import staffplan.solve

    del staffplan.solve, staffplan

    _MODULES = {
        "door.checking": ("Check", "check"),
        "door.comparing": ("Comparison", "compare"),
        "door.evaluation": ("Evaluation", "evaluate"),
        "door.forecasting": ("Forecast", "forecast"),
        "door.need": ("Need", "require"),
        "door.plan": ("Plan", "open"),
        "door.shops": ("Batch", "batch", "cluster"),
        "door.solving": ("solve",),
        "door.sweeping": ("Sweep", "sweep"),
        "door.year": ("YearPlan", "seasons"),
        "errors": ("Fault", "InfeasibleError", "InputError", "NoPlanError", "OutputError", "StaffplanError"),
        "schema.progress": ("Progress", "Stop"),
        "schema.scenario.keys": ("Scenario",),
        "words.language": ("use_language",),
    }

    __getattr__ = importer(__name__, _MODULES)

    def __dir__() -> list[str]:
        """All names, also of what nobody has used yet."""
        return sorted({*globals(), *__all__})


__all__ = [
    "Batch",
    "Check",
    "Comparison",
    "Evaluation",
    "Fault",
    "Forecast",
    "InfeasibleError",
    "InputError",
    "Need",
    "NoPlanError",
    "OutputError",
    "Plan",
    "Progress",
    "Scenario",
    "StaffplanError",
    "Stop",
    "Sweep",
    "YearPlan",
    "__version__",
    "batch",
    "check",
    "cluster",
    "compare",
    "evaluate",
    "forecast",
    "open",
    "require",
    "seasons",
    "solve",
    "sweep",
    "use_language",
]
