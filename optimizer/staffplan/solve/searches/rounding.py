"""Plans of large models by rounding: where many agents are on duty everywhere, whole numbers are a small matter.

The linear program of a week leaves a few agents to spare in all slots but the tight ones, and keeps the team. Its
shifts are then rounded so that agents in shifts stay as many as in the fractions; no breaks are looked at, so that a
column holds slots in a row, and such models are solved at once. At last everybody's breaks are laid where agents are to
spare. Several weeks repeat one week that is as hard as any of them.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.progress import Stop
from staffplan.solve.engine.process import Engine
from staffplan.solve.incumbent import Incumbent
from staffplan.solve.model.coverage import on_duty, slots_held
from staffplan.solve.model.limits import limits_kept
from staffplan.solve.model.master import Master, build_master
from staffplan.solve.run import Clock
from staffplan.solve.searches.breakout import exchanged_from
from staffplan.solve.searches.facts import facts_of
from staffplan.solve.searches.repeated_week import in_all_weeks, in_every_week

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import HardWeek
    from staffplan.solve.bound.relaxation import Relaxed
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.run import Run

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Spare = tuple[tuple[float, float], ...]

NEGLIGIBLE = 1e-6


def rounded(run: Run, start: Relaxed, best: Incumbent) -> Incumbent | None:
    """A plan at the bound, of a large model or where a week is repeated also of few more agents; None: not found.

    LP rounding as of old (Henderson & Berry 1976), in two steps: shifts, which hold slots in a row and are nearly
    whole already (Bartholdi 1981), then breaks. A week that is repeated takes ``start.week_heads`` agents at least.
    """
    more, facts = run.params.rounding.more, facts_of(run, start, best)
    least = max(run.bound.heads, start.week_heads or 0)
    if least > run.bound.heads and not facts.is_large:
        return None
    hard = _hard_week(run, start)
    if not facts.is_large:
        more = more[: 1 if hard is None else 2]
    found = rounded_to(run, start.master, hard, [least + each for each in more])
    return found and replace(found, hours_saved=hard is not None or facts.is_large)


def rounded_late(run: Run, start: Relaxed, _best: Incumbent) -> Incumbent | None:
    """After a stop: a plan of a large team with agents to spare, by rounding (Henderson & Berry 1976).

    The stop has ended the solver's process, so that there is a new one.
    """
    whole = run.params.whole
    heads = math.ceil(whole.stopped_room * run.bound.heads)
    with Engine(Stop(), run.seed) as engine:
        look = replace(run, engine=engine, stop=Stop(), clock=Clock(whole.stopped_rounding_seconds))
        return rounded_to(look, start.master, run.problem.hard_week, [heads, heads + 1])


def _hard_week(run: Run, start: Relaxed) -> HardWeek | None:
    """The week that is repeated: where it was relaxed, of small teams, and where the period follows itself too."""
    small = run.bound.heads < run.params.rounding.from_heads
    repeats = small or start.week_heads is not None or run.problem.staffing.grid.cyclic
    return run.problem.hard_week if repeats else None


def rounded_to(run: Run, master: Master, hard: HardWeek | None, heads: Sequence[int]) -> Incumbent | None:
    """A plan of the first number of agents for which rounding finds one; ``hard`` is the week that is repeated.

    Columns other than headcounts, shifts and breaks are left at 0.
    """
    part, week = run, master
    if hard is not None:
        part, week = run.with_part(*hard.repeated), build_master(*hard.repeated)
    for each in heads:
        run.tell("searching_team")
        if run.is_over:
            break
        found = _whole_week(part, week, each)
        if found is not None and hard is not None:
            found = _repeated(run, master, week, found, each)
        if found is not None:
            return found
    return None


def _repeated(run: Run, master: Master, week: Master, plan: Incumbent, heads: int) -> Incumbent | None:
    """The plan of the period with the week in every week; None: something is short."""
    assert plan.values is not None
    if heads <= run.params.breakout.from_plan_up_to:
        return in_all_weeks(run, master, week, plan.values, heads)
    counts = in_every_week(run, master, week, plan.values)
    return _covering(run, master, _with_breaks(run, master, counts, _agents(week, plan.values)))


def _covering(run: Run, master: Master, values: Floats | None) -> Incumbent | None:
    """The plan of these values; None where there are none, or something is short."""
    if values is None or _missing(master, values).any() or not limits_kept(master.limits, master.contracts, values):
        return None
    return Incumbent(values, float(master.headcount_cost() @ values), run.bound.heads)


def _agents(master: Master, values: Floats) -> list[int]:
    return [round(values[contract.headcount]) for contract in master.contracts]


def _missing(master: Master, values: Floats) -> Floats:
    """Agents short in each slot, shape (n_slots,)."""
    return np.maximum(np.round(master.least - on_duty(master.contracts, values, len(master.least))), 0.0)


def _whole_week(run: Run, master: Master, heads: int) -> Incumbent | None:
    """A week, or the period itself, of at most ``heads`` agents with nothing short; None: not found.

    Where breaks leave a slot short, agents exchange their tours, else shifts and breaks are rounded together.
    """
    params = run.params.rounding
    few = heads < params.from_heads
    for spare in params.spare[:1] if few else params.spare:
        fractions = _fractions(run, master, heads, spare)
        if fractions is None:
            return None
        model, values = _apart(run, master, heads, fractions)
        found = _covering(run, master, values)
        if found is not None:
            return found
    found = None if values is None else exchanged_from(run, master, values)
    if found is not None or few:
        return found
    seconds, least = params.together_share * run.clock.left, master.least.astype(float)
    return _covering(run, master, _least_short(run, model, master.coverage, least, seconds=seconds))


def _apart(run: Run, master: Master, heads: int, fractions: Floats) -> tuple[LinearModel, Floats | None]:
    """The master whose shifts lie by the ``fractions``, and its shifts rounded first, then everybody's breaks."""
    params, least = run.params.rounding, master.least
    duty = on_duty(master.contracts, fractions, len(least))
    at_rest = _in_shifts(master, fractions) - duty
    wanted = np.maximum(np.round(least + at_rest + np.maximum(duty - least - params.breaks_room, 0.0)), least)
    for further in params.further:
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
    alone.lift_rows(master.limit_rows)  # breaks leave seats free
    alone.fix_columns(master.places, 0.0)
    return _least_short(run, alone, master.coverage, wanted)


def _fractions(run: Run, master: Master, heads: int, spare: Spare) -> Floats | None:
    """The relaxation of at most ``heads`` agents, with agents to spare where there are any and few paid slots."""
    busy = np.flatnonzero(master.least > 0)
    model = master.capped(heads)
    model.raise_rows(master.coverage[busy], master.least[busy] + sum(agents for agents, _worth in spare))
    cost = [master.paid_cost()]
    for agents, worth in spare:
        model.add_terms(master.coverage[busy], model.add_columns("missing", len(busy), 0, agents))
        cost.append(np.full(len(busy), worth))
    outcome = run.engine.run(model, np.concatenate(cost), seconds=run.clock.left, role="relaxation")
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
    model.raise_rows(coverage, wanted)
    short = model.add_columns("short", len(coverage))
    model.add_terms(coverage, short)
    small, loose = model.without_fixed()
    cost = np.isin(loose, short).astype(float)
    seconds, nodes = min(run.clock.left, seconds), run.params.rounding.nodes
    outcome = run.engine.run(small, cost, seconds=seconds, nodes=nodes, seek="either")
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
    rows[master.coverage] = rows[master.breaks] = rows[master.limit_rows] = False
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
