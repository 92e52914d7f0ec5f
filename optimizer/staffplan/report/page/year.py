"""year.html: a year's plan as one page, which needs no other file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.report.page.page import joined, page_template
from staffplan.report.wording.text import number, percent, period_label
from staffplan.report.wording.year import measure_sentences, year_headline
from staffplan.words.language import _, current_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.report.year_files import BillRow
    from staffplan.schema.year.result import SeasonSummary, YearSummary

STYLES = ("page/page.css", "page/tables.css", "page/print.css")


def year_page(summary: YearSummary, bill: Sequence[BillRow]) -> str:
    """The page in the language in use, the same bytes for the same year."""
    names = [name for name in summary.seasons[0].employed if any(each.employed.get(name) for each in summary.seasons)]
    suppliers, months = list(dict.fromkeys(row.supplier for row in bill)), sorted({row.month for row in bill})
    return page_template("year.html").render(
        lang="zh-CN" if current_language() == "zh" else "en",
        _=_,
        style=joined(STYLES),
        period=period_label(summary.seasons[0].first, summary.seasons[-1].last),
        headline=year_headline(summary),
        proved=summary.status == "optimal",
        warnings=summary.warnings,
        names=names,
        seasons=[(each.name, *_season(each, names)) for each in summary.seasons],
        suppliers=suppliers,
        months=[(month, *_amounts(bill, month, suppliers)) for month in months],
        total=_amounts(bill, "", suppliers),
        today=summary.today,
        measures=[] if summary.today is None else measure_sentences(summary.today),
        number=number,
        cost=number(float(summary.cost), 2),
    )


def _season(season: SeasonSummary, names: Sequence[str]) -> tuple[str, ...]:
    """Dates, heads by contract and vendor, share in time, cost."""
    share = season.certified if season.certified is not None else season.predicted
    heads = [number(season.employed.get(name, 0)) for name in names]
    dates = period_label(season.first, season.last)
    return dates, *heads, percent(share), number(float(season.cost), 2)


def _amounts(bill: Sequence[BillRow], month: str, suppliers: Sequence[str]) -> tuple[str, ...]:
    """What each supplier costs in a month (or in all of them), and the sum."""
    own = [row for row in bill if month in ("", row.month)]
    sums = [sum(row.amount for row in own if row.supplier == supplier) for supplier in suppliers]
    return tuple(number(float(value), 2) for value in (*sums, sum(row.amount for row in own)))
