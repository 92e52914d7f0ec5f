"""What a worker of a cluster does for each task."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

from staffplan.processes.child import keep_given_back
from staffplan.processes.inside import ONE_THREAD

if TYPE_CHECKING:
    from collections.abc import Callable

Given = TypeVar("Given")
Result = TypeVar("Result")


def call(work: Callable[[Given], Result], given: Given) -> Result:
    """``work`` on ``given``, as a process of a pool would do it: on one core, keeping what serves the next task."""
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    keep_given_back()
    return work(given)
