import io

import pytest
from factories import make_plan, make_scenario, named
from rich.console import Console

from staffplan.report.screen.check import check_screen
from staffplan.report.screen.picture import block, hour_axis
from staffplan.report.screen.plan import assumptions, plan_screen
from staffplan.report.wording.explanation import explanation_lines
from staffplan.schema.scenario.keys import Bot, Contract
from staffplan.schema.violation import Violation
from staffplan.words.text_width import width_of, wrap


def shown(renderable, width=80, colour=False):
    system = "standard" if colour else None
    console = Console(file=io.StringIO(), width=width, force_terminal=colour, color_system=system)
    console.print(renderable)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("days", [1, 7, 28])
def test_a_plan_fits_into_the_screen(days, width):
    text = shown(plan_screen(make_plan(days=days)), width)
    assert max(width_of(line) for line in text.splitlines()) <= width
    assert sum(line.startswith(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")) for line in text.splitlines()) == days


def test_shifts_are_counted_by_name():
    plan = make_plan(agents=2)
    assert f"Shifts by name: 早班 {len(plan.shifts)}" in shown(plan_screen(named(plan)))
    assert "by name" not in shown(plan_screen(plan))


def test_chinese_names_keep_the_columns_straight():
    scenario = make_scenario(contract=(Contract(name="全职客服"), Contract(name="part-time")))
    lines = shown(plan_screen(make_plan(scenario=scenario))).splitlines()
    table = [line for line in lines if line.startswith(("Contract", "全职客服", "part-time"))]
    assert len({width_of(line) for line in table}) == 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, "15 agents. Proved: no legal plan has fewer."),
        ({"agents": 1}, "1 agent. Proved: no legal plan has fewer."),
        ({"status": "feasible", "bound": 13}, "15 agents. Proved: no legal plan has fewer than 13."),
        ({"objective": "cost", "cost": 9000.0}, "15 agents, cost 9,000. Proved: no legal plan costs less."),
        (
            {"objective": "cost", "cost": 9000.0, "cost_bound": 8500.0, "status": "feasible"},
            "15 agents, cost 9,000. Proved: no legal plan costs less than 8,500.",
        ),
    ],
)
def test_the_headline_says_what_is_proved_and_no_more(options, sentence):
    assert shown(plan_screen(make_plan(**options))).splitlines()[0] == sentence


def test_a_missed_target_is_named_with_its_days():
    plan = make_plan(agents=9)
    assert plan.summary.service.target_met is False
    assert "target missed on the finished schedule: 2026-11-0" in shown(plan_screen(plan))


def test_a_plan_without_a_bot_says_that_it_staffs_for_every_inquiry():
    plan = make_plan()
    every = tuple(slot.model_copy(update={"human_inquiries": slot.inquiries}) for slot in plan.coverage)
    assert "staffs for every inquiry" in assumptions(plan.model_copy(update={"coverage": every}))[0]
    with_bot = make_plan(scenario=make_scenario(bot=Bot(deflection=0.75)))
    assert not any("every inquiry" in line for line in assumptions(with_bot))


def test_colour_only_where_it_is_wanted():
    assert "\x1b[" in shown(plan_screen(make_plan()), colour=True)
    assert "\x1b[" not in shown(plan_screen(make_plan()))
    assert "Yellow" in shown(plan_screen(make_plan()), colour=True)
    assert "Yellow" not in shown(plan_screen(make_plan()))


def test_blocks_and_axes():
    assert "".join(block(value, 8) for value in range(9)) == " ▁▂▃▄▅▆▇█"
    assert block(1, 3000) == "▁"
    assert hour_axis(14, 9, 60) == "9  12 15 18 21"
    assert hour_axis(12, 0, 120) == "0  6  12 18 "


def test_chinese_text_wraps_between_characters_and_never_before_a_full_stop():
    lines = wrap("没有合法的排班方案，至少需要三名客服。", 12)
    assert all(width_of(line) <= 12 or line[-1] in "，。" for line in lines)
    assert "".join(lines) == "没有合法的排班方案，至少需要三名客服。"
    assert not any(line.startswith(("，", "。")) for line in lines)


def test_broken_rules_are_listed_and_counted():
    plan = make_plan()
    broken = [Violation(rule="min_rest", agent_id="0007", found="9h of rest", allowed="at least 11h")] * 60
    text = shown(check_screen(plan, broken, plan.summary.service))
    assert text.startswith("60 broken rules in 75 shifts of 15 agents.\nmin_rest 60\n")
    assert text.count("agent 0007: found 9h of rest; allowed: at least 11h (min_rest)") == 50
    assert "and 10 more" in text


def test_a_legal_plan_is_praised():
    plan = make_plan()
    text = shown(check_screen(plan, (), plan.summary.service))
    assert text.startswith("No rule is broken: 75 shifts of 15 agents checked.")
    assert "target met" in text


def test_explanation_is_told_in_sentences():
    lines = explanation_lines(
        {
            "relaxation": 7.677,
            "bound_from_relaxation": 8,
            "minimised": "headcount",
            "now": 8,
            "deciding_days": [{"when": "2026-11-02", "headcount": 7, "proved": True}],
            "deciding_hours": [{"when": "14:00", "headcount": 7, "proved": False}],
            "one_fewer": {"headcount": 7, "slots_short": 12, "agent_slots_short": 11.5, "groups_missed": []},
            "two_steps": {"headcount": 10, "bound": 10, "saved": 2},
            "rules": [
                {"change": "full: 5 to 6 days a week", "headcount": 6, "proved": True},
                {"change": "an hour earlier", "headcount": 7, "proved": False},
                {"change": "a threshold of 60 s", "at_least": 7, "at_most": 8},
            ],
        }
    )
    assert lines == [
        "even with fractions of people the rules take 7.68 agents, so 8 whole ones",
        "without what is asked on Mon 2 Nov, 7 agents would do",
        "without what is asked in the hour from 14:00 on, on any day, 7 agents at most would do",
        "the best plan found with 7 agents leaves 12 slots short of their floor",
        "fixing each slot's need first would take 10 agents: one model saves 2",
        "full: 5 to 6 days a week: 6 agents instead of 8",
        "an hour earlier: 7 agents at most instead of 8",
        "a threshold of 60 s: at least 7 agents, not more than 8",
    ]


def test_explanation_of_a_cost_speaks_of_costs():
    rules = [
        {"change": "full: 5 to 6 days a week", "cost": 4300.0, "proved": True},
        {"change": "an hour earlier", "at_least": 4200.5, "at_most": 4500.0},
    ]
    lines = explanation_lines({"minimised": "cost", "now": 4500.0, "rules": rules})
    assert lines == [
        "full: 5 to 6 days a week: a cost of 4,300 instead of 4,500",
        "an hour earlier: a cost of at least 4,200, not more than 4,500",
    ]


@pytest.mark.parametrize(
    ("scope", "label", "text"),
    [
        ("day", "2026-11-02", "Mon 2 Nov"),
        ("week", "2026-11-02", "the week from Mon 2 Nov on"),
        ("period", "period", "the whole period"),
    ],
)
def test_explanation_names_what_would_be_missed(scope, label, text):
    fewer = {"headcount": 4, "slots_short": 0, "agent_slots_short": 0.0, "groups_missed": [label]}
    explanation = {"relaxation": 4.003, "bound_from_relaxation": 5}
    assert explanation_lines({**explanation, "one_fewer": fewer}, scope, 6) == [
        "even with fractions of people the rules take 4.003 agents, so 5 whole ones",
        "trying all plans of whole people proves that it takes 6",
        f"the best plan found with 4 agents misses the target: {text}",
    ]
