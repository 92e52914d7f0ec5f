"""The shops of a batch as one page that opens offline: sorted, filtered and linked to their reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from staffplan.report.page.data import embeddable
from staffplan.report.page.page import joined, page_template
from staffplan.report.wording.shops import batch_headline, outcome_words, pool_sentences
from staffplan.report.wording.text import money, number
from staffplan.schema.shops.batch import OUTCOMES
from staffplan.words.language import _, current_language

if TYPE_CHECKING:
    from staffplan.schema.shops.batch import BatchResult, ShopRow

STYLES = ("page/page.css", "page/tables.css", "page/print.css")
MOST_PROBLEM = 300
"""Characters of a problem; the csv has them all."""


def batch_page(result: BatchResult) -> str:
    """The page in the language in use, the same bytes for the same result and language."""
    total = result.total()
    priced = any(row.cost is not None for row in result.planned)
    return page_template("batch.html").render(
        lang="zh-CN" if current_language() == "zh" else "en",
        _=_,
        style=joined(STYLES),
        script=joined(("batch.js",)),
        data=embeddable(_data(result)),
        sentences=list(batch_headline(result)),
        cards=[
            (_("Shops"), number(len(result.rows))),
            (_("Agents"), number(total["headcount"])),
            (_("Paid hours"), number(total["paid_hours"])),
            (_("Cost"), money(total["cost"] if priced else None)),
        ],
        outcomes=[(one, outcome_words()[one]) for one in OUTCOMES if any(row.outcome == one for row in result.rows)],
        pools=[list(pool_sentences(pool)) for pool in result.pools],
    )


def _data(result: BatchResult) -> dict[str, Any]:
    """The rows as short lists, in the order of the page's columns."""
    words = outcome_words()
    return {
        "rows": [_row(row) for row in result.rows],
        "outcomes": [words[one] for one in OUTCOMES],
        "locale": "zh-CN" if current_language() == "zh" else "en",
        "text": {
            "rows": _("{first}–{last} of {all} shops"),
            "none": _("No shop is left by this filter."),
            "yes": _("yes"),
            "no": _("no"),
        },
    }


def _row(row: ShopRow) -> list[Any]:
    """Name, outcome's number, figures, target met, seconds, problem, address of the report."""
    return [
        row.shop,
        OUTCOMES.index(row.outcome),
        row.headcount,
        row.headcount_bound,
        _short(row.paid_hours, 2),
        _short(row.cost, 2),
        _short(row.human_inquiries, 1),
        _short(row.certified if row.certified is not None else row.predicted, 5),
        row.target_met,
        _short(row.seconds, 1),
        row.problem[:MOST_PROBLEM],
        f"{quote(row.folder)}/report.html" if row.folder else "",
    ]


def _short(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
