"""What Python and the system say about a file, translated: they know English only."""

from __future__ import annotations

import re
from functools import cache

from staffplan.words.language import _, current_language, marked

TOML = (
    marked("Invalid statement"),
    marked("Invalid value"),
    marked("Invalid hex value"),
    marked("Invalid date or datetime"),
    marked("Invalid initial character for a key part"),
    marked("Expected newline or end of document after a statement"),
    marked("Expected '=' after a key in a key/value pair"),
    marked("Expected ']' at the end of a table declaration"),
    marked("Expected ']]' at the end of an array declaration"),
    marked("Expected {it}"),
    marked("Found invalid character {it}"),
    marked("Illegal character {it}"),
    marked("Cannot declare {it} twice"),
    marked("Cannot overwrite a value"),
    marked("Cannot mutate immutable namespace {it}"),
    marked("Cannot redefine namespace {it}"),
    marked("Duplicate inline table key {it}"),
    marked("Unclosed array"),
    marked("Unclosed inline table"),
    marked("Unescaped '\\' in a string"),
    marked("Unterminated string"),
    marked("Escaped character is not a Unicode scalar value"),
)
JSON = (
    marked("Expecting value"),
    marked("Expecting property name enclosed in double quotes"),
    marked("Expecting {it} delimiter"),
    marked("Extra data"),
    marked("Unterminated string starting at"),
    marked("Illegal trailing comma before end of object"),
    marked("Illegal trailing comma before end of array"),
    marked("Invalid control character at"),
    marked("Invalid \\escape{it}"),
    marked("Invalid \\uXXXX escape"),
)
CSV = (
    marked("unexpected end of data"),
    marked("{it} expected after {it}"),
    marked("field larger than field limit {it}"),
    marked("line contains NUL"),
)
TEXT = (marked("'utf-8' codec can't decode {it}"),)
SYSTEM = (
    marked("No such file or directory"),
    marked("Is a directory"),
    marked("Not a directory"),
    marked("File exists"),
    marked("File name too long"),
    marked("Permission denied"),
    marked("Operation not permitted"),
    marked("Read-only file system"),
    marked("No space left on device"),
    marked("Disk quota exceeded"),
    marked("File too large"),
    marked("Device or resource busy"),
    marked("Too many open files"),
    marked("Input/output error"),
    marked("Bad file descriptor"),
    marked("Directory not empty"),
    marked("Invalid argument"),
    marked("Cannot allocate memory"),
    marked("Resource temporarily unavailable"),
    marked("can't start new thread"),
    marked("embedded null byte"),
    marked("embedded null character"),
)
NO_MEMORY = ("Cannot allocate memory", "can't start new thread", "failed to map segment")
"""Parts of what the system and Python say where memory ran out: for data, for a thread, for a library's code."""
KNOWN = (*TOML, *JSON, *CSV, *TEXT, *SYSTEM)


def in_our_words(error: Exception | str) -> str:
    """What ``error`` says, translated where it is known (KNOWN); in English as it is.

    Of a system's error only the reason, without the file's name. What is unknown in another language is left to
    STAFFPLAN_DEBUG, since nobody is helped by half a sentence.
    """
    said = str(getattr(error, "strerror", None) or error)
    if current_language() == "en":
        return said
    for pattern, text in _patterns():
        if found := pattern.fullmatch(said):
            return _(text).replace("{it}", "{}").format(*found.groups())
    return _("STAFFPLAN_DEBUG=1 shows more")


def lacks_memory(error: BaseException) -> bool:
    """Whether ``error`` says, in one way or another, that memory ran out."""
    return isinstance(error, MemoryError) or any(part in str(error) for part in NO_MEMORY)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each known text as a pattern whose groups are its parts that vary; texts without such parts first."""
    ordered = sorted(KNOWN, key=lambda text: text.count("{it}"))
    return tuple((re.compile("(.*)".join(map(re.escape, text.split("{it}"))), re.DOTALL), text) for text in ordered)
