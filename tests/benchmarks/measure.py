"""Running one command in processes of its own and measuring all of them: time, processor time, memory."""

import os
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass

import psutil

SAMPLE_SECONDS = 0.05
MIB = 2**20


@dataclass(frozen=True)
class Measured:
    """What one command took."""

    code: int
    """Exit code; negative: ended by that signal."""
    killed: str
    """Why it was ended: ``time``, ``memory``, or nothing."""
    wall_s: float
    cpu_s: float
    """Processor time of the command and of all the processes it waited for."""
    peak_mib: float
    """Largest sum of resident memory over its processes, looked at every 50 ms; shared pages count in each."""
    stdout: str
    stderr: str


def run(command, *, seconds, mib=16 * 1024, folder=None):
    """Run ``command`` in ``folder``; past ``seconds`` or ``mib`` of memory all its processes are ended."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd=folder,
            start_new_session=True,
        )
        try:
            with _Watch(process.pid, began + seconds, mib * MIB) as watch:
                _, status, usage = os.wait4(process.pid, 0)
        except BaseException:  # Ctrl-C: the watch has ended the family
            process.wait()
            raise
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        return Measured(
            code=process.returncode,
            killed=watch.killed,
            wall_s=wall,
            cpu_s=usage.ru_utime + usage.ru_stime,
            peak_mib=watch.peak / MIB,  # ru_maxrss would count this process too, whose memory the child begins with
            stdout=_text(out),
            stderr=_text(err),
        )


def _text(file):
    file.seek(0)
    return file.read().decode("utf-8", "replace")


class _Watch:
    """Looks at a process and its children until it ends, or ends it at its limits."""

    def __init__(self, pid, deadline, most):
        self.peak = 0
        self.killed = ""
        self._root = psutil.Process(pid)
        self._deadline, self._most = deadline, most
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, kind, *_details):
        if kind is not None:  # Ctrl-C reaches this process alone: the others have a session of their own
            self._end()
        self._over.set()
        self._thread.join()

    def _look(self):
        while not self._over.wait(SAMPLE_SECONDS):
            self.peak = max(self.peak, self._resident())
            over = "time" if time.perf_counter() > self._deadline else "memory" if self.peak > self._most else ""
            if over and not self.killed:
                self.killed = over
                self._end()

    def _family(self):
        try:
            return [self._root, *self._root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def _resident(self):
        total = 0
        for process in self._family():
            try:
                total += process.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        return total

    def _end(self):
        for process in self._family():
            try:
                process.send_signal(signal.SIGKILL)
            except psutil.NoSuchProcess:
                continue
