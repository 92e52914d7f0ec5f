"""What is done of a batch, a line for each shop as soon as it is: whatever ends the command, the next goes on there."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from staffplan.errors import OutputError
from staffplan.schema.shops.batch import LASTING, ShopRow
from staffplan.storage.elsewhere import read_elsewhere, write_elsewhere
from staffplan.storage.lock import locked
from staffplan.words.library_words import in_our_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from typing import IO

FOLDER, NAME = ".staffplan-batch", "rows.jsonl"
RENEW_SECONDS = 30.0
"""How often a journal that lies elsewhere, which can only be written as a whole, is."""


class Journal(Protocol):
    """The rows that are done."""

    def kept(self, row: ShopRow) -> ShopRow | None:
        """What was done for the same inputs as ``row`` has, and is still there; None: nothing."""

    def add(self, row: ShopRow) -> None:
        """Note what is done."""


def journal_of(place: str) -> AbstractContextManager[Journal]:
    """The journal of the folder ``place``, or of its URL. Raises OutputError."""
    return _elsewhere(place) if "://" in place else _here(Path(place))


class _Here:
    """In a file of the folder of all plans."""

    def __init__(self, file: IO[str], found: dict[str, ShopRow], out: Path) -> None:
        self._file, self._found, self._out = file, found, out

    def kept(self, row: ShopRow) -> ShopRow | None:
        before = _same(self._found.get(row.shop), row)
        if before is None or not before.has_plan or (self._out / before.folder / "plan.json").is_file():
            return before
        return None

    def add(self, row: ShopRow) -> None:
        """The system has it then, whatever happens to this process."""
        self._file.write(_line(row))
        self._file.flush()


class _Elsewhere:
    """In a file that lies elsewhere."""

    def __init__(self, url: str, found: dict[str, ShopRow]) -> None:
        self._url, self._found, self._written = url, found, time.monotonic()

    def kept(self, row: ShopRow) -> ShopRow | None:
        return _same(self._found.get(row.shop), row)

    def add(self, row: ShopRow) -> None:
        self._found[row.shop] = row
        if time.monotonic() - self._written > RENEW_SECONDS:
            self.write()

    def write(self) -> None:
        write_elsewhere(self._url, "".join(map(_line, self._found.values())).encode())
        self._written = time.monotonic()


def _same(before: ShopRow | None, row: ShopRow) -> ShopRow | None:
    """``before`` where it is what ``row``'s inputs would give again."""
    lasts = before is not None and before.digest == row.digest and before.outcome in LASTING
    return before if lasts else None


@contextmanager
def _here(out: Path) -> Iterator[Journal]:
    """The folder is made, and held as long: one batch at a time writes there."""
    folder = out / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            path = folder / NAME
            found = _rows(path.read_text(encoding="utf-8", errors="replace") if path.is_file() else "")
            _renew(folder, found.values())
            with path.open("a", encoding="utf-8") as file:
                yield _Here(file, found, out)
    except OSError as error:
        raise OutputError(f"{folder}: {in_our_words(error)}") from error


@contextmanager
def _elsewhere(url: str) -> Iterator[Journal]:
    path = f"{url}/{FOLDER}/{NAME}"
    try:
        journal = _Elsewhere(path, _rows((read_elsewhere(path) or b"").decode("utf-8", "replace")))
        try:
            yield journal
        finally:
            journal.write()
    except OSError as error:
        raise OutputError(f"{url}: {in_our_words(error)}") from error


def _rows(text: str) -> dict[str, ShopRow]:
    """The last row of each shop; a line that was cut short, or is another version's, is left out."""
    found: dict[str, ShopRow] = {}
    for line in text.splitlines():
        with suppress(ValueError, TypeError):
            row = ShopRow(**json.loads(line))
            found[row.shop] = row
    return found


def _renew(folder: Path, rows: Iterable[ShopRow]) -> None:
    """Leave the last line of each shop alone, so that the file does not grow from run to run."""
    new = folder / f"{NAME}.new"
    new.write_text("".join(map(_line, rows)), encoding="utf-8")
    new.replace(folder / NAME)


def _line(row: ShopRow) -> str:
    return json.dumps(row.data(), ensure_ascii=False) + "\n"
