"""Several queues in one forecast: summed, as long as one team answers them all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.read.intervals import Interval
    from staffplan.schema.scenario.keys import Scenario


def sum_queues(rows: Sequence[Interval], scenario: Scenario, messages: list[str]) -> list[Interval]:
    """One row for each start; volumes are added, deflection is weighted by volume, aht by what reaches humans.

    Where only some queues give a deflection rate or an aht, the scenario's value stands for the others. Agents needed
    are added; a queue that gives none adds none, as the target asks for its inquiries.
    """
    queues = sorted({row.queue for row in rows})
    if len(queues) < 2:
        return list(rows)
    names = ", ".join(queue or _("(no name)") for queue in queues)
    messages.append(_("several queues, summed as if one team answered them all: {names}").format(names=names))
    together: dict[object, list[Interval]] = defaultdict(list)
    for row in rows:
        together[row.start].append(row)
    return [_sum(group, scenario) for group in together.values()]


def _sum(group: list[Interval], scenario: Scenario) -> Interval:
    volumes = [row.inquiries for row in group]
    deflections = [scenario.bot.deflection if row.deflection is None else row.deflection for row in group]
    handling = [scenario.handling.aht.total_seconds() if row.aht_s is None else row.aht_s for row in group]
    human = [volume * (1 - deflection) for volume, deflection in zip(volumes, deflections, strict=True)]
    return replace(
        group[0],
        queue="",
        inquiries=sum(volumes),
        deflection=_mean(deflections, volumes) if any(row.deflection is not None for row in group) else None,
        aht_s=_mean(handling, human) if any(row.aht_s is not None for row in group) else None,
        required=_added([row.required for row in group]),
        shown_twice=any(row.shown_twice for row in group),
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
