"""Every fault of an input has a code for programs, the same in every language."""

import pytest

from staffplan import pipeline
from staffplan.errors import Fault, InputError

HOURS = [f"2026-11-02 {hour:02d}:00,5" for hour in range(9, 18)]


def csv(*rows, header="start,inquiries"):
    return "\n".join([header, *rows]) + "\n"


@pytest.mark.parametrize(
    ("forecast", "scenario", "code"),
    [
        ("", "", "file"),
        (csv(header="start,inquiries"), "", "file"),
        (csv(*HOURS, header="start,callers"), "", "column"),
        (csv(*HOURS[:3], "2026-11-02 12:00,many"), "", "cell"),
        (csv(*HOURS[:3], "2026-11-02 12:00,1,2"), "", "row"),
        (csv(*HOURS[:3], *HOURS[4:]), "", "gap"),
        (csv(*HOURS, HOURS[2]), "", "duplicate"),
        (csv(HOURS[0]), "", "step"),
        (csv("2026-11-02 09:00,1", "2026-11-02 09:20,1"), "", "step"),
        (csv(*HOURS[:4], "2026-11-02 13:10,1"), "", "step"),
        (csv(*HOURS), "[target\n", "syntax"),
        (csv(*HOURS), "[target]\nshares = 0.8\n", "unknown_key"),
        (csv(*HOURS), "[target]\nshare = 8\n", "wrong_value"),
        (csv(*HOURS), "[[bot.by_hour]]\nfrom = '09:00'\n", "missing_key"),
        (csv(*HOURS), "grid = '60min'\n[[contract]]\nshift_lengths = ['8h30min']\n", "inconsistent"),
        (csv(*HOURS), "grid = '60min'\ncyclic = true\n", "inconsistent"),
    ],
)
def test_faults_of_files_have_their_code(tmp_path, forecast, scenario, code):
    (tmp_path / "f.csv").write_text(forecast)
    (tmp_path / "s.toml").write_text(scenario)
    with pytest.raises(InputError) as caught:
        pipeline.require(tmp_path / "f.csv", tmp_path / "s.toml")
    assert {fault.data()["code"] for fault in caught.value.faults} == {code}


def test_faults_of_options_have_their_code(tmp_path):
    (tmp_path / "f.csv").write_text(csv(*HOURS))
    with pytest.raises(InputError) as caught:
        pipeline.sweep(tmp_path / "f.csv", ["nosuch=1,2"])
    assert [fault.kind for fault in caught.value.faults] == ["option"]
    with pytest.raises(InputError) as caught:
        pipeline.require(tmp_path / "f.csv", None, {"target.share": ("--share", 7)})
    assert [fault.kind for fault in caught.value.faults] == ["wrong_value"]


def test_a_fault_for_programs_is_its_place_its_phrases_and_its_code():
    assert Fault("f.csv", "'x'", "a number", row=7, column="inquiries").data() == {
        "file": "f.csv",
        "found": "'x'",
        "accepted": "a number",
        "row": 7,
        "column": "inquiries",
        "code": "cell",
    }
