"""Sheet People: what each person works, has off and wishes for, and how loads are shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.report.people.records import records_of
from staffplan.report.people.sentences import (
    amount,
    left_out_text,
    person_name,
    share_name,
    team_sentences,
)
from staffplan.report.people.wishes import outcome_text, wish_dates, wish_text
from staffplan.report.sheets.book import A4, DARK, Book, cell_range, fit
from staffplan.report.sheets.people_roster import HIRE
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.report.people.records import Record
    from staffplan.report.sheets.quick import QuickSheet

HEADER = 3
"""Row, counted from 0."""
COUNTED = 3
"""The first column of numbers."""


def people_sheet(book: Book) -> QuickSheet:
    """Write the sheet; returns it."""
    sheet = book.sheet(_("People"), _("People"), paper=A4)
    records = records_of(book.plan)
    row = _table(book, sheet, records)
    row = _said(book, sheet, row + 1)
    row = _shares(book, sheet, row)
    _wishes(book, sheet, row, records)
    sheet.freeze_panes(HEADER + 1, 1)
    return sheet


def _table(book: Book, sheet: QuickSheet, records: Sequence[Record]) -> int:
    """A row a person, sums by formula below; returns the row behind it."""
    titles = [_("Name"), _("Agent id"), _("Contract"), _("Shifts"), _("Paid hours"), _("Nights"), _("Weekends")]
    titles += [_("Rest days"), _("Leave days"), _("Sick days"), _("Wishes"), _("Wishes met")]
    for column, title in enumerate(titles):
        sheet.write_string(HEADER, column, title, book.header())
        sheet.set_column(column, column, 10)
    sheet.set_column(0, 0, fit([titles[0], *(each.shown for each in records)], least=14))
    sheet.set_column(2, 2, fit([titles[2], *(each.contract for each in records)]))
    for row, record in enumerate(records, start=HEADER + 1):
        own = {"bg_color": HIRE} if record.role == "hire" else {}
        names = {"hire": _("to be hired"), "released": _("{name} (not needed)").format(name=record.shown)}
        texts = (names.get(record.role, record.name), record.id, record.contract)
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, book.cell(bold=column == 0, num_format="@", **own))
        for column, value in enumerate(_numbers(record), start=COUNTED):
            number = "0.0#" if titles[column] == _("Paid hours") else '0;-0;"–"'
            sheet.write_number(row, column, value, book.cell(align="center", num_format=number))
    end = HEADER + 1 + len(records)
    _sums(book, sheet, end, records, len(titles))
    return end + 1


def _sums(book: Book, sheet: QuickSheet, row: int, records: Sequence[Record], columns: int) -> None:
    shape = book.cell(bold=True, align="center", top=2, num_format="0.##")
    for column in range(COUNTED):
        sheet.write_string(row, column, _("Total") if column == 0 else "", book.cell(bold=True, top=2))
    sums = [sum(values) for values in zip(*map(_numbers, records), strict=True)]
    for column, value in zip(range(COUNTED, columns), sums, strict=True):
        formula = f"=SUM({cell_range(HEADER + 1, column, row - 1, column)})"
        sheet.write_formula(row, column, formula, shape, value)


def _numbers(record: Record) -> tuple[float, ...]:
    return (
        sum(len(own) for own in record.shifts.values()),
        record.hours,
        record.nights,
        record.weekends,
        record.rest_days,
        record.count_away("leave"),
        record.count_away("sick"),
        len(record.wishes),
        sum(wish.met for wish in record.wishes),
    )


def _title(book: Book, sheet: QuickSheet, row: int, text: str) -> None:
    sheet.write_string(row, 0, text, book.style(bold=True, font_size=12, font_color=DARK))


def _said(book: Book, sheet: QuickSheet, row: int) -> int:
    """What is said of the team as a whole, fair shares aside: they have a table."""
    _title(book, sheet, row, _("The team"))
    said = [each for each in team_sentences(book.plan.summary) if each.about != _("Fair shares")]
    for at, each in enumerate(said, start=row + 1):
        sheet.write_string(at, 0, each.about, book.style(bold=True))
        sheet.write_string(at, 1, each.text, book.style())
    return row + len(said) + 2


def _shares(book: Book, sheet: QuickSheet, row: int) -> int:
    """How loads are shared, a row each; returns the row behind it."""
    team = book.plan.summary.team
    if team is None or not team.fairness:
        return row
    _title(book, sheet, row, _("Fair shares"))
    for column, title in enumerate((_("What"), _("Least"), _("Most"), _("Group"), _("Left out"))):
        sheet.write_string(row + 1, column, title, book.header())
    for at, share in enumerate(team.fairness, start=row + 2):
        group = _("all people") if share.group == "all" else share.group
        out = ", ".join(
            _("{person} ({reason})").format(person=person_name(team, agent), reason=left_out_text(reason))
            for agent, reason in share.left_out.items()
        )
        texts = (share_name(share.what), amount(share.least), amount(share.most), group)
        for column, text in enumerate(texts):
            sheet.write_string(at, column, text, book.cell(num_format="@"))
        sheet.write_string(at, len(texts), out, book.style())
    return row + len(team.fairness) + 3


def _wishes(book: Book, sheet: QuickSheet, row: int, records: Sequence[Record]) -> None:
    """Each wish, and what became of it."""
    wishes = [(record, wish) for record in records for wish in record.wishes]
    if not wishes:
        return
    _title(book, sheet, row, _("Wishes"))
    names = {record.id: record.name for record in records if record.name}
    for at, (record, wish) in enumerate(wishes, start=row + 1):
        sheet.write_string(at, 0, record.shown, book.style(bold=True))
        weight = _("weight {weight}").format(weight=wish.wish.weight)
        text = f"{wish_dates(wish.wish)}: {wish_text(wish.wish, names)} ({weight}) – {outcome_text(wish)}"
        sheet.write_string(at, 1, text, book.style())
