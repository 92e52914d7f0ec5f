"""A plan on the screen: renderables for rich, which the command line prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.report.people.sentences import team_sentences
from staffplan.report.screen.contracts import contracts_table, names_line
from staffplan.report.screen.picture import DaysPicture, Figures, Paragraph, Series, days_of
from staffplan.report.wording.deviation import fit_proof, fit_text, fit_total, need_legend
from staffplan.report.wording.explanation import explanation_lines
from staffplan.report.wording.met import late_text, need_text, short_text
from staffplan.report.wording.own_dates import own_dates
from staffplan.report.wording.text import agents, day_label, duration, money, percent, round_percent
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from rich.console import RenderableType

    from staffplan.schema.plan import Plan, PlanSummary, Service
    from staffplan.schema.scenario.keys import Scenario, Target

SHOWN_GROUPS = 5
"""Groups that miss the target are named up to this many."""


def plan_screen(plan: Plan, files: Sequence[Path] = ()) -> Group:
    """All that a planner wants to see first: headcount and proof, contracts, cover by day, service, time, files."""
    summary = plan.summary
    facts = [
        *team_facts(summary),
        *fit_facts(summary),
        *service_facts(summary),
        times_fact(summary),
        *files_fact(files),
    ]
    parts: list[RenderableType] = [headline(summary), Text(), contracts_table(plan)]
    parts += [*names_line(plan), Text(), cover_picture(plan)]
    parts += [Text(), facts_grid(facts)]
    dates = [f"{day_label(each.day)} {each.text}" for each in own_dates(plan)]
    parts += notes(_("Days of their own"), dates, "")
    parts += notes(_("Warnings"), [str(warning) for warning in summary.warnings], "yellow")
    parts += notes(_("The plan assumes"), assumptions(plan), "dim")
    if summary.explanation:
        reasons = explanation_lines(summary.explanation, summary.scenario.target.scope, summary.headcount_bound)
        parts += notes(_("Why not one fewer"), reasons, "")
    return Group(*parts)


def headline(summary: PlanSummary) -> Group:
    """The headcount and what is proved about it, in a sentence."""
    return Group(*(Paragraph(line, style) for line, style in _headline(summary)))


def _headline(summary: PlanSummary) -> Iterator[tuple[str, str]]:
    count, bound = agents(summary.headcount), summary.headcount_bound
    proved = summary.status == "optimal"
    style = "bold green" if proved else "bold yellow"
    if summary.interrupted:
        yield _("You stopped the search: this is the best plan so far."), "bold yellow"
    if summary.deviation is not None:
        yield _("{agents}. {proof}").format(agents=count, proof=fit_proof(summary, summary.deviation)), style
    elif summary.objective == "cost":
        yield from _cost_headline(summary, style)
    elif proved:
        yield _("{agents}. Proved: no legal plan has fewer.").format(agents=count), style
    elif bound < summary.headcount:
        yield _("{agents}. Proved: no legal plan has fewer than {bound}.").format(agents=count, bound=bound), style
        yield (
            _("A longer search (--time-limit) may save up to {agents}.").format(
                agents=agents(summary.headcount - bound)
            ),
            "",
        )
    else:
        yield _("{agents}, the fewest possible; fewer paid hours may exist.").format(agents=count), style


def _cost_headline(summary: PlanSummary, style: str) -> Iterator[tuple[str, str]]:
    count, cost = agents(summary.headcount), money(summary.cost)
    if summary.status == "optimal":
        yield _("{agents}, cost {cost}. Proved: no legal plan costs less.").format(agents=count, cost=cost), style
    elif summary.cost_bound is None:
        yield (
            _("{agents}, cost {cost}. What a plan costs at least is not known.").format(agents=count, cost=cost),
            style,
        )
    else:
        yield (
            _("{agents}, cost {cost}. Proved: no legal plan costs less than {bound}.").format(
                agents=count, cost=cost, bound=money(summary.cost_bound)
            ),
            style,
        )


def cover_picture(plan: Plan) -> Group:
    """Need beside agents on duty, a line a day, with the peaks and the day's service."""
    slots = plan.coverage
    top = max(max(slot.required, slot.on_duty) for slot in slots)
    lean = [slot.on_duty < slot.required for slot in slots]
    starts = [slot.start for slot in slots]
    picture = DaysPicture(
        starts,
        (
            Series(_("Need"), [slot.required for slot in slots], top, "cyan"),
            Series(_("On duty"), [slot.on_duty for slot in slots], top, "green", lean),
        ),
        (_peaks(plan), _service_by_day(plan.summary.service)),
    )
    legend = need_legend(plan).format(agents=agents(top))
    lines: list[RenderableType] = [picture, Paragraph(legend, "dim")]
    if any(lean) and plan.summary.deviation is not None:
        lines.append(Paragraph(_("Yellow: fewer on duty than the need."), "dim", about_colours=True))
    elif any(lean) and plan.summary.service.target.scope != "slot":
        lines.append(
            Paragraph(
                _("Yellow: fewer on duty than the slot alone would want; busier and quieter slots make up for it."),
                "dim",
                about_colours=True,
            )
        )
    return Group(*lines)


def _peaks(plan: Plan) -> Figures:
    slots = plan.coverage
    figures = {}
    for day, members in days_of([slot.start for slot in slots]):
        need, duty = (max(getattr(slots[k], name) for k in members) for name in ("required", "on_duty"))
        figures[day] = (f"{need}/{duty}", "")
    return Figures(_("Peak"), figures)


def _service_by_day(service: Service) -> Figures:
    figures: dict[date, tuple[str, str]] = {}
    for day in service.by_day:
        share = day.predicted if day.certified is None else day.certified
        if share is not None:
            low = service.target.scope in ("slot", "day") and share < service.target.share_of(day.date.isoformat())
            figures[day.date] = (percent(share) + ("!" if low else " "), "red" if low else "")
    return Figures(_("In time"), figures)


def target_sentence(target: Target) -> str:
    """What was promised: ``90% answered within 30 s on every day``."""
    where = {
        "slot": _("in every slot"),
        "day": _("on every day"),
        "week": _("in every week"),
        "period": _("over the period"),
    }
    return _("{share} answered within {within} {where}").format(
        share=round_percent(target.share), within=duration(target.within), where=where[target.scope]
    )


Fact = tuple[str, "str | Paragraph"]
"""A name and what is to be said."""


def fit_facts(summary: PlanSummary) -> Iterator[Fact]:
    """How the schedule fits a need that has prices."""
    if summary.deviation is not None:
        short = summary.deviation.slots_short > 0
        yield _("Fit"), Paragraph(fit_text(summary.deviation), "bold red" if short else "green")
        yield _("Sum"), fit_total(summary.deviation)


TONES = {"good": "green", "caution": "yellow", "bad": "bold red", None: ""}


def team_facts(summary: PlanSummary) -> Iterator[Fact]:
    """Who of the team works, who has to be hired, and what people get; each name once."""
    before = ""
    for said in team_sentences(summary):
        yield "" if said.about == before else said.about, Paragraph(said.text, TONES[said.tone])
        before = said.about


def service_facts(summary: PlanSummary) -> Iterator[Fact]:
    """The forecast's own need, target, prediction, certificate, and the groups that miss the target."""
    service = summary.service
    if (need := need_text(summary)) is not None:
        yield _("Need"), Paragraph(need, "bold red" if service.short_slots else "green")
    if service.predicted is None:
        yield _("Target"), _("nobody asks in the hours that count: there is nothing to answer in time")
    else:
        yield _("Target"), target_sentence(service.target)
        yield _("Predicted"), _("{share} by the queueing model").format(share=percent(service.predicted))
    if service.certified is not None:
        certified = _("{share} on the finished schedule, queues carried over from slot to slot")
        yield _("Certified"), certified.format(share=percent(service.certified))
    if service.target_met is not None:
        yield _("Verdict"), _verdict(service)
    if service.messages is not None:
        yield _("Messages"), late_text(service.messages)


def _verdict(service: Service) -> Paragraph:
    if service.target_met:
        return Paragraph(_("target met"), "green")
    if service.short_slots:
        return Paragraph(_("target missed: {short}").format(short=short_text(service.short_slots)), "bold red")
    missed = [group for group in service.by_group if (group.certified or 1.0) < service.target.share_of(group.label)]
    named = ", ".join(f"{group.label} {percent(group.certified)}" for group in missed[:SHOWN_GROUPS])
    if len(missed) > SHOWN_GROUPS:
        named = _("{list} and {count} more").format(list=named, count=len(missed) - SHOWN_GROUPS)
    text = (
        _("target missed on the finished schedule: {list}") if missed else _("target missed on the finished schedule")
    )
    return Paragraph(text.format(list=named), "bold red")


def times_fact(summary: PlanSummary) -> Fact:
    """What took how long."""
    names = {
        "read": _("reading"),
        "demand": _("demand"),
        "service": _("service curves"),
        "shifts": _("legal shifts"),
        "solve": _("search"),
        "verify": _("checks"),
        "certify": _("certification"),
        "explain": _("explanation"),
        "documents": _("workbook and page"),
        "report": _("files"),
    }
    parts = [
        f"{names.get(stage, stage)} {_('{n} s').format(n=f'{seconds:.1f}')}"
        for stage, seconds in summary.stages.items()
        if seconds >= 0.05
    ]
    total = _("{seconds} s in all").format(seconds=f"{sum(summary.stages.values()):.1f}")
    return _("Time"), " · ".join([*parts, total])


def files_fact(files: Sequence[Path]) -> Iterator[Fact]:
    """Where the files are."""
    if files:
        yield _("Files"), f"{files[0].parent}/: " + ", ".join(path.name for path in files)


def facts_grid(facts: Iterable[Fact]) -> Table:
    """Names on the left, what is to be said beside them."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column()
    for name, fact in facts:
        grid.add_row(name, Paragraph(fact) if isinstance(fact, str) else fact)
    return grid


def notes(title: str, lines: Sequence[str], style: str) -> list[RenderableType]:
    """A heading and a list; nothing where the list is empty."""
    if not lines:
        return []
    return [Text(), Text(title, style=f"bold {style}"), *(Paragraph(line, style, "• ") for line in lines)]


def assumptions(plan: Plan) -> list[str]:
    """The defaults in force that weigh most on the headcount, the heaviest first."""
    scenario: Scenario = plan.summary.scenario
    no_bot = all(slot.human_inquiries in (0, slot.inquiries) for slot in plan.coverage)
    if not any(slot.inquiries for slot in plan.coverage):
        return []
    candidates = (
        (
            no_bot and not scenario.bot.by_hour and scenario.bot.deflection == 0,
            _("no bot: it staffs for every inquiry; --deflection 80% would say that a bot closes 80% of them"),
        ),
        (
            scenario.handling.concurrency == 1,
            _("one chat at a time: handling.concurrency says how many an agent holds at once"),
        ),
        (
            scenario.shrinkage.absence == 0 and scenario.shrinkage.planned == 0,
            _("nobody is ever absent or in training: shrinkage.absence and shrinkage.planned say how often"),
        ),
        (
            scenario.handling.patience is None,
            _("no customer gives up waiting: handling.patience says how long they wait"),
        ),
    )
    return [text for holds, text in candidates if holds]
