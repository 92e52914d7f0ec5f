"""The shipped examples are what their script makes, and good input."""

import importlib.util
import sys
from pathlib import Path

import pytest

from staffplan.read import read_forecast, read_scenario

FOLDER = Path(__file__).parents[2] / "data" / "examples"
NAMES = ("small-shop", "double-11", "off-season", "outsourcer")
WEEKS = ("chat-desk", "team-of-five", "jd-window")
RULES = ("shifts-on-the-wall",)
PEOPLE = ("named-team",)


@pytest.fixture(scope="module")
def generator():
    sys.path.insert(0, str(FOLDER))
    spec = importlib.util.spec_from_file_location("generate_examples", FOLDER / "generate.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    sys.path.remove(str(FOLDER))
    return module


def read(name):
    scenario, _source = read_scenario(FOLDER / name / "scenario.toml")
    return read_forecast(FOLDER / name / "forecast.csv", scenario)[0], scenario


def by_hour(forecast):
    """Inquiries by day and hour."""
    per_hour = 60 // forecast.interval_minutes
    hours = [sum(forecast.inquiries[k : k + per_hour]) for k in range(0, len(forecast.inquiries), per_hour)]
    return [hours[k : k + 24] for k in range(0, len(hours), 24)]


def test_the_script_makes_the_same_bytes(generator):
    for example in generator.EXAMPLES:
        for name, content in generator.contents(example).items():
            assert (FOLDER / example.name / name).read_bytes() == content, f"{example.name}/{name}"
    assert tuple(example.name for example in generator.EXAMPLES) == NAMES + WEEKS + RULES + PEOPLE


@pytest.mark.parametrize("name", NAMES + RULES)
def test_four_weeks_without_a_warning(name):
    forecast, _scenario = read(name)
    assert forecast.messages == ()
    assert (len(by_hour(forecast)), forecast.start.weekday()) == (28, 0)


@pytest.mark.parametrize("name", WEEKS)
def test_one_week_without_a_warning(name):
    forecast, _scenario = read(name)
    assert forecast.messages == ()
    assert (len(by_hour(forecast)), forecast.start.weekday()) == (7, 0)


@pytest.mark.parametrize("name", NAMES + WEEKS + RULES + PEOPLE)
def test_evenings_carry_what_the_trade_tells(name):
    days = by_hour(read(name)[0])
    assert sum(sum(day[18:22]) for day in days) / sum(map(sum, days)) >= 0.42


def test_the_small_shop_has_about_forty_for_humans_at_its_peak():
    forecast, scenario = read("small-shop")
    peak = max(max(day) for day in by_hour(forecast)) * (1 - scenario.bot.deflection)
    assert 36 <= peak <= 44
    assert scenario.opening.hours == (9 * 60, 23 * 60)


def test_double_eleven_brings_three_to_five_times_a_day():
    days = sorted(map(sum, by_hour(read("double-11")[0])))
    normal = days[len(days) // 2]
    assert 3 <= days[-1] / normal <= 5
    assert sum(day > 2.5 * normal for day in days) >= 3


def test_the_off_season_is_the_same_shop_with_less():
    forecast, scenario = read("off-season")
    busy, same = read("small-shop")
    assert scenario == same == read("double-11")[1]
    assert sum(forecast.inquiries) == pytest.approx(sum(busy.inquiries) / 3, rel=0.05)


def test_the_outsourcer_needs_about_three_thousand():
    forecast, scenario = read("outsourcer")
    per_second = max(forecast.inquiries) * (1 - scenario.bot.deflection) / (60 * forecast.interval_minutes)
    load = per_second * scenario.handling.aht.total_seconds()
    there = (1 - scenario.shrinkage.planned) * (1 - scenario.shrinkage.absence)
    assert 3000 <= load / there <= 3300  # a few less are needed, because some customers leave


def test_the_chat_desk_holds_three_chats_with_people_who_do_not_wait_for_ever():
    handling = read("chat-desk")[1].handling
    assert (handling.concurrency, handling.patience.total_seconds()) == (3, 300)


def test_one_in_twelve_of_the_team_of_five_stays_away():
    assert read("team-of-five")[1].shrinkage.absence == 0.08


def test_the_shop_on_jd_is_open_longer_than_it_is_scored():
    scenario = read("jd-window")[1]
    assert scenario.target.preset == "jd"
    assert scenario.target.within.total_seconds() == 30
    assert (scenario.target.scoring_window, scenario.opening.hours) == ((9 * 60, 23 * 60), (8 * 60, 60))
