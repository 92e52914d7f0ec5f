"""When somebody can work, as a cell says it: ``Mon-Fri 08:00-20:00; Sat off``, ``周一至周五 08:00-20:00；周六休``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from staffplan.read.faults import CellFaultError, shown
from staffplan.read.tables import cells
from staffplan.read.tables.grammar import plainly
from staffplan.schema.base import MINUTES_PER_DAY
from staffplan.schema.people.team import Available
from staffplan.schema.scenario.dates import WEEKDAYS, Weekday
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHINESE = "一二三四五六日"
_TO = r"\s*(?:-+|~+|至|到|to(?![a-z]))\s*"
_CLOCK = r"(\d{1,2})(?:[:点时](\d{2})?)?"
_HOURS = re.compile(rf"(?P<days>.*?)\s*{_CLOCK}{_TO}(?:次日|第二天)?{_CLOCK}", re.ASCII)
_OFF = re.compile(r"(?P<days>.*?)\s*(?:不可用|不上班|不可上班|off|no|never|休息?|x)")
_WHOLE = re.compile(r"(?P<days>.*?)\s*(?:all *day|any *time|any|全天|都可以|均可)")
_DAY = re.compile(r"(?:周|星期|礼拜)?([一二三四五六日天]+)|([a-z]{3,})\.?")
_GROUPS: dict[str, tuple[Weekday, ...]] = {
    **dict.fromkeys(("", "每天", "每日", "daily", "everyday"), WEEKDAYS),
    **dict.fromkeys(("工作日", "平日", "weekdays", "weekday"), WEEKDAYS[:5]),
    **dict.fromkeys(("周末", "weekend", "weekends"), WEEKDAYS[5:]),
}
"""Words for several weekdays; nothing said of them: all."""


def available(cell: object) -> tuple[Available, ...]:
    """What a cell says of the weekdays; an empty one says nothing.

    Raises:
        CellFaultError: it cannot be understood, or says two things of a weekday.
    """
    if cells.blank(cell):
        return ()
    parts = [part.strip() for part in re.split(r"[;\n。]", plainly(str(cell))) if part.strip()]
    found = [_part(part) for part in parts]
    if None in found:
        raise CellFaultError(shown(cell), accepted())
    known = tuple(each for each in found if each is not None)
    named = [weekday for each in known for weekday in each.weekdays]
    if len(set(named)) < len(named):
        raise CellFaultError(shown(cell), _("each weekday once, such as Mon-Fri 08:00-20:00; Sat off"))
    return known


def accepted() -> str:
    """What :func:`available` accepts."""
    return _("weekdays and hours, such as Mon-Fri 08:00-20:00; Sat off, or nothing")


def _part(text: str) -> Available | None:
    """One part between semicolons; None where it is not understood."""
    for form in (_OFF, _WHOLE, _HOURS):
        if match := form.fullmatch(text):
            weekdays, hours = _weekdays(match["days"]), _hours(form, match)
            if not weekdays or hours is None:
                return None
            return Available(weekdays=weekdays, start=hours[0], end=hours[1])
    return None


def _hours(form: re.Pattern[str], match: re.Match[str]) -> tuple[int, int] | None:
    if form is _OFF:
        return 0, 0
    if form is _WHOLE:
        return 0, MINUTES_PER_DAY
    numbers = [int(group or 0) for group in match.groups()[1:]]
    start, end = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
    wrong = max(start, end) > MINUTES_PER_DAY or max(numbers[1], numbers[3]) > 59 or start in (end, MINUTES_PER_DAY)
    return None if wrong else (start, end)


def _weekdays(text: str) -> tuple[Weekday, ...]:
    """The weekdays that a text names; none where it is not understood or names one twice."""
    text = text.strip(" ,:、")
    if text.replace(" ", "") in _GROUPS:
        return _GROUPS[text.replace(" ", "")]
    words = re.split(r"\s*[,、/&和及]\s*|\s+", re.sub(_TO, "-", text))
    found = [number for word in words for number in _numbers(word)]
    if -1 in found or len(set(found)) < len(found):
        return ()
    return tuple(WEEKDAYS[number] for number in found)


def _numbers(word: str) -> Iterator[int]:
    """The weekdays of a day, of several days written together or from one to another; 0 is Monday, −1 no day."""
    if word in _GROUPS and word:
        yield from (WEEKDAYS.index(weekday) for weekday in _GROUPS[word])
        return
    ends = [_named(part) for part in word.split("-")]
    if len(ends) == 1:
        yield from ends[0] or [-1]
    elif len(ends) == 2 and len(ends[0]) == len(ends[1]) == 1:
        first, last = ends[0][0], ends[1][0]
        yield from ((first + ahead) % 7 for ahead in range((last - first) % 7 + 1))
    else:
        yield -1


def _named(word: str) -> list[int]:
    match = _DAY.fullmatch(word)
    if match is None:
        return []
    if match[1]:
        return [_CHINESE.index(sign.replace("天", "日")) for sign in match[1]]
    return [number for number, weekday in enumerate(WEEKDAYS) if weekday.startswith(match[2])]
