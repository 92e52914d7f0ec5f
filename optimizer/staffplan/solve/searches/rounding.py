"""Plans of large models by rounding: where many agents are on duty everywhere, whole numbers are a small matter.

The linear program of a week leaves a few agents to spare in all slots but the tight ones, and keeps the team. Its
shifts are then rounded so that agents in shifts stay as many as in the fractions; no breaks are looked at, so that a
column holds slots in a row, and such models are solved at once. At last everybody's breaks are laid where agents are to
spare. Several weeks repeat one week that is as hard as any of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.engine.process import Outcome
from staffplan.solve.model.coverage import on_duty, slots_held
from staffplan.solve.model.master import Master, build_master
from staffplan.solve.searches.breakout import MOST_MENDED, exchanged_from
from staffplan.solve.searches.repeated_week import SHORT, in_all_weeks, in_every_week

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.run import Run

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Spare = tuple[tuple[float, float], ...]

LEAST_TEAM = 50
"""From this bound on, shifts and breaks are rounded together."""
LARGE_TEAM, LARGE_WEEK = 100, 10_000
"""From this bound and so many columns a week on, other searches take too long: a plan above the bound serves too."""
SPARE = ((3.0, 50.0),), ((0.5, 300.0), (2.5, 50.0))
"""Agents to spare in a slot, where there are any, and what each may cost, in paid slots: room for rounding.

Two ways, one after the other: where a little in many slots comes before much in few, whole numbers lie nearer, but
more hours are paid.
"""
FURTHER = 0, 1
"""Agents by which a shift may lie off the whole numbers beside its fraction: more where no week lies between those."""
BREAKS_ROOM = 1.0
"""Of the agents to spare, what rounding of shifts leaves to that of breaks."""
MORE = (0, 1, 2, 3, 5, 8, 13, 21)
"""Agents above the bound of the week with which a plan is looked for, one after the other."""
TOGETHER_SHARE = 0.3
"""Of the time left, for shifts and breaks rounded together, where breaks leave something short."""
NODES = 2000
"""Where the searches for whole numbers end."""
NEGLIGIBLE = 1e-6


def takes_rounding(run: Run) -> bool:
    """Whether rounding may find a plan, where every slot has a need of its own: of a team that is not small.

    Of a small one of several contracts it finds where the exchange of tours begins best, if the period is short or has
    a hard week.
    """
    if not run.by_headcount or run.staffing.requirements or run.staffing.deferrable is not None:
        return False
    short = len(run.staffing.grid.days) <= SHORT
    return run.headcount_bound >= LEAST_TEAM or (len(run.works) > 1 and (short or run.hard_week is not None))


def is_large(run: Run, master: Master) -> bool:
    """Whether other searches than rounding take too long."""
    weeks = max(len(run.staffing.grid.days) / 7, 1.0)
    return run.headcount_bound >= LARGE_TEAM and master.model.n_columns >= LARGE_WEEK * weeks


def rounded(run: Run, master: Master, week_heads: int | None) -> Outcome | None:
    """A plan at the bound, of a large model or where a week is repeated also of few more agents; None where that fails.

    A week that is repeated takes ``week_heads`` agents at least; None: it was not relaxed, and but for small teams the
    period itself is rounded. Columns other than headcounts, shifts and breaks are left at 0.
    """
    large, least = is_large(run, master), max(run.headcount_bound, week_heads or 0)
    hard = run.hard_week if repeats_week(run, week_heads) else None
    if least > run.headcount_bound and not large:
        return None
    part, week = run, master
    if hard is not None:
        works, staffing = hard.repeated
        part, week = replace(run, works=works, staffing=staffing), build_master(works, staffing)
    for heads in (least + more for more in (MORE if large else MORE[: 1 if hard is None else 2])):
        run.tell("searching_team")
        if run.left <= 0 or run.stop.is_set():
            break
        values = _whole_week(part, week, heads)
        if values is not None and hard is not None and heads <= MOST_MENDED:
            found = in_all_weeks(run, master, week, values, heads)
            if found is not None:
                return found
            continue
        if values is not None and hard is not None:
            values = _with_breaks(run, master, in_every_week(run, master, week, values), _agents(week, values))
        if values is not None and not _missing(master, values).any():
            return Outcome("feasible", float(run.headcount_bound), float(master.headcount_cost() @ values), values)
    return None


def repeats_week(run: Run, week_heads: int | None) -> bool:
    """Whether rounding repeats the hard week: where it was relaxed and takes ``week_heads``, and of small teams."""
    return run.hard_week is not None and (week_heads is not None or run.headcount_bound < LEAST_TEAM)


def _agents(master: Master, values: Floats) -> list[int]:
    return [round(values[contract.headcount]) for contract in master.contracts]


def _missing(master: Master, values: Floats) -> Floats:
    """Agents short in each slot, shape (n_slots,)."""
    return np.maximum(np.round(master.least - on_duty(master.contracts, values, len(master.least))), 0.0)


def _whole_week(run: Run, master: Master, heads: int) -> Floats | None:
    """A week, or the period itself, of at most ``heads`` agents with nothing short; None: not found.

    Where breaks leave a slot short, agents exchange their tours, else shifts and breaks are rounded together.
    """
    for spare in SPARE if heads >= LEAST_TEAM else SPARE[:1]:
        fractions = _fractions(run, master, heads, spare)
        if fractions is None:
            return None
        model, values = _apart(run, master, heads, fractions)
        if values is not None and not _missing(master, values).any():
            return values
    if values is not None:
        mended = exchanged_from(run, master, values)
        if mended is not None:
            return mended.values
    if heads < LEAST_TEAM:
        return None
    least = master.least.astype(float)
    values = _least_short(run, model, master.coverage, least, seconds=TOGETHER_SHARE * run.left)
    return None if values is None or _missing(master, values).any() else values


def _apart(run: Run, master: Master, heads: int, fractions: Floats) -> tuple[LinearModel, Floats | None]:
    """The master whose shifts lie by the ``fractions``, and its shifts rounded first, then everybody's breaks."""
    least = run.staffing.least
    duty = on_duty(master.contracts, fractions, len(least))
    at_rest = _in_shifts(master, fractions) - duty
    wanted = np.maximum(np.round(least + at_rest + np.maximum(duty - least - BREAKS_ROOM, 0.0)), least)
    for further in FURTHER:
        model = _near(master, fractions, heads, further)
        values = _shifts_alone(run, master, model, wanted)
        if values is not None:
            return model, _with_breaks(run, master, master.counts(values), _agents(master, values))
    return model, None


def _near(master: Master, fractions: Floats, heads: int, further: int) -> LinearModel:
    """The master of at most ``heads`` agents whose shifts lie by the fractions: one of the whole numbers beside each.

    Shifts that the relaxation takes may lie ``further`` off by so many agents.
    """
    shifts = np.concatenate([contract.shifts for contract in master.contracts])
    least, most = np.floor(fractions[shifts] + NEGLIGIBLE), np.ceil(fractions[shifts] - NEGLIGIBLE)
    model = master.capped(heads)
    model.limit_columns(shifts, least - further, np.where(most > 0, most + further, 0.0))
    return model


def _shifts_alone(run: Run, master: Master, model: LinearModel, wanted: Floats) -> Floats | None:
    """Whole numbers of ``model`` that leave few of the agents ``wanted`` in shifts short, no breaks looked at."""
    alone = model.copy()
    alone.free_rows(master.breaks)
    alone.fix_columns(master.places, 0.0)
    return _least_short(run, alone, master.coverage, wanted)


def _fractions(run: Run, master: Master, heads: int, spare: Spare) -> Floats | None:
    """The relaxation of at most ``heads`` agents, with agents to spare where there are any and few paid slots."""
    busy = np.flatnonzero(run.staffing.least > 0)
    model = master.capped(heads)
    lower, upper = (bound.copy() for bound in model.row_bounds())
    lower[master.coverage[busy]] += sum(agents for agents, _worth in spare)
    model.row_lower, model.row_upper = [lower], [upper]
    cost = [master.paid_cost()]
    for agents, worth in spare:
        model.add_terms(master.coverage[busy], model.add_columns("missing", len(busy), 0, agents))
        cost.append(np.full(len(busy), worth))
    outcome = run.engine.run(model, np.concatenate(cost), seconds=run.left, solver="GLOP", relax=True)
    return outcome.values if outcome.status == "optimal" else None


def _in_shifts(master: Master, values: Floats) -> Floats:
    """Agents in a shift, on a break or not, in each slot, shape (n_slots,)."""
    total = np.zeros(len(master.coverage))
    for contract in master.contracts:
        work = contract.work
        shift, slot = slots_held(work.start, work.length, work.cycle, len(total))
        total += np.bincount(slot, weights=values[contract.shifts[shift]], minlength=len(total))
    return total


def _least_short(
    run: Run, model: LinearModel, coverage: Ints, wanted: Floats, seconds: float = np.inf
) -> Floats | None:
    """Whole numbers that leave few of the agents ``wanted`` in each slot short; None: none were found."""
    model, n_columns = model.copy(), model.n_columns
    lower, upper = (bound.copy() for bound in model.row_bounds())
    lower[coverage] = wanted
    model.row_lower, model.row_upper = [lower], [upper]
    short = model.add_columns("short", len(coverage))
    model.add_terms(coverage, short)
    small, loose = model.without_fixed()
    cost = np.isin(loose, short).astype(float)
    outcome = run.engine.run(small, cost, seconds=min(run.left, seconds), nodes=NODES, seek="either")
    if outcome.values is None:
        return None
    values = model.bounds()[0].copy()
    values[loose] = outcome.values
    return values[:n_columns]


def _with_breaks(run: Run, master: Master, counts: list[Ints], agents: list[int]) -> Floats | None:
    """The plan with these agents in each shift, by contract, and breaks that leave little short; None: not found."""
    model = master.model.copy()
    values = np.zeros(model.n_columns)
    for contract, count, heads in zip(master.contracts, counts, agents, strict=True):
        values[contract.shifts], values[contract.headcount] = count, heads
    # Days and rest hold whatever the breaks are, so their rows and columns are out of it.
    rows = np.ones(model.n_rows, dtype=bool)
    rows[master.coverage] = rows[master.breaks] = False
    model.free_rows(np.flatnonzero(rows))
    taken = [
        places.column[count[places.shift] > 0]
        for contract, count in zip(master.contracts, counts, strict=True)
        for places in contract.breaks
    ]
    settled = np.ones(model.n_columns, dtype=bool)
    settled[np.concatenate([np.zeros(0, dtype=np.int64), *taken])] = False
    model.fix_columns(np.flatnonzero(settled), values[settled])
    return _least_short(run, model, master.coverage, master.least.astype(float))
