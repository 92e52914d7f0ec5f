"""What a planner could change about the rules of sequences of a contract."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.schema.base import format_duration
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.scenario.contract import Hours, Limits
    from staffplan.schema.scenario.keys import Contract
    from staffplan.shifts.relaxed.bank import Change

STEP = timedelta(hours=8)
"""By how much limits of hours change: a shift."""
HALF_A_DAY = timedelta(hours=12)


def sequence_changes(contract: Contract) -> Iterator[Change]:
    """The changes; each leaves legal whatever was legal before."""
    yield from _days(contract)
    yield from _weekends(contract)
    yield from _nights(contract)
    yield from _names(contract)
    yield from _successions(contract)
    for key in ("days_per_period", "nights_per_period"):
        yield from _limits(contract, key)
    for key in ("hours_per_week", "hours_per_month", "hours_per_period"):
        yield from _hours(contract, key)


def _days(contract: Contract) -> Iterator[Change]:
    if contract.weeks_in_turn:
        least, most = contract.days_per_week
        yield (
            "weeks_in_turn",
            Message.of("weeks_in_any_order", least=least, most=most),
            _with(contract, weeks_in_turn=()),
        )
    if contract.weeks_in_turn and contract.week_phase == "shared":
        yield "week_phase", Message.of("phase_of_each"), _with(contract, week_phase="free")
    if contract.days_off_in_row > 1 and not contract.days_off_across_weeks:
        yield "days_off_across_weeks", Message.of("days_off_over_weeks"), _with(contract, days_off_across_weeks=True)
    if (days := contract.min_days_in_row - 1) > 0:
        yield "min_days_in_row", Message.of("shorter_rows", days=days), _with(contract, min_days_in_row=days)
    if (days := contract.min_days_off_in_row - 1) > 0:
        yield (
            "min_days_off_in_row",
            Message.of("shorter_time_off", days=days),
            _with(contract, min_days_off_in_row=days),
        )
    for place, (window, off) in enumerate(contract.days_off_in_any):
        if off:
            others = contract.days_off_in_any
            changed = (*others[:place], (window, off - 1), *others[place + 1 :])
            message = Message.of("fewer_off_in_any", off=off - 1, days=window)
            yield f"days_off_in_any[{place + 1}]", message, _with(contract, days_off_in_any=changed)


def _weekends(contract: Contract) -> Iterator[Change]:
    if (most := contract.max_weekends) is not None:
        yield "max_weekends", Message.of("more_weekends", most=most + 1), _with(contract, max_weekends=most + 1)
    if (most := contract.max_weekends_in_row) is not None:
        message = Message.of("more_weekends_in_row", most=most + 1)
        yield "max_weekends_in_row", message, _with(contract, max_weekends_in_row=most + 1)
    if contract.whole_weekends:
        yield "whole_weekends", Message.of("half_weekends"), _with(contract, whole_weekends=False)
    if (least := contract.free_sundays) > 0:
        yield "free_sundays", Message.of("fewer_free_sundays", least=least - 1), _with(contract, free_sundays=least - 1)


def _nights(contract: Contract) -> Iterator[Change]:
    rest = contract.rest_after_night
    if rest is not None and rest > contract.min_rest:
        less = max(rest - HALF_A_DAY, contract.min_rest)
        message = Message.of("less_rest_after_nights", new=format_duration(less), old=format_duration(rest))
        yield "rest_after_night", message, _with(contract, rest_after_night=less)
    if (most := contract.max_nights_in_row) is not None:
        message = Message.of("more_nights_in_row", most=most + 1)
        yield "max_nights_in_row", message, _with(contract, max_nights_in_row=most + 1)


def _names(contract: Contract) -> Iterator[Change]:
    for name, (least, most) in contract.shifts_per_period.items():
        key = f"shifts_per_period.{name}"
        if most is not None:
            changed = contract.shifts_per_period | {name: (least, most + 1)}
            yield key, Message.of("key_up_to", key=name, most=most + 1), _with(contract, shifts_per_period=changed)
        if least:
            changed = contract.shifts_per_period | {name: (least - 1, most)}
            yield key, Message.of("key_from", key=name, least=least - 1), _with(contract, shifts_per_period=changed)


def _successions(contract: Contract) -> Iterator[Change]:
    for place, (first, second) in enumerate(contract.forbidden_successions):
        others = contract.forbidden_successions
        message = Message.of("succession_allowed", first=first, second=second)
        changed = _with(contract, forbidden_successions=(*others[:place], *others[place + 1 :]))
        yield f"forbidden_successions[{place + 1}]", message, changed
    if contract.same_shift_all_week:
        yield "same_shift_all_week", Message.of("shifts_may_change"), _with(contract, same_shift_all_week=False)
    if contract.forward_rotation:
        yield "forward_rotation", Message.of("earlier_next_day"), _with(contract, forward_rotation=False)


def _limits(contract: Contract, key: str) -> Iterator[Change]:
    limits: Limits | None = getattr(contract, key)
    if limits is None:
        return
    least, most = limits
    if most is not None:
        yield key, Message.of("key_up_to", key=key, most=most + 1), _with(contract, **{key: (least, most + 1)})
    if least:
        yield key, Message.of("key_from", key=key, least=least - 1), _with(contract, **{key: (least - 1, most)})


def _hours(contract: Contract, key: str) -> Iterator[Change]:
    hours: Hours | None = getattr(contract, key)
    if hours is None:
        return
    least, most = hours
    if most is not None:
        more = format_duration(most + STEP)
        yield key, Message.of("key_up_to", key=key, most=more), _with(contract, **{key: (least, most + STEP)})
    if least:
        fewer = max(least - STEP, timedelta(0))
        message = Message.of("key_from", key=key, least=format_duration(fewer))
        yield key, message, _with(contract, **{key: (fewer, most)})


def _with(contract: Contract, **changes: object) -> Contract:
    return contract.model_copy(update=changes)
