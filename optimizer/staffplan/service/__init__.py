"""How many agents on duty answer how much in time, by queueing theory and simulation.

What is named here is imported when it is first used: the process that follows a queue needs a few of these modules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.late import importer

if TYPE_CHECKING:
    from staffplan.service.room import duty_limits
    from staffplan.service.simulate.service import simulated_schedule, simulated_service
    from staffplan.service.steady.chat import chat_queue
    from staffplan.service.steady.curves import concave_from, service_curves
    from staffplan.service.steady.deferrable import deferrable_service, deferrable_work, live_demand
    from staffplan.service.steady.erlang import erlang_a, erlang_b, erlang_c, erlang_queue, least_agents
    from staffplan.service.steady.service import steady_service
    from staffplan.service.targets import staffing
    from staffplan.service.transient.beside import WalkBeside
    from staffplan.service.transient.service import course_of, time_varying_service
    from staffplan.service.transient.walk import walk

__all__ = [
    "WalkBeside",
    "chat_queue",
    "concave_from",
    "course_of",
    "deferrable_service",
    "deferrable_work",
    "duty_limits",
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
    "walk",
]

_MODULES = {
    "room": ("duty_limits",),
    "steady.chat": ("chat_queue",),
    "steady.curves": ("concave_from", "service_curves"),
    "steady.deferrable": ("deferrable_service", "deferrable_work", "live_demand"),
    "steady.erlang": ("erlang_a", "erlang_b", "erlang_c", "erlang_queue", "least_agents"),
    "simulate.service": ("simulated_schedule", "simulated_service"),
    "steady.service": ("steady_service",),
    "targets": ("staffing",),
    "transient.service": ("course_of", "time_varying_service"),
    "transient.beside": ("WalkBeside",),
    "transient.walk": ("walk",),
}

__getattr__ = importer(__name__, _MODULES)
