"""The shops of a batch on the screen: what they come to together, those without a plan, a table of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.report.screen.picture import Paragraph
from staffplan.report.screen.plan import notes
from staffplan.report.wording.shops import batch_headline, outcome_words, pool_sentences
from staffplan.report.wording.text import NONE, money, number, percent
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from staffplan.schema.shops.batch import BatchResult, ShopRow

SHOWN_SHOPS = 40
SHOWN_PROBLEMS = 10


def batch_screen(result: BatchResult, jobs: int, files: Sequence[str]) -> Group:
    """What was found: the whole in sentences, the shops in a table, why some have no plan, what is written."""
    parts: list[RenderableType] = [Paragraph(line, "bold") for line in batch_headline(result)]
    if result.planned:
        parts += [Text(), _table(result)]
    if len(result.planned) > SHOWN_SHOPS:
        more = _("… and {count} more shops (summary.html shows them all)")
        parts.append(Text(more.format(count=number(len(result.planned) - SHOWN_SHOPS)), style="dim"))
    parts += notes(_("No plan of"), list(_problems(result)), "yellow")
    for pool in result.pools:
        parts += [Text(), *(Paragraph(line) for line in pool_sentences(pool))]
    parts += [Text(), *(Paragraph(line, "dim") for line in _legend(result, jobs))]
    parts += [Paragraph(_("{file} is written.").format(file=path)) for path in files]
    return Group(*parts)


def _table(result: BatchResult) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    table.add_column(Text(_("Shop")))
    for title in (_("Agents"), _("Bound"), _("Paid hours"), _("Cost"), _("In time")):
        table.add_column(Text(title), justify="right")
    for row in result.planned[:SHOWN_SHOPS]:
        table.add_row(Text(row.shop), *_figures(row))
    total = result.total()
    priced = any(row.cost is not None for row in result.planned)
    sums = (number(total["headcount"]), number(total["headcount_bound"]), number(total["paid_hours"]))
    table.add_section()
    table.add_row(Text(_("All")), *sums, money(total["cost"] if priced else None), "", style="bold")
    return table


def _figures(row: ShopRow) -> Iterator[str]:
    yield number(row.headcount)
    yield ("" if row.outcome == "optimal" else "≥ ") + number(row.headcount_bound)
    yield number(row.paid_hours)
    yield NONE if row.cost is None else money(row.cost)
    yield percent(row.certified) + ("!" if row.target_met is False else " ")


def _problems(result: BatchResult) -> Iterator[str]:
    without = [row for row in result.rows if not row.has_plan]
    for row in without[:SHOWN_PROBLEMS]:
        yield f"{row.shop} ({outcome_words()[row.outcome]}): {row.problem}"
    if len(without) > SHOWN_PROBLEMS:
        yield _("and {count} more").format(count=number(len(without) - SHOWN_PROBLEMS))


def _legend(result: BatchResult, jobs: int) -> Iterator[str]:
    if any(row.outcome == "feasible" for row in result.rows):
        yield _(
            "≥: the search ended before the proof; fewer agents than this are impossible (--time-limit gives more)."
        )
    if any(row.target_met is False for row in result.rows):
        yield _("!: the target is missed on the finished schedule, where queues carry over from slot to slot.")
    if result.kept:
        yield _("{count} shops were done before, for the same inputs.").format(count=number(result.kept))
    done = sum(row.outcome != "faulty" for row in result.rows) - result.kept
    yield _("{count} shops in {seconds} s, {jobs} at a time.").format(
        count=number(done), seconds=number(result.seconds), jobs=jobs
    )
