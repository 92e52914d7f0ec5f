"""Where rules and need contradict each other: the least shortage that any legal team leaves (an elastic model).

The relaxation comes first: it is soon solved even for large teams, and no plan leaves less short in all.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

import numpy as np

from staffplan.errors import NoPlanError
from staffplan.schema.progress import Stop
from staffplan.schema.service.staffing import SEATS
from staffplan.solve.engine.process import Engine, Outcome
from staffplan.solve.model.coverage import on_duty
from staffplan.solve.model.master import build_master
from staffplan.solve.model.messages import deadlines
from staffplan.solve.model.weeks import Weeks
from staffplan.solve.tours.split import repair, split_exactly
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.service.staffing import Staffing
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.model.limits import LimitRows
    from staffplan.solve.model.master import Master
    from staffplan.solve.model.messages import MessageRows

SECONDS = 60.0
"""Time for the relaxation."""
WHOLE_SECONDS = 2.0
"""Time for whole numbers: an explanation is wanted soon, and the relaxation already names the slots."""
WHOLE_ENOUGH = 0.01
"""Whole numbers are not looked for where rounding up adds less than this part of the shortage."""
NEGLIGIBLE = 1e-6
EXCHANGE = 1.0
"""Part of a group's possible gain that counts like one agent short in one slot: averages are missed first."""
UNSEATED = 100.0
"""What an agent without a seat counts: the need is missed first."""
LATE = 0.5
"""What an agent-slot of late replies counts: messages wait before a slot is short."""


@dataclass(frozen=True, eq=False)
class Shortage:
    """What the best legal team leaves open."""

    agents: NDArray[np.float64]
    """Agents short in each slot, shape (n_slots,)."""
    service: dict[str, float]
    """By group of slots, the part of what its requirement asks that is missed."""
    late: NDArray[np.float64]
    """Agent-slots that lack for the messages due by the end of each slot, shape (n_slots,)."""
    limits: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    """By the key of a role, the agents of it who lack in each slot, and by that of the seats those who have none, each
    of shape (n_slots,)."""
    whole: bool = True
    """Whether a team of whole people is known that leaves no more open; else fractions of people do."""

    @property
    def total(self) -> float:
        """Agents short over all slots, of a role or for want of a seat too, service missed, and late agent-slots."""
        limits = sum(float(lacking.sum()) for lacking in self.limits.values())
        return float(self.agents.sum()) + limits + sum(self.service.values()) + float(self.late.sum())


def least_shortage(works: tuple[ContractWork, ...], staffing: Staffing, most: int | None = None) -> Shortage | None:
    """The least shortage, of at most ``most`` agents; None where no team at all obeys the rules."""
    with Shortages(staffing) as shortages:
        return shortages.least(works, most)


class Shortages:
    """The shortages of one need under one set of rules after the other, in one process of the solver."""

    def __init__(self, staffing: Staffing) -> None:
        """Start the process."""
        self.staffing = staffing
        self._engine = Engine(Stop())

    def __enter__(self) -> Self:
        """This object itself."""
        return self

    def __exit__(self, *details: object) -> None:
        """End the process."""
        self._engine.__exit__(*details)

    def least(
        self,
        works: tuple[ContractWork, ...],
        most: int | None = None,
        seconds: float = SECONDS,
        staffing: Staffing | None = None,
    ) -> Shortage | None:
        """The least shortage, of at most ``most`` agents; None where no team at all obeys the rules.

        ``staffing`` is the need in place of the one that all share.

        Raises NoPlanError where the time ends before it is known.
        """
        elastic = Elastic(works, staffing or self.staffing, most)
        relaxed = self._engine.run(elastic.model, elastic.cost, seconds=seconds, role="relaxation")
        if relaxed.status == "infeasible":
            return None
        if relaxed.status != "optimal" or relaxed.values is None:
            raise NoPlanError(_("no plan was found within {seconds:.0f} s").format(seconds=seconds))
        shortage = elastic.shortage(relaxed.values)
        if _nearly_whole(shortage) if shortage.total > NEGLIGIBLE else most is None and elastic.unlimited:
            return shortage
        whole = self._engine.run(elastic.model, elastic.cost, seconds=min(WHOLE_SECONDS, seconds))
        if whole.status == "infeasible":
            return None
        if whole.values is None or _worse(whole, shortage):
            return replace(shortage, whole=False)
        return elastic.shortage(whole.values)

    def of_team(self, works: tuple[ContractWork, ...], most: int, seconds: float) -> Shortage | None:
        """What a team of at most ``most`` agents leaves open, each with a legal tour; None where none obeys the rules.

        Raises NoPlanError where the time ends before such a team is known. Services are those that its numbers on duty
        give by the whole curves; nothing is proved about other teams.
        """
        began = time.monotonic()
        elastic = Elastic(works, self.staffing, most)
        found = self._engine.run(elastic.model, elastic.cost, seconds=seconds)
        if found.status == "infeasible":
            return None
        values = found.values
        if values is not None and not self._splits(elastic.master, values):
            left = max(seconds - (time.monotonic() - began), 1.0)
            values = repair(self._engine, elastic.master, values, left, all_shifts=True, cost=elastic.cost)
        if values is None or not self._splits(elastic.master, values):
            raise NoPlanError(_("no plan was found within {seconds:.0f} s").format(seconds=seconds))
        missed = missed_groups(self.staffing, on_duty(elastic.master.contracts, values, elastic.n_slots))
        return replace(elastic.shortage(values), service=missed)

    def _splits(self, master: Master, values: NDArray[np.float64]) -> bool:
        """Whether the shifts of a solution are legal tours of its agents."""
        slots_per_day = 24 * self.staffing.grid.slots_per_hour
        teams = (split_exactly(self._engine, each, values, slots_per_day, SECONDS) for each in master.contracts)
        return all(team is not None for team in teams)

    def of_week(
        self,
        works: tuple[ContractWork, ...],
        slot: int,
        seconds: float = SECONDS,
        staffing: Staffing | None = None,
    ) -> float | None:
        """What is short at least in the calendar week of ``slot`` where no other week needs anybody.

        None where weeks cannot be told apart, no team obeys the rules, or the time ends.
        """
        elastic = Elastic(works, staffing or self.staffing)
        weeks = Weeks(elastic.master, self.staffing.grid)
        if not weeks.separate:
            return None
        model = weeks.focus(int(weeks.of_slot[slot]))
        outcome = self._engine.run(model, elastic.cost, seconds=seconds, role="relaxation")
        return outcome.objective if outcome.status == "optimal" else None


class Elastic:
    """The master with a column, and a price, for whatever may be short."""

    def __init__(self, works: tuple[ContractWork, ...], staffing: Staffing, most: int | None = None) -> None:
        """Build it; with at most ``most`` agents."""
        self.master: Master = build_master(works, staffing).open()
        self.model, self.n_slots = self.master.model, staffing.grid.n_slots
        self.short = self.model.add_columns("short", self.n_slots)
        self.model.add_terms(self.master.coverage, self.short, 1)
        if most is not None:
            self.model.add_terms(
                self.model.add_rows("most", 1, upper=most), [c.headcount for c in self.master.contracts]
            )
        self.missed = _add_missed(self.model, staffing)
        self.slots, self.late = _add_late(self.model, self.master.messages, cyclic=staffing.grid.cyclic)
        self.limits = _add_slack(self.model, self.master.limits)
        self.cost = np.zeros(self.model.n_columns)
        self.cost[self.short] = 1
        self.cost[[column for columns in self.missed.values() for column in columns]] = 1
        self.cost[self.late] = LATE
        for key, (_slots, columns) in self.limits.items():
            self.cost[columns] = UNSEATED if key == SEATS else 1

    @property
    def unlimited(self) -> bool:
        """Whether a team of fractions that leaves nothing short can be rounded up: more agents never serve worse."""
        contracts = [part.work.contract for part in self.master.contracts]
        return SEATS not in self.limits and all(contract.headcount[1] is None for contract in contracts)

    def shortage(self, solution: NDArray[np.float64]) -> Shortage:
        """What a solution leaves open."""
        values = np.where(solution < NEGLIGIBLE, 0.0, solution)
        lacking = np.zeros(self.n_slots)
        lacking[self.slots] = values[self.late]
        missed = {label: float(values[columns].max()) for label, columns in self.missed.items()}
        limits = {key: np.zeros(self.n_slots) for key in self.limits}
        for key, (slots, columns) in self.limits.items():
            limits[key][slots] = values[columns]
        return Shortage(values[self.short], missed, lacking, limits)


def missed_groups(staffing: Staffing, duty: NDArray[np.float64]) -> dict[str, float]:
    """By the label of each group of slots, what numbers on duty, shape (n_slots,), lack of what it must gain."""
    above = np.maximum(np.round(duty).astype(np.int64) - staffing.least, 0)
    missed: dict[str, float] = {}
    for requirement in staffing.requirements:
        for group in requirement.groups:
            gains = [requirement.gain[k][min(above[k], len(requirement.gain[k]) - 1)] for k in group.slots.tolist()]
            lacking = group.at_least - float(sum(gains))
            if lacking > NEGLIGIBLE * max(1.0, abs(group.at_least)):
                missed[group.label] = max(missed.get(group.label, 0.0), lacking)
    return missed


def _rounding(shortage: Shortage) -> float:
    """What rounding up the agents short in each slot adds."""
    return float((np.ceil(shortage.agents - NEGLIGIBLE) - shortage.agents).sum())


def _nearly_whole(shortage: Shortage) -> bool:
    return _rounding(shortage) <= max(WHOLE_ENOUGH * shortage.total, NEGLIGIBLE * len(shortage.agents))


def _worse(whole: Outcome, relaxed: Shortage) -> bool:
    """Whether a search that ended early is further from the truth than the relaxation, rounded up."""
    if whole.status == "optimal" or relaxed.total <= NEGLIGIBLE:
        return False
    return (whole.objective or 0.0) > relaxed.total + _rounding(relaxed) + NEGLIGIBLE


def _add_missed(model: LinearModel, staffing: Staffing) -> dict[str, list[int]]:
    """By the label of a group, a column for each requirement of it: the part of what it could gain that is missed."""
    missed: dict[str, list[int]] = {}
    for name, row in model.row_names:
        label = name.partition("[")[2].rstrip("]")
        if any(name == f"{r.measure}[{label}]" for r in staffing.requirements):
            column = model.add_columns("missed", 1)
            model.add_terms(row, column, EXCHANGE)
            missed.setdefault(label, []).append(int(column[0]))
    return missed


def _add_slack(model: LinearModel, limits: list[LimitRows]) -> dict[str, tuple[NDArray[np.intp], NDArray[np.int64]]]:
    """By the key of a rule, its slots and a column for each: agents of a role who lack, or agents without a seat."""
    slack = {}
    for each in limits:
        slots = np.flatnonzero(each.rows >= 0)
        columns = model.add_columns(each.limit.key, len(slots))
        model.add_terms(each.rows[slots], columns, -1 if each.limit.key == SEATS else 1)
        slack[each.limit.key] = slots, columns
    return slack


def _add_late(
    model: LinearModel, messages: MessageRows | None, *, cyclic: bool
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """A column for each slot with a deadline: agent-slots of work on messages that are done in name only."""
    if messages is None:
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.int64)
    places = deadlines(messages.work, messages.slots, cyclic=cyclic)
    late = model.add_columns("late", len(places))
    model.add_terms(messages.rows[places], late, -messages.work.each)
    tied = np.full(len(messages.slots), -1, dtype=np.int64)
    tied[messages.switched] = messages.switch_rows
    having = tied[places] >= 0
    model.add_terms(tied[places][having], late[having], -messages.work.each)
    return messages.slots[places], late
