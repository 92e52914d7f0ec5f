"""Python's garbage collector, paused while a large plan is made and written."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles inside (as a decorator: in the function).

    A plan is many small objects that stay to the end and hold no cycles. Making more of them starts one search after
    the other through all that are there; without, checking and writing 31,000 shifts takes four fifths of the time, and
    no more memory.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
