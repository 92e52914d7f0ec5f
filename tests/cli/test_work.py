import signal
import threading

import pytest

from staffplan.errors import NoPlanError
from staffplan_cli.errors import Stopped
from staffplan_cli.screen import Screen
from staffplan_cli.work import watched

QUIET = Screen(quiet=True)


def test_work_returns_what_it_returns():
    assert watched(lambda _watcher, _stop: 7, QUIET) == 7


def test_work_raises_what_it_raises():
    with pytest.raises(NoPlanError):
        watched(_no_plan, QUIET)


def _no_plan(_watcher, _stop):
    raise NoPlanError("none")


def test_the_first_interrupt_asks_for_the_best_so_far(capsys):
    def work(_watcher, stop):
        signal.raise_signal(signal.SIGINT)
        return stop.wait(10) and "the best so far"

    before = signal.getsignal(signal.SIGINT)
    assert watched(work, Screen()) == "the best so far"
    assert signal.getsignal(signal.SIGINT) is before
    assert "stopping" in capsys.readouterr().err


def test_the_second_interrupt_does_not_wait():
    free = threading.Event()

    def work(_watcher, stop):
        signal.raise_signal(signal.SIGINT)
        stop.wait(10)
        signal.raise_signal(signal.SIGINT)
        free.wait(10)

    with pytest.raises(KeyboardInterrupt):
        watched(work, QUIET)
    free.set()


def test_stopping_before_there_is_a_plan_is_no_failure_of_the_search():
    def work(watcher, stop):
        signal.raise_signal(signal.SIGINT)
        stop.wait(10)
        _no_plan(watcher, stop)

    with pytest.raises(Stopped):
        watched(work, QUIET)
