"""Sharing agents: the sum of the shops' demand, its bound, and who is a group."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from tiny_shops import FORECAST

from staffplan import pipeline
from staffplan.pipeline.problem import read_problem
from staffplan.pipeline.shops.pooled import added


@pytest.fixture
def plan(shops):
    def found(*given, **settings):
        with ThreadPoolExecutor(1) as executor:
            settings = {"out": "plans", "executor": executor, "pool": True} | settings
            return pipeline.batch(given or ["shops"], "base.toml", **settings).result

    return found


@pytest.mark.slow
def test_pooling_saves_at_most_what_the_sum_of_the_inquiries_says(shops, plan):
    """The bound is that of one shop that is asked what the three are: worked out by solve from the summed forecast."""
    result = plan()
    (pool,) = result.pools
    volumes = [5 + 20 + 40 + 3 * hour for hour in range(9)]  # what conftest gives the three
    (shops / "sum.csv").write_text(FORECAST.format(*volumes))
    alone = pipeline.solve("sum.csv", "base.toml").plan.summary
    assert (pool.pooled_bound, pool.pooled_headcount) == (alone.headcount_bound, alone.headcount)
    assert pool.shops == ("a", "b", "c")
    assert pool.headcount == sum(row.headcount for row in result.rows)
    assert pool.bound == sum(row.headcount_bound for row in result.rows)
    assert pool.saved_at_most == pool.headcount - pool.pooled_bound > 0
    assert (shops / "plans" / "pools.csv").exists()


@pytest.mark.slow
def test_other_hours_are_another_group_and_another_bot_is_not(shops, plan):
    (shops / "shops.csv").write_text(
        "shop,forecast,deflection,aht,opening.hours\n"
        "a,shops/a/forecast.csv,,,\n"
        "b,shops/b/forecast.csv,50%,4min,\n"
        'c,shops/c/forecast.csv,,,"[""10:00"", ""18:00""]"\n'
    )
    (pool,) = plan("shops.csv").pools
    assert pool.shops == ("a", "b")


@pytest.mark.slow
def test_limits_of_heads_add_up_and_seats_are_no_limit(shops, plan):
    """Three teams of eight at most may be more in one; a room for eight is none for all."""
    scenario = (shops / "base.toml").read_text()
    (shops / "base.toml").write_text(scenario + "headcount = [0, 8]\n[target]\nmaximum_staff = 8\n")
    (pool,) = plan().pools
    assert pool.problem == ""
    assert pool.pooled_headcount > 8


def test_no_group_no_pool(shops, plan):
    assert plan("shops/a").pools == ()
    assert not (shops / "plans" / "pools.csv").exists()


def test_the_sum_keeps_the_mean_handling_time_and_the_need(shops):
    lines = (shops / "shops" / "a" / "forecast.csv").read_text().splitlines()
    (shops / "need.csv").write_text("start,inquiries,required\n" + "".join(f"{line},2\n" for line in lines[1:]))
    one = read_problem("shops/a/forecast.csv", "base.toml", {"handling.aht": ("", "2min")}).demand
    other = read_problem("need.csv", "base.toml", {"handling.aht": ("", "6min"), "bot.deflection": ("", 0.5)}).demand
    both = added(one, other)
    work = one.human_inquiries * one.aht_s + other.human_inquiries * other.aht_s
    assert both.human_inquiries * both.aht_s == pytest.approx(work)
    assert both.inquiries.sum() == pytest.approx(one.inquiries.sum() + other.inquiries.sum())
    assert np.array_equal(both.required, other.required)
    assert np.array_equal(added(other, other).required, np.where(other.required < 0, -1, 2 * other.required))
