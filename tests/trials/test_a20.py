"""A20: what would help is ordered by the headcount, then the cost, that it leads to."""

import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from told import told
from trial_files import files, rows

from staffplan import pipeline
from staffplan.errors import InfeasibleError
from staffplan.pipeline.plan.what_if import Effect

SCENARIO = """grid = "60min"
[opening]
hours = ["08:00", "20:00"]
[target]
scope = "slot"
share = 0.8
within = "1min"
slot_floor = 0.0
[[contract]]
shift_lengths = ["8h"]
starts = ["08:00", "12:00"]
start_step = "4h"
min_rest = "13h"
headcount = [0, 1]
breaks = []
days_per_week = [0, 7]
"""


@pytest.fixture(autouse=True)
def _fast(searches_share_one_process):  # noqa: F811
    """All searches in one process."""


def asked(moment):
    """From noon on the first day, from 8 to 16 on the second: 12 hours lie between the two shifts."""
    return int((moment.day == 2 and 12 <= moment.hour < 20) or (moment.day == 3 and 8 <= moment.hour < 16))


@pytest.mark.parametrize("cost", ["", "hourly_cost = 20\n"])
def test_a20_a_rest_that_takes_one_agent_comes_before_a_limit_that_takes_two(tmp_path, cost):
    with pytest.raises(InfeasibleError) as error:
        pipeline.solve(*files(tmp_path, SCENARIO + cost, rows("2026-11-02", 72, asked)))
    assert told(error.value.shortages) == ("2026-11-03 08:00-12:00: 1 agents short",)
    price = ", cost 320.00" if cost else ""
    assert told(error.value.remedies) == (
        f"This change would do: full-time: 12h of rest instead of 13h (1 agent{price})",
        f"This change would do: full-time: no limit on agents instead of 1 (2 agents{price})",
    )


def test_a20_what_was_not_found_in_time_comes_last():
    effects = [
        Effect(None, None, None, 0.0, proved=False),
        Effect(3, 400.0, 20.0, 3.0, proved=True),
        Effect(2, 500.0, 25.0, 1.0, proved=False),
        Effect(2, 450.0, 30.0, 2.0, proved=True),
    ]
    by_heads = sorted(effects, key=lambda effect: effect.order(by_cost=False))
    assert [effect.headcount for effect in by_heads] == [2, 2, 3, None]
    assert by_heads[0].cost == 450.0
    assert [effect.cost for effect in sorted(effects, key=lambda e: e.order(by_cost=True))] == [
        400.0,
        450.0,
        500.0,
        None,
    ]
