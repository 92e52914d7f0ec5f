"""Processes started before they are needed: the first who asks takes one, and none is left."""

import pytest

from staffplan.processes import child

CODE = "import sys; sys.stdin.read()"


@pytest.fixture
def two_cores(monkeypatch):
    monkeypatch.setattr(child, "cores", lambda: 2)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)


def test_who_asks_takes_the_process_that_waits_and_the_next_one_a_new_one(two_cores):
    with child.started_early(CODE):
        early = child._early[CODE]
        first, second = child.started(CODE), child.started(CODE)
        assert first is early
        assert second is not early
    assert first.poll() is None  # whoever took it ends it
    for process in (first, second):
        child.ended(process)
        assert process.poll() is not None


def test_a_process_that_nobody_takes_is_ended(two_cores):
    early = []

    def fail():
        early.append(child._early[CODE])
        raise ValueError("faulty")

    with pytest.raises(ValueError, match="faulty"), child.started_early(CODE):
        fail()
    assert early[0].poll() is not None
    assert child._early == {}


@pytest.mark.parametrize(("number", "threads"), [(1, None), (2, "1")])
def test_without_a_core_to_spare_nothing_is_started(monkeypatch, number, threads):
    monkeypatch.setattr(child, "cores", lambda: number)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    if threads:
        monkeypatch.setenv("OMP_NUM_THREADS", threads)
    with child.started_early(CODE):
        assert child._early == {}
