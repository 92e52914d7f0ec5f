"""The forms in which people and programs write times as text, in English and Chinese."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from staffplan.read.tables.times import DAY, Day, FirstDay, Written, clock_of, of_datetime, of_digits, of_number

# Forms are compiled when they are first used: plain files need none of them.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = (
    r"[(\[]?(?:周|星期|礼拜)(?P<zh>[一二三四五六日天])[)\]]?|[(\[](?P<short>[一二三四五六日])[)\]]"
    r"|[(\[]?(?<![a-z])(?P<en>mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)(?![a-z])\.?[)\]]?,?"
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_SURE_DATES = (
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<first>\d{1,2})\s*[-/.月]\s*(?P<second>\d{1,2})(?!\d)(?:\s*[日号])?",
    r"(?P<year>\d{4})(?P<first>\d{2})(?P<second>\d{2})(?!\d)",
    r"(?P<first>\d{1,2})\s*月\s*(?P<second>\d{1,2})(?!\d)(?:\s*[日号])?",
    rf"(?P<second>\d{{1,2}})(?:st|nd|rd|th)?[-/\s.]*{_MONTH}(?:[-/\s,]+(?P<year>\d{{4}})(?!\d))?",
    rf"{_MONTH}\s*(?P<second>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}})(?![\d:]))?",
)
_UNSURE_DATES = (
    r"(?P<first>\d{1,2})(?P<between>[-/.])(?P<second>\d{1,2})(?P=between)(?P<year>\d{4})(?!\d)",
    r"(?P<first>\d{1,2})[-/](?P<second>\d{1,2})(?![\d:])",
)
_CLOCK = (
    r"(?:(?P<before>上午|下午|[ap]m)\s*)?(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d{1,2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"|(?P<word>\s*[点时]\s*(?:(?P<said>\d{1,2})\s*分?(?:\s*(?P<told>\d{1,2})\s*秒)?|(?P<half>半)|整)?|\s*h(?![a-z])(?P<aged>\d{2})?))?"
    r"(?:\s*(?P<after>[ap])\.?m\.?(?![a-z]))?"
)
_DIGITAL = r"(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?!\d)"
_OFFSET = r"\s*(?:(?P<utc>z|utc|gmt)|(?P<sign>[+-])(?P<hours>\d{2})(?::?(?P<minutes>\d{2}))?)"
_TO = r"\s*(?:-+|~+|至|到|to(?![a-z]))\s*"
_ISO = re.compile(r"\d{4}-\d\d-\d\d[ t](?:[01]\d|2[0-3]):\d\d(?::\d\d)?", re.ASCII)
_DASHES = str.maketrans("‐‑‒–—―−〜∼", "-------~~")
Clock = tuple[int, Literal["", "hour", "digits"]]
"""Seconds after midnight, and the number alone that they were written as, if they were: 9 or 0900."""


def written(cell: object, first_day: FirstDay | None = 1900) -> Written | None:
    """What ``cell`` says, None where it is not understood whole; ``first_day`` tells what its numbers count from."""
    if isinstance(cell, str):
        return _of_text(plainly(cell), first_day)
    if isinstance(cell, datetime):
        return of_datetime(cell)
    if isinstance(cell, date):
        return Written(Day(cell.month, cell.day, cell.year))
    if isinstance(cell, time):
        return Written(second=cell.hour * 3600 + cell.minute * 60 + round(cell.second + cell.microsecond / 1e6))
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return Written(second=seconds) if 0 <= seconds <= DAY else None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return of_number(float(cell), first_day)
    return None


def plainly(text: str) -> str:
    """``text`` in small letters, with plain digits and dashes."""
    return unicodedata.normalize("NFKC", text).strip().lower().translate(_DASHES)


@lru_cache(maxsize=2**13)
def _of_text(text: str, first_day: FirstDay | None) -> Written | None:
    try:
        if _ISO.fullmatch(text):
            value = datetime.fromisoformat(text)
            return Written(
                Day(value.month, value.day, value.year), second=value.hour * 3600 + value.minute * 60 + value.second
            )
        if re.fullmatch(r"\d+(?:\.\d*)?|\.\d+", text, re.ASCII):
            return _of_plain_number(text, first_day)
        return _of_words(text)
    except (ValueError, OverflowError):
        return None


def _of_plain_number(text: str, first_day: FirstDay | None) -> Written | None:
    whole, _point, rest = text.partition(".")
    if len(whole) in {8, 10, 12, 13, 14} and not rest.strip("0"):
        return of_digits(whole)
    if len(text) == 4 and not rest and whole == text:
        return Written(second=clock_of(*_numbers(re.match(_DIGITAL, text, re.ASCII), "hour", "minute")), bare=True)
    return of_number(float(text), first_day) if len(whole) <= 5 else None


def _of_words(text: str) -> Written | None:
    """A weekday anywhere, a date, a time of day or a range, an offset; nothing else."""
    weekday, text = _without_weekday(text)
    if weekday is not None and not text:
        return Written(weekday=weekday)
    for sure, forms in ((True, _SURE_DATES), (False, _UNSURE_DATES)):
        for form in forms:
            match = re.match(form, text, re.ASCII)
            if match and (found := _dated(text, match, sure=sure)) is not None:
                return replace(found, weekday=weekday)
    found = _time(text, dated=False)
    return found and replace(found, weekday=weekday)


def _without_weekday(text: str) -> tuple[int | None, str]:
    match = re.search(_WEEKDAY, text)
    if not match:
        return None, text
    chinese = match["zh"] or match["short"]
    weekday = "一二三四五六日".find(chinese.replace("天", "日")) if chinese else _WEEKDAYS.index(match["en"][:3])
    return weekday, f"{text[: match.start()].rstrip()} {text[match.end() :].lstrip()}".strip()


def _dated(text: str, match: re.Match[str], *, sure: bool) -> Written | None:
    """A date that begins the text, and what follows it."""
    day = _day_of(match, sure=sure)
    rest = text[match.end() :]
    if not rest:
        both = None if sure or day.year else _as_range(text)
        return Written(day) if both is None else replace(both, day=day, bare=True)
    follows = rest.lstrip("t_, ")
    if follows == rest and text[match.end() - 1] not in "日号":
        return None
    found = _time(follows, dated=True) if follows else Written()
    if found is None:
        return None
    if rest.startswith("t") and found.offset is not None:
        found = replace(found, end=None)
    return replace(found, day=day, bare=False)


def _as_range(text: str) -> Written | None:
    """What may be a date, 9-10, as a range of hours; None where the clock shows no such hours."""
    try:
        return _time(text, dated=False)
    except ValueError:
        return None


def _day_of(match: re.Match[str], *, sure: bool) -> Day:
    parts = match.groupdict()
    first = _MONTHS.index(parts["month"][:3]) + 1 if parts.get("month") else int(parts["first"])
    return Day(first, int(parts["second"]), int(parts["year"]) if parts.get("year") else None, sure)


def _time(text: str, *, dated: bool) -> Written | None:
    """A time of day, with an offset or as a range."""
    start, rest = _clock(text)
    if start is None:
        return None
    if not rest:
        return Written(second=start[0], bare=bool(start[1]))
    offset = _offset(rest) if dated and start[1] != "hour" else None
    end, end_day = _ending(rest)
    if end is None or (end[1] != start[1] and (start[1], end[1]) != ("hour", "")):
        return None if offset is None else Written(second=start[0], offset=offset)
    return Written(second=start[0], end=end[0], end_day=end_day, offset=offset, bare=end[1] == "hour")


def _ending(rest: str) -> tuple[Clock | None, Day | None]:
    """What follows the start of a range: its end, perhaps with a date."""
    if not (to := re.match(_TO, rest)):
        return None, None
    text = rest[to.end() :]
    end, left = _clock(text)
    if end is not None and not left:
        return end, None
    for form in _SURE_DATES:
        if match := re.match(form, text, re.ASCII):
            end, left = _clock(text[match.end() :].lstrip("t_ "))
            return (None if left else end), _day_of(match, sure=True)
    return None, None


def _clock(text: str) -> tuple[Clock | None, str]:
    """The time of day that begins the text, and the rest."""
    if match := re.match(_DIGITAL, text, re.ASCII):
        return (clock_of(*_numbers(match, "hour", "minute", "second")), "digits"), text[match.end() :]
    match = re.match(_CLOCK, text, re.ASCII)
    if not match:
        return None, text
    hour, minute, said, aged, second, told = _numbers(match, "hour", "minute", "said", "aged", "second", "told")
    half = (match["before"] or match["after"] or "")[:1]
    if half:
        if hour > 12:
            raise ValueError
        hour = hour % 12 + (12 if half in {"p", "下"} else 0)
    minutes = minute + said + aged + (30 if match["half"] else 0)
    is_bare = not (match["minute"] or match["word"] or half)
    return (clock_of(hour, minutes, second + told), "hour" if is_bare else ""), text[match.end() :]


def _numbers(match: re.Match[str] | None, *names: str) -> list[int]:
    return [int(match[name] or 0) if match else 0 for name in names]


def _offset(rest: str) -> timedelta | None:
    match = re.fullmatch(_OFFSET, rest, re.ASCII)
    if not match:
        return None
    if match["utc"]:
        return timedelta(0)
    hours, minutes = _numbers(match, "hours", "minutes")
    length = timedelta(hours=hours, minutes=minutes)
    return None if hours > 23 or minutes > 59 else (-length if match["sign"] == "-" else length)
