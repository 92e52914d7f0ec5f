"""Plans with a team by name, made by hand."""

from datetime import date, timedelta

from factories import at, make_plan, make_scenario

from staffplan.report.people.records import records_of
from staffplan.schema.people.result import FairShare, GrantedWish, Lowered, TeamPlan
from staffplan.schema.people.team import DayEntry, Person, Team, Wish
from staffplan.schema.plan import Shift
from staffplan.schema.scenario.keys import Contract, Scenario

MONDAY = date(2026, 11, 2)
NAMES = {"0001": "Li Na", "0002": "Wang Wei", "0003": "", "0004": "Zhang Min"}
OFF = {("0002", MONDAY), ("0002", MONDAY + timedelta(days=1)), ("0002", MONDAY + timedelta(days=2))}
"""Days of leave, of which the first two would be worked otherwise."""


def day(number: int) -> date:
    """The day of the period, from 0."""
    return MONDAY + timedelta(days=number)


def team_plan(*, days: int = 7, nights: bool = True, **said: object):
    """Three people (one of whom has no name), one who is released, and agents 0005 and 0006, who are to be hired.

    0002 is on leave from Monday to Wednesday and sick on Thursday; 0003 works one night.
    """
    plan = make_plan(agents=6, days=days, scenario=_scenario())
    ids = {"0005": "hire-01", "0006": "hire-02"}
    away = {day(0), day(1), day(2), day(3)}
    shifts = [
        shift.of_agent(ids.get(shift.agent_id, shift.agent_id))
        for shift in plan.shifts
        if shift.agent_id != "0004" and not (shift.agent_id == "0002" and shift.date in away)
    ]
    if nights:
        shifts = [_night(each) if (each.agent_id, each.date) == ("0003", day(0)) else each for each in shifts]
    team = TeamPlan(**({"team": _team(), "hires": 2, "hires_bound": 2} | said))
    summary = plan.summary.model_copy(update={"team": team})
    return plan.model_copy(update={"summary": summary, "shifts": tuple(shifts)})


def _scenario() -> Scenario:
    contract = Contract(name="full-time", starts=(9 * 60, 14 * 60), hourly_cost=30.0)
    return make_scenario(contract=(contract,))


def _night(shift: Shift) -> Shift:
    hours = {"start": at(shift.date, 22), "end": at(shift.date, 31), "breaks": ()}
    return shift.model_copy(update=hours)


def _team() -> Team:
    people = [Person(id=agent, name=name, contract="full-time") for agent, name in NAMES.items()]
    days = [
        DayEntry(agent="0002", first=day(0), last=day(2), kind="leave"),
        DayEntry(agent="0002", first=day(3), last=day(3), kind="sick"),
        DayEntry(agent="0001", first=day(5), last=day(5), kind="off"),
    ]
    wishes = [
        Wish(agent="0001", first=day(0), last=day(3), kind="late", weight=2),
        Wish(agent="0003", first=day(5), last=day(5), kind="day_off", weight=5),
        Wish(agent="0001", first=day(0), last=day(0), kind="with", of="0002"),
    ]
    return Team(people=tuple(people), days=tuple(days), wishes=tuple(wishes))


WISHES = (
    GrantedWish(wish=0, dates=4, granted=1, because="others"),
    GrantedWish(wish=1, dates=1, granted=1),
    GrantedWish(wish=2, dates=1, granted=0, because="leave"),
)
SHARES = (
    FairShare(what="nights", group="all", least=0, most=1, left_out={"0002": "leave"}),
    FairShare(what="hours", group="full-time", least=32, most=40.5),
)
LOWERED = (Lowered(agent="0002", owed={MONDAY: 1}),)


def record(plan, agent: str):
    """The record of one agent."""
    return next(each for each in records_of(plan) if each.id == agent)
