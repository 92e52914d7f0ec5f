"""Processes started before they are needed: the first who asks takes one, and none is left."""

import os

import pytest
from others import ECHO, runs

from staffplan.errors import ProcessEndedError
from staffplan.processes import child


@pytest.fixture
def echo(module):
    return module(ECHO)


@pytest.fixture
def two_cores(monkeypatch):
    monkeypatch.setattr(child, "cores", lambda: 2)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)


def test_who_asks_takes_the_process_that_waits_and_the_next_one_a_new_one(echo, two_cores):
    with child.started_early(echo):
        assert child.is_waiting(echo)
        early = child._early[echo]
        first, second = child.started(echo), child.started(echo)
        assert not child.is_waiting(echo)
        assert first is early
        assert second is not early
    assert runs(first.pid)  # whoever took it ends it
    for process in (first, second):
        process.end()
        assert not runs(process.pid)


def test_a_process_that_nobody_takes_is_ended(echo, two_cores):
    early = []

    def fail():
        early.append(child._early[echo])
        raise ValueError("faulty")

    with pytest.raises(ValueError, match="faulty"), child.started_early(echo):
        fail()
    assert not runs(early[0].pid)
    assert child._early == {}


@pytest.mark.parametrize(("number", "threads"), [(1, None), (2, "1")])
def test_without_a_core_to_spare_nothing_is_started(echo, monkeypatch, number, threads):
    monkeypatch.setattr(child, "cores", lambda: number)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    if threads:
        monkeypatch.setenv("OMP_NUM_THREADS", threads)
    with child.started_early(echo):
        assert child._early == {}


def test_what_cannot_be_started_early_is_told_to_whoever_needs_it(echo, two_cores, monkeypatch):
    monkeypatch.setattr("staffplan.processes.beside.sys.executable", "/no/such/python")
    with child.started_early(echo):
        assert not child.is_waiting(echo)
        with pytest.raises(ProcessEndedError, match="could not be started"):
            child.started(echo)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks")
def test_a_fork_does_not_take_what_waits_for_its_parent(echo, two_cores):
    with child.started_early(echo):
        if (pid := os.fork()) == 0:
            os._exit(child.is_waiting(echo))
        assert os.waitpid(pid, 0)[1] == 0
        assert child.is_waiting(echo)
