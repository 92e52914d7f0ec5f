"""[bot], [handling] and [target]: presets, and values that cannot be met are refused with their key."""

import math

import pytest
from pydantic import ValidationError

from staffplan.schema.scenario.keys import Scenario


def refused(**keys):
    with pytest.raises(ValidationError) as caught:
        Scenario.model_validate(keys)
    (error,) = caught.value.errors()
    return ".".join(map(str, error["loc"]))


@pytest.mark.parametrize(
    ("section", "values", "key"),
    [
        ("target", {"share": 1.0}, "share"),
        ("target", {"share": math.nan}, "share"),
        ("target", {"slot_floor": 1.0}, "slot_floor"),
        ("target", {"within": "-5s"}, "within"),
        ("target", {"average_wait": "0s"}, "average_wait"),
        ("target", {"preset": "amazon"}, "preset"),
        ("target", {"max_occupancy": 0.01}, "max_occupancy"),
        ("shrinkage", {"absence": 0.95}, "absence"),
        ("shrinkage", {"planned": math.nan}, "planned"),
        ("handling", {"aht": "0s"}, "aht"),
        ("handling", {"patience": "0s"}, "patience"),
        ("handling", {"concurrency": 3, "concurrency_factor": [1.0, 1.7]}, "concurrency_factor"),
        ("handling", {"concurrency_factor": [1.0, 1.7]}, "concurrency_factor"),
        ("handling", {"concurrency": 2, "concurrency_factor": [1.0, 0.9]}, "concurrency_factor"),
        ("handling", {"concurrency": 2, "concurrency_factor": [1.0, math.nan]}, "concurrency_factor.1"),
        ("handling", {"concurrency": 2, "aht_by_concurrency": ["3min", "7min"]}, "aht_by_concurrency"),
        ("handling", {"concurrency": 2, "aht_by_concurrency": ["3min", "0s"]}, "aht_by_concurrency.1"),
        ("handling", {"aht": "4min", "concurrency": 2, "aht_by_concurrency": ["3min", "5min"]}, "aht_by_concurrency"),
        (
            "handling",
            {"concurrency": 2, "concurrency_factor": [1, 1.7], "aht_by_concurrency": ["5min", "6min"]},
            "aht_by_concurrency",
        ),
        ("bot", {"deflection": 1.1}, "deflection"),
        ("bot", {"handoff_aht_factor": 0}, "handoff_aht_factor"),
    ],
)
def test_what_cannot_be_is_refused_with_its_key(section, values, key):
    assert refused(**{section: values}) == f"{section}.{key}"


def test_more_chats_than_factors_are_known_for():
    assert refused(handling={"concurrency": 6}) == "handling"


def test_a_limit_on_leaving_needs_patience():
    assert refused(target={"max_abandonment": 0.05}) == "target"
    Scenario.model_validate({"target": {"max_abandonment": 0.05}, "handling": {"patience": "3min"}})


def test_own_keys_win_over_the_preset():
    target = Scenario.model_validate({"target": {"preset": "taobao", "within": "1min"}}).target
    assert target.within.total_seconds() == 60
    assert target.average_wait_cap.total_seconds() == 600
    assert (target.scope, target.scoring_window) == ("period", (480, 1380))


@pytest.mark.parametrize("preset", ["taobao", "jd", "douyin", "pinduoduo"])
def test_a_written_scenario_reads_back(preset):
    scenario = Scenario.model_validate(
        {
            "target": {"preset": preset, "share": 0.8},
            "handling": {"concurrency": 3, "aht_by_concurrency": ["3min", "3.5min", "4min"]},
        }
    )
    assert Scenario.model_validate(scenario.model_dump(mode="json")) == scenario


def test_throughput_by_default_by_factor_and_by_time():
    def of(**keys):
        return Scenario.model_validate({"handling": keys}).handling.throughput

    assert of(concurrency=3) == (1.0, 1.7, 2.5)
    assert of(concurrency=2, concurrency_factor=[1.0, 1.9]) == (1.0, 1.9)
    assert of(concurrency=3, aht_by_concurrency=["3min", "4min", "5min"]) == pytest.approx((1, 1.5, 1.8))
