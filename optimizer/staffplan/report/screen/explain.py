"""``--explain`` on the screen: why not one agent fewer, in sentences a planner can pass on."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any

from staffplan.report.wording.text import agents, day_label, part_percent
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from staffplan.schema.scenario.target import Scope

SHOWN = 3
"""Days and hours named, at most."""
SHOWN_RULES = 6
"""Rules named, at most."""


def explanation_lines(explanation: Mapping[str, Any], scope: Scope = "day", proved: int = 0) -> list[str]:
    """The explanation of plan.json as lines; the target is averaged over ``scope``, so many agents are ``proved``."""
    parts = _bound(explanation, proved), _one_fewer(explanation, scope), _two_steps(explanation), _rules(explanation)
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
    for key, text, label in (
        ("binding_days", _("days that decide: {list}"), _day),
        ("binding_hours", _("hours that decide: {list}"), str),
    ):
        parts = [f"{label(entry['when'])} ({part_percent(entry['share'])})" for entry in explanation[key][:SHOWN]]
        if parts:
            yield text.format(list=", ".join(parts))


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
        yield _("with {agents}, {slots} slots would stay short of their floor").format(
            agents=count, slots=fewer["slots_short"]
        )
    elif fewer["groups_missed"]:
        yield _("with {agents}, the target would be missed: {groups}").format(
            agents=count, groups=", ".join(_group(label, scope) for label in fewer["groups_missed"][:SHOWN])
        )
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
    """Changes by how much they would take off the fractional headcount; those that take off nothing are left out."""
    rules = sorted(explanation.get("rules", ()), key=lambda rule: -rule["relaxation_falls_by"])
    now = explanation.get("bound_from_relaxation")
    for rule in rules[:SHOWN_RULES]:
        if round(rule["relaxation_falls_by"], 2) <= 0 and rule["bound"] == now:
            continue
        text = _("{change}: at least {bound} agents instead of {now} (with fractions, {fall:.2f} fewer)")
        if rule["bound"] == now:
            text = _("{change}: still {bound} agents (with fractions, {fall:.2f} fewer)")
        yield text.format(
            change=Message.read(rule["change"]), bound=rule["bound"], now=now, fall=rule["relaxation_falls_by"]
        )
