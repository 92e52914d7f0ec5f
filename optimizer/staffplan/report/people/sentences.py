"""What is to be said of a team as a whole: who has to be hired, what is proved, what is missing, what people get."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from staffplan.report.people.records import wish_weights
from staffplan.report.wording.text import NONE, day_label, number
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from staffplan.report.wording.headline import Tone
    from staffplan.schema.people.result import FairShare, TeamPlan
    from staffplan.schema.plan import PlanSummary

SHOWN_NAMES = 12
"""People are named up to this many."""
WORST_DAYS = 3
NOTHING = 0.05
"""Less than this much is missing: nothing is."""
CLOSE = 1e-6
"""A bound that lies this near is reached."""


class Said(NamedTuple):
    """A sentence about the team."""

    about: str
    """What it is about, in a word or two."""
    text: str
    """The sentence."""
    tone: Tone | None = None
    """good, caution, bad; None: it only tells."""


def team_sentences(summary: PlanSummary) -> list[Said]:
    """All that is to be said of the team, the most important first; nothing for a plan that counts agents."""
    team = summary.team
    if team is None:
        return []
    said = [_hires(summary, team), *_missing(summary, team), *_released(team), *_lowered(team), *_wishes(team)]
    return [*said, *(_share(team, share) for share in team.fairness)]


def _hires(summary: PlanSummary, team: TeamPlan) -> Said:
    named, more = number(len(team.team.people)), number(team.hires)
    if _is_short(team):
        return Said(_("Team"), _("The team of {named} is too small for the target.").format(named=named), "bad")
    if summary.service.target_met is False:
        text = _("The team of {named} with {more} more misses the target on the finished schedule.")
        return Said(_("Team"), text.format(named=named, more=more), "bad")
    if team.hires == 0:
        text = _("The team of {named} can do it: nobody has to be hired.").format(named=named)
        return Said(_("Team"), text, "good")
    if team.hires == team.hires_bound:
        text = _("The team of {named} can do it with {more} more; fewer are provably not enough.")
        return Said(_("Team"), text.format(named=named, more=more), "good")
    if team.hires_bound:
        text = _("The team of {named} can do it with {more} more; fewer than {bound} are provably not enough.")
        return Said(_("Team"), text.format(named=named, more=more, bound=number(team.hires_bound)), "caution")
    text = _("The team of {named} can do it with {more} more; it is not proved that it cannot do it alone.")
    return Said(_("Team"), text.format(named=named, more=more), "caution")


def _is_short(team: TeamPlan) -> bool:
    return (team.missing or 0.0) > NOTHING or (team.missing_agents or 0.0) > NOTHING


def _missing(summary: PlanSummary, team: TeamPlan) -> Iterator[Said]:
    if not _is_short(team):
        return
    hours = summary.scenario.slot_minutes / 60
    if (team.missing_agents or 0.0) > NOTHING:
        lacking = (team.missing_agents or 0.0) * hours
        text = _("{hours} agent-hours lack to the least number on duty; {proof}")
        bound = None if team.missing_agents_bound is None else team.missing_agents_bound * hours
        yield Said(_("Missing"), text.format(hours=number(lacking, 1), proof=_at_least(lacking, bound)), "bad")
    if (team.missing or 0.0) > NOTHING:
        lacking = team.missing or 0.0
        text = _("{count} inquiries of the period lack to the target; {proof}")
        proof = _at_least(lacking, team.missing_bound)
        yield Said(_("Missing"), text.format(count=number(lacking, 1), proof=proof), "bad")
    if days := worst_days(summary):
        listed = ", ".join(f"{day} {number(count, 1)}" for day, count in days)
        yield Said(_("Worst days"), _("inquiries not answered in time beyond the target: {days}").format(days=listed))


def _at_least(lacking: float, bound: float | None) -> str:
    if bound is None:
        return _("how few could lack is not known.")
    if lacking <= bound + CLOSE:
        return _("proved: no legal plan of this team lacks fewer.")
    return _("proved: every legal plan of this team lacks at least {bound}.").format(bound=number(bound, 1))


def worst_days(summary: PlanSummary) -> list[tuple[str, float]]:
    """The days that lack most to the target's share, with the inquiries that lack, the worst first."""
    target, found = summary.service.target, list[tuple[float, str]]()
    for day in summary.service.by_day:
        share = day.predicted if day.certified is None else day.certified
        if share is not None:
            lacking = day.human_inquiries * (target.share_of(day.date.isoformat()) - share)
            found.append((lacking, day_label(day.date)))
    worst = sorted((each for each in found if each[0] > NOTHING), key=lambda each: -each[0])
    return [(day, lacking) for lacking, day in worst[:WORST_DAYS]]


def _released(team: TeamPlan) -> Iterator[Said]:
    if team.released:
        text = _("{count} of the team are not needed: {people}").format(
            count=number(len(team.released)), people=listed_people(team, team.released)
        )
        yield Said(_("Not needed"), text, "good")


def _lowered(team: TeamPlan) -> Iterator[Said]:
    if team.lowered:
        people = listed_people(team, [each.agent for each in team.lowered])
        text = _("{people}: leave or hours of their own let them work less than the contract owes")
        yield Said(_("Asked for less"), text.format(people=people))


def _wishes(team: TeamPlan) -> Iterator[Said]:
    if not team.wishes:
        return
    met = sum(each.granted == each.dates for each in team.wishes)
    weight, of = wish_weights(team)
    text = _("{met} of {count} wishes met; by weight {weight} of {of}").format(
        met=number(met), count=number(len(team.wishes)), weight=number(weight), of=number(of)
    )
    if met < len(team.wishes) and team.wishes_bound is not None and team.wishes_cost <= team.wishes_bound + CLOSE:
        text = _("{wishes}. Proved: no plan as good in all else grants more.").format(wishes=text)
    yield Said(_("Wishes"), text)


def _share(team: TeamPlan, share: FairShare) -> Said:
    text = _("{what}, {group}: {least} to {most} each").format(
        what=share_name(share.what),
        group=_("all people") if share.group == "all" else share.group,
        least=amount(share.least),
        most=amount(share.most),
    )
    if share.left_out:
        out = ", ".join(
            _("{person} ({reason})").format(person=person_name(team, agent), reason=left_out_text(reason))
            for agent, reason in list(share.left_out.items())[:SHOWN_NAMES]
        )
        text = _("{share}; left out: {people}").format(share=text, people=out)
    return Said(_("Fair shares"), text)


def share_name(what: str) -> str:
    """What is shared."""
    names = {
        "nights": _("nights"),
        "weekends": _("weekends"),
        "holidays": _("holidays worked"),
        "hours": _("paid time"),
    }
    return names.get(what, what)


def amount(value: float) -> str:
    """A count without digits, hours with one where they need it."""
    return number(value, 0 if value == int(value) else 1)


def left_out_text(reason: str) -> str:
    """Why somebody has no share like the others'."""
    return {
        "leave": _("leave"),
        "available": _("own days and hours"),
        "contract": _("hours owed or allowed"),
        "service": _("service"),
        "time": _("nothing fairer was found in time"),
    }.get(reason, reason)


def person_name(team: TeamPlan, agent: str) -> str:
    """The name of somebody of the team, else the id."""
    return next((person.name for person in team.team.people if person.id == agent and person.name), agent)


def listed_people(team: TeamPlan, agents: Sequence[str]) -> str:
    """Their names, up to :data:`SHOWN_NAMES`."""
    names = ", ".join(person_name(team, agent) for agent in agents[:SHOWN_NAMES]) or NONE
    left = len(agents) - SHOWN_NAMES
    return _("{list} and {count} more").format(list=names, count=left) if left > 0 else names
