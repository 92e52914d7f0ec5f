"""The years of the benchmark are what they are said to be."""

from datetime import timedelta

import pytest
from year_cases import YEARS

from staffplan.read.year.file import read_year


@pytest.mark.parametrize("case", YEARS, ids=lambda case: case.name)
def test_years_have_five_different_seasons_and_six_kinds_of_supply(tmp_path, case):
    problem = read_year(case.write(tmp_path))
    year = problem.year
    assert (len(problem.seasons), problem.calendar.days, year.grid) == (5, 365, timedelta(minutes=30))
    assert len({sum(one.forecast.inquiries) for one in problem.seasons}) == 5
    kinds = [contract.kind for contract in year.contract]
    assert (kinds, year.contract[0].overtime is not None) == (["permanent", "seasonal"], True)
    assert (len(year.vendor), len(year.pay_per_inquiry), len(year.bot)) == (1, 1, 3)
