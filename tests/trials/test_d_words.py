"""Trial D: what was said badly. Keys that are not there: no far guesses, and what there is instead."""

from __future__ import annotations

import pytest

from staffplan.errors import InputError
from staffplan.read import read_scenario
from staffplan.words.near import near, slips


def accepted(tmp_path, table, key):
    path = tmp_path / "scenario.toml"
    path.write_text(f"{table}\n{key} = 3\n")
    with pytest.raises(InputError) as caught:
        read_scenario(path)
    return caught.value.faults[0].accepted


@pytest.mark.parametrize(
    ("table", "key", "instead"),
    [
        ("[[contract]]", "max_nights_per_month", "nights have no limit: they are shared fairly"),
        ("[[contract]]", "weekends_off", "weekends have no rule"),
        ("[[contract]]", "max_hours_per_week", "follow from days_per_week and shift_lengths"),
        ("[[contract]]", "skills", "there is one queue"),
        ("[target]", "holiday_share", "shrinkage.absence is their share"),
        ("", "employees", "agents have no rules of their own"),
    ],
)
def test_a_wish_is_told_what_there_is_instead(tmp_path, table, key, instead):
    said = accepted(tmp_path, table, key)
    assert "did you mean" not in said
    assert instead in said
    assert "one of: " in said


@pytest.mark.parametrize(
    ("table", "key", "meant"),
    [("[[contract]]", "max_day_in_row", "contract[1].max_days_in_row"), ("[target]", "slot_flor", "target.slot_floor")],
)
def test_a_slip_is_told_the_key(tmp_path, table, key, meant):
    assert accepted(tmp_path, table, key) == f"did you mean {meant}?"


def test_a_key_like_no_other_is_told_its_table(tmp_path):
    assert accepted(tmp_path, "[bot]", "colour").startswith("one of: deflection, by_hour")


@pytest.mark.parametrize(
    ("word", "other", "count"),
    [("gird", "grid", 1), ("shrae", "share", 1), ("share", "share", 0), ("", "abc", 3), ("kitten", "sitting", 3)],
)
def test_slips_are_counted(word, other, count):
    assert slips(word, other) == slips(other, word) == count


def test_a_long_word_may_have_more_slips():
    assert near("max_dasy_inrow", ["max_days_in_row"]) == "max_days_in_row"
    assert near("row", ["max_days_in_row"]) is None
    assert near("anything", []) is None
