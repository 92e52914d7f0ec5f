"""What the hours of a season's shifts cost, overtime by its factors, and what of them is overtime."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.year.rules import paid_hours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.schema.year.part import SeasonPart
    from staffplan.schema.year.supply import SupplyContract
    from staffplan.solve.model.columns import ContractColumns


def hours_cost(part: SeasonPart, contracts: Sequence[ContractColumns], n_columns: int) -> NDArray[np.float64]:
    """What the hours of one period cost, by column of the model that has these columns of each group."""
    cost = np.zeros(n_columns)
    for group, (contract, columns) in enumerate(zip(part.hourly, contracts, strict=True)):
        if contract is None:
            continue
        hours = shift_hours(part, group)
        regular, beyond, days = overtime_split(contract, part, group)
        price = float(contract.hour_pay)
        own = price if contract.monthly_pay is None else 0.0
        cost[columns.shifts] = own * (hours - beyond)
        if contract.overtime is not None and part.overtime[group]:
            cost[columns.shifts] += price * float(contract.overtime.workday_factor) * beyond
        if days and contract.overtime is not None:
            # every day is taken for a rest day's; each head gives its regular days back
            rest = price * float(contract.overtime.rest_day_factor)
            cost[columns.shifts] += (rest - own) * (hours - beyond)
            cost[columns.headcount] += (own - rest) * days * part.days / 7 * regular
    return cost


def shift_hours(part: SeasonPart, group: int) -> NDArray[np.float64]:
    """Paid hours of each legal shift of a group."""
    return np.asarray(part.works[group].paid_slots, dtype=np.float64) * (part.need.grid.slot_minutes / 60)


def overtime_split(contract: SupplyContract, part: SeasonPart, group: int) -> tuple[float, NDArray[np.float64], int]:
    """Regular hours of a shift, hours of each shift beyond them, and regular days a week (0: no overtime days)."""
    hours = shift_hours(part, group)
    regular = paid_hours(contract, contract.shift_lengths[0].total_seconds() / 3600)
    if contract.overtime is None or not part.overtime[group]:
        return regular, np.zeros(len(hours)), 0
    beyond = np.maximum(hours - regular, 0.0)
    return regular, beyond, contract.days_per_week[0] if contract.overtime.days else 0
