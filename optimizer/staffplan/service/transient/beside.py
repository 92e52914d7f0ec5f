"""The walk through a period in a process of its own, so that its caller can do something else meanwhile."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Self

from staffplan.errors import ProcessEndedError
from staffplan.processes import child
from staffplan.service.transient.walk import walk

if TYPE_CHECKING:
    from staffplan.processes.inside import Parent
    from staffplan.service.transient.walk import Course, Tally


class WalkBeside:
    """A process that walks, started at once and used for one course after the other."""

    def __init__(self) -> None:
        """Start the process; it imports what it needs meanwhile."""
        self._process = child.started(child.WALKER)
        self._course: Course | None = None
        self._unread = 0

    def __enter__(self) -> Self:
        """The process itself."""
        return self

    def __exit__(self, *_details: object) -> None:
        """End the process, whatever it does."""
        self._process.end()

    def begin(self, course: Course) -> None:
        """Let it walk ``course``, unless it does so already; :meth:`found` is about the last one begun."""
        if self._unread and self._course is not None and self._course.rates == course.rates:
            return
        self._course = course
        self._unread += 1
        self._process.send(course)

    def found(self, seconds: float | None = None) -> tuple[Tally, bool]:
        """What :func:`walk` gives for the course begun, digit for digit; raises what it raises.

        Where the process failed, the walk is made here. Raises TimeoutError where it takes more than ``seconds``.
        """
        assert self._course is not None
        until = math.inf if seconds is None else time.monotonic() + seconds
        try:
            while self._unread:
                left = None if seconds is None else max(until - time.monotonic(), 0.0)
                given: tuple[Tally, bool] = self._process.receive(left)
                self._unread -= 1
        except ProcessEndedError:
            return walk(self._course, max(until - time.monotonic(), 0.0))
        return given


def main(parent: Parent) -> None:
    """Walk until the input ends."""
    import scipy.linalg.lapack
    import scipy.special  # noqa: F401 - while the caller is still searching

    while True:
        parent.send(walk(parent.receive()))
