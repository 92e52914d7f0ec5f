"""The dates of a year's seasons: given, counted in weeks, from the promotion calendar, or whatever is left."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from staffplan.schema.scenario.consistency.contract import Inconsistency
from staffplan.schema.year.calendar import ONE_DAY, Stretch
from staffplan.words.language import _
from staffplan.words.messages import Message
from staffplan.words.near import near

if TYPE_CHECKING:
    from staffplan.schema.year.year import Season, Year

REST = "off-season"
"""The preset that takes all dates which no other season has."""


@dataclass(frozen=True)
class Window:
    """Dates of a promotion in one year."""

    preset: str
    year: int
    dates: Stretch
    expected: bool
    """Whether the dates are those of the years before, not the year's own."""


@dataclass(frozen=True)
class Dated:
    """A season and its dates."""

    index: int
    """Its place in the file, from 0."""
    name: str
    dates: Stretch


@cache
def promotion_calendar() -> tuple[Window, ...]:
    """The windows that the package knows."""
    data = tomllib.loads((files("staffplan.read.year") / "promotions.toml").read_text(encoding="utf-8"))
    return tuple(
        Window(one["preset"], one["year"], Stretch(one["first"], one["last"]), one["basis"] == "expected")
        for one in data["window"]
    )


def _expected(window: Window) -> Message:
    first, last = window.dates.first.isoformat(), window.dates.last.isoformat()
    return Message.of("dates_expected", preset=window.preset, year=window.year, first=first, last=last)


class Dating:
    """Finds the dates of all seasons; ``found`` says what is wrong, ``notes`` what a planner should know."""

    def __init__(self, year: Year) -> None:
        """Look at ``year``."""
        self.year = year
        self.found: list[Inconsistency] = []
        self.notes: list[Message] = []

    def seasons(self) -> list[Dated]:
        """All seasons in the order of their dates; what is left of the year goes to the off-season."""
        dated: list[Dated] = []
        rest: list[int] = []
        before: dt.date | None = None
        for k, season in enumerate(self.year.season):
            if season.preset == REST and season.from_ is None and season.weeks is None:
                rest.append(k)
                continue
            dates = self._dates(k, season, before)
            if dates is not None:
                dated.append(Dated(k, season.name or season.preset or f"{k + 1}", dates))
                before = dates.last
        if self.found:
            return []
        dated.sort(key=lambda one: one.dates.first)
        self._refuse_overlaps(dated)
        return [] if self.found else self._with_rest(dated, rest)

    def _wrong(self, k: int, key: str, found: str, accepted: str) -> None:
        self.found.append(Inconsistency(f"season[{k + 1}].{key}".rstrip("."), found, accepted))

    def _dates(self, k: int, season: Season, before: dt.date | None) -> Stretch | None:
        window = self._window(k, season) if season.preset is not None else None
        if season.preset is not None and window is None and season.from_ is None:
            return None
        if season.preset is None and season.name is None:
            self._wrong(k, "name", _("nothing"), _("a name, or a preset"))
            return None
        first = season.from_ or (window.first if window else before + ONE_DAY if before else None)
        if first is None:
            self._wrong(k, "from", _("nothing"), _("the first day, or a preset"))
            return None
        if season.weeks is not None and season.to is not None:
            self._wrong(k, "weeks", _("weeks and to"), _("only one of the two"))
            return None
        last = season.to or (window.last if window else None)
        if season.weeks is not None:
            last = first + dt.timedelta(days=7 * season.weeks - 1)
        if last is None:
            self._wrong(k, "to", _("nothing"), _("the last day, or weeks"))
            return None
        if last < first:
            self._wrong(k, "to", str(last), _("{first}, the first day, or later").format(first=first))
            return None
        return Stretch(first, last)

    def _window(self, k: int, season: Season) -> Stretch | None:
        windows = promotion_calendar()
        names = sorted({window.preset for window in windows})
        if season.preset not in (*names, REST):
            accepted = _("one of {names}").format(names=", ".join([*names, REST]))
            if (meant := near(str(season.preset), [*names, REST])) is not None:
                accepted = _("did you mean {key}?").format(key=meant)
            self._wrong(k, "preset", repr(season.preset), accepted)
            return None
        if season.from_ is not None or season.preset == REST:
            return None
        if self.year.year is None:
            self._wrong(k, "preset", _("a preset and no year"), _("year = 2026 at the top of the file, or from and to"))
            return None
        for window in windows:
            if (window.preset, window.year) == (season.preset, self.year.year):
                if window.expected:
                    self.notes.append(_expected(window))
                return window.dates
        years = ", ".join(str(window.year) for window in windows if window.preset == season.preset)
        found = _("{preset} in {year}").format(preset=season.preset, year=self.year.year)
        self._wrong(k, "preset", found, _("a year of the calendar ({years}), or from and to").format(years=years))
        return None

    def _refuse_overlaps(self, dated: list[Dated]) -> None:
        for before, one in pairwise(dated):
            if one.dates.first <= before.dates.last:
                found = _("{first} to {last}, which overlaps {other} (to {end})").format(
                    first=one.dates.first, last=one.dates.last, other=before.name, end=before.dates.last
                )
                self._wrong(one.index, "", found, _("dates that no other season has"))

    def _with_rest(self, dated: list[Dated], rest: list[int]) -> list[Dated]:
        """``dated`` with the off-season in the gaps; a gap that nobody takes is a fault."""
        gaps = list(self._gaps(dated))
        if len(rest) > 1:
            self._wrong(rest[1], "preset", _("off-season again"), _("dates for all of them but one"))
        elif rest and not gaps:
            self._wrong(rest[0], "preset", _("off-season, and no date is left"), _("a year with dates between seasons"))
        elif gaps and not rest:
            for gap in gaps:
                found = _("no season from {first} to {last}").format(first=gap.first, last=gap.last)
                self.found.append(Inconsistency("season", found, _("a season for every date, or preset = off-season")))
        else:
            name = self.year.season[rest[0]].name or REST if rest else REST
            names = [name if k == 0 else f"{name} {k + 1}" for k in range(len(gaps))]
            dated = dated + [Dated(rest[0], name, gap) for name, gap in zip(names, gaps, strict=True)]
        return sorted(dated, key=lambda one: one.dates.first)

    def _gaps(self, dated: list[Dated]) -> list[Stretch]:
        year = self.year.year
        begin = dt.date(year, 1, 1) if year else dated[0].dates.first if dated else None
        end = dt.date(year, 12, 31) if year else dated[-1].dates.last if dated else None
        if begin is None or end is None:
            return []
        gaps, day = [], begin
        for one in dated:
            if one.dates.first > day:
                gaps.append(Stretch(day, one.dates.first - ONE_DAY))
            day = max(day, one.dates.last + ONE_DAY)
        if day <= end:
            gaps.append(Stretch(day, end))
        return gaps
