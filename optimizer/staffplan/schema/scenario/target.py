"""[target] of the scenario: what answering in time means, also by the rules of the platforms."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from staffplan.schema.base import ClockRange, Frozen
from staffplan.schema.limits import MOST_ENTRIES, AtOnce, TargetShare, Wait
from staffplan.schema.scenario.dates import When
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

Scope = Literal["slot", "day", "week", "period"]
Preset = Literal["taobao", "jd", "douyin", "pinduoduo"]
PRESETS: dict[str, dict[str, object]] = {
    "taobao": {
        "within": "3min",
        "share": 0.9,
        "scope": "period",
        "scoring_window": ("08:00", "23:00"),
        "average_wait_cap": "600s",
    },
    "jd": {"within": "30s", "share": 0.9, "scope": "day", "scoring_window": ("09:00", "23:00")},
    "douyin": {"within": "3min", "share": 0.9, "scope": "day", "scoring_window": ("08:00", "23:00")},
    "pinduoduo": {"within": "3min", "share": 0.9, "scope": "day", "scoring_window": ("08:00", "23:00")},
}
"""What a platform's name sets in [target] (docs/queueing.md); its own rules may have changed since."""


BY_HOURS = ("share", "slot_floor", "minimum_staff", "maximum_staff")
"""Keys of [target] that may differ by hours, weekdays and dates."""


class TargetHours(When):
    """Hours, weekdays or dates with a target of their own; a later entry goes before an earlier one."""

    share: TargetShare | None = None
    """``target.share`` of these slots: of any where ``scope`` is slot, of whole days (no ``hours``) where it is day."""
    slot_floor: TargetShare | None = None
    """``target.slot_floor`` of these slots."""
    minimum_staff: AtOnce | None = None
    """``target.minimum_staff`` of these slots, as far as they are open."""
    maximum_staff: AtOnce | None = None
    """``target.maximum_staff`` of these slots."""

    @model_validator(mode="after")
    def _says_when_and_what(self) -> TargetHours:
        if self.is_always:
            raise ValueError(_("hours, weekdays or dates: what is for all slots goes into [target]"))
        if all(getattr(self, name) is None for name in BY_HOURS):
            raise ValueError(_("one of {keys} at least").format(keys=", ".join(BY_HOURS)))
        return self


class Target(Frozen):
    """What answering in time means."""

    preset: Preset | None = None
    """A platform's rules by name: taobao, jd, douyin or pinduoduo set ``within``, ``share``, ``scope``,
    ``scoring_window`` and ``average_wait_cap``; your own keys win. Platforms change their rules: check theirs first."""
    share: TargetShare = 0.9
    """Share of inquiries offered to humans whose first response comes within the threshold; under 1, since no team is
    large enough that nobody ever waits."""
    within: Wait = timedelta(seconds=30)
    """The threshold of the first response."""
    scope: Scope = "day"
    """Over what the share is averaged, weighted by volume: every slot, each day, each calendar week, the period."""
    slot_floor: TargetShare = 0.5
    """No slot of the scoring window may fall under this share."""
    average_wait: Wait | None = None
    """Optional: mean wait for the first response, at most, over the same scope."""
    average_wait_cap: Wait | None = None
    """No wait counts for more than this in the mean, and a customer who leaves counts as this; absent: waits count in
    full, those of customers who leave until they leave."""
    max_occupancy: Annotated[float, Field(ge=0.1, le=1, allow_inf_nan=False)] | None = None
    """Optional: share of their time on duty that agents are busy, at most, over the same scope."""
    max_abandonment: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)] | None = None
    """Optional: share of customers who leave before a response, at most, over the same scope; needs patience."""
    scoring_window: ClockRange | None = None
    """Hours of the day whose inquiries count; the same time twice, or absent: all hours."""
    minimum_staff: AtOnce = 0
    """Agents on duty in every slot of the opening hours, even at zero forecast."""
    maximum_staff: AtOnce | None = None
    """Seats in the room: never more agents than this on duty at once; who is on a break leaves the seat free. Absent:
    any number."""
    hours: Annotated[tuple[TargetHours, ...], Field(max_length=MOST_ENTRIES)] = ()
    """Other values in some hours, on some weekdays or dates: ``[[target.hours]]``."""

    @model_validator(mode="before")
    @classmethod
    def _preset_fills_in(cls, values: object) -> object:
        if isinstance(values, dict) and isinstance(values.get("preset"), str):
            return {**PRESETS.get(values["preset"], {}), **values}
        return values

    @field_validator("average_wait", "average_wait_cap")
    @classmethod
    def _longer_than_nothing(cls, value: timedelta | None) -> timedelta | None:
        if value is not None and not value:
            raise ValueError(_("a duration longer than 0s"))
        return value

    def share_of(self, label: str) -> float:
        """The share that a group of slots has to reach, by its label: a slot's start, a day, a week or ``period``."""
        if self.scope not in ("slot", "day"):
            return self.share
        return float(self.by_slot("share", [datetime.fromisoformat(label)])[0])

    def by_slot(self, key: str, moments: Sequence[datetime]) -> list[Any]:
        """The value of ``key`` in each slot, by the slots' local starts."""
        entries = [(entry, getattr(entry, key)) for entry in self.hours if getattr(entry, key) is not None][::-1]
        always = getattr(self, key)
        if not entries:
            return [always] * len(moments)
        return [next((value for entry, value in entries if entry.holds(each)), always) for each in moments]
