"""How a schedule fits a need that has prices, in words: screen, page and workbook say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.report.wording.text import agents, money, number
from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.schema.deviation import Deviation
    from staffplan.schema.plan import Plan, PlanSummary


def fit_text(deviation: Deviation) -> str:
    """``5 agent-hours missing in 3 slots, 2.5 too many, 8 shift types``."""
    return _("{under} agent-hours missing in {slots} slots, {over} too many, {types} shift types").format(
        under=hours(deviation.understaff_hours),
        slots=number(deviation.slots_short),
        over=hours(deviation.overstaff_hours),
        types=number(deviation.shift_types),
    )


def fit_total(deviation: Deviation) -> str:
    """What that comes to at the scenario's prices, and the bound."""
    if least_total(deviation):
        return _("{total} at the scenario's prices, the least possible (proved)").format(total=money(deviation.total))
    return _("{total} at the scenario's prices; no legal plan is under {bound} (proved)").format(
        total=money(deviation.total), bound=money(deviation.bound)
    )


def fit_proof(summary: PlanSummary, deviation: Deviation) -> str:
    """What is proved: of the sum, and of headcount or cost at that sum."""
    if not least_total(deviation):
        return _("Proved: no legal plan fits the need for less than {bound} at the scenario's prices.").format(
            bound=money(deviation.bound)
        )
    if summary.objective == "cost" and summary.cost_bound is None:
        return _("Proved: no legal plan fits the need better; what one that fits as well costs at least is not known.")
    if summary.objective == "cost":
        return _(
            "Proved: no legal plan fits the need better, and none that fits as well costs less than {bound}."
        ).format(bound=money(summary.cost_bound))
    if not summary.headcount_bound and summary.headcount:
        return _("Proved: no legal plan fits the need better; how few agents one that fits as well has is not known.")
    return _("Proved: no legal plan fits the need better, and none that fits as well has fewer than {agents}.").format(
        agents=agents(summary.headcount_bound)
    )


def need_legend(plan: Plan) -> str:
    """What the need is, and, to be filled in, how many ``agents`` a full block of the picture is."""
    if plan.summary.required is None:
        return _("Need: agents that each slot alone would want for the target. A full block is {agents}.")
    return _("Need: agents by the forecast, or more where the target takes more. A full block is {agents}.")


def least_total(deviation: Deviation) -> bool:
    """Whether no legal plan has a smaller sum."""
    return deviation.total <= deviation.bound + 1e-6 * max(1.0, abs(deviation.bound))


def hours(value: float) -> str:
    """Agent-hours, with a digit only where they are not whole."""
    return number(value, 0 if value == int(value) else 1)
