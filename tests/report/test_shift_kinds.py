"""Kinds of shift: alike but for the agent, and two moments where the clock repeats an hour."""

from __future__ import annotations

from datetime import timedelta

from payroll_plans import at, plan_of, shift

from staffplan.report.files import schedule_csv
from staffplan.report.page.data import page_data
from staffplan.report.payroll.payroll import payroll_table
from staffplan.report.shift_kinds import kinds_of
from staffplan.schema.plan import Break
from staffplan.schema.scenario.keys import Scenario

BERLIN = "Europe/Berlin"


def test_only_the_agent_may_differ():
    first = shift("0001", "2026-11-02 09:00", "2026-11-02 18:00", ("2026-11-02 12:00", "2026-11-02 13:00"), unpaid=1)
    later = first.breaks[0].model_copy(update={"end": first.breaks[0].end + timedelta(minutes=15)})
    others = [
        first.model_copy(update={"agent_id": "0002"}),
        first.model_copy(update={"contract": "part-time"}),
        first.model_copy(update={"end": first.end + timedelta(hours=1)}),
        first.model_copy(update={"breaks": (later,)}),
        first.model_copy(update={"paid_hours": 8.5}),
        first.model_copy(update={"breaks": (Break(start=first.breaks[0].start, end=first.breaks[0].end),)}),
        first.model_copy(update={"breaks": (first.breaks[0].model_copy(update={"name": "training"}),)}),
    ]
    kinds = kinds_of((first, *others))
    assert kinds.of_shift == [0, 0, 1, 2, 3, 4, 0, 5]
    assert kinds.samples == [first, *others[1:5], others[6]]


def test_what_was_asked_for_last_is_no_answer_for_other_shifts():
    first = shift("0001", "2026-11-02 09:00", "2026-11-02 18:00")
    other = first.model_copy(update={"contract": "part-time"})
    alike, mixed = (first, first), (first, other)
    assert kinds_of(alike) is kinds_of(alike)
    assert kinds_of(mixed).of_shift == [0, 1]
    assert kinds_of(alike).of_shift == [0, 0]


def test_an_hour_that_the_clock_shows_twice_is_two():
    """Summer time ends on 25 October 2026 at 3:00, and 2:00 comes again."""
    early, late = (at("2026-10-25 02:00", BERLIN, fold) for fold in (0, 1))
    whole = shift("0001", "2026-10-25 02:00", "2026-10-25 09:00", zone=BERLIN)
    shifts = [
        whole.model_copy(update={"agent_id": agent, "start": start, "paid_hours": 7.0})
        for agent, start in (("0001", early), ("0002", late))
    ]
    plan = plan_of(shifts, first="2026-10-25", days=1, scenario=Scenario(timezone=BERLIN))
    rows = schedule_csv(plan).decode("utf-8-sig").splitlines()[1:]
    assert [row.split(",")[3] for row in rows] == ["2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"]
    assert [paid.time.paid_minutes for paid in payroll_table(plan).shifts] == [8 * 60, 7 * 60]
    assert [kind[0] for kind in page_data(plan, {})["kinds"]] == [2 * 60, 3 * 60]
