"""The encoding of a text that does not say it: a mark, strict UTF-8, GB18030, and only then a guess by its letters."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.read.faults import Faults

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
GUESSED_FROM = 2**20
"""Bytes that a guess looks at."""
_NOT_ASCII = re.compile(rb"[\x80-\xff]+")
_CHINESE_WORD = re.compile(rb"[^A-Za-z\x80-\xff]?(?:[\xb0-\xd7][\xa1-\xfe]){2,}[^A-Za-z\x80-\xff]?")


@dataclass(frozen=True)
class Encoding:
    """How bytes become text."""

    name: str
    """As Python calls it."""
    mark: int = 0
    """Bytes of the mark at the beginning."""
    guessed: bool = False
    """Whether nothing but the bytes themselves speaks for it."""


def encoding_of(data: bytes, faults: Faults, *, by_letters: bool = True) -> Encoding:
    """By a mark (UTF-8, UTF-16), else strict UTF-8, else GB18030 (what Excel in China writes), else by its letters.

    Raises:
        InputError: the bytes are none of these.
    """
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            _check(data[len(mark) :], name, (name,), faults)
            return Encoding(name, len(mark))
    if _only_looks_like_utf8(data):
        return Encoding("gb18030", guessed=True)
    if _is(data, "utf-8"):
        return Encoding("utf-8")
    if _is(data, "gb18030"):
        return Encoding("gb18030", guessed=True)
    guessed = guess(data) if by_letters else None
    if guessed is None:
        _check(data, "gb18030", ("utf-8", "gb18030"), faults)
    return guessed or Encoding("gb18030", guessed=True)


def decode(data: bytes, faults: Faults) -> str:
    """``data`` as text, by a mark, as UTF-8 or as GB18030.

    Raises:
        InputError: the bytes are of no known encoding.
    """
    encoding = encoding_of(data, faults, by_letters=False)
    return data[encoding.mark :].decode(encoding.name)


def guess(data: bytes) -> Encoding | None:
    """What the letters look like: Big5, Shift JIS, Windows-1252 and their like; None where they make no words."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:GUESSED_FROM]).best()
    if best is None or best.encoding == "ascii" or not any(character.isalpha() for character in _unusual(str(best))):
        return None
    return Encoding(best.encoding, guessed=True) if _is(data, best.encoding) else None


def _unusual(text: str) -> str:
    return "".join(set(text) - set(map(chr, range(128))) - set("ÿþ"))


def _is(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _check(data: bytes, name: str, names: tuple[str, ...], faults: Faults) -> None:
    try:
        data.decode(name)
    except UnicodeDecodeError as error:
        row = data[: error.start].decode(name, errors="replace").count("\n") + 1
        found = _("bytes that are not {names}").format(names=" / ".join(names))
        faults.stop(found, _("text saved as UTF-8 or GB18030"), row=row)


def _only_looks_like_utf8(data: bytes) -> bool:
    """Whether all that is not ASCII is words of common Chinese characters in GB 2312.

    The bytes of some words, such as 全职, are UTF-8 too (for letters that make no word); accented letters of European
    words are not taken for Chinese, because they stand beside plain letters.
    """
    runs = _NOT_ASCII.finditer(data)
    some = False
    for run in runs:
        if not _CHINESE_WORD.fullmatch(data, run.start() - 1, run.end() + 1):
            return False
        some = True
    return some
