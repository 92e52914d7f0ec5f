"""[messages] of the scenario: inquiries that may wait for a reply for hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field, field_validator, model_validator

from staffplan.schema.base import Frozen
from staffplan.schema.limits import SomeTime, Wait
from staffplan.words.language import _

if TYPE_CHECKING:
    from datetime import timedelta


class Messages(Frozen):
    """Messages left while nobody answers, and how soon they are replied to."""

    reply_within: Wait | None = None
    """Messages left outside the opening hours are replied to within this much opening time ("4h": by 13:00 where the
    day opens at 9:00), in what live inquiries leave of the agents' time; absent: they are not planned for."""
    share: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)] = 1.0
    """Share of the messages whose reply in time is planned for."""
    aht: SomeTime | None = None
    """Average handling time of a message by an agent who does nothing else; absent: handling.aht."""
    live: bool = True
    """false: a slow queue, all of whose inquiries are messages and none is answered live; needs reply_within."""

    @field_validator("reply_within")
    @classmethod
    def _longer_than_nothing(cls, value: timedelta | None) -> timedelta | None:
        if value is not None and not value:
            raise ValueError(_("a duration longer than 0s"))
        return value

    @model_validator(mode="after")
    def _slow_queues_have_a_deadline(self) -> Messages:
        if not self.live and self.reply_within is None:
            raise ValueError(_("live = false only with reply_within"))
        return self
