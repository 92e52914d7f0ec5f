"""A sweep on the screen: the picture, the table, and why points have no plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from staffplan.report.screen.picture import Paragraph
from staffplan.report.screen.plan import notes
from staffplan.report.screen.sweep_picture import HeatPicture, LinePicture
from staffplan.report.wording.text import NONE, agents, number, percent
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

    from staffplan.schema.sweep import SweepPoint, SweepResult

SHOWN_POINTS = 100
SHOWN_PROBLEMS = 10
WIDE = 120
"""Columns of a screen from which on agents by contract and both kinds of service are shown."""


def sweep_screen(result: SweepResult) -> Group:
    """What was found, in a sentence, a picture and a table."""
    parts: list[RenderableType] = [*(Paragraph(line, "bold") for line in _headline(result)), Text()]
    if any(point.headcount is not None for point in result.points):
        parts += [Text(_("Agents")), *_picture(result), Text()]
    parts.append(PointsTable(result))
    if len(result.points) > SHOWN_POINTS:
        more = _("… and {count} more points (all of them with -o FILE.csv)")
        parts.append(Text(more.format(count=len(result.points) - SHOWN_POINTS), style="dim"))
    parts += notes(_("No plan at"), list(_problems(result)), "yellow")
    parts += [Text(), *(Paragraph(line, "dim") for line in _legend(result))]
    return Group(*parts)


def _headline(result: SweepResult) -> Iterator[str]:
    """The points done, and from how many to how many agents they go."""
    if result.interrupted:
        yield _("You stopped the sweep: {done} of {count} points are done.").format(
            done=len(result.points), count=result.count
        )
    planned = [point for point in result.points if point.headcount is not None]
    if len(planned) > 1 and len({point.headcount for point in planned}) == 1:
        same = _("{agents} for all.") if len(planned) == len(result.points) else _("{agents} wherever there is a plan.")
        yield same.format(agents=agents(planned[0].headcount or 0))
    elif planned:
        fewest = min(planned, key=lambda point: point.headcount or 0)
        most = max(planned, key=lambda point: point.headcount or 0)
        yield _("From {fewest} ({at_fewest}) to {most} ({at_most}).").format(
            fewest=agents(fewest.headcount or 0),
            at_fewest=_at(result, fewest),
            most=agents(most.headcount or 0),
            at_most=_at(result, most),
        )
    elif result.points:
        yield _("No point has a plan.")


def _at(result: SweepResult, point: SweepPoint) -> str:
    """``deflection 0.9, share 0.8``."""
    pairs = zip(result.parameters, point.values, strict=True)
    return ", ".join(f"{parameter.name} {value}" for parameter, value in pairs)


def _picture(result: SweepResult) -> list[RenderableType]:
    if len(result.parameters) == 2:
        return [HeatPicture(result)]
    (parameter,) = result.parameters
    found = {point.values[0]: point.headcount for point in result.points}
    return [LinePicture(parameter.texts, [found.get(text) for text in parameter.texts])]


def _problems(result: SweepResult) -> Iterator[str]:
    failed = [point for point in result.points if point.headcount is None]
    for point in failed[:SHOWN_PROBLEMS]:
        yield f"{_at(result, point)}: {' '.join((point.problem, *point.remedies[:1]))}"
    if len(failed) > SHOWN_PROBLEMS:
        yield _("and {count} more").format(count=len(failed) - SHOWN_PROBLEMS)


def _legend(result: SweepResult) -> Iterator[str]:
    if any(point.outcome == "feasible" for point in result.points):
        yield _(
            "≥: the search ended before the proof; fewer agents than this are impossible (--time-limit gives more)."
        )
    if any(point.target_met is False for point in result.points):
        yield _("!: the target is missed on the finished schedule, where queues carry over from slot to slot.")
    yield _("{count} points in {seconds} s, {jobs} at a time.").format(
        count=len(result.points), seconds=number(result.seconds), jobs=result.jobs
    )


@dataclass(frozen=True)
class PointsTable:
    """A renderable: a row for each point, with more columns where the screen is wide."""

    result: SweepResult
    """The sweep."""

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """The table."""
        wide = options.max_width >= WIDE
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
        for parameter in self.result.parameters:
            table.add_column(Text(parameter.name), justify="right")
        for title in self._titles(wide=wide):
            table.add_column(Text(title), justify="right")
        for point in self.result.points[:SHOWN_POINTS]:
            style = "dim" if point.headcount is None else ""
            table.add_row(*point.values, *self._figures(point, wide=wide), style=style)
        yield table

    def __rich_measure__(self, _console: Console, options: ConsoleOptions) -> Measurement:
        """It takes what it gets."""
        return Measurement(40, options.max_width)

    def _titles(self, *, wide: bool) -> list[str]:
        contracts = self.result.contracts if wide and len(self.result.contracts) > 1 else ()
        titles = [_("Agents"), _("Bound"), *contracts, _("Paid hours"), _("Cost"), _("Per inquiry")]
        return [*titles, *((_("Predicted"), _("Certified")) if wide else (_("In time"),))]

    def _figures(self, point: SweepPoint, *, wide: bool) -> list[str]:
        if point.headcount is None:
            return [_outcome(point), *[NONE] * (len(self._titles(wide=wide)) - 1)]
        contracts = self.result.contracts if wide and len(self.result.contracts) > 1 else ()
        proved = point.outcome == "optimal"
        certified = percent(point.certified) + ("!" if point.target_met is False else " ")
        return [
            number(point.headcount),
            ("" if proved else "≥ ") + number(point.headcount_bound),
            *(number(point.headcount_by_contract.get(name, 0)) for name in contracts),
            number(point.paid_hours),
            number(point.cost),
            number(point.cost_per_inquiry, 2),
            *((percent(point.predicted), certified) if wide else (certified,)),
        ]


def _outcome(point: SweepPoint) -> str:
    return {"infeasible": _("impossible"), "no_plan": _("no plan")}.get(point.outcome, _("failed"))
