"""Pytest again and again, each time in a fork of one process that has imported the libraries, which takes longest.

Unix only, as forks are.
"""

import importlib
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Self

LIBRARIES = (
    "pytest",
    "numpy",
    "scipy.stats",
    "scipy.sparse",
    "pandas",
    "pydantic",
    "openpyxl",
    "xlsxwriter",
    "hypothesis",
    "ortools.math_opt.python.mathopt",
)
"""What most tests import; not the tree, which changes from fork to fork, nor plugins of pytest."""
OFTEN = 0.02
"""Seconds between two looks whether a fork has ended."""


class Forked:
    """A process in a copy of the tree whose forks run tests."""

    def __init__(self, copy: Path, libraries: tuple[str, ...] = LIBRARIES) -> None:
        self.copy = copy
        search = os.pathsep.join((str(copy / "optimizer"), str(copy / "cli"), str(Path(__file__).parent)))
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"import forked; forked.serve({libraries})"],
            cwd=copy,
            env=os.environ | {"PYTHONPATH": search, "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "1000"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        self._process.kill()
        self._process.communicate()

    def run(self, tests: list[str], seconds: float) -> tuple[int | None, str]:
        """What pytest ends with, at the first test that fails, None where it takes too long; and what it prints."""
        print(json.dumps([tests, seconds]), file=self._process.stdin, flush=True)
        code = json.loads(self._process.stdout.readline())
        return code, (self.copy / "output.txt").read_text(encoding="utf-8", errors="replace")


def serve(libraries: tuple[str, ...]) -> None:
    """Run what comes in, line by line."""
    os.nice(10)
    for library in libraries:
        importlib.import_module(library)
    answers = os.dup(1)
    for line in sys.stdin:
        tests, seconds = json.loads(line)
        os.write(answers, json.dumps(_forked(tests, seconds)).encode() + b"\n")


def _forked(tests: list[str], seconds: float) -> int | None:
    process = os.fork()
    if process == 0:
        _run(tests)
    until, parent = time.monotonic() + seconds, os.getppid()
    while time.monotonic() < until and os.getppid() == parent:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            _end_group(process)
            return os.waitstatus_to_exitcode(status)
        time.sleep(OFTEN)
    _end_group(process)
    os.waitpid(process, 0)
    return None


def _end_group(process: int) -> None:
    """End the fork and what it left behind."""
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)


def _run(tests: list[str]) -> None:
    """In the fork: the tests, and no way back."""
    code = 3
    try:
        os.setsid()
        output, nothing = os.open("output.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(output, 1)
        os.dup2(output, 2)
        import pytest

        imported_before = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
        code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-m", "not benchmark", *imported_before, *tests])
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        os._exit(int(code))
