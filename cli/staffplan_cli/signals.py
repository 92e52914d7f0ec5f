"""Ctrl-C, a closed terminal (HUP), a request to end (TERM): what is begun is tidied away; the exit code says which."""

from __future__ import annotations

import signal
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from staffplan.schema.progress import Stop

GRACE_SECONDS = 8.0
"""How long a search that was asked to end by TERM or HUP may take to write the best plan so far: whoever asks so kills
soon after."""
_received: list[tuple[int, float]] = []
"""Number and time of each signal that this process got."""


def heed() -> None:
    """From now on, each of the signals raises KeyboardInterrupt in the main thread."""
    for number in _numbers():
        signal.signal(number, _raise)
    sys.unraisablehook = _not_lost(sys.unraisablehook)


@contextmanager
def stopping(stop: Stop) -> Iterator[None]:
    """While inside, a signal sets ``stop``; once it is set, another raises KeyboardInterrupt."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_signal(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            _raise(number, frame)
        _received.append((number, time.monotonic()))
        stop.set()

    before = {number: signal.signal(number, on_signal) for number in _numbers()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def forget() -> None:
    """Begin anew: what came was for another command of this process."""
    _received.clear()


def is_overdue() -> bool:
    """Whether TERM or HUP came so long ago that whoever sent it may soon kill."""
    return any(number != signal.SIGINT and time.monotonic() - at > GRACE_SECONDS for number, at in _received)


def exit_code() -> int | None:
    """The exit code by the first signal, as shells count; None where there was none."""
    return 128 + _received[0][0] if _received else None


def _numbers() -> list[int]:
    """The signals that this system has and that nobody told us to ignore, as nohup does."""
    known = [getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP")]
    return [number for number in known if number is not None and signal.getsignal(number) is not signal.SIG_IGN]


def _raise(number: int, _frame: FrameType | None) -> None:
    _received.append((number, time.monotonic()))
    raise KeyboardInterrupt


def _not_lost(show: Callable[[Any], object]) -> Callable[[Any], object]:
    """Python shows what is raised in a callback and goes on: a KeyboardInterrupt is raised again, outside it."""

    def hook(unraisable: Any) -> None:  # noqa: ANN401 - Python's own class has no public name
        if isinstance(unraisable.exc_value, KeyboardInterrupt):
            signal.raise_signal(_received[-1][0] if _received else signal.SIGINT)
        else:
            show(unraisable)

    return hook
