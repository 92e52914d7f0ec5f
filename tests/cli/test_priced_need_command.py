"""A need that has prices on the command line: how well it is fitted is shown, nonsense has exit code 3."""

import json

import pytest
from priced_need import KNOWN, SCENARIO, files
from shared_engine import searches_share_one_process, shared_process  # noqa: F401

NEED = KNOWN | {18: 1}
"""One more in the evening, who would take a type of his own."""


@pytest.fixture(autouse=True)
def _fast(searches_share_one_process):  # noqa: F811
    """All searches in one process."""


def test_screen_page_and_workbook_say_how_it_fits(run, tmp_path):
    forecast, scenario = files(tmp_path, NEED)
    words = ["solve", forecast, "-c", scenario, "-o", "plan"]
    shown = run(*words)
    assert shown.exit_code == 0
    text = " ".join(shown.stdout.split())
    assert "2 agent-hours missing in 2 slots, 0 too many, 2 shift types" in text
    assert "6.00 at the scenario's prices, the least possible (proved)" in text
    assert "no legal plan fits the need better, and none that fits as well has fewer than 5 agents" in text
    assert "target missed" in text
    assert "2 agent-hours missing in 2 slots" in (tmp_path / "plan" / "report.html").read_text()
    chinese = run(*words, "--lang", "zh").stdout
    assert "2 个时段共缺 2 人时" in chinese


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("overstaff = 1", "overstaff = -1", "objective.overstaff"),
        ("understaff = 1", "", "objective.understaff"),
        ("understaff = 1", "understaff = 0", "objective.understaff"),
        ("per_shift_type = 2", "per_shift_typ = 2", "objective.per_shift_typ"),
        ("per_shift_type = 2", "per_shift_type = true", "objective.per_shift_type"),
        ('scope = "slot"', 'scope = "day"', "target.scope"),
        ("[objective]", '[messages]\nreply_within = "4h"\n[objective]', "messages.reply_within"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_key(run, tmp_path, old, new, key):
    assert old in SCENARIO
    scenario = (
        SCENARIO.replace("\nunderstaff = 1", f"\n{new}") if old == "understaff = 1" else SCENARIO.replace(old, new)
    )
    forecast, path = files(tmp_path, NEED, scenario=scenario)
    result = run("solve", forecast, "-c", path, "-o", "plan", "--json")
    assert result.exit_code == 3
    assert key in [fault["column"] for fault in json.loads(result.stdout)["error"]["faults"]]
    assert not (tmp_path / "plan").exists()
