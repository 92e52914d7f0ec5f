"""Replies to messages by the checker, with figures worked out by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_plans import MONDAY, broken, day, free, plan, shift

from staffplan.pipeline.plan.assemble import message_service
from staffplan.pipeline.plan.reopen import demand_of
from staffplan.schema.plan import DayMessages, MessageService, Service
from staffplan.schema.scenario.keys import Handling, Opening, Shrinkage, Target
from staffplan.schema.scenario.messages import Messages
from staffplan.verify import check_plan

HOURS = Opening(hours=(9 * 60, 18 * 60))


def left(agents, messages, *, stated=1.0, by_day=None, days=2, cyclic=False, **rules):
    """``agents`` from 9 to 18 without a meal; ``messages`` by hour from Monday 0:00 on, each an hour's work.

    ``stated`` is the share that plan.json says is in time; ``by_day`` the messages due and the share, day by day.
    """
    team = [shift(f"{k:02d}", on=day(d), meals=()) for d in range(days) for k in range(agents)]
    come = np.zeros(24 * days)
    for hour, count in messages.items():
        come[hour] = count
    keys = {"reply_within": "2h"} | rules
    scenario = {
        "opening": HOURS,
        "target": Target(share=0.0, slot_floor=0.0),
        "handling": Handling(aht="1h"),
        "messages": Messages(**keys),
    }
    written = plan(*team, contract=free(breaks=()), days=days, cyclic=cyclic, scenario=scenario)
    by_day = by_day if by_day is not None else [(0, sum(messages.values()), stated)]
    days_of = tuple(DayMessages(date=day(d), messages=count, in_time=share) for d, count, share in by_day)
    service = Service(
        target=scenario["target"],
        predicted=None,
        messages=MessageService(messages=float(come.sum()), in_time=stated, by_day=days_of),
    )
    return with_summary(written, service=service, left_messages=tuple(come.tolist()))


def with_summary(written, **update):
    return written.model_copy(update={"summary": written.summary.model_copy(update=update)})


def test_everything_in_time():
    # Two agents reply to four messages in the two hours from 9:00.
    assert check_plan(left(2, {3: 4})) == ()


def test_too_few_agents_say_day_and_figures():
    (late,) = check_plan(left(2, {3: 5}, stated=4 / 5))
    assert (late.rule, late.date) == ("reply_within", MONDAY)
    assert late.found == "4.00 of 5.00 messages due on the day replied to in time"
    assert late.allowed == "at least 5.00, within 2h of opening time"


def test_what_closes_the_day_is_due_on_the_next():
    assert check_plan(left(2, {20: 4}, by_day=[(1, 4, 1.0)])) == ()
    (late,) = check_plan(left(1, {20: 4}, stated=0.5, by_day=[(1, 4, 0.5)]))
    assert late.date == day(1)


def test_what_is_due_after_the_period_is_the_next_plans():
    assert check_plan(left(1, {3: 2, 44: 50}, by_day=[(0, 2, 1.0)])) == ()


def test_a_cyclic_period_goes_on_from_its_end():
    week = {"days": 7, "cyclic": True, "by_day": [(0, 4, 1.0)]}
    # Nobody has a day off in it, which is another rule's affair.
    assert broken(left(2, {6 * 24 + 20: 4}, **week)) == {"days_in_row"}
    week["by_day"] = [(0, 4, 0.5)]
    assert broken(left(1, {6 * 24 + 20: 4}, stated=0.5, **week)) == {"days_in_row", "reply_within"}


def test_only_the_share_planned_for_is_asked_for():
    assert check_plan(left(2, {3: 5}, stated=4 / 5, share=0.8)) == ()
    assert broken(left(2, {3: 5}, stated=4 / 5, share=0.9)) == {"reply_within"}


def test_messages_take_their_own_handling_time():
    assert check_plan(left(2, {3: 8}, aht="30min")) == ()
    assert broken(left(2, {3: 9}, aht="30min", stated=8 / 9)) == {"reply_within"}


def test_absence_leaves_less_time():
    written = left(2, {3: 3})
    absent = written.summary.scenario.model_copy(update={"shrinkage": Shrinkage(planned=0.25)})
    assert check_plan(with_summary(written, scenario=absent)) == ()
    half = written.summary.scenario.model_copy(update={"shrinkage": Shrinkage(planned=0.5)})
    assert broken(with_summary(written, scenario=half)) == {"reply_within", "messages_in_time"}


def test_live_inquiries_come_first():
    written = left(2, {3: 3})
    rows = list(written.coverage)
    for count, rules in ((1.0, set()), (1.5, {"reply_within", "messages_in_time"})):
        rows[9] = rows[9].model_copy(update={"inquiries": count, "human_inquiries": count})
        found = broken(written.model_copy(update={"coverage": tuple(rows)}))
        assert found & {"reply_within", "messages_in_time"} == rules


@settings(max_examples=60, deadline=None)
@given(st.data(), st.booleans())
def test_checker_and_service_stage_agree(data, cyclic):
    """The same share in time from batches in their order as from the hours in theirs, on random days."""
    numbers = st.lists(st.integers(0, 6), min_size=24, max_size=24)
    agents, come = data.draw(st.integers(1, 4)), np.array(data.draw(numbers), dtype=float)
    if not come.any():
        return
    come[9:18] = 0.0
    written = left(
        agents, dict(enumerate(come)), days=1, cyclic=cyclic, reply_within=f"{data.draw(st.integers(1, 12))}h"
    )
    demand = demand_of(written)
    duty = [row.on_duty for row in written.coverage]
    stated = message_service(demand, written.summary.scenario, np.array(duty))
    service = written.summary.service.model_copy(update={"messages": stated})
    assert broken(with_summary(written, service=service)) <= {"reply_within", "days_in_row"}


@pytest.mark.parametrize("stated", [0.9, None])
def test_share_stated_is_the_share_in_time(stated):
    assert broken(left(2, {3: 4}, stated=stated, by_day=[(0, 4, 1.0)])) == {"messages_in_time"}
    assert broken(left(2, {3: 4}, by_day=[(0, 4, 0.9)])) == {"messages_in_time"}
    assert broken(left(2, {3: 4}, by_day=[])) == {"messages_in_time"}


def test_nothing_stated():
    written = left(2, {3: 4})
    bare = written.summary.service.model_copy(update={"messages": None})
    assert broken(with_summary(written, service=bare)) == {"messages_in_time"}
    # Nor may the messages be left out of the plan, and the rule with them.
    assert "left_messages" in broken(with_summary(written, service=bare, left_messages=None))
    unplanned = written.summary.scenario.model_copy(update={"messages": Messages()})
    assert broken(with_summary(written, scenario=unplanned)) == {"messages_in_time"}


@pytest.mark.parametrize("wrong", [(1.0,), (float("nan"),) * 48, (-1.0,) * 48])
def test_messages_of_each_slot_are_numbers(wrong):
    assert broken(with_summary(left(2, {3: 4}), left_messages=wrong)) == {"left_messages"}


def test_reply_clock_runs_in_whole_slots():
    # An hour and a half is one slot of an hour.
    assert check_plan(left(2, {3: 2}, reply_within="90min")) == ()
    assert broken(left(2, {3: 3}, reply_within="90min", stated=2 / 3)) == {"reply_within"}
