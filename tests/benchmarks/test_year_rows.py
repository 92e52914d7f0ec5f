"""Years of five seasons and six kinds of supply are proved in time."""

import pytest
from year_cases import YEARS
from year_rows import LIMIT_SECONDS, keep, measured

PROVED_WITHIN = 0.005


@pytest.mark.benchmark
@pytest.mark.parametrize("case", YEARS, ids=lambda case: case.name)
def test_a_year_is_proved_in_time(case, tmp_path):
    row = measured(case, tmp_path)
    keep(row)
    assert row["outcome"] in ("optimal", "feasible"), row
    assert float(row["gap"]) <= PROVED_WITHIN, row
    assert row["targets_met"] == "5 of 5", row
    assert float(row["seconds"]) <= LIMIT_SECONDS, row
