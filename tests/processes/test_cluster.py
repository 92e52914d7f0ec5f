"""Dask as an Executor, with real processes on loopback: who dies, what is lost, and what is refused before any work."""

import os
import signal
import socket
import sys
import threading
import time
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from importlib import import_module

import psutil
import pytest

from staffplan.errors import InputError, ProcessEndedError
from staffplan.processes.cluster import connect
from staffplan.processes.cluster.connect import connected
from staffplan.processes.pool import results

TASKS = """
import os, time

def square(number):
    return number * number

def slow(number):
    time.sleep(0.3)
    return number

def dies(number):
    if number == 2:
        os._exit(9)
    return number

def fails(number):
    raise ValueError(number)

def environment(_number):
    from staffplan.processes import child
    return os.environ["OMP_NUM_THREADS"], child._kept is not None, os.getpid()
"""
MOST_SECONDS = 60


@pytest.fixture
def tasks(module):
    return import_module(module(TASKS, "tasks_of_cluster"))


def wait_until(done):
    until = time.monotonic() + MOST_SECONDS
    while not done():
        assert time.monotonic() < until
        time.sleep(0.1)


def answers(port):
    with socket.socket() as there:
        return there.connect_ex(("127.0.0.1", port)) == 0


class Dask:
    """A scheduler and workers, each a process of its own."""

    def __init__(self, folder, port):
        self.address, self._folder, self._port, self._running = f"tcp://127.0.0.1:{port}", folder, port, []

    def schedule(self):
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", str(self._port))
        wait_until(lambda: answers(self._port))

    def work(self):
        self.workers = self._start("worker", self.address, "--nworkers", "2", "--nthreads", "1")

    def _start(self, *arguments):
        with (self._folder / "dask.log").open("a") as log:
            line = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
            self._running.append(psutil.Popen(line, cwd=self._folder, stdout=log, stderr=log))
        return self._running[-1]

    def end(self):
        for process in self._running:
            with suppress(psutil.NoSuchProcess):
                for one in [*process.children(recursive=True), process]:
                    with suppress(psutil.NoSuchProcess):
                        one.kill()
            process.wait()


@pytest.fixture
def dask(tmp_path, module, monkeypatch):
    """A cluster whose workers can import the tests' modules."""
    pytest.importorskip("distributed", reason="distributed is not installed (extra cluster)")
    module("", "nothing_of_cluster")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    found = Dask(tmp_path, port)
    found.schedule()
    found.work()
    yield found
    found.end()


@pytest.mark.slow
def test_results_come_back_each_in_its_place(dask, tasks):
    told = []
    with connected(dask.address, tell=told.append) as cluster:
        found = dict(results(tasks.square, range(30), jobs=1, stop=threading.Event(), executor=cluster))
        [environment] = dict(results(tasks.environment, [0], jobs=1, stop=threading.Event(), executor=cluster)).values()
    assert found == {k: k * k for k in range(30)}
    assert environment[:2] == ("1", True)
    assert environment[2] != os.getpid()
    (about,) = told
    assert about.code == "cluster_ready"
    assert about.data()["values"]["workers"] >= 1
    assert dask.address in str(about)


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_loses_nothing(dask, tasks):
    with connected(dask.address) as cluster:
        found = {}
        for place, result in results(tasks.slow, range(16), jobs=1, stop=threading.Event(), executor=cluster):
            if not found:
                python = [one for one in dask.workers.children() if "spawn_main" in " ".join(one.cmdline())]
                os.kill(python[0].pid, signal.SIGKILL)
            found[place] = result
    assert found == {k: k for k in range(16)}


@pytest.mark.slow
def test_a_scheduler_killed_and_started_again_loses_nothing(dask, tasks):
    with connected(dask.address) as cluster:
        found, seen = {}, []
        for place, result in results(tasks.slow, range(16), jobs=1, stop=threading.Event(), executor=cluster):
            if not found:
                dask.scheduler.kill()
                dask.scheduler.wait()
                dask.schedule()
                dask.work()
            found[place] = result
            seen.append(place)
    assert found == {k: k for k in range(16)}
    assert len(seen) == 16


@pytest.mark.slow
def test_a_task_that_kills_its_workers_is_told_and_the_others_go_on(dask, tasks):
    with connected(dask.address) as cluster:
        found = dict(results(tasks.dies, range(5), jobs=1, stop=threading.Event(), executor=cluster))
    assert found == {0: 0, 1: 1, 2: None, 3: 3, 4: 4}


@pytest.mark.slow
def test_what_a_task_raises_is_raised_here(dask, tasks):
    with connected(dask.address) as cluster, pytest.raises(ValueError, match="7"):
        cluster.submit(tasks.fails, 7).result(MOST_SECONDS)


@pytest.mark.slow
def test_a_stop_withdraws_what_is_not_begun(dask, tasks):
    stop = threading.Event()
    with connected(dask.address) as cluster:
        found = []
        for place, _result in results(tasks.slow, range(200), jobs=1, stop=stop, executor=cluster):
            found.append(place)
            stop.set()
    assert len(found) < 20


@pytest.mark.slow
def test_workers_of_this_machine_end_with_the_block(tasks, monkeypatch):
    pytest.importorskip("distributed", reason="distributed is not installed (extra cluster)")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    with connected("local", 1) as cluster:
        assert cluster.width == 1
        pid = cluster.submit(tasks.environment, 0).result(MOST_SECONDS)[2]
        assert psutil.pid_exists(pid)
    wait_until(lambda: not psutil.pid_exists(pid))


def faults_of(address):
    with pytest.raises(InputError) as raised, connected(address):
        pass
    return raised.value.faults


@pytest.mark.slow
def test_other_versions_are_refused_before_any_work(dask, monkeypatch):
    real = connect._version
    wait_until(lambda: _workers(dask.address) == 2)
    monkeypatch.setattr(connect, "_version", lambda name: "9.9" if name == "ortools" else real(name))
    faults = faults_of(dask.address)
    assert len(faults) == 2  # one of each worker; the scheduler need not have it
    assert "9.9" in str(faults[0])


def _workers(address):
    with connected(address) as cluster:
        return cluster.width


@pytest.mark.slow
def test_nobody_there_no_worker_and_no_address(dask):
    assert "nobody who answers" in str(faults_of("tcp://127.0.0.1:9")[0])
    assert "local, or a scheduler" in str(faults_of("http://host")[0])


@pytest.mark.slow
def test_a_scheduler_without_workers(dask, monkeypatch):
    for one in dask.workers.children(recursive=True):
        one.kill()
    dask.workers.kill()
    monkeypatch.setattr(connect, "WORKER_SECONDS", 2)
    assert "no worker" in str(faults_of(dask.address)[0])


def test_without_the_package_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    (fault,) = faults_of("local")
    assert "pip install 'staffplan[cluster]'" in str(fault)


class Client:
    """Stands in for distributed's client whose scheduler is gone for good."""

    status = "closed"

    def close(self, timeout):
        pass


def test_a_scheduler_that_stays_away_breaks_the_executor(monkeypatch):
    from staffplan.processes.cluster import executor

    monkeypatch.setattr(executor, "PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(executor, "RETRY_SECONDS", 0.01)

    def refused():
        raise OSError("refused")

    cluster = executor.Cluster(Client(), refused)
    with pytest.raises(BrokenExecutor):
        cluster.submit(print).result(10)
    assert cluster.width == 1


def test_of_a_task_alone_that_its_process_died_the_pool_hears(tasks):
    class Dying:
        def submit(self, work, given):
            from concurrent.futures import Future

            future = Future()
            if given == 1:
                future.set_exception(ProcessEndedError())
            else:
                future.set_result(work(given))
            return future

    found = dict(results(tasks.square, range(3), jobs=1, stop=threading.Event(), executor=Dying()))
    assert found == {0: 0, 1: None, 2: 4}
