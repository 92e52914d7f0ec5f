"""Standard output and standard error, also where they are closed, full or know few characters."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO, TypeVar

from staffplan.errors import OutputError
from staffplan.words.language import _
from staffplan.words.library_words import in_our_words

if TYPE_CHECKING:
    from collections.abc import Iterator


T = TypeVar("T", bound=io.TextIOWrapper)


class DeadOutputError(OutputError):
    """Standard output takes nothing: it is closed, or its disk is full."""


class Output(io.TextIOWrapper):
    """Standard output that says whose fault it is when it takes nothing."""

    def write(self, text: str) -> int:
        """Write ``text``. Raises DeadOutputError; BrokenPipeError where the reader has left."""
        with _own_words():
            return super().write(text)

    def flush(self) -> None:
        """Hand on what is written. Raises DeadOutputError; BrokenPipeError where the reader has left."""
        with _own_words():
            super().flush()


class Messages(io.TextIOWrapper):
    """Standard error that drops what nobody takes: a terminal that is gone must not end the work."""

    def write(self, text: str) -> int:
        """Write ``text``, if possible."""
        with suppress(OSError):
            return super().write(text)
        return len(text)

    def flush(self) -> None:
        """Hand on what is written, if possible."""
        with suppress(OSError):
            super().flush()


@contextmanager
def _own_words() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = in_our_words(error)
        raise DeadOutputError(_("standard output cannot be written ({reason})").format(reason=reason)) from error


def prepare() -> None:
    """Make both streams fit for whatever they are connected to.

    A stream that is closed (``>&-``) gets something: else the next file opened takes its number. What goes to a closed
    standard output fails as on a full disk; what goes to a closed standard error is dropped. A console that cannot show
    a character shows a question mark instead of failing.
    """
    for number, way in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.dup2(os.open(os.devnull, way), number)
    sys.stdout = _made(Output, sys.stdout, 1)
    sys.stderr = _made(Messages, sys.stderr, 2)


def _made(kind: type[T], stream: TextIO | None, number: int) -> T:
    if stream is None:
        return kind(io.BufferedWriter(io.FileIO(number, "w", closefd=False)), encoding="utf-8")
    assert isinstance(stream, io.TextIOWrapper)
    settings = stream.line_buffering, stream.write_through
    encoding = stream.encoding
    return kind(stream.detach(), encoding, "replace", None, *settings)


def silence_stdout() -> None:
    """Keep the interpreter from complaining when it flushes, at its end, what nobody takes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
