"""Replies to messages in the model: against enumeration of every team, by hand, and over several weeks."""

from dataclasses import replace
from itertools import combinations_with_replacement

import numpy as np
import pytest
from runs import changed
from tiny import every_day, make_contract, make_grid, need, on_duty, solved, with_service, works_of

from staffplan.schema.service.staffing import DeferrableWork, Staffing
from staffplan.solve.bound.binding import relaxation
from staffplan.solve.model.messages import most_agents
from staffplan.solve.searches.shortage import least_shortage

HOURS = 8
SHIFTS = make_contract(shift_lengths=("3h",), starts=("00:00", "05:00"))
COVERS = np.array([[start <= hour < start + 3 for hour in range(HOURS)] for start in range(6)], dtype=int)


def messages(come, is_open, within, *, live=None, each=1.0, cyclic=False):
    """The need of messages that come in slot by slot and are due within so many open slots, one by one."""
    n = len(come)
    open_slots = np.flatnonzero(is_open)
    due = np.zeros(n)
    for slot, work in enumerate(come):
        nth = int((open_slots < slot).sum()) + within - 1
        turn, nth = divmod(nth, len(open_slots))
        if turn == 0 or cyclic:
            due[open_slots[nth] :] += work
            due -= work * turn
    released = np.cumsum(come).astype(float)
    before = np.r_[due[-1] - released[-1] if cyclic else 0.0, due[:-1]]
    counts = np.asarray(is_open, dtype=bool) & (released - before > 1e-9)
    live = np.zeros(n) if live is None else np.asarray(live, dtype=float)
    return DeferrableWork(released, due, live, counts, each, float(released[-1]))


def in_time(come, is_open, within, duty, *, live=None, each=1.0):
    """Whether first come, first served replies to every message by its deadline, hour by hour."""
    waiting = []
    seen = 0
    for slot, work in enumerate(come):
        waiting.append([work, seen + within])
        if not is_open[slot]:
            continue
        seen += 1
        spare = max(each * duty[slot] - (0 if live is None else live[slot]), 0)
        for one in waiting:
            part = min(spare, one[0])
            one[0] -= part
            spare -= part
        if any(work > 1e-9 and due <= seen for work, due in waiting):
            return False
    return True


def least_by_enumeration(least, **case):
    for agents in range(12):
        for starts in combinations_with_replacement(range(6), agents):
            duty = COVERS[list(starts)].sum(axis=0)
            if (duty >= least).all() and in_time(duty=duty, **case):
                return agents
    return None


@pytest.mark.parametrize("live_covered", [True, False])
@pytest.mark.parametrize("seed", range(8))
def test_least_team_of_all(seed, live_covered):
    """Also where customers leave, so that slots may have too few agents for their live work (a switch each)."""
    random = np.random.default_rng(seed)
    is_open = np.r_[False, random.random(HOURS - 1) < 0.8]
    come = np.where(is_open, 0.0, random.integers(0, 5, HOURS))
    live = np.where(is_open, random.choice([0.0, 0.4, 1.3], HOURS), 0.0)
    case = {"come": come, "is_open": is_open, "within": int(random.integers(1, 4)), "live": live, "each": 1.2}
    least = np.ceil(live / 1.2).astype(np.int64) if live_covered else np.zeros(HOURS, dtype=np.int64)
    staffing = Staffing(make_grid(slots=HOURS), least, least, deferrable=messages(**case))
    roster = solved(SHIFTS, staffing)
    assert (roster.headcount if roster else None) == least_by_enumeration(least, **case)
    if roster:
        assert roster.proved
        assert in_time(duty=on_duty(roster, staffing.grid), **case)


def night(hours, within=4, **keys):
    """``hours`` of work left before 9:00 of a day open from 9 to 17 h."""
    come, is_open = np.zeros(24), np.zeros(24, dtype=bool)
    come[3], is_open[9:17] = hours, True
    day = make_grid(1)
    return replace(need(day, (0, 9, 17, 1)), deferrable=messages(come, is_open, within, **keys))


def test_team_that_replies_by_the_deadline():
    # Nine hours of work in the four from 9:00 take three agents; one of them is busy with live inquiries in one hour.
    assert solved(make_contract(), night(9)).headcount == 3
    assert solved(make_contract(), night(12)).headcount == 3
    assert solved(make_contract(), night(12, live=np.eye(24)[10])).headcount == 4
    # Twice as long a deadline, half the team; agents who do one and a half at once, two thirds of it.
    assert solved(make_contract(), night(12, within=8)).headcount == 2
    assert solved(make_contract(), night(12, each=1.5)).headcount == 2


def test_the_most_agents_reply_to_all_that_may_be_open():
    """Work comes at 0, 2 and 6 o'clock and is due two open hours later; all that is not yet due may still be open."""
    case = {"come": [4.0, 0, 3.0, 0, 0, 0, 5.0, 0], "is_open": [False, True] * 4, "live": [0, 0.5, 0, 0.5, 0, 0, 0, 0]}
    work = messages(**case, within=2, each=1.5)
    # At 1: 4 and live work; at 3: 4 + 3 and live work; at 5: 3; at 7: 5.
    assert most_agents(work).tolist() == [0, 3, 0, 5, 0, 2, 0, 4]
    # Round the end: the last 5 are due at 1 o'clock and may be open there as well.
    again = messages(**case, within=2, each=1.5, cyclic=True)
    assert most_agents(again)[1] == 7


def test_too_few_agents_for_the_deadline():
    two = make_contract(headcount=(0, 2))
    assert solved(two, night(8)) is not None
    assert solved(two, night(9)) is None
    found = least_shortage(works_of(two, make_grid(1)), night(11))
    assert found.agents.sum() == 0
    assert found.late[12] == pytest.approx(3)
    assert found.total == pytest.approx(3)
    assert least_shortage(works_of(two, make_grid(1)), night(8)).total == pytest.approx(0)


def test_shift_that_starts_after_the_deadline():
    late = make_contract(starts=("13:00", "13:00"))
    free = replace(night(2), least=np.zeros(24, dtype=np.int64))
    assert solved(late, free) is None
    assert least_shortage(works_of(late, make_grid(1)), free).late[12] == pytest.approx(2)


def test_messages_besides_a_share_answered_in_time():
    # The gains want one agent all day, the messages three in the morning.
    staffing = night(12)
    gains = [np.array([0.0, 1.0])] * 24
    both = replace(with_service(staffing, gains, 8), deferrable=staffing.deferrable)
    assert solved(make_contract(), both).headcount == 3
    assert relaxation(works_of(make_contract(), make_grid(1)), both).headcount == pytest.approx(3)


def test_cyclic_period_goes_on_from_its_end():
    # Sunday's work after 17:00 is done on Monday morning, where two more are needed.
    week = make_grid(7, cyclic=True)
    come, is_open = np.zeros(168), np.zeros(168, dtype=bool)
    for day in range(7):
        is_open[24 * day + 9 : 24 * day + 17] = True
    come[6 * 24 + 20] = 12.0
    staffing = replace(need(week, *every_day(range(7))), deferrable=messages(come, is_open, 4, cyclic=True))
    roster = solved(make_contract(), staffing)
    assert roster.headcount == 3
    assert on_duty(roster, week)[9:13].tolist() == [3] * 4


def test_relaxed_week_by_week_it_is_the_same_team():
    # Sunday night's messages wait for Monday: the second week goes on from what the first has done.
    fortnight = make_grid(14)
    come, is_open = np.zeros(14 * 24), np.zeros(14 * 24, dtype=bool)
    for day in range(14):
        is_open[24 * day + 9 : 24 * day + 18] = True
        come[24 * day + 20] = 14.0 if day == 6 else 6.0
    staffing = need(fortnight, *every_day(range(14), 9, 18, 3))
    staffing = replace(staffing, deferrable=messages(come, is_open, 3, live=2.0 * is_open))
    contract = make_contract(shift_lengths=("9h",), days_per_week=(5, 5), max_days_in_row=6, days_off_in_row=1)
    at_once, weekly = (
        solved(contract, staffing, params=changed("relaxation", weekly_from_peak=peak)) for peak in (10**6, 1)
    )
    # After 6 hours left (6 + 2 · 3) / 3 = 4 agents are there in the morning, on the second Monday (14 + 6) / 3 = 7;
    # the second week takes 6 · 4 + 7 shifts, five to an agent.
    assert weekly.headcount == at_once.headcount == weekly.headcount_bound == 7
    assert at_once.proved
    assert weekly.proved
    case = {"come": come, "is_open": is_open, "within": 3, "live": 2.0 * is_open}
    for roster in (weekly, at_once):
        assert in_time(duty=on_duty(roster, fortnight), **case)
