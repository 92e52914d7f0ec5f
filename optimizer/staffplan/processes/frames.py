"""Messages between two processes: pickles, each behind its length (8 bytes)."""

from __future__ import annotations

import pickle
import queue
import struct
from contextlib import suppress
from typing import IO, Any

HEADER = struct.Struct("<Q")


def write(stream: IO[bytes], message: object) -> None:
    """Write ``message`` and flush."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(HEADER.pack(len(data)))
    stream.write(data)
    stream.flush()


def read(stream: IO[bytes]) -> bytes | None:
    """The pickle of the next message; None at the end of the stream, also in the middle of a message."""
    head = stream.read(HEADER.size)
    if len(head) < HEADER.size:
        return None
    (size,) = HEADER.unpack(head)
    data = stream.read(size)
    return data if len(data) == size else None


class Inbox:
    """Messages that one thread reads from a stream and another takes.

    Who takes one unpickles it: so nothing is imported in two threads at once.
    """

    def __init__(self) -> None:
        """Nothing has come yet."""
        self._waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._ended = False

    def fill(self, stream: IO[bytes]) -> None:
        """Read until ``stream`` ends, or what it sends cannot be kept."""
        with suppress(OSError, ValueError, MemoryError):  # ValueError: closed here meanwhile
            while (data := read(stream)) is not None:
                self._waiting.put(data)
        self._waiting.put(None)

    @property
    def has_news(self) -> bool:
        """Whether :meth:`take` would not wait."""
        return not self._waiting.empty()

    def take(self, timeout: float | None = None) -> Any:  # noqa: ANN401 - whatever was sent
        """The next message; raises TimeoutError after ``timeout`` seconds, EOFError where there will be none."""
        if self._ended:
            raise EOFError
        try:
            data = self._waiting.get(timeout=timeout)
        except queue.Empty:
            raise TimeoutError from None
        if data is None:
            self._ended = True
            raise EOFError
        return pickle.loads(data)
