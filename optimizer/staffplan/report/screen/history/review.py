"""A review on the screen: planned, modelled and measured, and what the difference came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from staffplan.report.screen.picture import Paragraph
from staffplan.report.wording.text import NONE, number, percent, signed
from staffplan.schema.forecasting.review import FACTORS
from staffplan.words.language import _, marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from staffplan.schema.forecasting.review import Factor, Review, ReviewedGroup

NAMES: dict[Factor, str] = {
    "volume": marked("Volume"),
    "handling": marked("Handling time"),
    "bot": marked("Bot"),
    "absence": marked("Absence"),
    "adherence": marked("Adherence"),
}


def review_screen(review: Review) -> Group:
    """The period in sentences, then a row for it, each month and each week."""
    parts: list[RenderableType] = [Paragraph(line, "bold" if not k else "") for k, line in enumerate(_lines(review))]
    return Group(*parts, Text(), _table(review))


def _lines(review: Review) -> Iterator[str]:
    period = review.period
    text = _(
        "{actual} inquiries came, {planned} were planned; {actual_human} were left for humans, {planned_human} planned."
    )
    yield text.format(
        actual=number(period.actual_inquiries),
        planned=number(period.planned_inquiries),
        actual_human=number(period.actual_human),
        planned_human=number(period.planned_human),
    )
    yield _("Answered in time: {planned} planned, {modelled} by the model for what came, {measured} measured.").format(
        planned=percent(period.planned), modelled=percent(period.modelled), measured=percent(period.measured)
    )
    yield _("{over} hours of agents beyond each slot's own need, {under} missing from it.").format(
        over=number(period.over_hours), under=number(period.under_hours)
    )
    unknown = [_(NAMES[factor]) for factor in FACTORS if factor not in review.known]
    if unknown:
        yield _("The actuals do not say, so it is taken as planned: {factors}.").format(factors=", ".join(unknown))
    if review.slots < review.all_slots:
        yield _("They have {slots} of the plan's {all} slots.").format(slots=review.slots, all=review.all_slots)


def _table(review: Review) -> Table:
    """Points of the share answered in time that each factor changed."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(_("Points"))
    headers = (_("Planned"), *(_(NAMES[factor]) for factor in review.known), _("Unexplained"), _("Measured"))
    for header in headers:
        table.add_column(header, justify="right")
    for each in (review.period, *review.months, *review.weeks):
        table.add_row(_("period") if each is review.period else each.label, *_cells(review, each))
    return table


def _cells(review: Review, each: ReviewedGroup) -> Iterator[str]:
    yield percent(each.planned)
    for factor in review.known:
        yield signed(100 * each.shares[factor], 1)
    yield NONE if each.unexplained is None else signed(100 * each.unexplained, 1)
    yield percent(each.measured)
