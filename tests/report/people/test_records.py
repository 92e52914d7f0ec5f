"""What a record says of each person."""

from factories import make_plan
from team_plans import WISHES, day, record, team_plan

from staffplan.report.people.records import records_of, wish_weights
from staffplan.report.people.wishes import outcome_text, wish_text


def test_everybody_has_one_and_hires_come_last():
    found = records_of(team_plan(released=("0004",)))
    assert [(each.id, each.role) for each in found] == [
        ("0001", "named"),
        ("0002", "named"),
        ("0003", "named"),
        ("0004", "released"),
        ("hire-01", "hire"),
        ("hire-02", "hire"),
    ]
    assert [each.shown for each in found[:3]] == ["Li Na", "Wang Wei", "0003"]
    assert records_of(make_plan()) == ()


def test_leave_counts_neither_as_rest_nor_as_work():
    away = record(team_plan(), "0002")
    assert (away.count_away("leave"), away.count_away("sick")) == (3, 1)
    worked = len(away.shifts)
    assert away.rest_days == 7 - 4 - worked
    assert away.hours == 8.0 * worked


def test_nights_and_weekends():
    plan = team_plan()
    assert [each.nights for each in records_of(plan)] == [0, 0, 1, 0, 0, 0]
    for each in records_of(team_plan(days=28)):
        weekends = {
            shift.date.isocalendar().week for own in each.shifts.values() for shift in own if shift.date.weekday() > 4
        }
        assert each.weekends == len(weekends)


def test_leave_outside_the_period_is_not_counted():
    plan = team_plan()
    team = plan.summary.team.team
    longer = team.days[0].model_copy(update={"first": day(-10)})
    about = plan.summary.team.model_copy(update={"team": team.model_copy(update={"days": (longer, *team.days[1:])})})
    again = plan.model_copy(update={"summary": plan.summary.model_copy(update={"team": about})})
    assert record(again, "0002").count_away("leave") == 3


def test_wishes_with_what_became_of_them():
    plan = team_plan(wishes=WISHES)
    late, company = record(plan, "0001").wishes
    assert (wish_text(late.wish, {}), outcome_text(late)) == (
        "start at 12:00 or later",
        "met on 1 of 4 days: only with more hires, less service, unfair shares or other wishes lost",
    )
    assert wish_text(company.wish, {"0002": "Wang Wei"}) == "together with Wang Wei"
    assert outcome_text(company) == "not met: away on leave"
    assert outcome_text(record(plan, "0003").wishes[0]) == "met"
    assert wish_weights(plan.summary.team) == (7, 14)
