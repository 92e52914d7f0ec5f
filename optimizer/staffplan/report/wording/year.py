"""A year's plan in words: what it costs and what is proved, and what each measure saves."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.schema.year.result import Saving, TodaySummary, YearSummary

PENNIES = Decimal("0.05")
"""What a bill's total may be off its bound by, as each line is rounded to the cent."""


def year_headline(summary: YearSummary) -> str:
    """What the year costs, what is proved, and the bot, in a sentence."""
    if summary.objective == "cost":
        proved = _("no plan within the rules costs less than {bound:,.2f} (gap {gap:.2%})")
        proved = proved.format(bound=summary.bound, gap=summary.gap)
    else:
        proved = _("{value:.2f} agents on average, proved at least {bound:.2f} (gap {gap:.2%})")
        proved = proved.format(value=summary.value, bound=summary.bound, gap=summary.gap)
    text = _("The year costs {cost:,.2f} with up to {peak} agents and seats, bot: {bot}; {proved}.")
    return text.format(cost=summary.cost, peak=summary.peak_headcount, bot=summary.bot, proved=proved)


def measure_name(measure: str) -> str:
    """What a measure is called."""
    return {
        "bot": _("the bot"),
        "shifts": _("shifts planned with the service, not after it"),
        "contract_mix": _("the mix of contracts"),
        "season_flex": _("fewer people off season"),
    }[measure]


def saving_text(one: Saving) -> str:
    """What a measure saves, or why that is not known; and what is proved, where that is less."""
    least = one.cost_without_bound
    if one.answer == "no_plan":
        return _("without it there is no plan (proved)")
    if one.saving is None or one.cost_without is None:
        text = _("no plan without it was found in time")
        return text if least is None else text + _("; proved: it costs {least:,.2f} or more").format(least=least)
    amount = f"{one.saving:,.2f}"
    if least is None or least >= one.cost_without - PENNIES:
        return amount
    return amount + _("; proved: {least:,.2f} or more").format(least=one.saving - (one.cost_without - least))


def measure_sentences(today: TodaySummary) -> list[str]:
    """What the year would cost without each measure, told so that nobody adds them up."""
    texts = []
    for one in today.savings:
        name = measure_name(one.measure)
        if one.cost_without is None:
            texts.append(_("Without {measure}: {answer}.").format(measure=name, answer=saving_text(one)))
            continue
        text = _("Without {measure} the year would cost {cost:,.2f}, {saving:,.2f} more.")
        texts.append(text.format(measure=name, cost=one.cost_without, saving=one.saving or Decimal(0)))
    if len(today.savings) > 1:
        texts.append(_("Measures overlap: what each saves alone does not add up."))
    return texts
