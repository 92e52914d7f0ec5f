"""What is said of a team: hires with their proof only where there is one, what is missing, what people get."""

import pytest
from team_plans import LOWERED, SHARES, WISHES, team_plan

from staffplan.report.page.page import render_page
from staffplan.report.people.sentences import team_sentences, worst_days
from staffplan.report.screen.plan import plan_screen, team_facts


def texts(**said):
    return [(each.about, each.text, each.tone) for each in team_sentences(team_plan(**said).summary)]


@pytest.mark.parametrize(
    ("said", "text", "tone"),
    [
        ({}, "The team of 4 can do it with 2 more; fewer are provably not enough.", "good"),
        ({"hires": 0, "hires_bound": 0}, "The team of 4 can do it: nobody has to be hired.", "good"),
        (
            {"hires_bound": 1},
            "The team of 4 can do it with 2 more; fewer than 1 are provably not enough.",
            "caution",
        ),
        (
            {"hires_bound": 0},
            "The team of 4 can do it with 2 more; it is not proved that it cannot do it alone.",
            "caution",
        ),
    ],
)
def test_hires_are_proved_only_where_the_bound_says_so(said, text, tone):
    plan = team_plan(**said)
    met = plan.summary.model_copy(update={"service": plan.summary.service.model_copy(update={"target_met": True})})
    assert team_sentences(met)[0] == ("Team", text, tone)


def test_a_missed_target_is_never_praised():
    plan = team_plan()
    missed = plan.summary.model_copy(update={"service": plan.summary.service.model_copy(update={"target_met": False})})
    assert team_sentences(missed)[0].tone == "bad"
    assert "provably" not in team_sentences(missed)[0].text


@pytest.mark.parametrize(
    ("bound", "proof"),
    [
        (None, "how few could lack is not known."),
        (30.0, "proved: every legal plan of this team lacks at least 30.0."),
        (42.5, "proved: no legal plan of this team lacks fewer."),
    ],
)
def test_a_team_that_is_too_small_is_told_with_its_worst_days(bound, proof):
    said = texts(hires=0, hires_bound=0, missing=42.5, missing_bound=bound, missing_agents=0.0)
    assert said[0] == ("Team", "The team of 4 is too small for the target.", "bad")
    assert said[1][1] == f"42.5 inquiries of the period lack to the target; {proof}"


def test_worst_days_are_those_that_lack_most():
    plan = team_plan()
    days = plan.summary.service.by_day
    shares = (0.5, 0.9, 0.4, 0.89, 0.95, 0.6, 0.3)
    by_day = tuple(
        d.model_copy(update={"certified": s, "human_inquiries": 100.0}) for d, s in zip(days, shares, strict=False)
    )
    summary = plan.summary.model_copy(update={"service": plan.summary.service.model_copy(update={"by_day": by_day})})
    assert [(day, round(count)) for day, count in worst_days(summary)] == [
        ("Sun 8 Nov", 60),
        ("Wed 4 Nov", 50),
        ("Mon 2 Nov", 40),
    ]


def test_agents_that_lack_are_told_in_hours():
    said = texts(hires=0, hires_bound=0, missing=0.0, missing_agents=7.0, missing_agents_bound=7.0)
    assert (
        said[1][1]
        == "3.5 agent-hours lack to the least number on duty; proved: no legal plan of this team lacks fewer."
    )


def test_what_people_get():
    said = texts(wishes=WISHES, wishes_cost=7, wishes_bound=7.0, fairness=SHARES, lowered=LOWERED, released=("0004",))
    assert [each[:2] for each in said[1:]] == [
        ("Not needed", "1 of the team are not needed: Zhang Min"),
        ("Asked for less", "Wang Wei: leave or hours of their own let them work less than the contract owes"),
        ("Wishes", "1 of 3 wishes met; by weight 7 of 14. Proved: no plan as good in all else grants more."),
        ("Fair shares", "nights, all people: 0 to 1 each; left out: Wang Wei (leave)"),
        ("Fair shares", "paid time, full-time: 32 to 40.5 each"),
    ]


def test_wishes_without_a_bound_are_not_called_proved():
    assert "Proved" not in texts(wishes=WISHES, wishes_cost=7)[1][1]


def test_screen_and_page_say_them(capsys):
    from rich.console import Console

    plan = team_plan(wishes=WISHES, fairness=SHARES)
    names = [name for name, _text in team_facts(plan.summary)]
    assert names == ["Team", "Wishes", "Fair shares", ""]
    Console(width=200).print(plan_screen(plan))
    shown, page = capsys.readouterr().out, render_page(plan)
    for said in team_sentences(plan.summary):
        assert said.text in shown
        assert said.text in page
    counted = plan.model_copy(update={"summary": plan.summary.model_copy(update={"team": None})})
    assert 'class="panel said"' not in render_page(counted)
    assert list(team_facts(counted.summary)) == []
