"""Trial A14: a range of a sweep includes both its ends."""

from __future__ import annotations

import pytest

from staffplan.pipeline.sweeps.values import parse_parameters
from staffplan.schema.scenario.keys import Scenario


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("volume=0.1:0.35:0.1", ("0.1", "0.2", "0.3", "0.35")),
        ("volume=0.1:0.3:0.1", ("0.1", "0.2", "0.3")),
        ("volume=0.35:0.1:-0.1", ("0.35", "0.25", "0.15", "0.1")),
        ("deflection=50%:95%:20%", ("50%", "70%", "90%", "95%")),
        ("within=30s:100s:30s", ("30s", "1min", "1min30s", "1min40s")),
        ("concurrency=1:4:2", ("1", "3", "4")),
        ("volume=1:2:5", ("1", "2")),
        ("volume=1:1:5", ("1",)),
    ],
)
def test_both_ends_are_in_the_range(text, values):
    (parameter,) = parse_parameters([text], Scenario())
    assert parameter.texts == values
