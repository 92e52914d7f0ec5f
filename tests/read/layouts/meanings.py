"""What a table means: known numbers at known times, before anybody writes them down."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from staffplan.schema.scenario.keys import Opening, Scenario

ZONES = ("Asia/Shanghai", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu")
SCALES = (1, 10, 100, 1000, 30000)


@dataclass
class Meaning:
    """Intervals and their numbers."""

    zone: str
    minutes: int
    starts: list  # naive local times, none of them at a change of clocks
    inquiries: list  # Decimal
    opening: tuple = (0, 1440)
    aht: list | None = None  # whole seconds
    deflection: list | None = None  # Decimal from 0 to 1
    required: list | None = None
    days: list = field(default_factory=list)

    @property
    def scenario(self):
        return Scenario(timezone=self.zone, opening=Opening(hours=self.opening))

    def by_instant(self, values):
        zone = ZoneInfo(self.zone)
        return {
            start.replace(tzinfo=zone).astimezone(UTC): value for start, value in zip(self.starts, values, strict=True)
        }


def meaning(rng, minutes=None, days=None, closed=False, decimals=None, scale=None):
    """Some days of numbers of one size, with or without closed hours."""
    zone = rng.choice(ZONES)
    minutes = minutes or rng.choice((15, 30, 60, 60, 60, 60))
    first = date(rng.choice((2025, 2026, 2026, 2027)), rng.randint(1, 12), rng.randint(1, 28))
    first = _without_change(first, zone)
    count = days or rng.choice((1, 1, 1, 2, 2, 3))
    opening = (rng.randint(7, 10) * 60, rng.randint(18, 22) * 60) if closed else (0, 1440)
    hours = range(opening[0], opening[1], minutes)
    all_days = [first + timedelta(days=k) for k in range(count)]
    starts = [datetime.combine(day, datetime.min.time()) + timedelta(minutes=m) for day in all_days for m in hours]
    scale = scale or rng.choice(SCALES)
    decimals = rng.choice((0, 0, 0, 1, 2, 3)) if decimals is None else decimals
    unit = Decimal(1).scaleb(-decimals)
    inquiries = [(Decimal(rng.uniform(0.02, 1)) ** 2 * scale).quantize(unit) for _start in starts]
    return Meaning(zone, minutes, starts, inquiries, opening, days=all_days)


def _without_change(first, zone):
    """A first day after which a fortnight has no change of clocks: those have tests of their own."""
    where = ZoneInfo(zone)
    offsets = {datetime.combine(first + timedelta(days=k), datetime.min.time(), where).utcoffset() for k in range(15)}
    return first if len(offsets) == 1 else date(first.year, 1, 12)


def with_handling(rng, given):
    """Handling times around some minutes."""
    given.aht = [rng.randint(90, 900) for _start in given.starts]
    return given


def with_deflection(rng, given):
    """Shares of the bot in whole or tenths of percent."""
    given.deflection = [Decimal(rng.randint(20, 950)) / 1000 for _start in given.starts]
    return given


def with_need(rng, given):
    """Agents needed instead of inquiries."""
    most = rng.choice((5, 60, 2500))
    given.required = [rng.randint(0, most) for _start in given.starts]
    given.inquiries = [Decimal(0) for _start in given.starts]
    return given
