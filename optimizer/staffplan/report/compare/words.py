"""The sentences of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.report.wording.text import agents, number, part_percent
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.report.compare.figures import Comparison
    from staffplan.report.compare.table import Measure


def change_sentence(comparison: Comparison, place: int) -> str:
    """Headcount and cost against the first plan: ``november: 9 agents, 2 fewer than october; Cost: 8.0% less``."""
    rows = {row.key: row for row in comparison.measures}
    first, other = comparison.names[0], comparison.names[place]
    headcount = rows["headcount"]
    parts = [_heads(headcount, place, first)]
    cost = rows.get("cost_per_week", rows["cost"])
    change = _relative(cost, place)
    if change is not None:
        parts.append(_("{figure}: {change}").format(figure=cost.label, change=change))
    return _("{plan}: {changes}.").format(plan=other, changes=_("; ").join(parts))


def _heads(row: Measure, place: int, first: str) -> str:
    count = row.values[place]
    difference = round(row.difference(place) or 0)
    text = _("{agents}, as many as {first}")
    if difference < 0:
        text = _("{agents}, {count} fewer than {first}")
    elif difference > 0:
        text = _("{agents}, {count} more than {first}")
    heads = count if isinstance(count, int) else 0
    return text.format(agents=agents(heads), count=number(abs(difference)), first=first)


def _relative(row: Measure, place: int) -> str | None:
    """The change of a figure in parts of the first plan's; None where one of them is not known."""
    first, difference = row.values[0], row.difference(place)
    if difference is None or not isinstance(first, (int, float)) or not first:
        return None
    part = part_percent(abs(difference) / first)
    if part == part_percent(0.0):
        return _("the same")
    return _("{part} less").format(part=part) if difference < 0 else _("{part} more").format(part=part)


def days_sentence(comparison: Comparison, place: int) -> str:
    """How many days differ, and of how many agents."""
    days = comparison.days[place]
    first, other = comparison.names[0], comparison.others[place]
    if not days.days:
        text = _("{other} and {first} have no weekday in common, so that no agent's days can be compared.")
    elif not days.agents:
        text = _("{other} and {first} have no agent in common.")
    elif not days.rows:
        text = _("No day differs: each of the {agents} in both plans works as before.")
    else:
        text = _("{count} of {all} days of agents differ, of {agents}.")
    sentence = text.format(
        other=other,
        first=first,
        count=number(len(days.rows)),
        all=number(days.agent_days),
        agents=agents(days.agents_that_differ or days.agents),
    )
    alone = [
        _("Only {plan} has: {agents}.").format(plan=name, agents=_listed(ids))
        for name, ids in ((first, days.only_first), (other, days.only_other))
        if ids
    ]
    return " ".join([sentence, *_span(comparison, place), *alone])


def _span(comparison: Comparison, place: int) -> Iterator[str]:
    """Which days were held against which, where one plan has more of them than the other."""
    days = comparison.days[place]
    if days.whole or days.spans is None:
        return
    (first, last), (other_first, other_last) = days.spans
    text = _("Compared are {first} to {last} of {plan} with {other_first} to {other_last} of {other}; no other days.")
    yield text.format(
        first=first,
        last=last,
        plan=comparison.names[0],
        other_first=other_first,
        other_last=other_last,
        other=comparison.others[place],
    )


def _listed(ids: tuple[str, ...], most: int = 8) -> str:
    shown = ", ".join(ids[:most])
    return shown if len(ids) <= most else _("{list} and {count} more").format(list=shown, count=len(ids) - most)


def day_text(text: str) -> str:
    """An agent's shifts of a day, or that the agent is off."""
    return text or _("off")
