"""Sheet Summary: the result in figures, service by day, warnings, and the scenario in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from staffplan.report.sheets.book import DARK, DATE, HOURS, MONEY, Book
from staffplan.report.sheets.payroll import scheme_title, total_cell
from staffplan.report.wording.headline import proof_sentence, scope_text, target_text
from staffplan.report.wording.met import need_text
from staffplan.report.wording.own_dates import own_dates
from staffplan.report.wording.scenario import settings
from staffplan.report.wording.text import NONE, day_label, rounded_down, weekday_names
from staffplan.words.language import _
from staffplan.words.text_width import width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from staffplan.report.sheets.quick import QuickSheet
    from staffplan.schema.deviation import Deviation
    from staffplan.schema.plan import PlanSummary, Service

SHARE = "0.0%"
GREEN, AMBER, RED = "#1E7A46", "#A15C00", "#B42318"


@dataclass(frozen=True)
class Figure:
    """One line of the sheet."""

    label: str
    """What it is."""
    value: float | str | None
    """The figure; None: not known."""
    number: str = "@"
    """Its number format."""
    formula: str = ""
    """Where the figure comes from in the workbook; empty: it stands for itself."""
    colour: str = "#000000"
    """The colour of the figure."""


def begun_summary(book: Book) -> QuickSheet:
    """The sheet, at its place in the workbook, for :func:`fill_summary`."""
    sheet = book.sheet(_("Summary"), _("Staff plan"))
    sheet.set_portrait()
    sheet.set_column(0, 0, 38)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, 4, 15)
    return sheet


def fill_summary(book: Book, sheet: QuickSheet) -> None:
    """Write what the plan of ``book`` says."""
    row = _proof(book, sheet, 3)
    row = _figures(book, sheet, row, _("Result"), _result(book))
    row = _figures(book, sheet, row, _("Payroll"), _payroll(book))
    row = _cost_and_pay(book, sheet, row)
    if dates := [Figure(day_label(each.day), each.text) for each in own_dates(book.plan)]:
        row = _figures(book, sheet, row, _("Days of their own"), dates)
    row = _days(book, sheet, row)
    row = _warnings(book, sheet, row)
    _scenario(book, sheet, row)


def _proof(book: Book, sheet: Any, row: int) -> int:  # noqa: ANN401
    proved = book.plan.summary.status == "optimal"
    shape = book.style(bold=True, font_size=12, font_color=GREEN if proved else AMBER)
    sheet.write_string(row, 0, proof_sentence(book.plan.summary), shape)
    sheet.set_row(row, 20)
    return row + 2


def _result(book: Book) -> list[Figure]:
    summary = book.plan.summary
    service = summary.service
    verdicts = {True: (_("met"), GREEN), False: (_("missed"), RED), None: (_("not certified"), AMBER)}
    verdict, colour = verdicts[service.target_met]
    target = _("{target}, {scope}").format(target=target_text(service.target), scope=scope_text(service.target))
    by_contract = [
        Figure(_("    of which {contract}").format(contract=name), heads, "0")
        for name, heads in summary.headcount_by_contract.items()
    ]
    return [
        Figure(_("Agents"), summary.headcount, "0"),
        *by_contract,
        Figure(_fewest(summary), summary.headcount_bound, "0"),
        *_fit(summary.deviation),
        Figure(_("Paid hours"), summary.paid_hours, HOURS),
        Figure(_("Cost"), summary.cost, MONEY),
        Figure(_("Target"), target),
        Figure(_("Answered in time, predicted"), _shown(service.predicted), SHARE),
        Figure(_("Answered in time, certified"), _shown(service.certified), SHARE),
        Figure(_("The target is"), verdict, colour=colour),
        *_need(summary),
        *_messages(service),
    ]


def _need(summary: PlanSummary) -> list[Figure]:
    """Whether a need that the forecast gives is met."""
    text = need_text(summary)
    if text is None:
        return []
    return [Figure(_("Need, by the forecast"), text, colour=RED if summary.service.short_slots else GREEN)]


def _messages(service: Service) -> list[Figure]:
    """Messages that are due in the period, and those of which nothing is said."""
    messages = service.messages
    if messages is None:
        return []
    return [
        Figure(_("Messages due in the period"), messages.due, "0"),
        Figure(_("Messages replied to in time, of those due"), messages.in_time, SHARE),
        Figure(_("Messages not due yet"), messages.not_due, "0"),
    ]


def _fewest(summary: PlanSummary) -> str:
    if summary.deviation is None:
        return _("Fewest that any legal plan can have (proved)")
    return _("Fewest that a plan of this fit can have (proved)")


def _fit(deviation: Deviation | None) -> list[Figure]:
    """How the schedule fits a need that has prices."""
    if deviation is None:
        return []
    return [
        Figure(_("Agent-hours missing from the need"), deviation.understaff_hours, HOURS),
        Figure(_("Slots short of the need"), deviation.slots_short, "0"),
        Figure(_("Agent-hours over the need"), deviation.overstaff_hours, HOURS),
        Figure(_("Shift types in use"), deviation.shift_types, "0"),
        Figure(_("Sum at the scenario's prices"), deviation.total, MONEY),
        Figure(_("Least sum of any legal plan (proved bound)"), deviation.bound, MONEY),
    ]


def _payroll(book: Book) -> list[Figure]:
    payroll = book.plan.summary.scenario.payroll
    totals = [row.total for row in book.table.rows if row.total is not None]
    figures = [
        Figure(_("Scheme"), scheme_title(payroll.scheme)),
        Figure(_("Holidays of"), payroll.country or NONE),
        Figure(_("Shifts"), len(book.plan.shifts), "0"),
        *_standard_hours(book),
    ]
    if totals:
        figures.append(Figure(_("Total pay"), float(sum(totals)), MONEY, f"={total_cell(book)}"))
    return figures


def _cost_and_pay(book: Book, sheet: Any, row: int) -> int:  # noqa: ANN401
    """Why cost and total pay differ, where the sheet has both."""
    if book.plan.summary.cost is None or not any(line.total is not None for line in book.table.rows):
        return row
    text = _(
        "Cost is what planning reckons with: paid hours × hourly_cost. Total pay is what payroll pays: hours by pay "
        "code at the hourly pay and the factors, with premiums and allowances. Neither is part of the other."
    )
    shape = book.style(text_wrap=True, valign="top", italic=True, font_size=9, font_color="#5B6675")
    sheet.merge_range(row - 1, 0, row - 1, 4, "", shape)
    sheet.write_string(row - 1, 0, text, shape)
    sheet.set_row(row - 1, 13 * (1 + width_of(text) // 100))
    return row + 1


def _standard_hours(book: Book) -> Iterator[Figure]:
    """What agents on comprehensive hours may work at the regular rate."""
    by_plan = book.plan.summary.scenario.payroll.settlement == "plan"
    for one in book.table.standard:
        month = _("the plan") if by_plan else f"{one.first:%Y-%m}"
        label = _("Standard hours of {month} ({workdays} workdays)").format(month=month, workdays=one.workdays)
        yield Figure(label, one.minutes / 60, HOURS)
        if one.before:
            label = (
                _("    of which worked before the plan (assumed)")
                if one.assumed
                else _("    of which worked before the plan")
            )
            yield Figure(label, one.before / 60, HOURS)


def _figures(book: Book, sheet: Any, row: int, title: str, figures: Sequence[Figure]) -> int:  # noqa: ANN401
    """A heading and its figures; returns the row of the next block."""
    _heading(book, sheet, row, title)
    for at, figure in enumerate(figures, start=row + 1):
        sheet.write_string(at, 0, figure.label, book.cell())
        shape = book.cell(num_format=figure.number, align="right", bold=True, font_color=figure.colour)
        if figure.formula:
            sheet.write_formula(at, 1, figure.formula, shape, figure.value)
        elif isinstance(figure.value, str) or figure.value is None:
            sheet.write_string(at, 1, figure.value or NONE, shape)
        else:
            sheet.write_number(at, 1, figure.value, shape)
    return row + len(figures) + 2


def _heading(book: Book, sheet: Any, row: int, title: str) -> None:  # noqa: ANN401
    sheet.write_string(row, 0, title, book.style(bold=True, font_size=12, font_color=DARK, bottom=2, bottom_color=DARK))
    sheet.write_blank(row, 1, None, book.style(bottom=2, bottom_color=DARK))


def _days(book: Book, sheet: Any, row: int) -> int:  # noqa: ANN401
    """Service day by day."""
    days = book.plan.summary.service.by_day
    if not days:
        return row
    _heading(book, sheet, row, _("Service by day"))
    titles = (_("Day"), _("Inquiries that count"), _("Predicted"), _("Certified"))
    for column, title in enumerate(titles):
        sheet.write_string(row + 1, column, title, book.header())
    for at, day in enumerate(days, start=row + 2):
        weekday = weekday_names()[day.date.weekday()].replace('"', "")
        sheet.write_datetime(at, 0, day.date, book.cell(num_format=f'{DATE} "{weekday}"', align="left"))
        sheet.write_number(at, 1, day.human_inquiries, book.cell(num_format="#,##0.0"))
        for column, share in ((2, _shown(day.predicted)), (3, _shown(day.certified))):
            if share is None:
                sheet.write_string(at, column, NONE, book.cell(align="right"))
            else:
                sheet.write_number(at, column, share, book.cell(num_format=SHARE))
    return row + len(days) + 3


def _warnings(book: Book, sheet: Any, row: int) -> int:  # noqa: ANN401
    """What planners and payroll should know before using the plan, each in one wrapped line over the columns."""
    warnings = [*map(str, book.plan.summary.warnings), *book.table.warnings]
    if not warnings:
        return row
    _heading(book, sheet, row, _("Before you use this plan"))
    shape = book.style(text_wrap=True, valign="top", font_color=AMBER)
    for at, warning in enumerate(warnings, start=row + 1):
        sheet.merge_range(at, 0, at, 4, "", shape)
        sheet.write_string(at, 0, warning, shape)
        sheet.set_row(at, 14 * (1 + width_of(warning) // 100))
    return row + len(warnings) + 2


def _scenario(book: Book, sheet: Any, row: int) -> None:  # noqa: ANN401
    """All keys in force; what the scenario file changed stands out."""
    _heading(book, sheet, row, _("Scenario in force (bold: not the default)"))
    for at, setting in enumerate(settings(book.plan.summary.scenario), start=row + 1):
        shape = book.cell(bold=setting.changed, num_format="@", font_size=9, valign="top", text_wrap=True)
        sheet.write_string(at, 0, f"{setting.key} {setting.name}".strip(), shape)
        sheet.write_string(at, 1, setting.value, shape)
        sheet.set_row(at, 13 * (1 + width_of(setting.value) // 32))


def _shown(share: float | None) -> float | None:
    """Rounded down as on the page: 89.97% is no 90.0%."""
    return None if share is None else rounded_down(share)
