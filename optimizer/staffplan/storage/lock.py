"""One writer of a folder at a time, or several readers; the system lets go of it when a process ends."""

from __future__ import annotations

import errno
import os
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_SECONDS = 30.0
"""How long another staffplan may take to write the folder."""
POLL_SECONDS = 0.05


@contextmanager
def locked(folder: Path, *, shared: bool = False) -> Iterator[bool]:
    """Hold ``folder`` alone, or ``shared`` with other readers; True where it is held.

    False where the system has no such locks (Windows, some network drives): the work inside is right all the same, as
    long as nobody else writes the folder. Raises TimeoutError where another process holds it for too long.
    """
    descriptor = _opened(folder)
    try:
        yield descriptor is not None and _held(descriptor, shared=shared)
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _opened(folder: Path) -> int | None:
    with suppress(OSError):  # Windows opens no folder, and has no fcntl
        return os.open(folder, os.O_RDONLY)
    return None


def _held(descriptor: int, *, shared: bool) -> bool:
    try:
        import fcntl
    except ImportError:
        return False
    kind = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            fcntl.flock(descriptor, kind)
        except BlockingIOError:
            time.sleep(POLL_SECONDS)
        except OSError:
            return False
        else:
            return True
    raise TimeoutError(errno.ETIMEDOUT, _("another staffplan is writing there"))
