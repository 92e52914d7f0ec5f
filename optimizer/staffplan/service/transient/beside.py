"""The walk through a period in a process of its own, so that its caller can do something else meanwhile.

Courses go to the process's standard input, what the walks give comes back on its standard output, as pickles. The end
of the input ends the process at once, also where the caller was killed.
"""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from staffplan.processes import child
from staffplan.service.transient.walk import walk

if TYPE_CHECKING:
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
        child.ended(self._process)

    def begin(self, course: Course) -> None:
        """Let it walk ``course``, unless it does so already; :meth:`found` is about the last one begun."""
        if self._unread and self._course is not None and self._course.rates == course.rates:
            return
        self._course = course
        self._unread += 1
        assert self._process.stdin is not None
        with suppress(OSError):
            pickle.dump(course, self._process.stdin)
            self._process.stdin.flush()

    def found(self) -> tuple[Tally, bool]:
        """What :func:`walk` gives for the course begun, digit for digit; raises what it raises.

        Where the process failed, the walk is made here.
        """
        assert self._course is not None
        assert self._process.stdout is not None
        try:
            while self._unread:
                self._unread -= 1
                given: tuple[Tally, bool] = pickle.load(self._process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            return walk(self._course)
        return given


def main() -> None:
    """Walk until the input ends."""
    courses = child.received()
    import scipy.linalg.lapack
    import scipy.special  # noqa: F401 - while the caller is still searching

    while True:
        pickle.dump(walk(courses.get()), sys.stdout.buffer)
        sys.stdout.buffer.flush()
