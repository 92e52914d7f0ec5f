"""Years that cannot be read as they are: each fault is named by its key, and nothing is written."""
# ruff: noqa: E501 - one case a line

import pytest
from years import BASE, PERMANENT, season, write_year

from staffplan.errors import InputError
from staffplan.read.year.file import read_year

SEASONAL = '[[contract]]\nname = "s2"\nkind = "seasonal"\nmonthly_pay = 1\n'
TWO = season("a") + season("b", "2026-03-30")
PPI = '[[pay_per_inquiry]]\nname = "p"\n'
VENDOR = '[[vendor]]\nname = "v"\nseat_price = 1\n'


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (season("a") + season("b", "2026-03-20") + PERMANENT, "season[2]"),
        (season("a") + season("b", "2026-05-20") + PERMANENT, "season"),
        ("year = 2026\n" + TWO + PERMANENT, "season"),
        ('[[season]]\npreset = "619"\nforecast = "week.csv"\n' + PERMANENT, "season[1].preset"),
        ('[[season]]\npreset = "618"\nforecast = "week.csv"\n' + PERMANENT, "season[1].preset"),
        ('year = 2019\n[[season]]\npreset = "618"\nforecast = "week.csv"\n' + PERMANENT, "season[1].preset"),
        ('[[season]]\nname = "a"\nforecast = "week.csv"\n' + PERMANENT, "season[1].from"),
        ('[[season]]\nname = "a"\nfrom = 2026-01-05\nforecast = "week.csv"\n' + PERMANENT, "season[1].to"),
        ('[[season]]\nname = "a"\nfrom = 2026-01-05\nto = 2026-01-01\nforecast = "week.csv"\n' + PERMANENT, "season[1].to"),
        (TWO, "contract"),
        ('[team]\nfile = "team.csv"\n' + TWO + PERMANENT, "team"),
        ("[fairness]\nnights = 1\n" + TWO + PERMANENT, "fairness"),
        (TWO + PERMANENT + PERMANENT, "contract[2].name"),
        (TWO + PERMANENT + PPI + "tiers = [{ up_to = 5, price = 1 }, { up_to = 3, price = 1 }, { price = 1 }]", "pay_per_inquiry[1].tiers"),
        (TWO + PERMANENT + PPI + "tiers = [{ up_to = 5, price = 1 }]", "pay_per_inquiry[1].tiers"),
        (TWO + PERMANENT + PPI + "tiers = [{ price = 1 }]\nmonthly_minimum = 9\nmonthly_cap = 3", "pay_per_inquiry[1].monthly_cap"),
        (TWO + PERMANENT + PPI + 'tiers = [{ price = 1 }]\nseasons = ["c"]', "pay_per_inquiry[1].seasons"),
        (TWO + PERMANENT + PPI + "tiers = [{ price = -1 }]", "pay_per_inquiry[1].tiers[1].price"),
        (TWO + PERMANENT + VENDOR + "minimum_term = 12", "vendor[1].minimum_term"),
        (TWO + PERMANENT + VENDOR + "minimum_seats = 20\nmost_seats = 10", "vendor[1].most_seats"),
        (TWO + PERMANENT + SEASONAL + "minimum_term = 6", "contract[2].minimum_term"),
        (TWO + PERMANENT + SEASONAL + "from = 2026-03-10\nto = 2026-04-20", "contract[2].from"),
        (TWO + PERMANENT + "minimum_term = 3", "contract[1].minimum_term"),
        (TWO + PERMANENT + "overtime = { days = 2 }", "contract[1].overtime"),
        (TWO + PERMANENT + 'overtime = { days = 0, shift_lengths = ["8h"] }', "contract[1].overtime.shift_lengths"),
        (TWO + PERMANENT.replace("monthly_pay = 5000", ""), "contract[1].monthly_pay"),
        (TWO + PERMANENT + 'shifts = ["early"]', "contract[1].shifts"),
        (TWO + PERMANENT + "[objective]\nunderstaff = 1", "objective.understaff"),
        (TWO + PERMANENT + "[limits]\nlabour_share = 0.2", "season[1].revenue"),
        (TWO + PERMANENT + '[today]\nagents = { nobody = 3 }', "today.agents"),
        (TWO + PERMANENT + '[today]\nbot = "x"', "today.bot"),
        (season("a", more='deflection = { "x" = 0.5 }') + PERMANENT, "season[1].deflection"),
        (season("a", more="rules = { nobody = { max_days_in_row = 5 } }") + PERMANENT, "season[1].rules"),
        (season("a", more="rules = { full-time = { max_days_in_row = 0 } }") + PERMANENT, "season[1].rules.full-time.max_days_in_row"),
        (season("a", more='target = { scope = "year" }') + PERMANENT, "season[1].target.scope"),
        (season("a", more="promotion_days = [2027-01-01]") + PERMANENT, "season[1].promotion_days"),
        (season("a", more="target = { maximum_staff = 9 }") + PERMANENT, "season[1].target.maximum_staff"),
        (season("a", more='target = { hours = [{ weekdays = ["monday"], maximum_staff = 9 }] }') + PERMANENT, "season[1].target.hours[1].maximum_staff"),
        (season("a", more='target = { hours = [{ weekdays = ["monday"], share = 0.9 }] }') + PERMANENT, "season[1].target.hours[1].share"),
        (season("a", more="opening = { date = [{ date = 2026-01-07, closed = true }] }") + PERMANENT, "season[1].opening.date[1]"),
        (season("a", more='opening = { holidays = "closed" }') + PERMANENT, "season[1].opening.holidays"),
        (season("a", more="volum = 2") + PERMANENT, "season[1].volum"),
        (season("a", forecast="none.csv") + PERMANENT, None),
    ],
)  # fmt: skip
def test_faults_are_named(tmp_path, text, key):
    with pytest.raises(InputError) as error:
        read_year(
            write_year(
                tmp_path,
                BASE + text if "year =" not in text[:8] else text.split("\n")[0] + BASE + text.split("\n", 1)[1],
            )
        )
    assert any(key is None or (fault.column or "").startswith(key) for fault in error.value.faults), error.value


def test_all_faults_are_told_together(tmp_path):
    text = BASE + TWO + PERMANENT.replace("monthly_pay = 5000", "") + '[today]\nbot = "x"\n'
    with pytest.raises(InputError) as error:
        read_year(write_year(tmp_path, text))
    assert [fault.column for fault in error.value.faults] == ["contract[1].monthly_pay", "today.bot"]


def test_the_off_season_takes_what_is_left(tmp_path):
    text = (
        "year = 2026\n"
        + BASE
        + '[[season]]\npreset = "off-season"\nforecast = "week.csv"\n[[season]]\npreset = "618"\nforecast = "week.csv"\n'
    )
    year = read_year(write_year(tmp_path, text + PERMANENT))
    assert [(one.name, str(one.dates.first)) for one in year.seasons] == [
        ("off-season", "2026-01-01"),
        ("618", "2026-05-13"),
        ("off-season 2", "2026-06-21"),
    ]
    assert year.calendar.days == 365


def test_seasons_change_rules_of_their_own(tmp_path):
    text = BASE + season("a") + '[[season]]\nname = "b"\nweeks = 2\nforecast = "week.csv"\nvolume = 2.0\n'
    text += "target = { share = 0.7 }\nrules = { full-time = { max_days_in_row = 5 } }\n" + PERMANENT
    first, second = read_year(write_year(tmp_path, text)).seasons
    assert (first.scenario.target.share, second.scenario.target.share) == (0.8, 0.7)
    assert (first.scenario.contract[0].max_days_in_row, second.scenario.contract[0].max_days_in_row) == (6, 5)
    assert sum(second.forecast.inquiries) == pytest.approx(2 * sum(first.forecast.inquiries))
    assert (str(second.dates.first), second.dates.days) == ("2026-03-30", 14)
