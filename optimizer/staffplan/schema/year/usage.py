"""What a year's plan uses of its supply; bills are computed from it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Employed:
    """Heads of one contract from the first day of a season to the last day of another."""

    contract: str
    first: int
    """Season, from 0."""
    last: int
    heads: int
    new: int
    """How many of them are hired and trained for it."""


@dataclass(frozen=True)
class Worked:
    """Hours that a contract's people work in a whole season."""

    contract: str
    season: int
    regular: float
    """Paid hours that are no overtime."""
    workday: float = 0.0
    """Overtime beyond a shift's regular length."""
    rest_day: float = 0.0
    """Overtime on days beyond the regular ones."""


@dataclass(frozen=True)
class Engaged:
    """A vendor under contract from the first day of a season to the last day of another."""

    vendor: str
    first: int
    last: int


@dataclass(frozen=True)
class Seats:
    """Seats besides those that the base fee includes, from the first day of a season to the last day of another."""

    vendor: str
    first: int
    last: int
    seats: int


@dataclass(frozen=True)
class Overflow:
    """Inquiries handed to a supplier paid per inquiry on an average day of a season."""

    supplier: str
    season: int
    per_day: float
    """Inquiries."""
    surcharge: float
    """The same, each counted factor − 1 times: what the price factors add, in inquiries at the list price."""


@dataclass(frozen=True)
class Resolved:
    """Inquiries that the bot closes on an average day of a season."""

    season: int
    per_day: float


@dataclass(frozen=True)
class Usage:
    """All that a year uses."""

    bot: str
    employed: tuple[Employed, ...] = ()
    worked: tuple[Worked, ...] = ()
    engaged: tuple[Engaged, ...] = ()
    seats: tuple[Seats, ...] = ()
    overflow: tuple[Overflow, ...] = ()
    resolved: tuple[Resolved, ...] = field(default=())
