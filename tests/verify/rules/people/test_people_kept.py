"""The rules of people by name, each kept and broken in a plan of a few lines."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from by_hand import DAYS, FIRST, SHIFTS, entry, scenario_of

from staffplan.schema.people.result import FairShare, GrantedWish, Lowered, TeamPlan
from staffplan.schema.people.team import Available, PastShift, Person, Team, Wish
from staffplan.schema.plan import CoverageSlot, Plan, PlanSummary, Service, Shift
from staffplan.schema.scenario.people import Fairness, TeamFiles
from staffplan.verify.check import SHIFT_AND_AGENT_RULES
from staffplan.verify.roster import roster_of
from staffplan.verify.rules.people import rules_of_people

ZONE = ZoneInfo("Asia/Shanghai")
OFF = "-"
WEEK = {"days_per_week": (4, 5), "max_days_in_row": 4, "days_off_in_row": 2}


def shifts_of(agent, sequence, contract="full"):
    """The shifts of a sequence of days from FIRST on: E, N, or OFF."""
    for k, code in enumerate(sequence):
        if code != OFF:
            begin, end = SHIFTS[code]
            midnight = datetime(2026, 11, 2, tzinfo=ZONE) + timedelta(days=k)
            yield Shift(
                agent_id=agent,
                contract=contract,
                date=(midnight + timedelta(hours=begin)).date(),
                start=midnight + timedelta(hours=begin),
                end=midnight + timedelta(hours=end),
                paid_hours=8.0,
                shift_name=code,
            )


def plan_of(sequences, *, team=None, people=None, scenario=None, **told):
    """A plan of these sequences by agent; ``told`` goes into what plan.json says of the team."""
    scenario = scenario or scenario_of(**WEEK)
    people = people or tuple(Person(id=agent, contract="full") for agent in sequences if not agent.startswith("hire"))
    team = (team or Team()).model_copy(update={"people": people})
    hired = sum(agent.startswith("hire") for agent in sequences)
    about = {"hires": hired, "hires_bound": hired} | told
    shifts = [shift for agent, sequence in sequences.items() for shift in shifts_of(agent, sequence)]
    start = datetime(2026, 11, 2, tzinfo=ZONE)
    coverage = [
        CoverageSlot(
            start=start + timedelta(hours=k),
            inquiries=0,
            human_inquiries=0,
            required=0,
            on_duty=0,
            service_level=None,
            occupancy=None,
        )
        for k in range(24 * len(DAYS))
    ]
    heads = len(people) + hired - len(told.get("released", ()))
    summary = PlanSummary(
        status="optimal",
        headcount=heads,
        headcount_bound=heads,
        headcount_by_contract={"full": heads},
        paid_hours=8.0 * len(shifts),
        service=Service(target=scenario.target, predicted=None),
        solve_seconds=0,
        stages={},
        versions={},
        seed=0,
        inputs={},
        scenario=scenario,
        team=TeamPlan(team=team, **about),
    )
    return Plan(summary=summary, shifts=tuple(shifts), coverage=tuple(coverage))


def broken(*args, **keys):
    """The rules that a plan breaks."""
    plan = plan_of(*args, **keys)
    roster = roster_of(plan)
    of_agents = [each for rule in SHIFT_AND_AGENT_RULES for each in rule(roster)]
    return {each.rule for each in rules_of_people(roster, plan, of_agents)}


def with_entries(*entries, **more):
    return Team(days=tuple(each.model_copy(update={"agent": "7"}) for each in entries), **more)


def test_a_legal_week_breaks_nothing():
    assert broken({"7": "EEEE--E--", "hire-01": "EE--EEE--"}) == set()


def test_leave_counts_as_worked_in_the_week():
    leave = with_entries(entry("leave", 0, 4))
    assert broken({"7": "-------E-"}, team=leave) == set()
    assert broken({"7": "---------"}) == {"days_per_week"}  # who is there owes the days


def test_leave_counts_up_to_the_most_and_no_day_is_worked_beyond():
    leave = with_entries(entry("leave", 0, 4))
    assert broken({"7": "-----E---"}, team=leave) == {"days_per_week", "days_off_in_row"} - {"days_off_in_row"}


@pytest.mark.parametrize("kind", ["leave", "sick", "unavailable"])
def test_nobody_works_when_away(kind):
    away = with_entries(entry(kind, 1))
    assert "settled_day" in broken({"7": "-EEE--E--"}, team=away)
    assert "settled_day" in broken({"7": "N--EEE---"}, team=away)  # the night reaches into it
    assert "settled_day" not in broken({"7": "--EEE-E--"}, team=away)


def test_a_day_off_bars_shifts_that_start_on_it_alone():
    off = with_entries(entry("off", 1))
    assert broken({"7": "N-EEE--E-"}, team=off) == set()
    assert "settled_day" in broken({"7": "-EEEE--E-"}, team=off)


def test_hours_in_which_somebody_cannot_work():
    hours = with_entries(entry("unavailable", 1, start=20 * 60, end=24 * 60))
    assert "settled_day" not in broken({"7": "-EEEE--E-"}, team=hours)
    assert "settled_day" in broken({"7": "-N-EEE---"}, team=hours)


def test_fixed_shifts_are_worked_as_they_are():
    fixed = with_entries(entry("fixed", 1, start=22 * 60, end=6 * 60))
    assert broken({"7": "ENNN--E--"}, team=fixed) == set()
    assert "settled_day" in broken({"7": "EEEE--E--"}, team=fixed)
    assert "settled_day" in broken({"7": "E-EEE-E--"}, team=fixed)


def test_availability_by_weekday():
    mornings = Available(weekdays=("monday",), start=6 * 60, end=16 * 60)
    never = Available(weekdays=("tuesday",))
    never = never.model_copy(update={"end": 0})
    people = (Person(id="7", contract="full", available=(mornings, never)),)
    assert broken({"7": "E-EEE----"}, people=people) == set()
    assert broken({"7": "N-EEE----"}, people=people) == {"available"}
    assert "available" in broken({"7": "EEEE-----"}, people=people)


def test_rest_and_days_in_a_row_go_over_the_seam():
    def past(codes):
        shifts = [
            PastShift("7", firsts[k] + timedelta(hours=SHIFTS[c][0]), firsts[k] + timedelta(hours=SHIFTS[c][1]), c, 480)
            for k, c in enumerate(codes)
            if c != OFF
        ]
        return Team(past=tuple(shifts), past_from=FIRST - timedelta(days=len(codes)))

    firsts = [datetime(2026, 10, 31, tzinfo=ZONE) + timedelta(days=k) for k in range(2)]
    assert broken({"7": "EE-EE----"}, team=past("EE")) == set()
    assert broken({"7": "EEE-E----"}, team=past("EE")) == {"days_in_row"}
    assert "min_rest" in broken({"7": "E-EEE----"}, team=past("-N"))


def test_days_in_a_row_of_the_team_s_file():
    people = (Person(id="7", contract="full", days_in_row=2),)
    assert broken({"7": "EE-EE----"}, people=people) == set()
    assert broken({"7": "EEE-E----"}, people=people) == {"days_in_row"}


def test_hours_of_one_s_own():
    people = (Person(id="7", contract="full", max_hours="32h", min_hours="32h"),)
    assert broken({"7": "EEEE-----"}, people=people) == set()
    assert broken({"7": "EEEE--E--"}, people=people) == {"hours_per_period"}
    assert "hours_per_period" in broken({"7": "EEE------"}, people=people)


def test_who_cannot_work_what_is_owed_is_asked_for_less():
    lowered = (Lowered(agent="7", owed={FIRST: 2}),)
    assert broken({"7": "EE-------"}, lowered=lowered) == set()
    assert broken({"7": "E--------"}, lowered=lowered) == {"days_per_week"}


def test_heads_are_those_of_the_team_and_of_the_schedule():
    assert broken({"7": "EEEE--E--", "hire-01": "EE--EEE--"}, hires=0) == {"headcount", "bound"}
    none = scenario_of(**WEEK).model_copy(update={"team": TeamFiles(hire=())})
    assert broken({"7": "EEEE--E--", "hire-01": "EE--EEE--"}, scenario=none) == {"hire"}


def test_who_is_released_has_no_shift():
    people = tuple(Person(id=agent, contract="full") for agent in "78")
    freed = {"people": people, "released": ("8",)}
    assert "headcount" not in broken({"7": "EEEE--E--"}, **freed)
    assert "headcount" in broken({"7": "EEEE--E--", "8": "EEEE--E--"}, **freed)


def test_wishes_are_counted_again():
    wish = Wish(agent="7", first=DAYS[0], last=DAYS[1], kind="day_off", weight=3)
    team = Team(wishes=(wish,))
    right = (GrantedWish(wish=0, dates=2, granted=1),)
    assert broken({"7": "E-EEE----"}, team=team, wishes=right, wishes_cost=3.0) == set()
    assert broken({"7": "E-EEE----"}, team=team, wishes=right, wishes_cost=0.0) == {"wishes"}
    wrong = (GrantedWish(wish=0, dates=2, granted=2),)
    assert broken({"7": "E-EEE----"}, team=team, wishes=wrong, wishes_cost=3.0) == {"wishes"}
    assert broken({"7": "E-EEE----"}, team=team, wishes=right, wishes_cost=3.0, wishes_bound=4.0) == {"bound"}


def test_fair_shares_are_counted_again():
    fair = scenario_of(**WEEK).model_copy(update={"fairness": Fairness(weekends=0)})
    two = {"7": "EEEE--E--", "8": "EEEEE----"}
    share = FairShare(what="weekends", group="full", least=0.0, most=1.0)
    out = share.model_copy(update={"most": 0.0, "left_out": {"7": "service"}})
    assert "fair_share" in broken(two, scenario=fair, fairness=(share,))
    assert "fair_share" not in broken(two, scenario=fair, fairness=(out,))
    assert "fair_share" in broken(two, scenario=fair, fairness=(out.model_copy(update={"most": 1.0}),))
