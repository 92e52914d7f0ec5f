"""What each season of a year makes of the contracts: overtime where it is worked, nobody outside his dates."""

import pytest
from years import BASE, PERMANENT, season, write_year

from staffplan.read.year.file import read_year

TWO = season("a") + season("b", "2026-03-30")
SEASONAL = '[[contract]]\nname = "more"\nkind = "seasonal"\nmonthly_pay = 1\nfrom = 2026-03-30\nto = 2026-05-01\n'


def contracts(tmp_path, text):
    return [one.scenario.contract for one in read_year(write_year(tmp_path, BASE + TWO + text)).seasons]


@pytest.mark.parametrize(
    ("seasons", "worked"),
    [
        ("", (True, True)),
        (', seasons = ["b"]', (False, True)),
        (', seasons = ["a", "b"]', (True, True)),
        (", seasons = []", (False, False)),
    ],
)
def test_overtime_is_worked_in_its_seasons_and_without_any_named_in_all(tmp_path, seasons, worked):
    overtime = f'overtime = {{ days = 1, shift_lengths = ["10h"], hours_per_month = 99{seasons} }}\n'
    for (contract,), more in zip(contracts(tmp_path, PERMANENT + overtime), worked, strict=True):
        assert contract.days_per_week == ((5, 6) if more else (5, 5))
        assert [length.total_seconds() / 3600 for length in contract.shift_lengths] == ([9, 10] if more else [9])


def test_overtime_is_worked_in_a_season_that_its_preset_names(tmp_path):
    text = BASE.replace("grid", "year = 2026\ngrid", 1) + PERMANENT
    text += 'overtime = { days = 1, hours_per_month = 99, seasons = ["618"] }\n'
    text += "".join(f'[[season]]\npreset = "{name}"\nforecast = "week.csv"\n' for name in ("618", "off-season"))
    seasons = read_year(write_year(tmp_path, text)).seasons
    days = {one.season.preset: one.scenario.contract[0].days_per_week for one in seasons}
    assert days == {"618": (5, 6), "off-season": (5, 5)}


def test_nobody_is_employed_outside_the_dates_of_a_seasonal_contract(tmp_path):
    (_own, none), (_own, more) = contracts(tmp_path, PERMANENT + SEASONAL)
    assert none.headcount == (0, 0)
    assert more.headcount == (0, None)
