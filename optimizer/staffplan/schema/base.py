"""What all schema objects share: they are frozen, forbid unknown keys, and read durations and clock times as text."""

from __future__ import annotations

import re
import unicodedata
from datetime import time, timedelta
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from staffplan.words.language import _

_DURATION = re.compile(r"(?:(\d+(?:\.\d+)?)\s*h)?\s*(?:(\d+(?:\.\d+)?)\s*min)?\s*(?:(\d+(?:\.\d+)?)\s*s)?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::00)?")
MINUTES_PER_DAY = 24 * 60
_LONGEST_HOURS = 366 * 24


class Frozen(BaseModel):
    """A value object: never changed, no unknown keys; the text below a field is its documentation."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )


def parse_duration(value: object) -> timedelta:
    """Read ``"30s"``, ``"5min"``, ``"1h30min"`` or a timedelta; anything else is a ValueError that says so."""
    if isinstance(value, timedelta):
        return value
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or not any(match.groups()):
        raise ValueError(_('a duration as text, such as "30s", "5min" or "1h30min"'))
    hours, minutes, seconds = (float(part) if part else 0.0 for part in match.groups())
    if hours + minutes / 60 + seconds / 3600 > _LONGEST_HOURS:
        raise ValueError(_("a duration of {longest}h at most").format(longest=_LONGEST_HOURS))
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def format_duration(value: timedelta) -> str:
    """The shortest text that :func:`parse_duration` reads back: ``1h30min``, ``45s``, ``0s``."""
    minutes, rest = divmod(value, timedelta(minutes=1))
    hours, minutes = divmod(minutes, 60)
    seconds = f"{rest / timedelta(seconds=1):.6f}".rstrip("0").rstrip(".")
    parts = [f"{hours}h" if hours else "", f"{minutes}min" if minutes else "", f"{seconds}s" if rest else ""]
    return "".join(parts) or "0s"


def parse_clock(value: object) -> int:
    """Read ``"07:00"``, ``"24:00"`` or a TOML time as minutes after midnight (0 to 1440)."""
    if isinstance(value, time):
        if value.second or value.microsecond:
            raise ValueError(_('a clock time of whole minutes, such as "07:30"'))
        return value.hour * 60 + value.minute
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MINUTES_PER_DAY:
        return value
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    minutes = int(match[1]) * 60 + int(match[2]) if match and int(match[2]) < 60 else -1
    if not 0 <= minutes <= MINUTES_PER_DAY:
        raise ValueError(_('a clock time from "00:00" to "24:00"'))
    return minutes


def format_clock(minutes: int) -> str:
    """Minutes after midnight as ``HH:MM``; 1440 is ``24:00``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


Duration = Annotated[
    timedelta,
    BeforeValidator(parse_duration),
    PlainSerializer(format_duration, return_type=str),
    WithJsonSchema({"type": "string", "format": "duration", "examples": ["30s", "5min", "1h30min"]}),
]
"""A length of time, written as text: ``"1h30min"``."""

ClockTime = Annotated[
    int,
    BeforeValidator(parse_clock),
    PlainSerializer(format_clock, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["07:00", "24:00"]}),
]
"""A local clock time in minutes after midnight, written ``"HH:MM"``; 24:00 is the end of the day."""

ClockRange = tuple[ClockTime, ClockTime]
"""From (included) and to (excluded); ``to`` before ``from`` means over midnight, the same as ``from`` a whole day."""


def tidy(name: str) -> str:
    """A name as plans keep it: no spaces at its ends, and each letter composed one way (NFC)."""
    return unicodedata.normalize("NFC", name).strip()


def name_key(name: str) -> str:
    """What two spellings of a name have in common that people take for the same: width of signs, spaces (NFKC)."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


Name = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(tidy)]
"""What plans call something: a text of 1 to 100 characters."""

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
"""A number from 0 to 1."""
