"""Files written all together or not at all, and whether they can be, found out before long work."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.errors import OutputError
from staffplan.storage import switch
from staffplan.storage.lock import locked
from staffplan.words.language import _
from staffplan.words.library_words import in_our_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_begun: dict[Path, list[Path]] = {}
"""Folders of files to come that this process has begun, each with the folders that were made for it."""
_switching = threading.Lock()
"""Held while files are put in place."""


def write_files(directory: Path, contents: Mapping[str, bytes | Path], remove: Iterable[str] = ()) -> list[Path]:
    """Put all of ``contents`` (name → content, or a file to copy) into ``directory``, or none; take ``remove`` away.

    Files that are not named stay. The new files are complete before the first old one moves, and whatever ends the
    process, the next who reads or writes the folder with staffplan finds all old files or all new ones.

    Raises OutputError; then the folder is as it was. Where the new files were complete they are kept beside it and the
    error says where.
    """
    directory, remove = Path(directory), list(remove)
    with _writing(directory, contents, remove) as staging:
        switch.stage(staging, contents, remove)
        with _switching:
            _switched(staging, directory)
    return [directory / name for name in contents]


def check_writable(directory: Path, names: Iterable[str] = ()) -> None:
    """Raise OutputError where files of these names could not be written now; worth a call before long work.

    It writes empty ones in a folder of their own and takes them away again: nothing else knows all that a disk, a
    network drive or a name may refuse.
    """
    directory, names = Path(directory), list(names)
    with _writing(directory, names) as staging:
        for name in names:
            (staging / name).touch()


def abandon() -> None:
    """Before the process ends with work unfinished: files that are being put in place are, others are forgotten."""
    with _switching:
        for staging, made in list(_begun.items()):
            _forget(staging, made)


@contextmanager
def _writing(directory: Path, names: Iterable[str], remove: Iterable[str] = ()) -> Iterator[Path]:
    """Hold ``directory``, which is made where it is missing, with a folder inside for the files to come.

    Whatever is still in that folder at the end goes, and so does what was made for it.
    """
    made = [path for path in (directory, *directory.parents) if not os.path.exists(path)]
    staging: Path | None = None
    try:
        _refuse(directory, names, remove)
        directory.mkdir(parents=True, exist_ok=True)
        with locked(directory) as alone:
            switch.complete(directory, held=True)
            if alone:
                switch.swept(directory)
            staging = switch.staging_in(directory)
            _begun[staging] = made
            yield staging
    except OSError as error:
        raise OutputError(_unwritable(directory, error)) from error
    finally:
        _forget(staging, made)


def _switched(staging: Path, directory: Path) -> None:
    """Commit and put in place; where the system refuses, take everything back and keep the new files beside."""
    switch.commit(staging)
    undo: switch.Undo = []
    try:
        switch.roll(directory, undo)
    except OSError as error:
        back = switch.undone(directory, undo)
        folder = switch.kept(back, free_name(_named(directory, "-new")))
        shutil.rmtree(back, ignore_errors=True)
        raise OutputError(
            _("{reason}; the new files are in {folder}").format(reason=_unwritable(directory, error), folder=folder)
        ) from error
    except BaseException:
        shutil.rmtree(switch.undone(directory, undo), ignore_errors=True)
        raise


def free_name(path: Path) -> Path:
    """``path`` where nothing is there, else ``path-2``, ``path-3`` and so on; a file keeps its ending."""
    if not os.path.lexists(path):
        return path
    return next(other for k in count(2) if not os.path.lexists(other := _named(path, f"-{k}")))


def _named(path: Path, end: str) -> Path:
    """``path`` with ``end`` behind its name; "." and ".." have another one."""
    if path.is_file():
        return path.with_stem(f"{path.stem}{end}")
    whole = path if path.name not in ("", "..") else Path(os.path.realpath(path))
    return whole.with_name(f"{whole.name}{end}")


def _forget(staging: Path | None, made: Iterable[Path]) -> None:
    """Take away what was begun, and folders made for it that are still empty."""
    if staging is not None:
        shutil.rmtree(staging, ignore_errors=True)
        _begun.pop(staging, None)
    for folder in made:
        with suppress(OSError):
            folder.rmdir()


def _refuse(directory: Path, names: Iterable[str], remove: Iterable[str]) -> None:
    """Raise OutputError for what a planner can mend."""
    if directory.exists() and not directory.is_dir():
        raise OutputError(
            _("{path} is a file: name another folder for the plan (-o DIR), or move the file away").format(
                path=directory
            )
        )
    for name in names:
        if (directory / name).is_dir():
            raise OutputError(
                _("{path} is a folder, where a file belongs: move it away, or choose another folder (-o DIR)").format(
                    path=directory / name
                )
            )
    for name in (*names, *remove):
        _refuse_open(directory, name)
    nearest = directory
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise OutputError(
            _("{path} cannot be written: choose another folder (-o DIR), or ask for the right to write there").format(
                path=nearest
            )
        )


def _refuse_open(directory: Path, name: str) -> None:
    """Excel and LibreOffice put a lock file beside what they have open."""
    for lock in (f"~${name}", f".~lock.{name}#"):
        if (directory / lock).exists():
            raise OutputError(
                _(
                    "{path} is open in Excel or LibreOffice: close it and run again "
                    "(if it is not open, delete the leftover file {lock})"
                ).format(path=directory / name, lock=lock)
            )


def _unwritable(directory: Path, error: OSError) -> str:
    path = Path(error.filename or directory)
    if directory in path.parents:  # its place among the files to come says nothing to a planner
        path = directory if path.name.startswith(switch.OURS) else directory / path.name
    return _(
        "{path} could not be written ({reason}): close it where it is open, "
        "make room on the disk or choose another folder (-o DIR), and run again"
    ).format(path=path, reason=in_our_words(error))
