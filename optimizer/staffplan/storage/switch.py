"""One switch of a folder's files: a journal that one rename commits, and that whoever comes next completes.

The new files lie complete in a folder inside the one they are for, with a list of what goes where. One rename gives
that folder the name SWITCH: before it the old files hold, after it the new ones, whatever ends the process in between
(docs/decisions/0015-one-switch-of-a-folder.md).
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from staffplan.storage.lock import locked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

OURS = ".staffplan-"
"""How the names of folders begin that are here only while files are written."""
SWITCH = f"{OURS}switch"
"""A folder of new files that is committed and not yet put in place."""
_STAGING, _DONE = f"{OURS}new-", f"{OURS}old-"
_JOURNAL = "journal.json"
_NEW, _OLD = "new", "old"

Undo = list[tuple[Path, Path]]
"""Moves that were made, from and to."""


@dataclass(frozen=True)
class _Journal:
    """What a switch does."""

    put: tuple[str, ...]
    """Names of the new files, in the order they are put in place."""
    remove: tuple[str, ...]
    """Names of the files that go."""


def staging_in(directory: Path) -> Path:
    """A new folder in ``directory`` for the files to come. Raises OSError."""
    staging = directory / f"{_STAGING}{secrets.token_hex(4)}"
    (staging / _NEW).mkdir(parents=True)
    return staging


def stage(staging: Path, contents: Mapping[str, bytes | Path], remove: Iterable[str] = ()) -> None:
    """Write the new files (name → content, or a file to copy), and what is to be done with them. Raises OSError."""
    for name, content in contents.items():
        put(staging / _NEW / name, content)
    journal = {"put": in_order(contents), "remove": list(remove)}
    put(staging / _JOURNAL, json.dumps(journal, ensure_ascii=False).encode())


def put(path: Path, content: bytes | Path) -> None:
    """Write one file so that it is on the disk, not only on its way there. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Path):
        shutil.copyfile(content, path)
    else:
        path.write_bytes(content)
    _synced(path)


def in_order(names: Iterable[str]) -> list[str]:
    """The names in the order they are put in place: plan.json last."""
    return sorted(names, key=lambda name: (PurePosixPath(name).name == "plan.json", name))


def commit(staging: Path) -> None:
    """From here on the new files hold. Raises OSError."""
    staging.rename(staging.with_name(SWITCH))
    _synced(staging.parent)


def roll(directory: Path, undo: Undo) -> None:
    """Put the committed files of ``directory`` in place and take away what goes; noting each move in ``undo``.

    May begin anywhere in a switch that was cut short. Raises OSError; then some moves are made and some are not.
    """
    switch = directory / SWITCH
    journal = _read(switch, directory)
    for name in journal.put:
        if (staged := switch / _NEW / name).exists():
            if (directory / name).exists():
                move(directory / name, switch / _OLD / name, undo)
            move(staged, directory / name, undo)
    for name in journal.remove:
        if (directory / name).is_file():
            move(directory / name, switch / _OLD / name, undo)
    _synced(directory)
    done = directory / f"{_DONE}{secrets.token_hex(4)}"
    move(switch, done, undo)
    undo.clear()  # the old files go now: nothing can be taken back
    shutil.rmtree(done, ignore_errors=True)


def move(source: Path, target: Path, undo: Undo) -> None:
    """One rename, which the system makes wholly or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    undo.append((source, target))


def undone(directory: Path, moves: Undo) -> Path:
    """Take ``moves`` back, the last one first, and the commitment too; returns where the new files are then."""
    for source, target in reversed(moves):
        with suppress(OSError):
            target.replace(source)
    moves.clear()
    back = directory / f"{_STAGING}{secrets.token_hex(4)}"
    with suppress(OSError):
        (directory / SWITCH).rename(back)
    return back


def kept(staging: Path, target: Path) -> Path:
    """Give complete new files a place that a planner finds; returns it."""
    with suppress(OSError):
        return (staging / _NEW).rename(target)
    return staging / _NEW


def complete(directory: Path, *, held: bool = False) -> None:
    """Complete a switch of ``directory`` that was cut short, also one of a whole year that it is a season of.

    ``held``: the caller has locked it. Raises OSError where the files may not be moved.
    """
    if _is_ours(directory / SWITCH):
        with nullcontext() if held else locked(directory):
            _complete(directory)
    season = Path(os.path.realpath(directory))  # which knows loops of links
    year = season.parent
    if _is_ours(year / SWITCH) and _is_part(season.name, year):
        with locked(year):
            _complete(year)


def _complete(directory: Path) -> None:
    if (directory / SWITCH).is_dir():  # else who began it has completed it meanwhile
        roll(directory, [])


def swept(directory: Path) -> None:
    """Take away what processes that were ended have left in ``directory``; only for who holds it alone."""
    for pattern in (_STAGING, _DONE):
        for left in directory.glob(f"{pattern}*"):
            shutil.rmtree(left, ignore_errors=True)


def _is_ours(switch: Path) -> bool:
    """Whether there is a switch, and this user began it: others must not move our files."""
    if not switch.is_dir() or switch.is_symlink():
        return False
    return not hasattr(os, "geteuid") or switch.stat().st_uid == os.geteuid()


def _is_part(name: str, year: Path) -> bool:
    journal = _read(year / SWITCH, year)
    return any(PurePosixPath(file).parts[0] == name for file in (*journal.put, *journal.remove))


def _read(switch: Path, directory: Path) -> _Journal:
    """The journal of ``switch``, without names that lead out of ``directory``: folders come from anywhere."""
    try:
        raw = json.loads((switch / _JOURNAL).read_bytes())
        return _Journal(*(tuple(_inside(raw[key], directory)) for key in ("put", "remove")))
    except (ValueError, KeyError, TypeError) as error:
        raise OSError(f"{switch / _JOURNAL}: {error}") from error


def _inside(names: Iterable[object], directory: Path) -> Iterator[str]:
    home = Path(os.path.realpath(directory))
    for name in names:
        path = PurePosixPath(str(name))
        parent = Path(os.path.realpath((directory / path).parent))
        if path.parts and not path.is_absolute() and ".." not in path.parts and parent.is_relative_to(home):
            yield str(path)


def _synced(path: Path) -> None:
    """Wait until ``path`` is on the disk, where the system can do that."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
