"""Rules of a single shift that do not depend on the day: its length, its breaks and its paid hours.

Plans have thousands of shifts and few shapes, so each rule looks at a shape and runs once for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.violation import Rule, Violation
from staffplan.verify import figures
from staffplan.verify.named import due_in_parts, parts_on
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.scenario.keys import BreakRule, Contract
    from staffplan.verify.roster import Roster, Shape

PAID_HOURS_TOLERANCE = 0.005
"""Hours that written paid hours may be off by rounding to two decimals."""


@dataclass(frozen=True)
class Breach:
    """A rule that a shape breaks."""

    rule: Rule
    found: str
    allowed: str


@dataclass(frozen=True)
class Terms:
    """What a shape is measured by."""

    contract: Contract
    due: tuple[BreakRule, ...]
    """The breaks that it should have."""
    named: bool
    """Whether it is a shift of the scenario's bank."""


def check_shapes(roster: Roster) -> Iterator[Violation]:
    """Every rule of this file for every shift of a known contract."""
    shapes, where = roster.shapes
    breaches = [() if shape.contract < 0 else _breaches(shape, terms_of(roster, shape)) for shape in shapes]
    for position in np.flatnonzero(np.array([bool(found) for found in breaches], dtype=np.bool_)[where]):
        for breach in breaches[where[position]]:
            yield Violation(
                rule=breach.rule,
                agent_id=roster.shifts[position].agent_id,
                date=roster.day_of(int(position)),
                found=breach.found,
                allowed=breach.allowed,
            )


def terms_of(roster: Roster, shape: Shape) -> Terms:
    """What a shape of a known contract is measured by."""
    contract = roster.scenario.contract[shape.contract]
    if shape.named < 0:
        return Terms(contract, due_breaks(shape.length_s, contract), named=False)
    named = roster.scenario.shift[shape.named]
    due = due_in_parts(named, contract, parts_on(named, shape.day, roster.zone))
    return Terms(contract, due, named=True)


def _breaches(shape: Shape, terms: Terms) -> tuple[Breach, ...]:
    rules = (shift_length, break_count, break_order, break_inside, break_length, break_window, shift_paid_hours)
    return tuple(breach for rule in rules for breach in rule(shape, terms))


def shift_length(shape: Shape, terms: Terms) -> Iterator[Breach]:
    """The elapsed time from start to end is one that the contract allows; a named shift's is the clock's to say."""
    contract = terms.contract
    if terms.named or not contract.shift_lengths:
        return
    if shape.length_s not in {length.total_seconds() for length in contract.shift_lengths}:
        yield Breach(
            "shift_length",
            _("a shift of {length}").format(length=figures.length(shape.length_s)),
            figures.either(figures.length(length.total_seconds()) for length in contract.shift_lengths),
        )


def due_breaks(length_s: float, contract: Contract) -> tuple[BreakRule, ...]:
    """The breaks of a shift of this length: those whose last possible break still ends inside it."""
    return tuple(rule for rule in contract.breaks if (rule.starts[1] + rule.length).total_seconds() <= length_s)


def break_count(shape: Shape, terms: Terms) -> Iterator[Breach]:
    """The shift has as many breaks as its length calls for."""
    due = len(terms.due)
    if len(shape.breaks) != due:
        yield Breach(
            "break_count",
            _("{count} breaks").format(count=len(shape.breaks)),
            _("{count} in a shift of {length}").format(count=due, length=figures.length(shape.length_s)),
        )


def break_order(shape: Shape, terms: Terms) -> Iterator[Breach]:
    """Each break ends before the next one starts, in the order written."""
    for (_start, end), (start, _end) in zip(shape.breaks, shape.breaks[1:], strict=False):
        if start < end:
            yield Breach(
                "break_order",
                _("a break {start} into the shift after one that ends {end} into it").format(
                    start=figures.length(start), end=figures.length(end)
                ),
                _("breaks in their order that do not overlap"),
            )


def break_inside(shape: Shape, terms: Terms) -> Iterator[Breach]:
    """Every break lies between the start and the end of its shift."""
    for start, end in shape.breaks:
        if not _inside(start, end, shape):
            yield Breach(
                "break_inside",
                _("a break from {start} to {end} into the shift").format(
                    start=figures.length(start), end=figures.length(end)
                ),
                _("between 0h and {length}").format(length=figures.length(shape.length_s)),
            )


def break_length(shape: Shape, terms: Terms) -> Iterator[Breach]:
    """Every break lasts as long as its rule says."""
    for rule, (start, end) in _matched(shape, terms):
        if end - start != rule.length.total_seconds():
            yield Breach(
                "break_length",
                _("a break of {length}").format(length=figures.length(end - start)),
                figures.length(rule.length.total_seconds()),
            )


def break_window(shape: Shape, terms: Terms) -> Iterator[Breach]:
    """Every break starts inside its window."""
    for rule, (start, end) in _matched(shape, terms):
        earliest, latest = (edge.total_seconds() for edge in rule.starts)
        if _inside(start, end, shape) and not earliest <= start <= latest:
            yield Breach(
                "break_window",
                _("a break {start} into the shift").format(start=figures.length(start)),
                _("from {earliest} to {latest} into it").format(
                    earliest=figures.length(earliest), latest=figures.length(latest)
                ),
            )


def shift_paid_hours(shape: Shape, terms: Terms) -> Iterator[Breach]:
    """Paid hours are the length of the shift less its unpaid breaks."""
    paid = paid_hours(shape, terms)
    if not abs(paid - shape.paid_hours) <= PAID_HOURS_TOLERANCE:
        yield Breach(
            "shift_paid_hours",
            _("{hours:.6g} paid hours").format(hours=shape.paid_hours),
            f"{paid:.6g}",
        )


def paid_hours_of(roster: Roster) -> NDArray[np.float64]:
    """Recomputed paid hours of each shift, shape (n,); as written where the contract is unknown."""
    shapes, where = roster.shapes
    hours = [s.paid_hours if s.contract < 0 else paid_hours(s, terms_of(roster, s)) for s in shapes]
    return np.array(hours, dtype=np.float64)[where]


def paid_hours(shape: Shape, terms: Terms) -> float:
    """Hours of the shift less its unpaid breaks; a break that no rule stands for is unpaid."""
    unpaid = sum(end - start for start, end in shape.breaks)
    unpaid -= sum(end - start for rule, (start, end) in _matched(shape, terms) if rule.paid)
    return (shape.length_s - unpaid) / 3600


def _inside(start: int, end: int, shape: Shape) -> bool:
    return start >= 0 and end <= shape.length_s


def _matched(shape: Shape, terms: Terms) -> list[tuple[BreakRule, tuple[int, int]]]:
    """The written breaks in the order of time, each with its rule; nothing where their number is wrong."""
    if len(terms.due) != len(shape.breaks):
        return []
    return list(zip(terms.due, sorted(shape.breaks), strict=True))
