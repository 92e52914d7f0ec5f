"""How the number of agents on duty decides what is answered in time.

What is named here is imported when it is first used: the process that follows a queue needs a few of these modules.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from staffplan.service.chat import chat_queue
    from staffplan.service.curves import concave_from, service_curves
    from staffplan.service.deferrable import deferrable_service, deferrable_work, live_demand
    from staffplan.service.erlang import erlang_a, erlang_b, erlang_c, erlang_queue, least_agents
    from staffplan.service.simulate import simulated_schedule, simulated_service
    from staffplan.service.steady import steady_service
    from staffplan.service.targets import staffing
    from staffplan.service.transient import course_of, time_varying_service
    from staffplan.service.transient_beside import WalkBeside

__all__ = [
    "WalkBeside",
    "chat_queue",
    "concave_from",
    "course_of",
    "deferrable_service",
    "deferrable_work",
    "erlang_a",
    "erlang_b",
    "erlang_c",
    "erlang_queue",
    "least_agents",
    "live_demand",
    "service_curves",
    "simulated_schedule",
    "simulated_service",
    "staffing",
    "steady_service",
    "time_varying_service",
]

_MODULES = {
    "chat": ("chat_queue",),
    "curves": ("concave_from", "service_curves"),
    "deferrable": ("deferrable_service", "deferrable_work", "live_demand"),
    "erlang": ("erlang_a", "erlang_b", "erlang_c", "erlang_queue", "least_agents"),
    "simulate": ("simulated_schedule", "simulated_service"),
    "steady": ("steady_service",),
    "targets": ("staffing",),
    "transient": ("course_of", "time_varying_service"),
    "transient_beside": ("WalkBeside",),
}


def __getattr__(name: str) -> object:
    """What is named above, from its module."""
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(name)
