"""Processes that serve one plan after the other: kept where that is wanted, and the plans stay the same."""

import pytest

from staffplan import pipeline
from staffplan.processes import child
from staffplan.processes.beside import Beside

ECHO = """
import os
def main(parent):
    while True:
        parent.receive()
        parent.send(os.getpid())
"""


@pytest.fixture
def kept(module, monkeypatch):
    """What is given back is kept, until the test ends."""
    name = module(ECHO)
    monkeypatch.setattr(child, "_kept", {})
    yield name
    for waiting in child._kept.values():
        for process in waiting:
            process.end()


def asked(process):
    process.send("who are you?")
    return process.receive(20)


def test_who_asks_next_takes_what_was_given_back(kept):
    first = child.started(kept)
    pid = asked(first)
    child.given_back(first)
    second = child.started(kept)
    assert asked(second) == pid
    third = child.started(kept)
    assert asked(third) != pid
    second.end()
    third.end()


def test_one_that_died_meanwhile_is_not_given_to_anybody(kept):
    first = child.started(kept)
    pid = asked(first)
    child.given_back(first)
    first._process.kill()
    first._process.wait()
    second = child.started(kept)
    assert asked(second) != pid
    assert first.has_ended
    second.end()


def test_one_that_still_has_something_to_say_is_ended(kept):
    process = child.started(kept)
    process.send("one")
    while not process.has_news:
        pass
    child.given_back(process)
    assert process.has_ended
    assert not child._kept.get(kept)


def test_nothing_is_kept_unless_it_is_wanted(module, monkeypatch):
    monkeypatch.setattr(child, "_kept", None)
    process = Beside(module(ECHO))
    child.given_back(process)
    assert process.has_ended


def test_plans_of_a_kept_solver_are_those_of_a_new_one(kept, tmp_path):
    """The same shop first and after others, with one solver for all, and with one of its own."""
    hours = [f"2026-11-02 {hour:02d}:00" for hour in range(9, 18)]
    (tmp_path / "s.toml").write_text(
        'grid = "60min"\n[opening]\nhours = ["09:00", "18:00"]\n[[contract]]\nname = "day"\nbreaks = []\n'
        'shift_lengths = ["4h", "9h"]\ndays_per_week = [1, 5]\n'
    )
    for name, volume in {"a": 20, "b": 70}.items():
        (tmp_path / f"{name}.csv").write_text("start,inquiries\n" + "".join(f"{hour},{volume}\n" for hour in hours))

    def plan(name):
        return pipeline.solve(tmp_path / f"{name}.csv", tmp_path / "s.toml").plan.shifts

    first, other, again = plan("a"), plan("b"), plan("a")
    (solver,) = child._kept[child.SOLVER]
    assert solver.lives
    child._kept.pop(child.SOLVER)
    solver.end()
    assert first == again == plan("a")
    assert first != other
