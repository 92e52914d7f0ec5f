"""Who works in a plan: agents, shifts, hours and cost of each contract, and shifts by name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from staffplan.report.screen.picture import Paragraph
from staffplan.report.wording.text import money, number
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.plan import Plan


def contracts_table(plan: Plan) -> Table:
    """Agents, shifts, hours and cost of each contract."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    table.add_column(_("Contract"))
    for title in (_("Agents"), _("Shifts"), _("Paid hours"), _("Cost")):
        table.add_column(title, justify="right")
    rates = {contract.name: contract.hourly_cost for contract in plan.summary.scenario.contract}
    for name, count in plan.summary.headcount_by_contract.items():
        hours = [shift.paid_hours for shift in plan.shifts if shift.contract == name]
        rate = rates.get(name)
        cost = None if rate is None else rate * sum(hours)
        table.add_row(Text(name), *_figures(count, len(hours), sum(hours), cost))
    if len(plan.summary.headcount_by_contract) > 1:
        table.add_section()
        summary = plan.summary
        table.add_row(_("Total"), *_figures(summary.headcount, len(plan.shifts), summary.paid_hours, summary.cost))
    return table


def names_line(plan: Plan) -> Iterator[Paragraph]:
    """How many shifts there are of each name, in the order of the bank; nothing where none has a name."""
    count = Counter(shift.shift_name for shift in plan.shifts if shift.shift_name)
    names = [each.name for each in plan.summary.scenario.shift if each.name in count]
    if names:
        each = " · ".join(f"{name} {number(count[name])}" for name in names)
        yield Paragraph(_("Shifts by name: {each}").format(each=each))


def _figures(headcount: int, shifts: int, hours: float, cost: float | None) -> tuple[str, ...]:
    return (
        number(headcount),
        number(shifts),
        number(hours, 0 if hours == int(hours) else 1),
        money(cost) if cost else number(cost),
    )
