"""The walk in a process of its own: the same digits, and nothing left of the process."""

import os
import signal
from dataclasses import astuple, replace

import numpy as np
import pytest
from test_transient import demand_of, scenario_of

from staffplan.service.transient.beside import WalkBeside
from staffplan.service.transient.service import course_of
from staffplan.service.transient.walk import walk


@pytest.fixture
def beside():
    with WalkBeside() as process:
        yield process
    assert process._process.has_ended


def course(factor=1.0):
    volume = factor * np.array([20.0, 80.0, 60.0, 30.0])
    return course_of(demand_of(volume), scenario_of("2min", absence=0.1), np.array([6, 15, 12, 8]))


def assert_same(found, expected):
    assert found[1] is expected[1]
    for one, other in zip(astuple(found[0]), astuple(expected[0]), strict=True):
        assert (one == other).all()


def test_every_course_gives_the_walks_own_digits(beside):
    for factor in (1.0, 0.7):
        beside.begin(course(factor))
        assert_same(beside.found(), walk(course(factor)))


@pytest.mark.parametrize("early", [True, False])
def test_a_process_that_died_is_no_loss(beside, early):
    if not early:
        beside.begin(course())
    os.kill(beside._process.pid, signal.SIGKILL)
    if early:
        beside.begin(course())
    assert_same(beside.found(), walk(course()))


def test_what_the_walk_raises_is_raised(beside):
    faulty = replace(course(), slot_s="an hour")
    beside.begin(faulty)
    with pytest.raises(TypeError):
        beside.found()


def test_the_end_of_the_input_ends_a_walk_that_takes_long():
    volume = np.full(4000, 900.0)
    with WalkBeside() as process:
        process.begin(course_of(demand_of(volume), scenario_of(), np.tile([160, 190, 150, 180], 1000)))
        system = process._process._process
        system.stdin.close()
        assert system.wait(20) == 0
