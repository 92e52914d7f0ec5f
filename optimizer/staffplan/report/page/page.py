"""report.html: one self-contained page that says what the plan is, what is proved, and who works when."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from staffplan.report.compare.table import hour_profile, measures
from staffplan.report.page.data import embeddable, page_data
from staffplan.report.page.figures import calendar, contract_rows, group_rows, heat_map, ordered_weekdays
from staffplan.report.page.people import people_data, people_view
from staffplan.report.people.sentences import team_sentences
from staffplan.report.wording.explanation import explanation_lines
from staffplan.report.wording.headline import headline, scope_text, target_text, title
from staffplan.report.wording.own_dates import own_dates
from staffplan.report.wording.scenario import Block, assumptions, explanation_blocks, settings
from staffplan.report.wording.text import day_label, money, number, part_percent, percent
from staffplan.version import __version__
from staffplan.words.language import _, current_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import BytecodeCache, Template
    from jinja2.bccache import Bucket

    from staffplan.schema.plan import Plan, PlanSummary

STYLES = ("vendor/uPlot.min.css", "page/page.css", "page/tables.css", "page/people.css", "page/print.css")
SCRIPTS = (
    "vendor/uPlot.iife.min.js",
    "page/core.js",
    "page/view.js",
    "page/charts.js",
    "page/roster.js",
    "page/people.js",
    "page/tables.js",
)
PRINT_ROSTER_UP_TO = 60
"""Agents up to whom the roster is printed with the page unless the reader decides otherwise."""


def render_page(
    plan: Plan,
    *,
    comparison: Mapping[str, Plan] | None = None,
    explanation: Mapping[str, Any] | None = None,
    names: Mapping[str, str] | None = None,
) -> str:
    """The page of ``plan`` in the language in use, complete: it opens offline and asks nothing of any server.

    Args:
        plan: the plan to show.
        comparison: plans or seasons to set side by side, by the name each is shown under, in their order; the plan
            itself is one of them where it shall stand among them.
        explanation: why not one fewer; by default what the plan's summary holds.
        names: what agents are called, by their ids, as far as that is known.

    Returns:
        HTML, the same bytes for the same arguments and language.
    """
    compared = comparison or {}
    profiles = {name: hour_profile(other) for name, other in compared.items()}
    summary = plan.summary
    return page_template("page/page.html").render(
        lang="zh-CN" if current_language() == "zh" else "en",
        _=_,
        title=title(plan),
        style=joined(STYLES),
        script=joined(SCRIPTS),
        data=embeddable(page_data(plan, profiles, names) | {"people": people_data(plan)}),
        summary=summary,
        headline=headline(plan),
        said=team_sentences(summary),
        people=people_view(plan),
        target=target_text(summary.service.target),
        scope=scope_text(summary.service.target),
        weekdays=ordered_weekdays(plan),
        calendar=calendar(plan),
        groups=group_rows(plan),
        contracts=contract_rows(plan),
        total={"hours": number(summary.paid_hours), "cost": money(summary.cost), "shifts": number(len(plan.shifts))},
        dates=[(day_label(each.day), each.text) for each in own_dates(plan)],
        heat=heat_map(plan),
        compared=list(compared),
        measures=measures(compared) if compared else [],
        explanation=_why(summary) if explanation is None else explanation_blocks(explanation),
        assumptions=assumptions(plan),
        settings=settings(summary.scenario),
        named=any(shift.shift_name for shift in plan.shifts),
        print_roster=summary.headcount <= PRINT_ROSTER_UP_TO,
        number=number,
        percent=percent,
        part_percent=part_percent,
    )


def _why(summary: PlanSummary) -> list[Block]:
    """The plan's own explanation, in sentences."""
    if summary.explanation is None:
        return []
    lines = explanation_lines(summary.explanation, summary.scenario.target.scope, summary.headcount_bound)
    return [Block("", lines=tuple(lines))] if lines else []


@cache
def page_template(name: str) -> Template:
    """A page's template; its texts are escaped, and a name that it does not know is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("staffplan.report", "templates"),
        bytecode_cache=_compiled(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def _compiled() -> BytecodeCache | None:
    """Where templates compiled before are kept (the user's own temporary folder), since that takes a tenth of a second.

    None where there is no such folder; one that cannot be written to, such as that of a full disk, keeps nothing.
    """
    from jinja2 import FileSystemBytecodeCache

    class Kept(FileSystemBytecodeCache):
        def dump_bytecode(self, bucket: Bucket) -> None:
            with suppress(OSError):
                super().dump_bytecode(bucket)

    try:
        return Kept(pattern=f"staffplan-{__version__}-%s.cache")
    except (OSError, RuntimeError):  # jinja2's word for a folder that others may write to
        return None


@cache
def joined(names: tuple[str, ...]) -> str:
    """The package's own style sheets or scripts as one text, in their order."""
    folder = files("staffplan.report") / "templates"
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)
