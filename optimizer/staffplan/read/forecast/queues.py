"""Several queues in one forecast: summed, as long as one team answers them all."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from staffplan.read.intervals import Band
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.read.faults import Faults
    from staffplan.read.intervals import Interval
    from staffplan.schema.scenario.keys import Scenario

ONE_MINUTE = timedelta(minutes=1)


def sum_queues(rows: Sequence[Interval], scenario: Scenario, messages: list[Message]) -> list[Interval]:
    """One row for each start; volumes are added, deflection is weighted by volume, aht by what reaches humans.

    Where only some queues give a deflection rate or an aht, the scenario's value stands for the others. Agents needed
    are added; a queue that gives none adds none, as the target asks for its inquiries.
    """
    queues = sorted({row.queue for row in rows})
    if len(queues) < 2:
        return list(rows)
    names = tuple(queue or Message.of("no_name") for queue in queues)
    messages.append(Message.of("queues_summed", names=names))
    together: dict[object, list[Interval]] = defaultdict(list)
    for row in rows:
        together[row.start].append(row)
    return [replace(summed(group, scenario), queue="") for group in together.values()]


def compare_queues(
    rows: Sequence[Interval], minutes: int, column: str, faults: Faults, messages: list[Message]
) -> None:
    """A queue whose rows are further apart than the others' is a fault; one that lacks rows is told of.

    ``rows`` are in the order of time, those of all queues.
    """
    by_queue: dict[str, list[Interval]] = defaultdict(list)
    for row in rows:
        by_queue[row.queue].append(row)
    all_starts = len({row.start for row in rows})
    for queue, own in by_queue.items() if len(by_queue) > 1 else ():
        apart = Counter((after.start - before.start) // ONE_MINUTE for before, after in pairwise(own))
        usual = apart.most_common(1)[0][0] if apart else minutes
        if usual != minutes:
            found = _("queue {queue} in rows {usual} minutes apart, all queues together {minutes}")
            accepted = _("queues in intervals of one length")
            faults.add(
                found.format(queue=queue or _("(no name)"), usual=usual, minutes=minutes),
                accepted,
                own[1].row,
                column,
                "step",
            )
        elif len(own) < all_starts:
            name = queue or Message.of("no_name")
            messages.append(Message.of("queue_shorter", queue=name, count=all_starts - len(own)))


def summed(group: list[Interval], scenario: Scenario) -> Interval:
    """The first row with the volumes, shares, handling times and needs of all rows of ``group`` together."""
    volumes = [row.inquiries for row in group]
    deflections = [scenario.bot.deflection if row.deflection is None else row.deflection for row in group]
    handling = [scenario.handling.aht.total_seconds() if row.aht_s is None else row.aht_s for row in group]
    human = [volume * (1 - deflection) for volume, deflection in zip(volumes, deflections, strict=True)]
    return replace(
        group[0],
        inquiries=sum(volumes),
        deflection=_mean(deflections, volumes) if any(row.deflection is not None for row in group) else None,
        aht_s=_mean(handling, human) if any(row.aht_s is not None for row in group) else None,
        required=_added([row.required for row in group]),
        band=_together([row.band for row in group], volumes) if len(group) > 1 else group[0].band,
        shown_twice=any(row.shown_twice for row in group),
    )


def _together(bands: list[Band | None], volumes: list[float]) -> Band | None:
    """Sigmas weighted by volume, as if all rows had more together or less together; quantiles cannot be added."""
    given = [(band, volume) for band, volume in zip(bands, volumes, strict=True) if band is not None]
    if not given:
        return None

    def mean(values: list[float | None]) -> float | None:
        known = [(value, volume) for value, (_band, volume) in zip(values, given, strict=True) if value is not None]
        return _mean([value for value, _volume in known], [volume for _value, volume in known]) if known else None

    return Band(
        day_sigma=mean([band.day_sigma for band, _volume in given]),
        slot_sigma=mean([band.slot_sigma for band, _volume in given]),
        deflection_sigma=mean([band.deflection_sigma for band, _volume in given]),
    )


def _added(required: list[int | None]) -> int | None:
    """Agents that all queues need together; None where none of them says."""
    given = [agents for agents in required if agents is not None]
    return sum(given) if given else None


def _mean(values: list[float], weights: list[float]) -> float:
    total = sum(weights)
    if total <= 0:
        return sum(values) / len(values)
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / total
