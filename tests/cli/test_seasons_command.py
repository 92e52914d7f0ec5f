"""`staffplan seasons` on a faulty year: exit code 3, a sentence that says what is wrong, nothing written."""
# ruff: noqa: E501 - one case a line

import pytest
from click.testing import CliRunner
from years import BASE, PERMANENT, season, write_year

from staffplan_cli.main import cli

TWO = season("a") + season("b", "2026-03-30")
PPI = '[[pay_per_inquiry]]\nname = "p"\n'
VENDOR = '[[vendor]]\nname = "v"\nseat_price = 1\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (season("a") + season("b", "2026-03-20"), "season[2]: found 2026-03-20 to 2026-04-16, which overlaps a (to 2026-03-29)"),
        (season("a") + season("b", "2026-05-20"), "season: found no season from 2026-03-30 to 2026-05-19"),
        (TWO + PPI + "tiers = [{ up_to = 5, price = 1 }, { up_to = 3, price = 1 }, { price = 1 }]", "accepted: tiers in ascending order of up_to"),
        (TWO + VENDOR + "minimum_term = 13", "vendor[1].minimum_term: found 13 months; accepted: 1.83 months at most"),
        (TWO + PPI + "tiers = [{ price = 1 }]\nmonthly_minimum = 9\nmonthly_cap = 3", "pay_per_inquiry[1].monthly_cap: found 3; accepted: monthly_cap of monthly_minimum or more"),
        (TWO + VENDOR + "minimum_seats = 20\nmost_seats = 10", "vendor[1].most_seats: found 10; accepted: most_seats of minimum_seats"),
        ('[[season]]\npreset = "619"\nforecast = "week.csv"\n', "season[1].preset: found '619'; accepted: did you mean 618?"),
        ("", "season: found no such key"),
    ],
)  # fmt: skip
def test_a_faulty_year_ends_with_3_and_writes_nothing(tmp_path, monkeypatch, text, said):
    monkeypatch.setenv("LANGUAGE", "en")
    path = write_year(tmp_path, BASE + text + PERMANENT)
    before = sorted(tmp_path.iterdir())
    result = CliRunner().invoke(cli, ["seasons", str(path), "-o", str(tmp_path / "plans")])
    assert result.exit_code == 3
    assert said in result.stderr
    assert "Nothing was written." in result.stderr
    assert sorted(tmp_path.iterdir()) == before
