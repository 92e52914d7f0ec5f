"""What the sheets share: the workbook, its styles, and the plan that it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from staffplan.report.payroll.inputs import PayrollInputs, identify
from staffplan.report.wording.text import period_label
from staffplan.words.language import _, current_language
from staffplan.words.text_width import width_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    import xlsxwriter

    from staffplan.report.payroll.inputs import Agent
    from staffplan.report.payroll.payroll import PayrollTable
    from staffplan.report.sheets.quick import QuickSheet
    from staffplan.schema.plan import Plan

DARK = "#1F3A5F"
LINE = "#C9D1DC"
PALE = "#F3F5F8"
REST = "#E9ECF1"
HOLIDAY = "#FBE3E1"
BAD = "#B42318"
DAY_ZERO = date(1899, 12, 30)
"""From which Excel counts days (right from March 1900 on)."""
A3, A4 = 8, 9
"""Paper sizes as Excel numbers them."""
HOURS = '#,##0.00;-#,##0.00;"–"'
MONEY = HOURS
"""Two digits; nothing is a dash, so that the eye finds what is there."""
RATE = "#,##0.00##"
COUNT = '0;-0;"–"'
DATE = "yyyy-mm-dd"
CLOCK = "yyyy-mm-dd hh:mm"


@dataclass
class StyledBook:
    """A workbook in the making whose sheets look alike."""

    file: xlsxwriter.Workbook
    """XlsxWriter's workbook."""
    _styles: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict, kw_only=True)

    def style(self, **properties: object) -> Any:  # noqa: ANN401 (xlsxwriter has no types)
        """The format with these properties over the workbook's font, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._styles:
            base = {"font_name": font_name(), "font_size": 10, "valign": "vcenter"}
            self._styles[key] = self.file.add_format(base | properties)
        return self._styles[key]

    def header(self, **properties: object) -> Any:  # noqa: ANN401
        """The format of a column's header."""
        given: dict[str, object] = {"bold": True, "bg_color": DARK, "font_color": "#FFFFFF", "text_wrap": True}
        given |= {"align": "center", "border": 1, "border_color": LINE}
        return self.style(**(given | properties))

    def cell(self, **properties: object) -> Any:  # noqa: ANN401
        """The format of a cell in a table."""
        text = (
            {"indent": 1} if properties.get("align", "left") == "left" and properties.get("num_format") == "@" else {}
        )
        return self.style(**({"border": 1, "border_color": LINE} | text | properties))

    def titled_sheet(self, name: str, title: str, subtitle: str, *, paper: int = A4) -> QuickSheet:
        """A new sheet with a title, a line below it, and pages that print one sheet wide on landscape paper."""
        from staffplan.report.sheets.quick import QuickSheet

        sheet: QuickSheet = self.file.add_worksheet(name, QuickSheet)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        footer = _("Page {page} of {pages}").format(page="&P", pages="&N")
        sheet.set_footer(f"&L&9{name}&R&9{footer}")
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, title, self.style(bold=True, font_size=16, font_color=DARK))
        sheet.write_string(1, 0, subtitle, self.style(font_color="#5B6675"))
        return sheet


@dataclass
class Book(StyledBook):
    """A plan's workbook in the making."""

    plan: Plan
    """The plan shown."""
    table: PayrollTable
    """Its payroll."""
    inputs: PayrollInputs
    """Who the agents are."""

    @property
    def zone(self) -> ZoneInfo:
        """The plan's time zone."""
        return ZoneInfo(self.plan.summary.scenario.timezone)

    @property
    def named(self) -> bool:
        """Whether an agents file names the agents."""
        return bool(self.inputs.agents)

    def identity(self, agent_id: str, contract: str) -> Agent:
        """The agent as payroll knows him."""
        return identify(agent_id, contract, self.inputs, self.plan.summary.scenario.payroll)

    def sheet(self, name: str, title: str, *, paper: int = A4) -> QuickSheet:
        """A new sheet with a title and the period below it."""
        return self.titled_sheet(name, title, self.period(), paper=paper)

    def period(self) -> str:
        """The days planned and their time zone."""
        first, last = (self.plan.coverage[k].start.astimezone(self.zone).date() for k in (0, -1))
        return _("{period}, local time of {zone}").format(period=period_label(first, last), zone=self.zone.key)


def font_name() -> str:
    """A font that the planner's Excel has."""
    return "Microsoft YaHei" if current_language() == "zh" else "Calibri"


def clock_of(moment: datetime, zone: ZoneInfo) -> datetime:
    """The local clock time as Excel keeps it: without a zone."""
    return moment.astimezone(zone).replace(tzinfo=None)


def serial_date(day: date) -> int:
    """The number that Excel keeps for a day."""
    return (day - DAY_ZERO).days


def serial_time(moment: datetime, zone: ZoneInfo) -> float:
    """The number that Excel keeps for a moment's local clock time."""
    clock = clock_of(moment, zone)
    return serial_date(clock.date()) + (clock.hour * 3600 + clock.minute * 60 + clock.second) / 86400


def fit(texts: Iterable[str], least: int = 8, most: int = 40) -> int:
    """The width of a column that holds the longest of ``texts``."""
    return min(most, max([least, *(width_of(text) + 2 for text in set(texts))]))


def cell_name(row: int, column: int, *, fixed_row: bool = False, fixed_column: bool = False) -> str:
    """``F7`` of a row and column counted from 0, ``F$7`` and ``$F7`` where they are fixed."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column, row_abs=fixed_row, col_abs=fixed_column))


def cell_range(row: int, column: int, last_row: int, last_column: int) -> str:
    """``F7:F9``."""
    return f"{cell_name(row, column)}:{cell_name(last_row, last_column)}"
