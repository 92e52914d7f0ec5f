"""Scenario files and the options that override them: what is refused, and by which name."""

import codecs
from datetime import timedelta

import pytest

from staffplan.errors import InputError
from staffplan.read import read_scenario
from staffplan.schema.scenario.keys import Scenario


def put(folder, content):
    path = folder / "scenario.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def faults_of(folder, content, overrides=None):
    path = put(folder, content) if content is not None else None
    with pytest.raises(InputError) as error:
        read_scenario(path, overrides or {})
    return error.value.faults


def test_without_a_file_the_defaults_hold():
    assert read_scenario(None) == (Scenario(), None)


def test_a_file_and_its_digest(tmp_path):
    path = put(tmp_path, '[bot]\nby_hour = [{ from = 22:00:00, to = "08:00", deflection = 0.7 }]\n')
    scenario, source = read_scenario(path)
    (entry,) = scenario.bot.by_hour
    assert (entry.from_, entry.to, entry.deflection) == (1320, 480, 0.7)
    assert (source.path, len(source.sha256)) == (str(path), 64)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_a_contract_in_chinese(tmp_path, encoding):
    scenario, _source = read_scenario(put(tmp_path, '[[contract]]\nname = "全职"\n'.encode(encoding)))
    assert scenario.contract[0].name == "全职"


def test_a_headcount_may_name_the_least_alone(tmp_path):
    scenario, _source = read_scenario(put(tmp_path, "[[contract]]\nheadcount = [2]\n"))
    assert scenario.contract[0].headcount == (2, None)


def test_options_override_the_file(tmp_path):
    path = put(tmp_path, 'grid = "60min"\n[target]\nshare = 0.8\nwithin = "20s"\n')
    overrides = {"target.share": ("--share", 0.95), "grid": ("--grid", "15min"), "solve.seed": ("--seed", 7)}
    scenario, _source = read_scenario(path, overrides)
    assert (scenario.target.share, scenario.target.within) == (0.95, timedelta(seconds=20))
    assert (scenario.grid, scenario.solve.seed) == (timedelta(minutes=15), 7)


# what stands in the file; key, what is found, what is accepted
FAULTS = {
    "a key misspelt": ('gird = "30min"', "gird", "an unknown key", "did you mean grid?"),
    "a key of another table": ("deflection = 0.8", "deflection", "an unknown key", "did you mean bot.deflection?"),
    "a key misspelt in its table": ("[target]\nshrae = 1", "target.shrae", "an unknown key", "target.share?"),
    "a table misspelt": ("[targets]\nshare = 1", "targets", "an unknown key", "did you mean target?"),
    "a key like no other": ("[bot]\nzzz = 1", "bot.zzz", "an unknown key", "one of: deflection, by_hour"),
    "a key of the second contract": (
        '[[contract]]\n[[contract]]\nname = "b"\nshift_length = ["9h"]',
        "contract[2].shift_length",
        "an unknown key",
        "did you mean contract[2].shift_lengths?",
    ),
    "a number as text": ('[target]\nshare = "high"', "target.share", '"high"', "a number from 0 to 0.9999"),
    "a share of 100%": ("[target]\nshare = 1.0", "target.share", "1.0", "a number from 0 to 0.9999"),
    "a share over 1": ("[bot]\ndeflection = 80", "bot.deflection", "80", "a number from 0 to 1"),
    "NaN": ("[bot]\ndeflection = nan", "bot.deflection", "NaN", "a number from 0 to 1"),
    "infinite": (
        "[[contract]]\nhourly_cost = inf",
        "contract[1].hourly_cost",
        "Infinity",
        "a number from 0 to 10,000,000",
    ),
    "true for a number": ("[target]\nminimum_staff = true", "target.minimum_staff", "true", "a whole number"),
    "a number for true": ("cyclic = 3", "cyclic", "3", "true or false"),
    "a fraction of an agent": ("[target]\nminimum_staff = 1.5", "target.minimum_staff", "1.5", "a whole number"),
    "a negative number of agents": ("[target]\nminimum_staff = -1", "target.minimum_staff", "-1", "from 0 to 100,000"),
    "a negative headcount": ("[[contract]]\nheadcount = [-1]", "contract[1].headcount[1]", "-1", "from 0 to 500,000"),
    "a duration without a unit": ("[target]\nwithin = 30", "target.within", "30", '"30s"'),
    "a negative threshold": ('[target]\nwithin = "-30s"', "target.within", '"-30s"', "a duration as text"),
    "a unit unknown": ('[target]\nwithin = "30 sec"', "target.within", '"30 sec"', "a duration as text"),
    "a duration of years": ('[handling]\naht = "99999999999h"', "handling.aht", "99999999999h", "8784h at most"),
    "a handling time of nothing": ('[handling]\naht = "0s"', "handling.aht", '"0s"', "from 1s to 24h"),
    "a patience of nothing": ('[handling]\npatience = "0s"', "handling.patience", '"0s"', "from 1s to 168h"),
    "factors too few": (
        "[handling]\nconcurrency = 3\nconcurrency_factor = [1, 1.7]",
        "handling.concurrency_factor",
        "[1, 1.7]",
        "3 numbers",
    ),
    "factors that fall": (
        "[handling]\nconcurrency = 2\nconcurrency_factor = [1, 0.9]",
        "handling.concurrency_factor",
        "[1, 0.9]",
        "none smaller",
    ),
    "an hour as a number": ("[opening]\nhours = [9, 23]", "opening.hours[1]", "9", '"00:00" to "24:00"'),
    "an hour that does not exist": ('[opening]\nhours = ["09:00", "25:00"]', "opening.hours[2]", '"25:00"', '"24:00"'),
    "a time with seconds": ("[opening]\nhours = [09:00:30, 23:00:00]", "opening.hours[1]", "09:00:30", "whole minutes"),
    "one time of two": ('[[contract]]\nstarts = ["07:00"]', "contract[1].starts", '["07:00"]', "a list of two"),
    "three numbers of two": (
        "[[contract]]\nheadcount = [0, 5, 6]",
        "contract[1].headcount",
        "[0, 5, 6]",
        "a list of two",
    ),
    "a value for a list": ('[[contract]]\nshift_lengths = "9h"', "contract[1].shift_lengths", '"9h"', "a list, each"),
    "an empty list": ("[[contract]]\nshift_lengths = []", "contract[1].shift_lengths", "[]", "a list of lengths"),
    "a break without its window": (
        '[[contract]]\nbreaks = [{ length = "1h" }]',
        "contract[1].breaks[1].starts",
        "no such key",
        "a list of two, each a duration",
    ),
    "a name that is a number": ("[[contract]]\nname = 5", "contract[1].name", "5", "text in quotation marks"),
    "a name of nothing": ('[[contract]]\nname = ""', "contract[1].name", '""', "text in quotation marks"),
    "a word of no choice": ('[target]\nscope = "daily"', "target.scope", '"daily"', '"slot", "day", "week", "period"'),
    "a weekday misspelt": (
        '[opening.by_weekday]\nsatruday = ["10:00", "18:00"]',
        "opening.by_weekday.satruday",
        "an unknown key",
        "saturday",
    ),
    "single brackets": ('[contract]\nname = "a"', "contract", '{"name": "a"}', "[[contract]] in double brackets"),
    "double brackets": ("[[target]]\nshare = 0.9", "target", '[{"share": 0.9}]', "[target] in single brackets"),
    "a value for a table": ("target = 0.9", "target", "0.9", "a table with the keys preset, share"),
    "a time zone unknown": ('timezone = "Mars"', "timezone", '"Mars"', "an IANA time zone"),
    "a time zone that is a folder": ('timezone = "Asia"', "timezone", '"Asia"', "an IANA time zone"),
    "a time zone out of the folder": ('timezone = "../../etc/passwd"', "timezone", "../..", "an IANA time zone"),
    "a grid of 20 minutes": ('grid = "20min"', "grid", '"20min"', "15min, 30min or 60min"),
    "a seed too large": (f"[solve]\nseed = {10**30}", "solve.seed", "1000", "a whole number from 0 to"),
    "keys that contradict": ("[target]\nmax_abandonment = 0.1", "target.max_abandonment", "0.1", "handling.patience"),
    "more chats than factors": (
        "[handling]\nconcurrency = 8",
        "handling.concurrency",
        "8",
        "concurrency_factor besides",
    ),
    "keys of a contract that contradict": (
        "[[contract]]\ndays_per_week = [6, 5]",
        "contract[1].days_per_week",
        "[6, 5]",
        "the least first",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_told_by_its_key(tmp_path, case):
    content, key, found, accepted = FAULTS[case]
    fault = faults_of(tmp_path, content)[0]
    assert (fault.file, fault.row, fault.column) == (str(tmp_path / "scenario.toml"), None, key)
    assert found in fault.found
    assert accepted in fault.accepted


@pytest.mark.parametrize(
    ("content", "row", "place", "words"),
    [
        ("grid = \n", 1, "character 8", "Invalid value"),
        ('grid = "30min"\n[target\n', 2, "character 8", "[target"),
        ("grid = “30min”\n", 1, "character 8", "plain quotation marks"),
        ('grid ＝ "30min"\n', 1, "character 6", "plain quotation marks"),
        ('grid = "30min"\ngrid = "60min"\n', 2, "character 15", "overwrite"),
        ("[opening]\nhours = [24:00:00, 24:00:00]\n", 2, None, "24:00:00"),
        ("start,inquiries\n2026-11-01 09:00,1\n", 1, "character 6", "start,inquiries"),
        ('name = "open', 1, None, "open"),
    ],
)
def test_a_slip_of_toml_is_told_with_line_and_character(tmp_path, content, row, place, words):
    (fault,) = faults_of(tmp_path, content)
    assert fault.row == row
    assert place is None or fault.column == place
    assert words in fault.found + fault.accepted


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"PK\x03\x04 a workbook", "binary data"),
        (b"\x89PNG\0\0", "binary data"),
        (b"name = \xff\xff\xff", "bytes that are not"),
        (codecs.BOM_UTF8 + b"name = \xb0\xa1", "bytes that are not"),
        (b"x = " + b"[" * 100_000, "without end"),
    ],
)
def test_what_is_no_text_is_no_scenario(tmp_path, content, found):
    (fault,) = faults_of(tmp_path, content)
    assert found in fault.found


def test_a_missing_scenario(tmp_path):
    with pytest.raises(InputError, match="no file of this name"):
        read_scenario(tmp_path / "scenario.toml")


OPTIONS = {
    "a value that is none": ("target.share", "--share", "high", "a number from 0 to 0.9999"),
    "a value out of range": ("bot.deflection", "--deflection", 1.5, "a number from 0 to 1"),
    "a duration without a unit": ("target.within", "--within", "30", "a duration as text"),
    "a word of no choice": ("target.scope", "--scope", "month", '"slot", "day"'),
    "a key that does not exist": ("solve.tim_limit", "--time-limit", "60s", "did you mean solve.time_limit?"),
    "no time at all": ("solve.time_limit", "--time-limit", "0s", "more than 0s"),
    "a contradiction": ("target.max_abandonment", "--abandonment", 0.1, "patience"),
}


@pytest.mark.parametrize("case", OPTIONS)
def test_a_fault_of_an_option_is_told_by_the_option(case):
    key, option, value, accepted = OPTIONS[case]
    (fault,) = faults_of(None, None, {key: (option, value)})
    assert (fault.file, fault.column) == (option, None)
    assert accepted in fault.accepted


def test_an_option_does_not_hide_that_its_table_is_none(tmp_path):
    (fault,) = faults_of(tmp_path, "target = 3", {"target.share": ("--share", 0.9)})
    assert (fault.file, fault.column) == (str(tmp_path / "scenario.toml"), "target")


def test_faults_are_listed_together_in_the_order_of_the_file(tmp_path):
    faults = faults_of(tmp_path, '[target]\nshare = 7\n[bot]\ndeflection = 7\n[handling]\naht = "x"\nconcurency = 2\n')
    assert [fault.column for fault in faults] == [
        "target.share",
        "bot.deflection",
        "handling.aht",
        "handling.concurency",
    ]


def test_an_option_overrides_an_entry_of_a_list(tmp_path):
    content = '[[contract]]\nname = "a"\n[[contract]]\nname = "b"\n'
    path = tmp_path / "s.toml"
    path.write_text(content)
    scenario, _source = read_scenario(path, {"contract[2].min_rest": ("--vary", "9h")})
    assert [c.min_rest for c in scenario.contract] == [timedelta(hours=11), timedelta(hours=9)]
    alone, _source = read_scenario(None, {"contract[1].min_rest": ("--vary", "9h")})
    assert [c.min_rest for c in alone.contract] == [timedelta(hours=9)]
    faults = faults_of(tmp_path, content, {"contract[2].max_days_in_row": ("--vary", 0)})
    assert [(fault.file, fault.column) for fault in faults] == [("--vary", None)]
