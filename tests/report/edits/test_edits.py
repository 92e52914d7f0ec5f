"""A roster edited by hand comes back: what changed, where the breaks go, and what cannot be read, by cell."""

from __future__ import annotations

import io
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from factories import make_plan, make_scenario
from payroll_plans import SHANGHAI, at, plan_of, shift
from test_workbook import libreoffice

from staffplan.errors import InputError
from staffplan.report.edits.breaks import Duty, breaks_of
from staffplan.report.edits.edits import import_edits
from staffplan.report.edits.sheet import parse_shifts
from staffplan.report.sheets.workbook import payroll_workbook
from staffplan.schema.plan import Break, Shift
from staffplan.schema.scenario.keys import Contract, NamedShift, Scenario
from staffplan.verify import check_plan

PLAN = make_plan(agents=6)
MONDAY, TUESDAY, SATURDAY = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 7)
# Columns: A agent, B contract, C Monday to I Sunday. Rows: 7 is agent 0001, who works 09:00-18:00 on Monday to Friday.


@cache
def workbook_of_plan() -> bytes:
    """The workbook without the sheets that nobody reads back: they would only take time."""
    book = openpyxl.load_workbook(io.BytesIO(payroll_workbook(PLAN)))
    for name in ("Shifts", "Payroll", "Coverage"):
        del book[name]
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def edit(tmp_path):
    """Write the plan's workbook, let the test change its roster, and save it."""

    @contextmanager
    def editing(plan=PLAN):
        content = workbook_of_plan() if plan is PLAN else payroll_workbook(plan)
        book = openpyxl.load_workbook(io.BytesIO(content))
        yield book["Roster"]
        book.save(tmp_path / "roster.xlsx")

    editing.path = tmp_path / "roster.xlsx"
    return editing


def places(edit, plan=PLAN) -> list[str | None]:
    with pytest.raises(InputError) as caught:
        import_edits(plan, edit.path)
    return [fault.column for fault in caught.value.faults]


def test_an_untouched_roster_is_the_same_plan(edit):
    with edit():
        pass
    edited = import_edits(PLAN, edit.path)
    assert edited.changes == ()
    assert edited.plan == PLAN
    assert edited.cells["0001", SATURDAY] == "Roster!H7"


def test_a_month_on_two_lines_is_the_same_plan(edit):
    month = make_plan(agents=4, days=28)
    with edit(month):
        pass
    assert import_edits(month, edit.path).changes == ()


def test_changes_are_found_and_everything_follows(edit):
    with edit() as sheet:
        sheet["C7"] = "10:00-19:00"
        sheet["D7"] = "-"
        sheet["H7"] = "14：00 – 23：00"  # as a Chinese keyboard types it
    edited = import_edits(PLAN, edit.path)
    assert [(c.agent_id, c.date, c.cell, c.before, c.after) for c in edited.changes] == [
        ("0001", MONDAY, "Roster!C7", "09:00-18:00", "10:00-19:00"),
        ("0001", TUESDAY, "Roster!D7", "09:00-18:00", ""),
        ("0001", SATURDAY, "Roster!H7", "", "14:00-23:00"),
    ]
    monday = next(s for s in edited.plan.shifts if (s.agent_id, s.date) == ("0001", MONDAY))
    assert (monday.start, monday.end, monday.paid_hours) == (at("2026-11-02 10:00"), at("2026-11-02 19:00"), 8)
    assert edited.plan.summary.paid_hours == PLAN.summary.paid_hours
    assert edited.plan.summary.service.certified is None
    # The checker recomputes what the edit does by itself; only the need and the service await evaluation.
    derived = {
        "on_duty",
        "paid_hours",
        "shift_paid_hours",
        "cost",
        "headcount",
        "headcount_by_contract",
        "break_window",
    }
    assert not derived & {violation.rule for violation in check_plan(edited.plan)}


def test_an_agent_without_a_shift_leaves_the_headcount(edit):
    with edit() as sheet:
        for column in range(3, 10):
            sheet.cell(7, column).value = None
    summary = import_edits(PLAN, edit.path).plan.summary
    assert (summary.headcount, summary.headcount_by_contract) == (5, {"full-time": 5})
    assert summary.cost == sum(s.paid_hours for s in PLAN.shifts if s.agent_id != "0001") * 30


def test_broken_rules_are_found_at_their_cell(edit):
    with edit() as sheet:
        sheet["D7"] = "05:00-14:00"
    edited = import_edits(PLAN, edit.path)
    broken = {edited.cells.get((v.agent_id, v.date)): v.rule for v in check_plan(edited.plan) if v.agent_id}
    assert broken == {"Roster!D7": "shift_start"}


def moved_break(*others: Shift, old: tuple[Break, ...] = ()) -> datetime:
    """Where the meal of a shift 9-18 goes (it starts at 12, 13 or 14), with the ``others`` at work and a need of 2."""
    plan = plan_of(list(others), days=1)
    duty = Duty(plan.coverage, 60, cyclic=False)
    for other in others:
        duty.add(other)
    ends = (at("2026-11-02 09:00"), at("2026-11-02 18:00"))
    (meal,) = breaks_of(ends[0], Contract().breaks, old, duty, 60, ZoneInfo(SHANGHAI))
    return meal.start


def test_a_moved_break_goes_where_most_are_to_spare():
    # Two others are there from 9 to 18; one eats at 12, the other at 13: at 14 both are on duty.
    meals = (("2026-11-02 12:00", "2026-11-02 13:00"), ("2026-11-02 13:00", "2026-11-02 14:00"))
    others = [shift(str(k), "2026-11-02 09:00", "2026-11-02 18:00", meal, unpaid=1) for k, meal in enumerate(meals)]
    assert moved_break(*others) == at("2026-11-02 14:00")


def test_a_break_stays_where_it_was_or_goes_to_the_middle():
    old = Break(start=at("2026-11-02 12:00"), end=at("2026-11-02 13:00"))
    early = Break(start=at("2026-11-02 11:00"), end=at("2026-11-02 12:00"))
    assert moved_break(old=(old,)) == old.start
    assert moved_break(old=(early,)) == at("2026-11-02 13:00")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("C7", "morning"),
        ("C7", "09:00"),
        ("C7", "09:00-25:00"),
        ("C7", "09:70-18:00"),
        ("C7", "09:00-18:00;"),
        ("C7", 9),
        ("C7", datetime(2026, 9, 18)),  # what Excel makes of 9-18
        ("A7", "0007"),
        ("A7", None),
        ("A8", "0001"),
        ("B7", "part-time"),
        ("C6", datetime(2025, 11, 2)),
        ("D6", datetime(2026, 11, 2)),
    ],
)
def test_what_cannot_be_read_names_its_cell(edit, cell, value):
    with edit() as sheet:
        sheet[cell] = value
    assert f"Roster!{cell}" in places(edit)


def test_merged_cells_are_named(edit):
    with edit() as sheet:
        sheet.merge_cells("E9:F9")
    assert places(edit)[0] == "Roster!E9:F9"


def test_all_faults_at_once_with_the_nearest_agent(edit):
    with edit() as sheet:
        sheet["C7"] = "9"
        sheet["D8"] = "x"
        sheet["A9"] = "003"
    with pytest.raises(InputError) as caught:
        import_edits(PLAN, edit.path)
    found = {fault.column: fault for fault in caught.value.faults}
    assert {"Roster!A9", "Roster!C7", "Roster!D8", None} == found.keys()
    assert "such as 0003" in found["Roster!A9"].accepted
    assert "no row for agent 0003" in found[None].found


def test_a_lost_column_and_a_lost_row(edit):
    with edit() as sheet:
        sheet.delete_cols(5)
        sheet.delete_rows(7)
    with pytest.raises(InputError, match="no column for 2026-11-04"):
        import_edits(PLAN, edit.path)
    with pytest.raises(InputError, match="no row for agent 0001"):
        import_edits(PLAN, edit.path)


def test_an_id_that_excel_made_a_number_still_names_its_agent(edit):
    with edit() as sheet:
        sheet["A7"] = 1
        sheet["C7"] = None
    assert [change.agent_id for change in import_edits(PLAN, edit.path).changes] == ["0001"]


@pytest.mark.parametrize("content", [None, b"agent,day\n", b"PK\x03\x04 broken"])
def test_no_workbook(tmp_path, content):
    path = tmp_path / "roster.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"roster\.xlsx"):
        import_edits(PLAN, path)


def test_a_workbook_with_no_roster_lists_its_sheets(edit):
    with edit() as sheet:
        sheet.title = "Plan"
    with pytest.raises(InputError, match="Summary, Plan"):
        import_edits(PLAN, edit.path)


NAMED = (NamedShift(name="day", start="09:00", end="18:00"), NamedShift(name="late", start="12:00", end="21:00"))


def named_plan():
    """The plan as one of named shifts alone."""
    contract = PLAN.summary.scenario.contract[0].model_copy(update={"shift_lengths": (), "shifts": ("day", "late")})
    scenario = PLAN.summary.scenario.model_copy(update={"shift": NAMED, "contract": (contract,)})
    shifts = tuple(s.model_copy(update={"shift_name": "day"}) for s in PLAN.shifts)
    return PLAN.model_copy(update={"shifts": shifts, "summary": PLAN.summary.model_copy(update={"scenario": scenario})})


def test_an_untouched_roster_of_named_shifts_is_the_same_plan(edit):
    plan = named_plan()
    with edit(plan) as sheet:
        assert sheet["C7"].value == "09:00-18:00 day"
    assert import_edits(plan, edit.path).plan == plan


@pytest.mark.parametrize("text", ["late", "12:00-21:00 late", "12:00-21:00"])
def test_a_cell_may_hold_a_name_or_times_or_both(edit, text):
    plan = named_plan()
    with edit(plan) as sheet:
        sheet["D7"] = text
    edited = import_edits(plan, edit.path)
    assert [(change.before, change.after) for change in edited.changes] == [("09:00-18:00 day", "12:00-21:00 late")]
    (new,) = [s for s in edited.plan.shifts if s.agent_id == "0001" and s.date == TUESDAY]
    assert (new.shift_name, new.start, new.end) == ("late", at("2026-11-03 12:00"), at("2026-11-03 21:00"))
    assert (len(new.breaks), new.paid_hours) == (1, 8.0)


def test_a_name_at_other_times_is_a_broken_rule_and_a_strange_name_a_fault(edit):
    plan = named_plan()
    with edit(plan) as sheet:
        sheet["D7"] = "10:00-19:00 day"
    edited = import_edits(plan, edit.path)
    assert {v.rule for v in check_plan(edited.plan) if v.agent_id} == {"named_shift"}
    with edit(plan) as sheet:
        sheet["D7"] = "evening"
    assert places(edit, plan) == ["Roster!D7"]


BANK = {
    "early": NamedShift(name="early", start="08:00", end="17:00"),
    "两头": NamedShift(name="两头", hours=[["13:00", "17:00"], ["19:00", "24:00"]]),
}


@pytest.mark.parametrize(
    ("text", "shifts"),
    [
        ("22:00-07:00", ((1320, 420, ""),)),
        ("9:00-\n18:00", ((540, 1080, ""),)),
        ("15:00-24:00", ((900, 1440, ""),)),
        ("15:00-00:00", ((900, 1440, ""),)),
        ("09:00至18:00", ((540, 1080, ""),)),
        ("08:00-12:00; 18:00-22:00", ((480, 720, ""), (1080, 1320, ""))),
        (" ", ()),
        ("休", ()),
        ("OFF", ()),
        ("09:00-18:00 Li", None),
        ("Early", ((480, 1020, "early"),)),
        ("08:00-\n17:00\nearly", ((480, 1020, "early"),)),
        ("08:00-16:00 ＥＡＲＬＹ", ((480, 960, "early"),)),
        ("两 头", ((780, 1440, "两头"),)),
        ("夜班", None),
    ],
)
def test_forms_of_a_cell(text, shifts):
    assert parse_shifts(text, BANK) == shifts


def test_the_nights_that_the_clock_changes(edit):
    berlin = Scenario(timezone="Europe/Berlin")
    spring = plan_of(
        [shift("1", "2026-03-27 09:00", "2026-03-27 18:00", zone="Europe/Berlin")], first="2026-03-27", scenario=berlin
    )
    with edit(spring) as sheet:
        sheet["D7"] = "22:00-08:00"  # 9 h go by
        sheet["E7"] = "02:30-11:30"  # the clock jumps over 02:30
    assert places(edit, spring) == ["Roster!E7"]
    with edit(spring) as sheet:
        sheet["D7"] = "22:00-08:00"
    assert import_edits(spring, edit.path).plan.shifts[1].paid_hours == 8


@pytest.mark.slow
def test_a_roster_saved_by_libreoffice(edit, tmp_path):
    month = make_plan(agents=30, days=28, scenario=make_scenario())
    with edit(month) as sheet:
        sheet["C7"] = "10:00-19:00"
        sheet["D7"] = None
    edit.path.rename(tmp_path / "edited.xlsx")
    edited = import_edits(month, libreoffice(tmp_path, "xlsx", "edited.xlsx"))
    assert [(change.cell, change.after) for change in edited.changes] == [
        ("Roster!C7", "10:00-19:00"),
        ("Roster!D7", ""),
    ]
