"""Why not one agent fewer, in sentences a planner can pass on: screen and page say the same.

Each sentence about a changed problem is of one that was solved, or says what is proved of it.
"""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any

from staffplan.report.wording.text import agents, day_label, money, number
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from staffplan.schema.scenario.target import Scope

SHOWN = 3
"""Days and hours named, at most; the rest are counted."""
SHOWN_RULES = 6
"""Rules named, at most; the rest are counted."""


def explanation_lines(explanation: Mapping[str, Any], scope: Scope = "day", proved: int = 0) -> list[str]:
    """The explanation of plan.json as lines; the target is averaged over ``scope``, so many agents are ``proved``."""
    parts = (
        _bound(explanation, proved),
        _deciding(explanation),
        _one_fewer(explanation, scope),
        _two_steps(explanation),
        _rules(explanation),
    )
    return [line for part in parts for line in part]


def _bound(explanation: Mapping[str, Any], proved: int) -> Iterator[str]:
    if "relaxation" not in explanation:
        return
    heads, bound = explanation["relaxation"], explanation["bound_from_relaxation"]
    # 4.003 people take five: "4.00" would not say why.
    figure = f"{heads:.2f}" if ceil(round(heads, 2)) == bound else f"{heads:.3f}"
    yield _("even with fractions of people the rules take {heads} agents, so {bound} whole ones").format(
        heads=figure, bound=bound
    )
    if proved > bound:
        yield _("trying all plans of whole people proves that it takes {proved}").format(proved=proved)


def _deciding(explanation: Mapping[str, Any]) -> Iterator[str]:
    """The days and the hours without whose demand less would do, as it was solved."""
    for entry in explanation.get("deciding_days", ()):
        yield _("without what is asked on {day}, {team} would do").format(day=_day(entry["when"]), team=_team(entry))
    for entry in explanation.get("deciding_hours", ()):
        yield _("without what is asked in the hour from {hour} on, on any day, {team} would do").format(
            hour=entry["when"], team=_team(entry)
        )


def _team(entry: Mapping[str, Any]) -> str:
    """``4 agents``, or a cost where that was minimised; ``4 agents at most`` where fewer may do."""
    text = (
        agents(entry["headcount"]) if "headcount" in entry else _("a cost of {cost}").format(cost=money(entry["cost"]))
    )
    return text if entry["proved"] else _("{agents} at most").format(agents=text)


def _day(text: str) -> str:
    return day_label(date.fromisoformat(text))


def _group(label: str, scope: Scope) -> str:
    """A group of slots as its label in plan.json names it."""
    if scope == "period":
        return _("the whole period")
    return _("the week from {day} on").format(day=_day(label)) if scope == "week" else _day(label)


def _one_fewer(explanation: Mapping[str, Any], scope: Scope) -> Iterator[str]:
    fewer = explanation.get("one_fewer")
    if not fewer:
        return
    count = agents(fewer["headcount"])
    if fewer.get("legal") is False:
        yield _("{agents} cannot work at all by these rules").format(agents=count)
    elif fewer["slots_short"]:
        yield _("the best plan found with {agents} leaves {slots} slots short of their floor").format(
            agents=count, slots=fewer["slots_short"]
        )
    elif fewer["groups_missed"]:
        groups = [_group(label, scope) for label in fewer["groups_missed"]]
        named = ", ".join(groups[:SHOWN])
        if len(groups) > SHOWN:
            named = _("{list} and {count} more").format(list=named, count=number(len(groups) - SHOWN))
        yield _("the best plan found with {agents} misses the target: {groups}").format(agents=count, groups=named)
    elif fewer.get("hours_lacking_for_messages"):
        yield _("with {agents}, {hours} agent-hours would lack for replies to messages in time").format(
            agents=count, hours=fewer["hours_lacking_for_messages"]
        )


def _two_steps(explanation: Mapping[str, Any]) -> Iterator[str]:
    classical = explanation.get("two_steps")
    if classical and "headcount" in classical:
        yield _("fixing each slot's need first would take {agents}: one model saves {saved}").format(
            agents=agents(classical["headcount"]), saved=classical["saved"]
        )


def _rules(explanation: Mapping[str, Any]) -> Iterator[str]:
    """What the team becomes with each rule relaxed by a step, the largest saving first."""
    now, by_cost = explanation.get("now"), explanation.get("minimised") == "cost"
    before = money(now) if by_cost else number(now)
    rules = [rule for rule in explanation.get("rules", ()) if "proved" in rule or "at_least" in rule]
    if explanation.get("rules") == []:
        yield _("no single rule relaxed by a step saves anything")
    for rule in rules[:SHOWN_RULES]:
        change = Message.read(rule["change"])
        if "proved" in rule:
            yield _("{change}: {team} instead of {now}").format(change=change, team=_team(rule), now=before)
        elif by_cost:
            text = _("{change}: a cost of at least {least}, not more than {most}")
            yield text.format(change=change, least=money(rule["at_least"]), most=money(rule["at_most"]))
        else:
            text = _("{change}: at least {least} agents, not more than {most}")
            yield text.format(change=change, least=number(rule["at_least"]), most=number(rule["at_most"]))
    if len(rules) > SHOWN_RULES:
        yield _("and {count} more").format(count=number(len(rules) - SHOWN_RULES))
