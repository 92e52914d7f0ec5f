"""A team's roster edited by hand: what the sheet prints and what people type comes back, or is named by its cell."""

import io

import openpyxl
import pytest
from team_plans import NAMES, day, record, team_plan

from staffplan.errors import InputError
from staffplan.report.edits.edits import import_edits
from staffplan.report.payroll.inputs import Agent, PayrollInputs
from staffplan.report.sheets.workbook import payroll_workbook
from staffplan.words.language import use_language

PLAN = team_plan()
INPUTS = PayrollInputs({agent: Agent(agent, name) for agent, name in NAMES.items()})


@pytest.fixture(params=["en", "zh"])
def edit(tmp_path, request):
    """Write cells into the roster of a workbook in one of our languages, and read it in English."""
    use_language(request.param)
    content = payroll_workbook(PLAN)
    use_language("en")

    def edited(**cells):
        book = openpyxl.load_workbook(io.BytesIO(content))
        sheet = book.worksheets[1]
        for cell, value in cells.items():
            sheet[cell] = value
        book.save(tmp_path / "roster.xlsx")
        return import_edits(PLAN, tmp_path / "roster.xlsx", INPUTS)

    return edited


def test_an_untouched_roster_is_the_same_plan(edit):
    assert edit().changes == ()
    assert edit().plan is PLAN


def test_a_changed_name_is_told_and_a_hires_is_none(edit):
    (note,) = edit(A7="Li Nan").notes
    assert "A7 'Li Nan'" in note
    assert "A11" not in note


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("C", "22:00-07:00"),
        ("晚", "22:00-07:00"),
        ("夜班", "22:00-07:00"),
        ("中", "14:00-23:00"),
        ("b", "14:00-23:00"),
        ("10-19", "10:00-19:00"),
        ("9点-18点", "09:00-18:00"),
        ("10:00-19", "10:00-19:00"),
        ("7:30-16:30", "07:30-16:30"),
    ],
)
def test_what_people_type_on_a_free_saturday(edit, typed, after):
    (change,) = edit(I7=typed).changes
    assert (change.agent_id, change.date, change.before, change.after) == ("0001", day(5), "", after)


@pytest.mark.parametrize("typed", ["休", "休息", "Off", "-", None, ""])
def test_a_day_off(edit, typed):
    (change,) = edit(D7=typed).changes
    assert (change.before, change.after) == ("09:00-18:00", "")


@pytest.mark.parametrize(("typed", "kind"), [("年假", "leave"), ("leave", "leave"), ("病假", "sick"), ("Sick", "sick")])
def test_leave_and_sick_days_come_to_the_team(edit, typed, kind):
    edited = edit(E7=typed)
    assert [(each.date, each.before, each.after) for each in edited.changes] == [(day(1), "09:00-18:00", kind)]
    assert record(edited.plan, "0001").away == {day(1): kind}
    assert day(1) not in record(edited.plan, "0001").shifts


def test_leave_is_taken_back_where_something_else_is_typed(edit):
    edited = edit(E8="早", F8="休")
    assert [(each.date, each.before, each.after) for each in edited.changes] == [
        (day(1), "leave", "09:00-18:00"),
        (day(2), "leave", ""),
    ]
    assert record(edited.plan, "0002").away == {day(0): "leave", day(3): "sick"}
    assert len([each for each in edited.plan.summary.team.team.days if each.kind == "off"]) == 1


def test_a_cleared_cell_leaves_leave_as_it_was(edit):
    assert edit(E8=None).changes == ()


def test_who_has_no_shift_any_more_still_counts_and_a_hire_does_not(edit):
    none = dict.fromkeys([f"{column}{row}" for column in "DEFGHIJ" for row in (9, 12)])
    summary = edit(**none).plan.summary
    assert summary.team.hires == 1
    assert summary.headcount == 4 + 1
    assert summary.team.hires_bound == 2


@pytest.mark.parametrize("typed", ["X", "9-25", "早早", "Li", 9])
def test_what_cannot_be_read_names_its_cell(edit, typed):
    with pytest.raises(InputError) as caught:
        edit(D7=typed)
    (fault,) = caught.value.faults
    assert fault.column.endswith("!D7")
    assert "A, B, C" in fault.accepted.upper()


def test_a_strange_person_is_named_and_the_legend_is_not(edit):
    with pytest.raises(InputError) as caught:
        edit(B7="9999")
    assert [fault.column and fault.column[-2:] for fault in caught.value.faults] == ["B7", None]
