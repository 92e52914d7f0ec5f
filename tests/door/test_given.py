"""Scenarios in every form are one scenario, and what is wrong with them is told as of a file."""

from datetime import time, timedelta
from pathlib import Path

import numpy as np
import pytest
from door_shop import SCENARIO, TOML

import staffplan
from staffplan.door.given import ranges_of, scenario_of
from staffplan.errors import InputError
from staffplan.read import read_scenario
from staffplan.schema.scenario.keys import Contract, Scenario


def read(scenario=None, **keys):
    return read_scenario(*scenario_of(scenario, keys))[0]


def faults_of(scenario=None, **keys):
    with pytest.raises(InputError) as caught:
        read(scenario, **keys)
    return caught.value.faults


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "shop.toml"
    path.write_text(TOML)
    return path


def test_a_file_a_dict_and_an_object_are_the_same(file):
    expected = read_scenario(file)[0]
    assert read(file) == read(str(file)) == read(SCENARIO) == read(Scenario(**SCENARIO)) == expected
    assert read() == read({}) == Scenario()


def test_keys_may_be_dotted_short_or_tables():
    expected = Scenario(target={"share": 0.7, "within": "40s"}, bot={"deflection": 0.5})
    assert read({"target.share": 0.7, "target": {"within": "40s"}, "bot.deflection": 0.5}) == expected
    assert read(share=0.7, within="40s", deflection=0.5) == expected
    assert read({"share": 0.7}, target={"within": "40s"}, **{"bot.deflection": 0.5}) == expected


def test_keys_hold_over_every_form_and_leave_the_rest(file):
    for scenario in (file, SCENARIO, read(SCENARIO)):
        found = read(scenario, share=0.7, **{"contract[1].hourly_cost": 20.0})
        assert (found.target.share, found.target.slot_floor) == (0.7, 0.3)
        assert (found.contract[0].hourly_cost, found.contract[0].name) == (20.0, "day")


def test_values_may_be_pythons_and_numpys_own():
    found = read(
        share=np.float64(0.75),
        seed=np.int64(7),
        time_limit=timedelta(seconds=5),
        scoring_window=(time(9), time(21)),
        contract=(Contract(name="a"), {"name": "b", "shift_lengths": (timedelta(hours=8),)}),
        agents=Path("agents.csv"),
        patience=None,
    )
    assert (found.target.share, found.solve.seed, found.solve.time_limit) == (0.75, 7, timedelta(seconds=5))
    assert found.target.scoring_window == (540, 1260)
    assert [contract.name for contract in found.contract] == ["a", "b"]
    assert found.payroll.agents == "agents.csv"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[target]\nshare = 1.5\n", {"target": {"share": 1.5}}),
        ("[target]\nshar = 0.5\n", {"target": {"shar": 0.5}}),
        ('[[contract]]\nname = "a"\nshift_length = "8h"\n', {"contract": [{"name": "a", "shift_length": "8h"}]}),
        ('[opening]\nhours = ["09:10", "21:00"]\n', {"opening.hours": ["09:10", "21:00"]}),
        ("[opening]\nhours = [9, 21]\n", {"opening": {"hours": (9, 21)}}),
        ("[solve]\nseed = true\n", {"solve.seed": True}),
        ("target = 5\n", {"target": 5}),
        ("[target]\nmax_abandonment = 0.1\n", {"target": {"max_abandonment": 0.1}}),
    ],
)
def test_a_dict_has_the_faults_of_a_file(tmp_path, text, wrong):
    path = tmp_path / "s.toml"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        read_scenario(path)
    told = [(fault.column, fault.found, fault.accepted) for fault in caught.value.faults]
    assert [(fault.column, fault.found, fault.accepted) for fault in faults_of(wrong)] == told
    assert {fault.file for fault in faults_of(wrong)} == {"scenario"}


def test_a_keys_fault_names_the_key(file):
    (fault,) = faults_of(file, share=1.5)
    assert str(fault) == "share: found 1.5; accepted: a number from 0 to 0.9999"
    (fault,) = faults_of(file, shar=0.9)
    assert (fault.file, fault.found) == ("shar", "an unknown key")
    (fault,) = faults_of(file, contract=[{"shift_length": "8h"}])
    assert (fault.file, fault.column) == ("contract", "contract[1].shift_length")


def test_an_object_is_held_to_the_rules_that_files_are():
    scenario = Scenario(contract=(Contract(name="a"), Contract(name="a")))
    (fault,) = faults_of(scenario)
    assert fault.column == "contract[2].name"


@pytest.mark.parametrize("twice", [{"share": 0.9, "target.share": 0.8}, {"target": {"share": 0.9}, "share": 0.8}])
def test_a_key_given_twice_is_a_fault(twice):
    assert [fault.found for fault in faults_of(twice)] == ["target.share twice"]
    assert [fault.file for fault in faults_of(None, **twice)] == ["the arguments"]


def test_a_scenario_that_is_none_of_these():
    (fault,) = faults_of(["target.share"])
    assert (fault.file, fault.found) == ("scenario", "an object of the type list")


@pytest.mark.parametrize(
    ("vary", "texts"),
    [
        ("share=0.8:0.9:0.05", ("share=0.8:0.9:0.05",)),
        (["share=0.8,0.9", "volume=1,2"], ("share=0.8,0.9", "volume=1,2")),
        ({"share": [0.8, 0.9], "volume": "1:3:1"}, ("share=0.8,0.9", "volume=1:3:1")),
        ({"deflection": np.arange(0.5, 0.75, 0.1)}, ("deflection=0.5,0.6,0.7",)),
        (
            {"within": [timedelta(seconds=30), "1min"], "cyclic": (True, False)},
            ("within=30s,1min", "cyclic=true,false"),
        ),
        ({"absence": 0.1}, ("absence=0.1",)),
    ],
)
def test_what_to_vary_in_every_form(vary, texts):
    assert ranges_of(vary) == texts


@pytest.mark.parametrize("limit", ["soon", 30, "0s", timedelta(0)])
def test_a_time_limit_that_is_none(limit):
    with pytest.raises(InputError) as caught:
        staffplan.seasons("year.toml", time_limit=limit)
    assert caught.value.faults[0].file == "time_limit"


def test_no_point_at_a_time():
    with pytest.raises(InputError, match="jobs: found 0"):
        staffplan.sweep("f.csv", vary="share=0.8", jobs=0)
