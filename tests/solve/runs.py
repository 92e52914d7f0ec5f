"""A search of a tiny problem that is about to begin."""

from dataclasses import replace

from tiny import works_of

from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.scenario.keys import Objective
from staffplan.solve.bound.relaxation import Relaxed
from staffplan.solve.conductor.catalogue import AT_FIRST, BESIDE, IN_THE_END, THEN
from staffplan.solve.model.master import build_master
from staffplan.solve.params import SearchParams
from staffplan.solve.run import Bound, Clock, Run, TeamProblem, no_week


def run_of(
    engine, contracts, staffing, *, bound=0, seconds=20.0, seed=0, minimise="headcount", week=no_week, params=None
):
    """The search; ``week`` finds the hard one, ``params`` are those of ``changed``."""
    problem = TeamProblem(works_of(contracts, staffing.grid), staffing, Objective(minimise=minimise), week)
    given = params or SearchParams()
    return Run(engine, problem, Clock(seconds), nobody_watches, Stop(), seed, Bound(bound), given)


def start_of(run, **known):
    """What it starts from, without a relaxation."""
    return Relaxed(build_master(run.problem.works, run.problem.staffing), **known)


def the_search(name):
    """The search of the lists with a name."""
    return next(search for each in (AT_FIRST, THEN, BESIDE, IN_THE_END) for search in each if search.name == name)


def changed(part, **values):
    """SearchParams with other values in a part: ``changed("rounding", nodes=1)``."""
    params = SearchParams()
    return replace(params, **{part: replace(getattr(params, part), **values)})
