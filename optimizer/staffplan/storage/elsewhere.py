"""Files that lie elsewhere than on this machine: ``s3://…``, ``file://…``, by fsspec where that is installed."""

from __future__ import annotations

from typing import Any

from staffplan.errors import OutputError
from staffplan.words.language import _
from staffplan.words.library_words import in_our_words


def write_elsewhere(url: str, content: bytes) -> None:
    """Write one file; folders on the way are made. Raises OutputError, OSError."""
    system, path = system_of(url)
    system.makedirs(path.rpartition("/")[0], exist_ok=True)
    with system.open(path, "wb") as file:
        file.write(content)


def read_elsewhere(url: str) -> bytes | None:
    """What a file holds; None where there is none. Raises OutputError, OSError."""
    system, path = system_of(url)
    if not system.exists(path):
        return None
    with system.open(path, "rb") as file:
        found: bytes = file.read()
    return found


def check_elsewhere(url: str) -> None:
    """Raise OutputError now where nothing could be written below ``url`` later."""
    system, path = system_of(f"{url}/.staffplan-try")
    try:
        system.makedirs(path.rpartition("/")[0], exist_ok=True)
        system.pipe_file(path, b"")
        system.rm_file(path)
    except Exception as error:  # each kind of storage has errors of its own
        reason = in_our_words(error) if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        raise OutputError(_("{path} could not be written ({reason})").format(path=url, reason=reason)) from error


def system_of(url: str) -> tuple[Any, str]:
    """What fsspec has for ``url``, and the path there; raises OutputError where it is missing, or knows no such URL."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        wanted = _("{url} needs the package fsspec: pip install 'staffplan[cluster]'").format(url=url)
        raise OutputError(wanted) from error
    try:
        system, path = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise OutputError(_("{path} could not be written ({reason})").format(path=url, reason=str(error))) from error
    return system, path
