"""Trial A13: the change of a comparison is rounded to the nearest."""

from __future__ import annotations

import pytest
from factories import make_plan

from staffplan.report.compare.figures import compare_plans
from staffplan.report.compare.words import change_sentence
from staffplan.report.wording.text import part_percent, percent


def test_9600_to_11200_is_16_7_percent():
    plans = {"october": make_plan(cost=9600.0), "november": make_plan(cost=11_200.0)}
    assert "16.7% more" in change_sentence(compare_plans(plans), 1)
    plans = {"november": make_plan(cost=11_200.0), "october": make_plan(cost=9600.0)}
    assert "14.3% less" in change_sentence(compare_plans(plans), 1)


@pytest.mark.parametrize(
    ("part", "shown"),
    [(1 / 6, "16.7%"), (0.0005, "0.1%"), (0.00049, "0.0%"), (0.125, "12.5%"), (0.0125, "1.3%"), (1, "100.0%")],
)
def test_parts_are_rounded_halves_up(part, shown):
    assert part_percent(part) == shown


def test_service_is_still_rounded_down():
    assert percent(0.8997) == "89.9%"
