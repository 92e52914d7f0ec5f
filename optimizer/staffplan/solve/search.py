"""The search: least headcount (or cost) by the master, then least paid hours, then a legal tour for everyone."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import NoPlanError
from staffplan.language import _
from staffplan.schema.progress import Progress
from staffplan.schema.roster import Roster
from staffplan.solve.engine import Engine, Outcome
from staffplan.solve.master import Master, build_master
from staffplan.solve.people import hand_out_breaks, roster_shifts
from staffplan.solve.service import is_exact, service_met
from staffplan.solve.split import Team, repair, split_exactly, split_raised
from staffplan.solve.weeks import Weeks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.progress import Stop, Watcher
    from staffplan.schema.roster import RosterShift
    from staffplan.schema.scenario import Objective, Solving
    from staffplan.schema.staffing import Staffing
    from staffplan.schema.work import ContractWork
    from staffplan.solve.columns import ContractColumns
    from staffplan.solve.linear import LinearModel

ROUNDING = 1e-6
"""Bounds this close above a whole number are that number: the solver's tolerance."""
TOUR_SECONDS = 20.0
"""Time for each way of splitting tours, even where the time limit is spent: without tours there is no plan."""
SECOND_NODES = 1
SECOND_SECONDS = 10.0
SECOND_GAP = 0.005
"""Where the second objective's search ends: at a point that is the same on every machine, unless time runs out."""
WEEK_NODES = 2000
LARGE_TEAM = 20
"""From this bound on, a month is searched week by week."""
LARGE_PEAK = 20
"""From this need of a slot on, its relaxation is too."""
STOPPED_SECONDS = 10.0
STOPPED_GAP = 0.5
"""Who stops the search before it has a plan still gets one, if a short look finds any."""
RELAXATIONS = 4
REFINEMENTS = 4
"""How often the service curves are drawn anew around a solution, at most."""


@dataclass(frozen=True)
class Attempt:
    """One try at a plan of few more agents than the bound."""

    solver: str
    more: int
    """Agents above the bound that the plan may have."""
    share: float
    """Of the time left."""
    nodes: int | None
    """Where the search ends at the latest: the same on every machine."""


ATTEMPTS = (Attempt("GSCIP", 0, 0.25, 20), Attempt("HIGHS", 1, 0.6, None))


def find_roster(
    works: tuple[ContractWork, ...],
    staffing: Staffing,
    objective: Objective,
    solving: Solving,
    watcher: Watcher,
    stop: Stop,
) -> Roster | None:
    """The best roster for the need of ``staffing``; None where the rules and the need contradict each other.

    Raises NoPlanError where the time limit ends, or the user stops, before there is any plan.
    """
    with Engine(stop, solving.seed) as engine:
        return _Search(engine, works, staffing, objective, solving, watcher, stop).run()


@dataclass
class _Search:
    """One search and its clock."""

    engine: Engine
    works: tuple[ContractWork, ...]
    staffing: Staffing
    objective: Objective
    solving: Solving
    watcher: Watcher
    stop: Stop
    began: float = field(default_factory=time.monotonic)
    seconds: dict[str, float] = field(default_factory=dict)
    headcount_bound: int = 0
    hardest: int | None = None
    """The week with the largest relaxation, where weeks were relaxed on their own."""
    weekly: bool = False
    """Whether the first search went week by week, and saved paid hours on the way."""
    near: tuple[NDArray[np.float64], ...] = ()
    """Agents above the least around which the service curves are exact."""

    @property
    def spent(self) -> float:
        return time.monotonic() - self.began

    @property
    def left(self) -> float:
        return max(self.solving.time_limit.total_seconds() - self.spent, 0.0)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.seconds[name] = time.monotonic() - began

    def run(self) -> Roster | None:
        with self.timed("relaxation"):
            master = self.relaxed()
        if master is None:
            return None
        with self.timed("search"):
            master, first = self.first(master)
        if first.status == "infeasible":
            return None
        if first.values is None and self.stop.is_set():
            first = self.any_plan(master)
        if first.values is None or not service_met(self.staffing, master.agents_above(first.values)):
            raise NoPlanError(_("no plan was found within {seconds:.0f} s").format(seconds=self.spent))
        values = first.values
        if not self.weekly:
            with self.timed("second_objective"):
                values = self.second(master, first)
        with self.timed("tours"):
            teams, values = self.tours(master, values)
        return self.roster(master, first, values, teams)

    def relaxed(self) -> Master | None:
        """The master with its service curves exact where the relaxation lies; None where that is infeasible already.

        The relaxation's headcount, rounded up, is the first bound.
        """
        self.watcher(Progress(_("looking for the smallest team")))
        for _round in range(RELAXATIONS):
            master = build_master(self.works, self.staffing, self.near)
            solved = self.relaxed_parts(master)
            if solved is None:
                return None
            bound, above = solved
            if above is None:
                break
            if self.by_headcount:
                self.headcount_bound = whole_bound(bound)
            if is_exact(self.staffing, self.near, above):
                break
            self.near = (above,)
        self.watcher(Progress(_("looking for the smallest team"), bound=self.headcount_bound))
        return master

    def relaxed_parts(self, master: Master) -> tuple[float, NDArray[np.float64] | None] | None:
        """Bound and agents above the least of the relaxation, a large team's week by week; None: infeasible.

        No agents where time ran out: the bound is then what was proved up to there.
        """
        weeks = Weeks(master, self.staffing.grid)
        apart = self.by_headcount and weeks.separate and self.staffing.required.max() >= LARGE_PEAK
        bound, above, self.hardest = -np.inf, np.zeros(len(self.staffing.least)), None
        for week in range(weeks.count if apart else 1):
            model = weeks.focus(week) if apart else master.model
            outcome = self.engine.run(model, self.cost(master), seconds=self.left, solver="GLOP", relax=True)
            if outcome.status == "infeasible":
                return None
            if outcome.values is None or outcome.status != "optimal":
                return bound, None
            if apart and outcome.bound > bound:
                self.hardest = week
            bound = max(bound, outcome.bound)
            here = weeks.of_slot == week if apart else np.ones(len(above), dtype=bool)
            above[here] = master.agents_above(outcome.values)[here]
        return bound, above

    @property
    def by_headcount(self) -> bool:
        """Whether headcount is the first objective."""
        return self.objective.minimise == "headcount"

    def cost(self, master: Master) -> NDArray[np.float64]:
        """The first objective."""
        return master.headcount_cost() if self.by_headcount else master.money_cost()

    def first(self, master: Master) -> tuple[Master, Outcome]:
        """Least headcount, or least cost; where thinned service curves promised too much, again with more of them."""
        for _round in range(REFINEMENTS):
            outcome = self.solved(master)
            if self.by_headcount:
                self.headcount_bound = max(self.headcount_bound, whole_bound(outcome.bound))
            if outcome.values is None:
                return master, outcome
            above = master.agents_above(outcome.values)
            if service_met(self.staffing, above):
                break
            self.near, self.weekly = (*self.near, above), False
            master = build_master(self.works, self.staffing, self.near)
        assert outcome.values is not None
        found = int(master.headcount_cost() @ outcome.values)
        self.watcher(Progress(_("found the size of the team"), found, self.headcount_bound))
        return master, outcome

    def solved(self, master: Master) -> Outcome:
        """The first objective's best: large teams week by week if that serves, all others at once."""
        large = self.headcount_bound >= LARGE_TEAM
        return (self.week_by_week(master) if large else None) or self.at_once(master)

    def at_once(self, master: Master) -> Outcome:
        """The whole horizon as one model: first with few more agents than the bound, then with any number.

        Finding a plan is what takes time, and whether a search finds it soon is a matter of luck: two solvers try.
        """
        best: Outcome | None = None
        for attempt in ATTEMPTS if self.by_headcount else ():
            outcome = self.capped(master, attempt)
            if outcome.status == "infeasible":
                return outcome
            if outcome.values is None:
                continue
            if whole_bound(float(outcome.objective or 0.0)) == self.headcount_bound:
                return replace(outcome, bound=float(self.headcount_bound))
            best = outcome
        hint = None if best is None else best.values
        last = self.engine.run(master.model, self.cost(master), seconds=self.left, hint=hint, on_better=self.better)
        if best is None or (last.objective is not None and last.objective <= (best.objective or 0.0)):
            return last
        return replace(best, status="feasible", bound=max(last.bound, float(self.headcount_bound)))

    def capped(self, master: Master, attempt: Attempt) -> Outcome:
        """The least headcount among plans of few more agents than the bound, which rises where there is none.

        It rises in ever longer steps, so that rules that no team can keep are known for what they are.
        """
        heads = [contract.headcount for contract in master.contracts]
        more, most = attempt.more, master.model.bounds()[1][heads].sum()
        while True:
            cap = self.headcount_bound + more
            model = master.model.copy()
            model.add_terms(model.add_rows("cap", 1, upper=cap), heads)
            outcome = self.engine.run(
                model,
                master.headcount_cost(),
                seconds=attempt.share * self.left,
                solver=attempt.solver,
                nodes=attempt.nodes,
            )
            if outcome.status == "infeasible":
                self.headcount_bound = cap + 1
            elif outcome.values is not None:
                self.headcount_bound = max(self.headcount_bound, whole_bound(outcome.bound))
            found = None if outcome.objective is None else round(outcome.objective)
            self.watcher(Progress(_("looking for the smallest team"), found, self.headcount_bound))
            if outcome.status != "infeasible" or cap >= most:
                return outcome
            if self.left <= 0 or self.stop.is_set():
                return replace(outcome, status="unknown", bound=float(self.headcount_bound))
            more = 2 * more + 1

    def week_by_week(self, master: Master) -> Outcome | None:
        """The least headcount where the hardest week's team can work the other weeks too; None where that fails.

        Where the team cannot work some week, that week's own team is tried next.
        """
        weeks = Weeks(master, self.staffing.grid)
        if not self.by_headcount or not weeks.separate:
            return None
        heads = master.headcount_cost()
        tried: set[int] = set()
        hardest = weeks.hardest(self.staffing) if self.hardest is None else self.hardest
        while hardest not in tried and self.left > 0:
            tried.add(hardest)
            alone = self.engine.run(weeks.focus(hardest), heads, seconds=self.left)
            self.headcount_bound = max(self.headcount_bound, whole_bound(alone.bound))
            if alone.values is None:
                return None
            found, failed = self.all_weeks(master, weeks, alone.values)
            if failed is None:
                self.weekly = True
                return Outcome("feasible", float(self.headcount_bound), float(heads @ found), found)
            hardest = failed
        return None

    def all_weeks(
        self, master: Master, weeks: Weeks, found: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], int | None]:
        """All weeks in their order with the team of ``found``; the week that the team cannot work, if any."""
        paid, team = master.paid_cost(), np.flatnonzero(master.headcount_cost())
        for week in range(weeks.count):
            model = weeks.focus(week, found if week else None)
            model.fix_columns(team, found[team])
            self.watcher(Progress(_("planning week {week}").format(week=week + 1), bound=self.headcount_bound))
            outcome = self.engine.run(model, paid, seconds=0.5 * self.left, nodes=WEEK_NODES, gap=SECOND_GAP)
            if outcome.values is None and outcome.status != "infeasible":
                outcome = self.engine.run(model, paid, seconds=0.3 * self.left, solver="HIGHS", gap=SECOND_GAP)
            if outcome.values is None:
                return found, week
            found = outcome.values
        return found, None

    def any_plan(self, master: Master) -> Outcome:
        """After a stop without any plan: a short look for one, of any size."""
        return self.engine.run(
            master.model, master.headcount_cost(), seconds=STOPPED_SECONDS, gap=STOPPED_GAP, stoppable=False
        )

    def better(self, objective: float, bound: float) -> None:
        """Tell the watcher of a better solution."""
        if self.by_headcount:
            proved = max(self.headcount_bound, whole_bound(bound))
            self.watcher(Progress(_("looking for the smallest team"), round(objective), proved))

    def second(self, master: Master, first: Outcome) -> NDArray[np.float64]:
        """Fewest paid hours at that headcount (or fewest agents at that cost), as far as the time goes."""
        assert first.values is not None
        heads, money = master.headcount_cost(), master.money_cost()
        fixed, cost = (heads, master.paid_cost()) if self.by_headcount else (money, heads)
        row = master.model.add_rows("first_objective", 1, upper=float(fixed @ first.values) * (1 + 1e-9))
        columns = np.flatnonzero(fixed)
        master.model.add_terms(row, columns, fixed[columns])
        self.watcher(Progress(_("saving paid hours"), int(heads @ first.values), self.headcount_bound))
        values = self.improved(master.model, cost, first.values)
        return values if service_met(self.staffing, master.agents_above(values)) else first.values

    def improved(
        self, model: LinearModel, cost: NDArray[np.float64], values: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """A solution of less ``cost`` than ``values``, as far as a search of fixed size finds one."""
        relaxed = self.engine.run(model, cost, seconds=self.left, solver="GLOP", relax=True)
        if relaxed.status != "optimal" or (1 + SECOND_GAP) * relaxed.bound >= cost @ values or self.left <= 0:
            return values
        outcome = self.engine.run(
            model, cost, seconds=min(self.left, SECOND_SECONDS), hint=values, nodes=SECOND_NODES, gap=SECOND_GAP
        )
        if outcome.values is None or cost @ outcome.values >= cost @ values:
            return values
        return outcome.values

    def tours(self, master: Master, values: NDArray[np.float64]) -> tuple[list[Team], NDArray[np.float64]]:
        """Legal tours at the master's headcount where there are any, else with as few more agents as it takes."""
        self.watcher(Progress(_("splitting the shifts into legal tours"), None, self.headcount_bound))
        teams = self.split(master, values)
        for all_shifts in (False, True):
            if None not in teams or self.left <= 0:
                break
            better = repair(self.engine, master, values, self.left, all_shifts=all_shifts)
            # Where curves are thinned, other shifts may give less than the model says.
            if better is not None and service_met(self.staffing, master.agents_above(better)):
                values = better
                teams = self.split(master, values)
        whole = [team or self.raised(contract, values) for team, contract in zip(teams, master.contracts, strict=True)]
        return whole, values

    def split(self, master: Master, values: NDArray[np.float64]) -> list[Team | None]:
        """The tours of each contract; None where its shifts do not split."""
        return [
            split_exactly(self.engine, contract, values, self.slots_per_day, TOUR_SECONDS)
            for contract in master.contracts
        ]

    def raised(self, contract: ContractColumns, values: NDArray[np.float64]) -> Team:
        team = split_raised(self.engine, contract, values, self.slots_per_day, TOUR_SECONDS)
        if team is None:
            raise NoPlanError(_("the shifts found could not be split into legal tours"))
        return team

    @property
    def slots_per_day(self) -> int:
        return 24 * self.staffing.grid.slots_per_hour

    def roster(self, master: Master, first: Outcome, values: NDArray[np.float64], teams: list[Team]) -> Roster:
        """Everybody's shifts and breaks, and the proof."""
        shifts: list[RosterShift] = []
        counts: dict[str, int] = {}
        for contract, team in zip(master.contracts, teams, strict=True):
            breaks = hand_out_breaks(team.work, team.tours, contract.chosen_breaks(values))
            shifts += roster_shifts(team.work, team.tours, breaks, sum(counts.values()))
            counts[team.work.contract.name] = len(team.tours)
        by_cost = self.objective.minimise == "cost"
        spent = sum(_money(team) for team in teams) if by_cost else 0.0
        proved = spent <= first.bound * (1 + ROUNDING) if by_cost else sum(counts.values()) == self.headcount_bound
        return Roster(
            shifts=tuple(shifts),
            headcount_by_contract=counts,
            headcount_bound=self.headcount_bound,
            proved=proved,
            cost_bound=max(first.bound, 0.0) * self.hours_per_slot if by_cost else None,
            interrupted=self.stop.is_set(),
            seconds=self.seconds,
        )

    @property
    def hours_per_slot(self) -> float:
        return self.staffing.grid.slot_minutes / 60


def _money(team: Team) -> float:
    """Cost of a team in paid slots times hourly cost."""
    rate = team.work.contract.hourly_cost or 0.0
    return rate * sum(int(team.work.paid_slots[shift]) for tour in team.tours for shift in tour)


def whole_bound(bound: float) -> int:
    """The least whole number that is not under ``bound``, up to rounding."""
    return int(np.ceil(bound - ROUNDING * max(1.0, abs(bound)))) if np.isfinite(bound) else 0
