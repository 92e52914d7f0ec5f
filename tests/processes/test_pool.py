"""Independent pieces of work: every result in its place, whoever dies, whoever stops, and nobody is left."""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import psutil
import pytest
from others import ECHO, HANG, all_end, killed, runs, script

from staffplan.errors import StaffplanError
from staffplan.processes import memory
from staffplan.processes.pool import results

TASKS = f"""
import os, signal, sys, threading, time
from staffplan.processes.beside import Beside

def square(number):
    return number * number

def dies(number):
    if number in (1, 4):
        os._exit(9)
    time.sleep(0.05)
    return number

def environment(_number):
    import resource
    ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    limit = resource.getrlimit(resource.RLIMIT_DATA)[0]
    return os.environ["OMP_NUM_THREADS"], ignored, limit, os.getsid(0) == os.getpid(), os.getpid()

def notes(folder):
    beside = Beside("beside_test")
    beside.send(1)
    beside.receive()
    name = os.path.join(folder, str(os.getpid()))
    with open(name + ".part", "w") as file:
        file.write(f"{{os.getpid()}} {{beside.pid}}")
    os.rename(name + ".part", name)

def busy(folder):
    notes(folder)
    while True:
        pass

def hung(folder):
    notes(folder)
    {HANG}
"""


@pytest.fixture
def tasks(module):
    module(ECHO)
    return import_module(module(TASKS, "tasks_test"))


def never():
    return threading.Event()


def pids_in(folder, count, seconds=30.0):
    """The numbers that ``count`` tasks and the processes beside them have noted."""
    until = time.monotonic() + seconds
    while len(found := [path for path in folder.iterdir() if path.name.isdigit()]) < count:
        assert time.monotonic() < until
        time.sleep(0.02)
    return [int(pid) for path in found for pid in path.read_text().split()]


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "pids"
    path.mkdir()
    return path


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_task_has_its_result(tasks, jobs):
    found = dict(results(tasks.square, range(7), jobs=jobs, stop=never()))
    assert found == {place: place**2 for place in range(7)}


def test_nothing_to_do_starts_nothing(monkeypatch):
    monkeypatch.setattr("staffplan.processes.pool.ProcessPoolExecutor", None)
    assert list(results(len, [], jobs=2, stop=never())) == []


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_process_that_dies_costs_its_own_task(tasks, jobs):
    found = dict(results(tasks.dies, range(6), jobs=jobs, stop=never()))
    assert found == {0: 0, 1: None, 2: 2, 3: 3, 4: None, 5: 5}


def test_an_executor_of_the_callers_is_used_and_stays_his(tasks, monkeypatch):
    monkeypatch.setattr("staffplan.processes.pool.ProcessPoolExecutor", None)
    with ThreadPoolExecutor(2) as executor:
        found = dict(results(tasks.square, range(5), jobs=9, stop=never(), executor=executor))
        assert found == {place: place**2 for place in range(5)}
        assert executor.submit(tasks.square, 3).result() == 9


def test_of_an_executor_that_breaks_what_is_lost_is_told(tasks):
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(1, get_context("spawn")) as executor:
        found = dict(results(tasks.dies, [0, 1, 2], jobs=1, stop=never(), executor=executor))
    assert found == {0: 0, 1: None, 2: None}


def test_begun_tasks_of_an_executor_of_the_callers_do_not_delay_a_stop():
    stop, free = threading.Event(), threading.Event()
    with ThreadPoolExecutor(1) as executor:
        threading.Timer(0.2, stop.set).start()
        began = time.monotonic()
        assert list(results(lambda _task: free.wait(20), range(3), jobs=1, stop=stop, executor=executor)) == []
        assert time.monotonic() - began < 5
        free.set()


def test_processes_are_warm_share_the_cores_and_keep_to_their_terms(tasks, monkeypatch):
    monkeypatch.setenv(memory.VARIABLE, "3GB")
    before = dict(os.environ)
    found = dict(results(tasks.environment, range(4), jobs=1, stop=never()))
    assert {of_task[:-1] for of_task in found.values()} == {("1", True, 3 * 10**9, True)}
    assert len({of_task[-1] for of_task in found.values()}) == 1
    assert dict(os.environ) == before


def test_an_impossible_limit_is_told_before_anything_starts(tasks, monkeypatch):
    monkeypatch.setenv(memory.VARIABLE, "a lot")
    with pytest.raises(StaffplanError, match="STAFFPLAN_MEMORY"):
        list(results(tasks.square, [1], jobs=1, stop=never()))


@pytest.mark.parametrize("work", ["busy", "hung"])
def test_a_stop_ends_processes_and_what_they_started(tasks, folder, work):
    stop, seen = threading.Event(), []

    def watch():
        seen.extend(pids_in(folder, 2))
        stop.set()

    watcher = threading.Thread(target=watch)
    watcher.start()
    assert list(results(getattr(tasks, work), [str(folder)] * 3, jobs=2, stop=stop)) == []
    watcher.join()
    assert len(seen) == 4
    assert all_end(seen, 5)


def test_a_caller_that_fails_leaves_no_process(tasks, folder):
    def fail():
        for _place, _result in results(tasks.notes, [str(folder)] * 2, jobs=1, stop=never()):
            raise ValueError("faulty")

    with pytest.raises(ValueError, match="faulty"):
        fail()
    assert all_end(pids_in(folder, 1), 5)


PARENT = """
import sys, threading
from staffplan.processes.pool import results
import tasks_test
print(list(results(tasks_test.{work}, {given!r}, jobs=2, stop=threading.Event())))
"""


@pytest.mark.parametrize("work", ["busy", "hung"])
def test_all_end_with_a_parent_that_is_killed(tasks, folder, tmp_path, work):
    parent = script(PARENT.format(work=work, given=[str(folder)] * 3), tmp_path)
    pids = pids_in(folder, 2)
    assert len(pids) == 4
    everyone = {*pids, *(process.pid for process in psutil.Process(parent.pid).children(recursive=True))}
    assert all(runs(pid) for pid in pids)
    killed(parent)
    assert all_end(everyone)


def test_the_callers_script_is_not_run_again(tasks, tmp_path):
    # It has no guard, and a script that is read from the standard input could not even be found.
    path = tmp_path / "unguarded.py"
    path.write_text("print('once')\n" + PARENT.format(work="square", given=[2, 3]))
    parent = script(f"import runpy; runpy.run_path({str(path)!r}, run_name='__main__')", tmp_path)
    stdout, _stderr = parent.communicate(timeout=60)
    assert stdout.splitlines() == ["once", "[(0, 4), (1, 9)]"]
    assert parent.returncode == 0
