"""The top of the page in words: the result in a sentence, what is proved, and the four figures that matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from staffplan.report.wording.deviation import fit_proof, fit_text
from staffplan.report.wording.met import messages_text, need_text, short_text
from staffplan.report.wording.text import (
    agents,
    date_label,
    duration,
    money,
    number,
    percent,
    period_label,
    round_percent,
)
from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.schema.deviation import Deviation
    from staffplan.schema.plan import Plan, PlanSummary, Service
    from staffplan.schema.scenario.keys import Target

Tone = Literal["good", "caution", "bad"]


@dataclass(frozen=True)
class Card:
    """One key figure."""

    label: str
    """What is counted."""
    value: str
    """The figure, formatted."""
    note: str
    """What to hold it against."""
    badge: str = ""
    """A verdict in two or three words; empty: none."""
    tone: Tone = "good"
    """How the verdict is coloured."""


@dataclass(frozen=True)
class Headline:
    """The top of the page."""

    sentence: str
    """The result in a sentence."""
    period: str
    """The days planned, the time zone and the grid."""
    proof: str
    """What is proved, or how far the proof is."""
    proof_tone: Tone
    """good: proved; caution: a gap is left."""
    cards: tuple[Card, ...]
    """Headcount, service, cost, paid hours."""


def headline(plan: Plan) -> Headline:
    """The top of the page for ``plan``."""
    summary = plan.summary
    proved = summary.status == "optimal"
    return Headline(
        sentence=_sentence(summary),
        period=_period(plan),
        proof=proof_sentence(summary),
        proof_tone="good" if proved else "caution",
        cards=_cards(plan),
    )


def _cards(plan: Plan) -> tuple[Card, ...]:
    """Headcount, service, cost, paid hours; how a need that has prices is fitted in place of what is not minimised."""
    summary = plan.summary
    asked = summary.service.predicted is not None or summary.required is None
    first = (_headcount_card(summary), _service_card(summary) if asked else _need_card(summary))
    if summary.deviation is None:
        return (*first, _cost_card(plan), _hours_card(plan))
    return (
        *first,
        _fit_card(summary.deviation),
        _cost_card(plan) if summary.objective == "cost" else _hours_card(plan),
    )


def _fit_card(deviation: Deviation) -> Card:
    short = deviation.slots_short > 0
    return Card(
        label=_("Off the need, at the scenario's prices"),
        value=money(deviation.total),
        note=fit_text(deviation),
        badge=_("Short in {slots} slots").format(slots=number(deviation.slots_short))
        if short
        else _("No slot is short"),
        tone="bad" if short else "good",
    )


def target_text(target: Target) -> str:
    """``90% within 30s``."""
    return _("{share} within {within}").format(share=round_percent(target.share), within=duration(target.within))


def scope_text(target: Target) -> str:
    """Over what the target is averaged, in words."""
    return {
        "slot": _("in every slot"),
        "day": _("each day"),
        "week": _("each week"),
        "period": _("over the period"),
    }[target.scope]


def proof_sentence(summary: PlanSummary) -> str:
    """The sentence that proves the result, or that says what is still open."""
    if summary.deviation is not None:
        return fit_proof(summary, summary.deviation)
    if summary.status == "optimal" and summary.objective == "cost":
        return _("Proved: no legal plan costs less than {cost}.").format(
            cost=money(summary.cost if summary.cost_bound is None else summary.cost_bound)
        )
    if summary.status == "optimal":
        return _("Proved: no legal plan has fewer than {agents}.").format(agents=agents(summary.headcount_bound))
    return f"{_stopped(summary)} {_gap(summary)}"


def _stopped(summary: PlanSummary) -> str:
    if summary.interrupted:
        return _("The search was stopped by hand before the proof was complete.")
    return _("The search ended before the proof was complete.")


def _gap(summary: PlanSummary) -> str:
    if summary.objective == "cost" and summary.cost_bound is not None and summary.cost:
        return _("No legal plan costs less than {bound}: this one is at most {gap} above the least.").format(
            bound=money(summary.cost_bound), gap=percent(1 - summary.cost_bound / summary.cost)
        )
    if summary.objective == "cost" and summary.cost_bound is None:
        return _("What a plan costs at least is not known.")
    gap = summary.headcount - summary.headcount_bound
    if gap == 0:
        return _("No legal plan has fewer than {agents}.").format(agents=agents(summary.headcount_bound))
    return _("No legal plan has fewer than {agents}: at most {gap} could still be saved.").format(
        agents=agents(summary.headcount_bound), gap=number(gap)
    )


def _sentence(summary: PlanSummary) -> str:
    service = summary.service
    share = service.certified if service.certified is not None else service.predicted
    if share is None and summary.deviation is not None:
        return _("A team of {count}: {fit}").format(count=number(summary.headcount), fit=fit_text(summary.deviation))
    if share is None:
        if summary.required is not None and not summary.service.short_slots:
            return _("A team of {count} covers the need of every slot").format(count=number(summary.headcount))
        return _("A team of {count} covers the period").format(count=number(summary.headcount))
    text = (
        _("A team of {count} answers {share} of customers within {within}")
        if service.certified is not None
        else _("A team of {count} is predicted to answer {share} of customers within {within}")
    )
    within = duration(service.target.within)
    return text.format(count=number(summary.headcount), share=percent(share), within=within)


def _period(plan: Plan) -> str:
    zone = plan.summary.scenario.timezone
    days = sorted({slot.start.date() for slot in plan.coverage})
    return _("{period} · {days} days · {grid} slots · {zone}").format(
        period=period_label(days[0], days[-1]),
        days=len(days),
        grid=duration(plan.summary.scenario.grid),
        zone=zone,
    )


def _headcount_card(summary: PlanSummary) -> Card:
    proved = summary.headcount == summary.headcount_bound
    return Card(
        label=_("Agents"),
        value=number(summary.headcount),
        note=_("Proved bound: {bound}").format(bound=number(summary.headcount_bound)),
        badge=_fewest(summary)
        if proved
        else _("Up to {gap} above").format(gap=number(summary.headcount - summary.headcount_bound)),
        tone="good" if proved else "caution",
    )


def _fewest(summary: PlanSummary) -> str:
    return _("Fewest possible") if summary.deviation is None else _("Fewest for this fit")


def _service_card(summary: PlanSummary) -> Card:
    service = summary.service
    certified = service.certified is not None
    verdicts: dict[bool | None, tuple[str, Tone]] = {
        True: (_("Target met"), "good"),
        False: (_missed(service), "bad"),
        None: (_("Not certified"), "caution"),
    }
    badge, tone = verdicts[service.target_met]
    return Card(
        label=_("Answered in time, certified") if certified else _("Answered in time, predicted"),
        value=percent(service.certified if certified else service.predicted),
        note=_service_note(service),
        badge=badge,
        tone=tone,
    )


def _need_card(summary: PlanSummary) -> Card:
    """Of a forecast that needs agents while nobody asks: whether they are there."""
    short = summary.service.short_slots
    asked = [agents for agents in summary.required or () if agents]
    return Card(
        label=_("Need, by the forecast"),
        value=_("{count} slots").format(count=number(len(asked))),
        note=short_text(short) if short else (need_text(summary) or _("nobody asks: the need alone counts")),
        badge=_("Short in {slots} slots").format(slots=number(len(short))) if short else _("Need met"),
        tone="bad" if short else "good",
    )


def _service_note(service: Service) -> str:
    """The target, and the share of messages replied to in time where they are planned for."""
    note = _("Target: {target}, {scope}").format(target=target_text(service.target), scope=scope_text(service.target))
    if service.short_slots:
        note = _("{target}; {short}").format(target=note, short=short_text(service.short_slots))
    if service.messages is None:
        return note
    return _("{target}. Messages: {replies}").format(target=note, replies=messages_text(service.messages))


def _missed(service: Service) -> str:
    """The target is missed, with the slots that are short, or the days or weeks in which its share is."""
    if service.short_slots:
        return _("Short in {slots} slots").format(slots=number(len(service.short_slots)))
    shares = [group.certified for group in service.by_group]
    wanted = [service.target.share_of(group.label) for group in service.by_group]
    count = sum(1 for share, least in zip(shares, wanted, strict=True) if share is not None and share < least)
    if count and service.target.scope == "day":
        return _("Missed on {count} of {all} days").format(count=count, all=len(shares))
    if count and service.target.scope == "week":
        return _("Missed in {count} of {all} weeks").format(count=count, all=len(shares))
    return _("Target missed")


def _cost_card(plan: Plan) -> Card:
    cost = plan.summary.cost
    inquiries = sum(slot.human_inquiries for slot in plan.coverage)
    if cost is None:
        note = _("A contract in use has no hourly cost")
    elif inquiries:
        note = _("{cost} per inquiry that agents answer").format(cost=number(cost / inquiries, 2))
    else:
        note = _("For the whole period")
    return Card(label=_("Cost"), value=money(cost), note=note)


def _hours_card(plan: Plan) -> Card:
    summary = plan.summary
    each = summary.paid_hours / summary.headcount if summary.headcount else 0.0
    return Card(
        label=_("Paid hours"),
        value=number(summary.paid_hours),
        note=_("{each} per agent, {shifts} shifts").format(each=number(each, 1), shifts=number(len(plan.shifts))),
    )


def title(plan: Plan) -> str:
    """The document's title: headcount and first day."""
    first = min(slot.start for slot in plan.coverage).date()
    return _("Staff plan from {day}: {agents}").format(day=date_label(first), agents=agents(plan.summary.headcount))
