"""What the master says of its solutions."""

import numpy as np
from tiny import make_contract, make_grid, need, with_service, works_of

from staffplan.solve.model.master import build_master


def test_agents_above_the_least_are_counted_where_service_counts_them():
    """Two on duty from 9 to 17, where one is needed until 13; what counts for the target begins at 11."""
    staffing = need(make_grid(1), (0, 9, 13, 1))
    counted = range(11, 16)
    gains = [np.arange(3.0) if slot in counted else np.zeros(1) for slot in range(24)]
    staffing = with_service(staffing, gains, 1.0, counted)
    master = build_master(works_of(make_contract(), staffing.grid), staffing)
    values = np.zeros(master.model.n_columns)
    (contract,) = master.contracts
    values[contract.headcount] = values[contract.shifts] = 2
    assert master.agents_above(values)[11:17].tolist() == [1, 1, 2, 2, 2, 0]
    values[contract.headcount] = values[contract.shifts] = 1
    assert master.agents_above(values)[11:17].tolist() == [0, 0, 1, 1, 1, 0]
