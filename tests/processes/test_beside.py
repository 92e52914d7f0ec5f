"""A process beside this one: what it is sent and sends, its limits, and that it never outlives whoever started it."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from others import ECHO, HANG, all_end, killed, runs, script

from staffplan.errors import ProcessEndedError, StaffplanError
from staffplan.processes import beside, memory
from staffplan.processes.beside import Beside
from staffplan.processes.child import WALKER

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux ends what hangs in native code")


@pytest.fixture
def started(module):
    """Starts a process that runs ``code``; all are ended."""
    processes = []

    def start(code):
        processes.append(Beside(module(code)))
        return processes[-1]

    yield start
    for process in processes:
        process.end()
        assert not runs(process.pid)


def test_it_answers_in_order_however_much_it_is_sent(started):
    process = started(ECHO)
    messages = ["first", b"x" * 5_000_000, None, {"last": 1}]
    for message in messages:
        process.send(message)
    assert [process.receive(20) for _one in messages] == messages
    assert not process.has_news
    with pytest.raises(TimeoutError):
        process.receive(0.05)


@pytest.mark.parametrize("code", ["import os; os._exit(3)", "raise ImportError", "def main(parent): 1 / 0", HANG])
def test_one_that_dies_is_told_as_often_as_it_is_asked(started, code):
    process = started(code)
    if code == HANG:
        os.kill(process.pid, signal.SIGKILL)
    process.send("anything")
    for _again in range(2):
        with pytest.raises(ProcessEndedError, match="most probably there is not enough memory"):
            process.receive(20)
    assert process.has_ended
    process.send("more")  # is lost without a word


def test_what_it_sent_before_it_died_is_received(started):
    process = started("def main(parent): parent.send(7)")
    assert process.receive(20) == 7
    with pytest.raises(ProcessEndedError):
        process.receive(20)


def test_the_end_of_the_block_ends_it_whatever_it_does(module):
    began = time.monotonic()
    with Beside(module(HANG)) as process:
        assert runs(process.pid)
    assert not runs(process.pid)
    process.end()
    assert time.monotonic() - began < 10


def test_the_end_of_its_input_ends_it_whatever_it_does(started):
    process = started(BUSY)
    process.send(1)
    assert process.receive(20) == "begun"
    process._process.stdin.close()
    assert all_end([process.pid])


def test_it_outlives_the_thread_that_asked_for_it(started):
    made = []
    thread = threading.Thread(target=lambda: made.append(started(ECHO)))
    thread.start()
    thread.join()
    time.sleep(0.2)
    made[0].send("still there?")
    assert made[0].receive(20) == "still there?"


def test_ctrl_c_does_not_reach_it(started):
    process = started(ECHO)
    process.send(1)
    assert process.receive(20) == 1
    assert os.getsid(process.pid) == process.pid  # the terminal's goes to another session
    os.kill(process.pid, signal.SIGINT)
    process.send(2)
    assert process.receive(20) == 2


def test_what_it_prints_disturbs_nothing(started):
    noise = "import os\nos.write(1, b'noise' * 100)\nprint('more')\n"
    process = started(noise + ECHO)
    process.send("clear")
    assert process.receive(20) == "clear"


@LINUX
def test_one_that_cannot_start_is_given_up(started, monkeypatch):
    monkeypatch.setattr(beside, "START_SECONDS", 1)
    began = time.monotonic()
    process = started(HANG + "\n" + ECHO)
    process.send("anything")
    with pytest.raises(ProcessEndedError):
        process.receive()
    assert time.monotonic() - began < 10


def test_one_that_has_started_may_take_its_time(started, monkeypatch):
    monkeypatch.setattr(beside, "START_SECONDS", 2)
    process = started("import time\ndef main(parent): parent.send(time.sleep(parent.receive()))")
    process.send(3.0)
    assert process.receive(20) is None


HUNGRY = """
def main(parent):
    while True:
        try:
            parent.send(len(bytearray(parent.receive())))
        except MemoryError:
            parent.send("not enough")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems set no such limit")
def test_it_keeps_to_its_memory(started, monkeypatch):
    monkeypatch.setenv(memory.VARIABLE, "300MB")
    process = started(HUNGRY)
    for size, answer in ((100_000_000, 100_000_000), (1_000_000_000, "not enough"), (1000, 1000)):
        process.send(size)
        assert process.receive(20) == answer


@pytest.mark.parametrize("error", [OSError(11, "Resource temporarily unavailable"), MemoryError()])
def test_where_the_system_refuses_that_is_told(module, monkeypatch, error):
    def refused(*_args, **_more):
        raise error

    monkeypatch.setattr(subprocess, "Popen", refused)
    told = (ProcessEndedError, MemoryError)
    with pytest.raises(told, match="temporarily unavailable" if isinstance(error, OSError) else None):
        Beside(module(ECHO))


def test_an_impossible_limit_is_a_fault_of_the_input(module, monkeypatch):
    monkeypatch.setenv(memory.VARIABLE, "a lot")
    with pytest.raises(StaffplanError, match=r"STAFFPLAN_MEMORY.*'a lot'"):
        Beside(module(ECHO))


PARENT = """
import time
from staffplan.processes.beside import Beside
process = Beside({name!r})
process.send(1)
print(process.pid, flush=True)
{then}
time.sleep(1000)
"""
AT_WORK = "def main(parent):\n    parent.receive()\n    parent.send('begun')\n    "
BUSY = AT_WORK + "while True: pass"
HUNG_AT_WORK = AT_WORK + HANG


@pytest.mark.parametrize("code", [ECHO, BUSY, pytest.param(HUNG_AT_WORK, marks=LINUX)], ids=["waits", "busy", "hung"])
def test_it_ends_with_a_parent_that_is_killed(module, tmp_path, code):
    parent = script(
        PARENT.format(name=module(code), then="process.receive(30); print('at work', flush=True)"), tmp_path
    )
    pid = int(parent.stdout.readline())
    assert parent.stdout.readline() == "at work\n"
    assert runs(pid)
    killed(parent)
    assert all_end([pid])


@LINUX
def test_it_ends_with_a_parent_that_is_killed_while_its_imports_hang(module, tmp_path):
    parent = script(
        PARENT.format(name=module(f"open({str(tmp_path / 'hangs')!r}, 'w').close()\n{HANG}"), then=""), tmp_path
    )
    pid = int(parent.stdout.readline())
    until = time.monotonic() + 20
    while not (tmp_path / "hangs").exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert runs(pid)
    killed(parent)
    assert all_end([pid])


@LINUX
def test_where_address_space_is_short_the_queues_process_ends_with_its_parent(tmp_path):
    # OpenBLAS then tries for ever to get memory while it is loaded, with Python's lock held.
    import resource

    def short():
        resource.setrlimit(resource.RLIMIT_AS, (300_000 * 1024,) * 2)

    parent = script(PARENT.format(name=WALKER, then=""), tmp_path, preexec_fn=short)
    pid = int(parent.stdout.readline())
    time.sleep(1.5)
    killed(parent)
    assert all_end([pid])


def test_it_ends_where_its_parent_is_gone_before_it_could_be_told(module):
    # As where the parent is killed at once: the number that it is given is not its parent's.
    code = (
        f"from staffplan.processes.inside import Terms, run; run({module('raise SystemExit(7)')!r}, Terms(1, None, 60))"
    )
    done = subprocess.run([sys.executable, "-c", code], stdin=subprocess.PIPE, timeout=30, check=False)
    assert done.returncode == (1 if sys.platform.startswith("linux") else 7)
