"""Trial D: what was said badly on screens, in the workbook, in the reference and in hints."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from factories import make_plan, make_scenario
from rich.console import Console

from staffplan.errors import NoPlanError
from staffplan.report.screen.sweep import sweep_screen
from staffplan.report.sheets.workbook import payroll_workbook
from staffplan.schema.scenario.payroll import ContractPay, Payroll
from staffplan.schema.sweep import Parameter, SweepPoint, SweepResult
from staffplan_cli.errors import complaint_about

DOCS = Path(__file__).parents[2] / "docs"


def swept(*heads: int | None) -> str:
    parameter = Parameter("share", "target.share", tuple(str(k) for k in range(len(heads))), tuple(range(len(heads))))
    points = tuple(
        SweepPoint(place=k, values=(str(k),), outcome="failed" if count is None else "optimal", headcount=count)
        for k, count in enumerate(heads)
    )
    screen = Console(file=io.StringIO(), width=100)
    screen.print(sweep_screen(SweepResult((parameter,), points, ("a",), jobs=1, seconds=1.0)))
    return screen.file.getvalue()


def test_a_flat_sweep_says_so():
    assert "6 agents for all." in swept(6, 6, 6)
    assert "6 agents wherever there is a plan." in swept(6, None, 6)
    assert "From 6 agents (share 0) to 7 agents (share 1)." in swept(6, 7)
    assert "From 6 agents (share 0) to 6 agents (share 0)." in swept(6)


def test_a_hint_names_what_every_command_has():
    """`seasons` has no --grid: the key is the same in a scenario and in a year's file."""
    advice = complaint_about(NoPlanError("none")).advice
    assert "--grid" not in advice
    assert 'grid = "60min"' in advice


def test_cost_and_total_pay_are_explained_where_both_stand():
    pay = Payroll(contract=(ContractPay(name="full-time", hourly_pay=25.0),))
    both = texts_of(make_plan(scenario=make_scenario(payroll=pay)))
    assert any(text.startswith("Cost is what planning reckons with") for text in both)
    assert not any(text.startswith("Cost is what") for text in texts_of(make_plan()))


def texts_of(plan) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(payroll_workbook(plan)))
    return [str(cell.value) for row in book["Summary"].iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize(
    "text",
    [
        "Absent: one unpaid hour that starts between 3h and 5h into the shift; `[]`: no breaks.",
        "the same time twice (08:00 to 08:00) is the whole day",
        "at the day's opening plus a multiple (at midnight where it is open around the clock)",
        "before ``from`` means over midnight, the same as ``from`` the whole day".replace("``", "`"),
    ],
)
def test_the_reference_says_it(text):
    assert text in (DOCS / "reference" / "scenario.md").read_text(encoding="utf-8")


def test_the_guide_to_input_says_it():
    text = " ".join((DOCS / "input.md").read_text(encoding="utf-8").split())
    assert "outside the opening hours as well: give 0 where nobody is wanted" in text
    assert "`breaks = []` is a shift without any" in text
    assert "`start_step` counts from the earliest of `starts`" in text
