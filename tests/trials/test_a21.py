"""A21: the remedy "starts at any time" drops the step of starts and keeps the old ones; D: nights of a clock change."""

import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from told import told
from trial_files import files, rows

from staffplan import pipeline
from staffplan.errors import InfeasibleError

CONTRACT = """[[contract]]
shift_lengths = ["8h"]
breaks = []
days_per_week = [0, 7]
max_days_in_row = 7
days_off_in_row = 0
"""


@pytest.fixture(autouse=True)
def _fast(searches_share_one_process):  # noqa: F811
    """All searches in one process."""


def remedies(folder, scenario, lines, header="start,inquiries"):
    with pytest.raises(InfeasibleError) as error:
        pipeline.solve(*files(folder, scenario, lines, header))
    return told(error.value.remedies)


def test_a21_a_start_at_any_hour_does(tmp_path):
    scenario = 'grid = "60min"\n[opening]\nhours = ["09:00", "17:00"]\n[target]\nminimum_staff = 1\n' + CONTRACT
    scenario += 'starts = ["11:00", "11:00"]\nstart_step = "4h"\nheadcount = [0, 1]\n'
    found = remedies(tmp_path, scenario, rows("2026-11-02", 24, lambda _moment: 0))
    assert found == ("This change would do: full-time: starts at any time of the day (1 agent)",)


def test_d_the_autumn_night_names_the_change_of_the_clocks(tmp_path):
    scenario = 'grid = "60min"\ntimezone = "Europe/Berlin"\n[target]\nminimum_staff = 1\n' + CONTRACT
    scenario += 'starts = ["06:00", "22:00"]\nstart_step = "8h"\n'
    found = remedies(tmp_path, scenario, rows("2026-10-24", 49, lambda _moment: 0, "Europe/Berlin"))
    assert any("2026-10-25 the clock is put back by 1h" in text for text in found)
    assert any("shifts of 9h too" in text for text in found)


def test_d_the_spring_night_too(tmp_path):
    scenario = 'grid = "60min"\ntimezone = "Europe/Berlin"\n[opening]\nhours = ["22:00", "06:00"]\n'
    scenario += "[target]\nminimum_staff = 1\n" + CONTRACT
    found = remedies(tmp_path, scenario, rows("2026-03-28", 47, lambda _moment: 0, "Europe/Berlin"))
    assert any("2026-03-29 the clock is put forward by 1h" in text for text in found)


def test_d_no_other_night_does(tmp_path):
    scenario = 'grid = "60min"\ntimezone = "Europe/Berlin"\n[target]\nminimum_staff = 1\n' + CONTRACT
    scenario += 'starts = ["06:00", "14:00"]\nstart_step = "8h"\n'
    found = remedies(tmp_path, scenario, rows("2026-10-20", 24, lambda _moment: 0, "Europe/Berlin"))
    assert found
    assert not any("clock is put" in text for text in found)
