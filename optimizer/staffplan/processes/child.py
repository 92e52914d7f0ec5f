"""Which processes work beside this one, how many may, and those that were started before they are needed."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from staffplan.errors import ProcessEndedError
from staffplan.processes.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Iterator

SOLVER = "staffplan.solve.engine.worker"
"""The process in which models are solved."""
WALKER = "staffplan.service.transient.beside"
"""The process in which a schedule's queue is followed."""
EXCHANGER = "staffplan.solve.searches.breakout_beside"
"""The process in which agents exchange tours as well."""

_early: dict[str, Beside] = {}
"""Processes that nobody has taken yet, by their module."""
_kept: dict[str, list[Beside]] | None = None
"""Processes that were given back, by their module; None: none is kept."""


def _forget() -> None:
    global _kept
    _early.clear()
    _kept = None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)  # they are the parent's


def cores() -> int:
    """How many processes can work side by side."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def has_core_to_spare() -> bool:
    """Whether a second process wins anything: not on one core, nor where this one was told that others share them."""
    return cores() > 1 and os.environ.get("OMP_NUM_THREADS") != "1"


@contextmanager
def started_early(*modules: str) -> Iterator[None]:
    """Inside, the first who asks for a process that runs one of ``modules`` takes one that began its imports before.

    Nothing is started where there is no core to spare; what nobody took is ended.
    """
    if has_core_to_spare():
        with suppress(ProcessEndedError):  # whoever needs it says so
            _early.update((module, Beside(module)) for module in modules)
    try:
        yield
    finally:
        for module in modules:
            if (left := _early.pop(module, None)) is not None:
                left.end()


def is_waiting(module: str) -> bool:
    """Whether a process that runs ``module`` was started early and nobody has taken it."""
    return module in _early


def started(module: str) -> Beside:
    """A process that runs ``module``; whoever takes it ends it, or gives it back."""
    early = _early.pop(module, None)
    while early is None and _kept and _kept.get(module):
        with suppress(IndexError):  # another thread has taken the last one
            waiting = _kept[module].pop()
            if waiting.lives:
                return waiting
            waiting.end()
    return early or Beside(module)


def keep_given_back() -> None:
    """From now on what is given back waits for the next who asks: a worker makes one plan after the other.

    What waits ends with this process.
    """
    global _kept
    if _kept is None:
        _kept = {}


def given_back(process: Beside) -> None:
    """``process`` has nothing to do and nothing to say: it is kept where plan follows plan, else ended."""
    if _kept is None or process.has_ended or process.has_news:
        process.end()
    else:
        _kept.setdefault(process.module, []).append(process)
