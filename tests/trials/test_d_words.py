"""Trial D: what was said badly. Keys that are not there: no far guesses, and what there is instead."""

from __future__ import annotations

import pytest

from staffplan.errors import InputError
from staffplan.read import read_scenario
from staffplan.words.near import near, slips


def accepted(tmp_path, table, key):
    path = tmp_path / "scenario.toml"
    path.write_text(f'{table}\n"{key}" = 3\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_scenario(path)
    return caught.value.faults[0].accepted


@pytest.mark.parametrize(
    ("table", "key", "instead"),
    [
        ("[[contract]]", "max_nights_per_month", "max_nights_in_row, nights_per_period and rest_after_night"),
        ("[[contract]]", "weekends_off", "max_weekends, max_weekends_in_row, whole_weekends and free_sundays"),
        ("[[contract]]", "max_hours_per_week", "hours_per_week, hours_per_month and hours_per_period"),
        ("[[contract]]", "hours", "hours_per_week, hours_per_month and hours_per_period"),
        ("[[contract]]", "skills", "there is one queue"),
        ("[[contract]]", "prefers", "[team], with files of people, their days and their wishes"),
        ("[[contract]]", "cycle", "a [[rotation]] that a contract names"),
        ("[[contract]]", "rest_between_shifts", "min_rest and rest_after_night"),
        ("[[contract]]", "rest_days", "max_days_in_row"),
        ("[[contract]]", "max_consecutive_days", "max_days_in_row"),
        ("[[contract]]", "周末休息", "max_weekends"),
        ("[[contract]]", "training", "shrinkage.planned"),
        ("[target]", "holiday_share", "shrinkage.absence"),
        ("", "employees", "[team], with files of people, their days and their wishes"),
        ("", "cycle_weeks", "cyclic = true"),
    ],
)
def test_a_wish_is_told_what_there_is_instead(tmp_path, table, key, instead):
    said = accepted(tmp_path, table, key)
    assert "did you mean" not in said
    assert said.startswith("staffplan cannot say this; nearest is: ")
    assert instead in said
    assert "one of: " in said


@pytest.mark.parametrize(("table", "key"), [("[[contract]]", "need"), ("[bot]", "cast"), ("", "weed")])
def test_a_short_word_is_no_slip_of_another_table(tmp_path, table, key):
    assert accepted(tmp_path, table, key).startswith("one of: ")


@pytest.mark.parametrize(
    ("table", "key", "meant"),
    [
        ("", "concurrency", "handling.concurrency"),
        ("[target]", "seed", "solve.seed"),
        ("[[contract]]", "deflection", "bot.deflection"),
        ("[[contract]]", "min_staff", "one of: "),
        ("", "minimum_staf", "target.minimum_staff"),
    ],
)
def test_another_tables_key_is_told(tmp_path, table, key, meant):
    said = accepted(tmp_path, table, key)
    assert said.startswith(meant) if meant.endswith(" ") else said == f"did you mean {meant}?"


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
