"""The simulation of written plans: it reads what the files say, and constant staff gives what queueing theory says."""

import json
from dataclasses import replace
from random import Random

import numpy as np
import pytest
import written_plan
from written_plan import Written, by_heads, by_name, counted, read, simulate

from staffplan.service.steady.erlang import erlang_queue

SLOTS, SLOT_S = 96, 1800.0
CONSTANT = Written(
    slot_s=SLOT_S,
    volume=np.full(SLOTS, 15.0),
    label=["period"] * SLOTS,
    shifts=[(name, [(-3600.0, (SLOTS + 1) * SLOT_S)]) for name in "abcd"],
    on_duty=np.full(SLOTS, 4),
    aht_s=300.0,
    within_s=20.0,
    patience_s=None,
    throughput=(1.0,),
    absence=0.0,
    share=0.8,
    certified={"period": None, "all": None},
)
"""Load 2.5 on four agents for two days: long enough that the empty beginning weighs little."""


def erlang(patience_s=None):
    queue = erlang_queue(
        np.array([15.0 / SLOT_S]), np.array([300.0]), np.array([4.0]), 1 / patience_s if patience_s else 0.0
    )
    return float(queue.in_time(20.0)[0])


@pytest.mark.parametrize("patience_s", [None, 60.0])
def test_constant_staff_gives_erlang(patience_s):
    level, half = simulate(replace(CONSTANT, patience_s=patience_s), within=0.01)[0]["all"]
    # Starting empty, the first half hour in 96 is a little better.
    assert level == pytest.approx(erlang(patience_s), abs=half + 0.003)


def test_one_agent_with_three_chats_is_a_birth_death_chain():
    # Load 0.5 inquiries per aht: states 0 to 3 in service, then a queue at the rate of three chats.
    plan = replace(
        CONSTANT, volume=np.full(SLOTS, 9.0), shifts=CONSTANT.shifts[:1], throughput=(1.0, 1.7, 2.5), within_s=60.0
    )
    load = 9.0 / SLOT_S * 300
    weight = [1.0]
    for chats in range(1, 400):
        weight.append(weight[-1] * load / (1.0, 1.7, 2.5)[min(chats, 3) - 1])
    chance = np.array(weight) / sum(weight)
    full = 2.5 / 300
    # With k ahead in the queue, k + 1 completions at the full rate are within 60 s: a Poisson tail.
    poisson = np.exp(-full * 60) * np.cumprod([1.0, *(full * 60 / k for k in range(1, 397))])
    late = np.cumsum(poisson)[:397]
    expected = chance[:3].sum() + (chance[3:] * (1 - late)).sum()
    level, half = simulate(plan, within=0.01)[0]["all"]
    assert level == pytest.approx(expected, abs=half + 0.003)


def test_nobody_comes_where_all_are_absent():
    found, _runs = simulate(replace(CONSTANT, absence=1.0), within=0.01)
    assert found["all"][0] == 0


def test_an_agent_finishes_what_is_in_hand():
    # One agent for the first slot, whose inquiries take hours: the second in line is never answered.
    plan = replace(
        CONSTANT,
        volume=np.array([50.0] + [0.0] * (SLOTS - 1)),
        shifts=[("a", [(0.0, SLOT_S)])],
        aht_s=1e9,
        within_s=SLOTS * SLOT_S,
    )
    result = written_plan.once(plan, np.random.default_rng(1), Random(1))
    assert result[1].sum() == 1


def test_a_handover_is_no_change_where_heads_count():
    # "a" goes at the moment when "b" comes: by name the inquiry in hand is finished elsewhere and "b" is free.
    spans = [[(0.0, 10.0)], [(10.0, 20.0)]]
    assert by_name(spans) == [(0.0, 1, 0), (10.0, 0, 0), (10.0, 1, 1), (20.0, 0, 1)]
    assert by_heads(spans) == [(0.0, 1, 0), (20.0, 0, None)]


def test_by_name_and_by_heads_agree_where_nobody_hands_over():
    found = [simulate(CONSTANT, within=0.01, heads=heads, seed=3)[0]["all"] for heads in (False, True)]
    assert found[0][0] == pytest.approx(found[1][0], abs=found[0][1] + found[1][1])


@pytest.fixture
def folder(tmp_path):
    """A plan of one night shift with a break after midnight and one short rest."""
    (tmp_path / "schedule.csv").write_text(
        "agent_id,contract,date,start,end,breaks,paid_hours\n"
        "0001,full-time,2026-11-02,2026-11-02T22:00:00+08:00,2026-11-03T02:00:00+08:00,23:00-23:30;00:30-01:00,3\n",
        encoding="utf-8-sig",
    )
    starts = ["02T22:00", "02T22:30", "02T23:00", "02T23:30", "03T00:00", "03T00:30", "03T01:00", "03T01:30"]
    duty = [1, 1, 0, 1, 1, 0, 1, 1]
    lines = [f"2026-11-{start}:00+08:00,2.5,2.5,1,{there},0.9,0.1" for start, there in zip(starts, duty, strict=True)]
    header = "start,inquiries,human_inquiries,required,on_duty,service_level,occupancy"
    (tmp_path / "coverage.csv").write_text("\n".join([header, *lines]), encoding="utf-8-sig")
    summary = {
        "aht_s": None,
        "scenario": {
            "cyclic": False,
            "shrinkage": {"planned": 0.0, "absence": 0.05},
            "handling": {
                "aht": "4min 30s",
                "concurrency": 2,
                "concurrency_factor": None,
                "aht_by_concurrency": None,
                "patience": "1h",
            },
        },
        "service": {
            "certified": 0.9,
            "by_group": [{"label": "2026-11-02", "certified": 0.9}, {"label": "2026-11-03", "certified": 0.8}],
            "target": {"share": 0.9, "within": "20s", "scope": "day", "scoring_window": ["22:30", "24:00"]},
        },
    }
    (tmp_path / "plan.json").write_text(json.dumps(summary))
    return tmp_path


def test_the_files_are_read_as_they_are_meant(folder):
    plan = read(folder)
    assert counted(plan).tolist() == plan.on_duty.tolist() == [1, 1, 0, 1, 1, 0, 1, 1]
    assert (plan.aht_s, plan.patience_s, plan.within_s, plan.throughput) == (270.0, 3600.0, 20.0, (1.0, 1.7))
    assert plan.label == [None, *["2026-11-02"] * 3, *[None] * 4]
