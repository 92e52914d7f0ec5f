"""The master: agents of a contract are interchangeable, so the model's size does not grow with the team.

It is a relaxation of the plan (single agents' tours come later), so its bound is valid for every legal plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.engine.linear import ROUNDING, LinearModel
from staffplan.solve.model.breaks import add_breaks
from staffplan.solve.model.columns import ContractColumns, add_contract_columns
from staffplan.solve.model.coverage import add_agents_above, add_coverage, on_duty
from staffplan.solve.model.days import add_days
from staffplan.solve.model.deviation import DeviationColumns, add_deviation, add_need
from staffplan.solve.model.limits import LimitRows, add_limits
from staffplan.solve.model.messages import MessageRows, add_messages, most_agents
from staffplan.solve.model.rest import add_rest
from staffplan.solve.model.service import GroupRows, add_service
from staffplan.solve.model.totals import add_totals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.service.staffing import Staffing


@dataclass(frozen=True, eq=False)
class Master:
    """The model and where its parts are."""

    model: LinearModel
    """Sealed: who wants another one changes a copy."""
    contracts: list[ContractColumns]
    coverage: NDArray[np.int64]
    """Row of each slot; where the need has prices, of each slot less the one before it."""
    least: NDArray[np.int64]
    """Agents on duty at least in each slot."""
    above: NDArray[np.int64]
    """Column of each slot's agents above the least; −1 where neither a requirement nor a message counts the slot."""
    groups: list[GroupRows]
    """Every group of a requirement."""
    messages: MessageRows | None
    """Replies to messages; None where none are planned for."""
    breaks: NDArray[np.int64]
    """Rows of the breaks, which tie a break's places to its shift alone."""
    limits: list[LimitRows]
    """Seats and roles: rules of who is on duty in a slot."""
    deviation: DeviationColumns | None = None
    """How far each slot is from a need that has prices; None where it has none."""

    @property
    def limit_rows(self) -> NDArray[np.int64]:
        """Rows of all seats and roles."""
        return np.concatenate([np.zeros(0, dtype=np.int64), *(each.bound for each in self.limits)])

    @property
    def places(self) -> NDArray[np.int64]:
        """Columns of the places of all breaks."""
        columns = [places.column for contract in self.contracts for places in contract.breaks]
        return np.concatenate([np.zeros(0, dtype=np.int64), *columns])

    @property
    def shifts_and_breaks(self) -> NDArray[np.int64]:
        """Columns of all shifts and of the places of all breaks."""
        return np.concatenate([*(contract.shifts for contract in self.contracts), self.places])

    def counts(self, values: NDArray[np.float64]) -> list[NDArray[np.int64]]:
        """Agents in each shift of a solution, by contract."""
        return [np.round(values[contract.shifts]).astype(np.int64) for contract in self.contracts]

    def agents_above(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Agents above the least in each slot of a solution, shape (n_slots,); 0 where nothing counts it."""
        duty = on_duty(self.contracts, values, len(self.coverage))
        return np.where(self.above >= 0, np.maximum(duty - self.least, 0.0), 0.0)

    def open(self) -> Master:
        """The same with a model that can be changed."""
        return replace(self, model=self.model.copy())

    def capped(self, most: int) -> LinearModel:
        """A copy of the model with at most so many agents."""
        model = self.model.copy()
        model.add_terms(model.add_rows("cap", 1, upper=most), [contract.headcount for contract in self.contracts])
        return model

    def keep_near(self, model: LinearModel, *solutions: NDArray[np.float64]) -> None:
        """Limit the shifts and breaks of ``model``, a copy, to what lies between ``solutions``, rounded down and up."""
        columns = self.shifts_and_breaks
        values = np.stack([solution[columns] for solution in solutions])
        least, most = np.floor(values + ROUNDING).min(axis=0), np.ceil(values - ROUNDING).max(axis=0)
        model.limit_columns(columns, least, most)

    def headcount_cost(self) -> NDArray[np.float64]:
        """The objective "headcount"."""
        cost = np.zeros(self.model.n_columns)
        cost[[contract.headcount for contract in self.contracts]] = 1
        return cost

    def paid_cost(self) -> NDArray[np.float64]:
        """The objective "paid slots"."""
        cost = np.zeros(self.model.n_columns)
        for contract in self.contracts:
            cost[contract.shifts] = contract.work.paid_slots
        return cost

    def money_cost(self) -> NDArray[np.float64]:
        """The objective "cost", in paid slots times hourly cost."""
        cost = np.zeros(self.model.n_columns)
        for contract in self.contracts:
            cost[contract.shifts] = contract.work.paid_slots * (contract.work.contract.hourly_cost or 0.0)
        return cost


def build_master(
    works: tuple[ContractWork, ...],
    staffing: Staffing,
    near: Sequence[NDArray[np.float64]] = (),
    *,
    totals: bool = False,
) -> Master:
    """The master of all contracts for the need of ``staffing``, its service curves exact around ``near``.

    With ``totals``, starts and breaks are running totals: only the headcounts and shifts of a solution mean anything.
    """
    model = LinearModel()
    most = most_agents_needed(works, staffing)
    contracts = [add_contract_columns(model, work, most, places=not totals) for work in works]
    priced = staffing.prices is not None
    coverage = add_need(model, contracts, staffing) if priced else add_coverage(model, contracts, staffing)
    above = add_agents_above(model, coverage, staffing)
    groups = add_service(model, above, staffing, near)
    messages = add_messages(model, above, staffing)
    limits = add_limits(model, contracts, staffing)
    first_break = model.n_rows
    for contract in contracts:
        if totals:
            here = [each.rows for each in limits if each.limit.counts(contract.work.contract.name)]
            add_totals(model, contract, [coverage, *here])
        else:
            add_breaks(model, contract)
    breaks = np.arange(first_break, model.n_rows)
    for number, contract in enumerate(contracts):
        add_rest(model, contract)
        contracts[number] = replace(contract, arcs=add_days(model, contract))
    deviation = add_deviation(model, coverage, staffing) if priced else None
    return Master(
        model.sealed(), contracts, coverage, staffing.least, above, groups, messages, breaks, limits, deviation
    )


def most_agents_needed(works: tuple[ContractWork, ...], staffing: Staffing) -> int:
    """An upper bound on any sensible number: each slot has its own people, as many as could add anything."""
    most = staffing.least.copy() if staffing.prices is None else np.maximum(staffing.least, staffing.required)
    for requirement in staffing.requirements:
        for group in requirement.groups:
            gains = [len(requirement.gain[slot]) - 1 for slot in group.slots]
            most[group.slots] = np.maximum(most[group.slots], staffing.least[group.slots] + gains)
    if staffing.deferrable is not None:
        most = np.maximum(most, most_agents(staffing.deferrable))
    roles = sum(int(limit.least.sum()) for limit in staffing.limits)
    return int(most.sum()) + roles + sum(work.contract.headcount[0] for work in works) + 1
