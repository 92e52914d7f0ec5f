"""A folder that is read while others may write it, and after a writer was killed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from staffplan.errors import Fault, InputError
from staffplan.storage import switch
from staffplan.storage.lock import locked
from staffplan.words.language import _
from staffplan.words.library_words import in_our_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def whole(directory: Path) -> Iterator[None]:
    """Inside, ``directory`` holds the files of one writing, whatever ended the last one; writers wait.

    Raises InputError where a writing that was cut short cannot be completed.
    """
    try:
        switch.complete(directory)
    except OSError as error:
        found = _("files half written ({reason})").format(reason=in_our_words(error))
        accepted = _("a folder that you may write to: the files that are ready in it are then put in place")
        raise InputError([Fault(str(directory), found, accepted)]) from error
    with locked(directory, shared=True):
        yield
