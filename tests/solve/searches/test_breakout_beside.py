"""Two processes exchange tours: whose plan is taken is told by the exchanges, whichever process is faster."""

import os
import signal
import time

import pytest
from runs import run_of
from test_construction import FULL, LONG, SHORT, varied
from tiny import make_grid

from staffplan.solve.searches.breakout_beside import ExchangeBeside
from staffplan.solve.searches.moves import Exchange

HEADS, TOO_FEW, MOVES = 9, 7, 3000
"""A team that takes some hundred exchanges, one that covers nothing, and so many that the first is sure to be found."""


def never():
    return False


@pytest.fixture
def beside():
    with ExchangeBeside(0) as process:
        yield process


@pytest.fixture
def team(engine):
    """What makes the same team with its random numbers, slots short: one agent after the other in the best tour."""
    staffing = varied(make_grid(7), 1)
    run = run_of(engine, (FULL, SHORT, LONG), staffing)

    def made(heads=HEADS):
        exchange = Exchange(run)
        assert exchange.resize(heads)
        assert exchange.short
        return exchange

    return made


def tours_of(exchange):
    return [(contract, tour.shifts.tolist(), tour.duty.tolist()) for contract, tour in exchange.team.tours]


def slowed(monkeypatch):
    """Exchanges of this process take ten times as long."""
    plain = Exchange.exchange

    def slow(self, *, keep):
        time.sleep(0.005)
        plain(self, keep=keep)

    monkeypatch.setattr(Exchange, "exchange", slow)


def test_what_is_found_within_the_head_start_is_what_one_process_finds(team):
    alone, two = team(), team()
    assert alone.settled(MOVES, never)
    with ExchangeBeside(MOVES) as beside:
        assert beside.settled(two, MOVES, never, keep=False)
    assert tours_of(two) == tours_of(alone)


def test_the_head_start_is_so_many_exchanges_for_each_agent(team, monkeypatch):
    begun = []
    with ExchangeBeside(3) as beside:
        monkeypatch.setattr(beside, "_begin", lambda _exchange, moves, *, keep: begun.append((moves, keep)) or 0)
        beside.settled(team(), 3 * HEADS + 5, lambda: True, keep=True)
        beside.settled(team(), 3 * HEADS - 1, lambda: True, keep=False)
    assert begun == [(5, True), (0, False)]


def test_where_nothing_is_found_here_the_team_of_the_other_process_is_taken(beside, team, monkeypatch):
    monkeypatch.setattr(Exchange, "exchange", lambda _self, *, keep: time.sleep(0.001))
    exchange = team()
    assert beside.settled(exchange, MOVES, never, keep=False)
    assert not exchange.short
    assert len(exchange.team.tours) == HEADS


@pytest.mark.parametrize("keep", [False, True])
def test_the_faster_process_does_not_decide(team, monkeypatch, keep):
    found = []
    for _time in range(2):
        exchange = team()
        with ExchangeBeside(0) as beside:
            assert beside.settled(exchange, MOVES, never, keep=keep)
        found.append(tours_of(exchange))
        slowed(monkeypatch)
    assert found[0] == found[1]


def test_a_second_task_is_not_answered_with_what_was_found_for_the_first(beside, team):
    first = team()
    assert not beside.settled(first, 1, never, keep=False)  # the other process may still be at it
    with ExchangeBeside(0) as fresh:
        expected = team()
        expected.twin()  # random numbers as after one task
        assert fresh.settled(expected, MOVES, never, keep=False)
    again = team()
    again.twin()
    assert beside.settled(again, MOVES, never, keep=False)
    assert tours_of(again) == tours_of(expected)


def test_a_process_that_died_is_no_loss(beside, team):
    os.kill(beside._process.pid, signal.SIGKILL)
    alone, two = team(), team()
    assert alone.settled(MOVES, never)
    assert beside.settled(two, MOVES, never, keep=False)
    assert tours_of(two) == tours_of(alone)


def test_both_end_when_all_is_over(beside, team):
    began = time.monotonic()
    assert not beside.settled(team(TOO_FEW), 10**9, lambda: time.monotonic() > began + 1.0, keep=True)
    assert time.monotonic() < began + 5.0
