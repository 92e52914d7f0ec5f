"""The page of told claims says what each takes: every second scenario is solved again and held to the told figure."""

from pathlib import Path

import pytest

from staffplan.pipeline.year.seasons import seasons

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "data" / "examples"
PAGES = [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("told.md", "told.zh.md")]
MONTHS = 12


def peak(summary):
    return summary.peak_headcount


def off_season(summary):
    return sum(summary.seasons[0].employed.values())


def month(summary):
    return float(summary.cost) / MONTHS


def saved(summary):
    return float(summary.today.saving)


def saved_share(summary):
    return 100 * float(summary.today.saving) / float(summary.today.cost)


CLAIMS = [
    ("beauty-shop/told.toml", peak, 3, "3 agents"),
    ("beauty-shop/told.toml", saved, 100_000, "¥99,600"),
    ("foreign-trade-shop/told.toml", peak, 2, "2 agents"),
    ("foreign-trade-shop/told.toml", month, 6_000, "¥6,000"),
    ("foreign-trade-shop/one-seat.toml", month, 5_000, "¥4,500"),
    ("foreign-trade-shop/twenty-seats.toml", month, 20_000, "¥20,000"),
    ("jd-seller/told.toml", peak, 10, "10 agents"),
    ("jd-seller/told.toml", off_season, 2, "2 agents"),
    ("jd-seller/told.toml", saved_share, 15, "15.2%"),
]
"""Scenario, what is measured, the told figure, and what the page says that the scenario gives."""


@pytest.fixture(scope="module")
def summaries():
    """Each scenario solved once."""
    known = {}

    def summary(name):
        if name not in known:
            known[name] = seasons(EXAMPLES / name).summary
        return known[name]

    return summary


def figure(text):
    return float(text.split()[0].strip("¥%").replace(",", ""))


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_the_page_names_every_scenario(page):
    table = page.partition("<!-- told -->")[2]
    assert [name for name, *_rest in CLAIMS if f"`{name}`" not in table] == []
    assert [said for *_rest, said in CLAIMS if said.split()[0] not in table] == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "measured", "told", "said"), CLAIMS, ids=[f"{c[0]}-{c[1].__name__}" for c in CLAIMS])
def test_a_told_figure_holds_under_what_has_to_be_true(summaries, name, measured, told, said):
    summary = summaries(name)
    found = measured(summary)
    assert found == pytest.approx(told, rel=0.1)
    assert found == pytest.approx(figure(said), rel=0.005)
    assert summary.gap < 0.005
    assert all(season.target_met for season in summary.seasons)


@pytest.mark.slow
def test_labour_takes_twice_the_share_where_revenue_stands_still(summaries):
    summary = summaries("growing-shop/told.toml")
    revenue = 750_000
    shares = [100 * float(season.cost) / revenue for season in summary.seasons]
    assert shares == pytest.approx([20.0, 40.7], abs=0.1)


@pytest.mark.slow
def test_the_night_bot_saves_what_is_told(summaries, tmp_path):
    with_bot = summaries("night-bot/told.toml")
    folder = EXAMPLES / "night-bot"
    text = (folder / "told.toml").read_text(encoding="utf-8")
    (tmp_path / "week.csv").write_bytes((folder / "week.csv").read_bytes())
    (tmp_path / "none.toml").write_text(text[: text.index('[[bot]]\nname = "night bot"')], encoding="utf-8")
    without = seasons(tmp_path / "none.toml").summary
    assert (with_bot.bot, without.bot) == ("night bot", "none")
    assert month(without) - month(with_bot) == pytest.approx(2_007, abs=1)


@pytest.mark.slow
def test_attrition_costs_what_the_page_says(summaries):
    assert float(summaries("jd-seller/attrition.toml").cost) == pytest.approx(260_665, rel=0.001)
