"""Service and shifts chosen together: the headcounts of the prototype, proved, and the time they take."""

from datetime import UTC, datetime

import pytest
import results
from joint import JOINT
from tools import command_row

WEEK = {10: 1319, 60: 7917, 600: 79170}
"""Inquiries a week, by the volume of the busiest half hour."""


@pytest.mark.parametrize("case", JOINT, ids=lambda case: case.name)
def test_volumes_are_the_prototypes(case):
    assert case.inquiries()[:336].sum() == pytest.approx(WEEK[case.volume], abs=0.5)


def measured(case, folder, *options):
    """The row of the whole command, which goes to the dated csv."""
    row = {"case": case.name + "".join(options), "tool": "staffplan", "days": case.days, "grid_min": 30}
    row |= command_row(*case.write(folder), folder, seconds=60, options=options)
    return results.append(results.path_of(f"{datetime.now(UTC):%Y-%m-%d}", "figures"), row)


@pytest.mark.benchmark
@pytest.mark.parametrize("case", JOINT, ids=lambda case: case.name)
def test_chosen_together(case, tmp_path):
    row = measured(case, tmp_path)
    assert (row["outcome"], row["headcount"]) == ("optimal", case.headcount), row
    assert row["rules_broken"] == 0, row["broken"]
    assert row["wall_s"] <= case.seconds, f"load of the machine: {row['load_1min']:.1f}"


@pytest.mark.benchmark
@pytest.mark.parametrize("case", JOINT, ids=lambda case: case.name)
def test_in_two_steps(case, tmp_path):
    row = measured(case, tmp_path, "--two-steps")
    assert (row["outcome"], row["headcount"]) == ("optimal", case.two_steps), row
    assert row["rules_broken"] == 0, row["broken"]
