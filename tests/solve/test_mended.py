"""A team that is short somewhere is mended until nothing is short, and what cannot be mended is not a plan."""

import numpy as np
import pytest
from tiny import make_contract, make_grid, need, with_service, works_of

from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.scenario import BreakRule, Objective, Solving
from staffplan.solve.coverage import on_duty
from staffplan.solve.mended import mended
from staffplan.solve.run import Run
from staffplan.solve.service import service_met

SHIFTS = make_contract(
    shift_lengths=("6h",), starts=("06:00", "17:00"), breaks=(BreakRule(length="1h", starts=("2h", "3h")),)
)


def run_of(engine, staffing):
    return Run(
        engine,
        works_of(SHIFTS, staffing.grid),
        staffing,
        Objective(),
        Solving(time_limit="30s"),
        nobody_watches,
        Stop(),
    )


def random_week(seed):
    random = np.random.default_rng(seed)
    staffing = need(make_grid(7), *[(day, 8, 20, int(random.integers(1, 3))) for day in range(7)])
    gains = [np.array([0.0, 3.0, 4.0]) * (8 <= slot % 24 < 20) for slot in range(staffing.grid.n_slots)]
    return with_service(staffing, gains, 60.0)


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_short_in_what_was_mended(engine, seed):
    staffing = random_week(seed)
    run = run_of(engine, staffing)
    master, values = mended(run, (run.works, staffing), 8)
    duty = on_duty(master.contracts, values, staffing.grid.n_slots)
    assert (duty >= staffing.least - 1e-6).all()
    assert service_met(staffing, duty - staffing.least)
    assert values[[contract.headcount for contract in master.contracts]].sum() <= 8


def test_too_few_agents_cannot_be_mended(engine):
    staffing = need(make_grid(2), (0, 8, 20, 3), (1, 8, 20, 3))
    run = run_of(engine, staffing)
    assert mended(run, (run.works, staffing), 3) is None
