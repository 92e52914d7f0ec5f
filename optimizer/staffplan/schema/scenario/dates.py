"""Dates of the calendar that a part of the scenario is for."""

from __future__ import annotations

import datetime as dt

from pydantic import Field, model_validator

from staffplan.schema.base import Frozen
from staffplan.schema.limits import MOST_DAYS
from staffplan.words.language import _


class Days(Frozen):
    """A date, or the dates from one to another."""

    date: dt.date | None = None
    """The date, such as 2026-11-11."""
    from_: dt.date | None = Field(default=None, alias="from")
    """The first of several dates, in place of ``date``."""
    to: dt.date | None = None
    """The last of them, included."""

    @model_validator(mode="after")
    def _one_date_or_a_range(self) -> Days:
        one, several = self.date is not None, self.from_ is not None and self.to is not None
        if one == several or (one and (self.from_ is not None or self.to is not None)):
            raise ValueError(_("a date, or both from and to"))
        if self.from_ is not None and self.to is not None and not 0 <= (self.to - self.from_).days < MOST_DAYS:
            raise ValueError(_("to on the day of from or later, {most} days at most").format(most=MOST_DAYS))
        return self

    def days(self) -> list[dt.date]:
        """The dates, in order."""
        if self.date is not None:
            return [self.date]
        assert self.from_ is not None
        assert self.to is not None
        return [self.from_ + dt.timedelta(days=k) for k in range((self.to - self.from_).days + 1)]
