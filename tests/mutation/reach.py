"""Which tests reach which lines, and how long each takes: noted in one run of the tests under coverage."""

import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from coverage import CoverageData
from mutants import Mutant, statement_of

NOTES = ".mutation"
"""The folder of what was noted, in the tree's root; git leaves it out."""
TOOK = re.compile(r"^(\d+\.\d+)s (?:call|setup|teardown) +(\S.*)$", re.MULTILINE)
KEPT = re.compile(r"^ *@(?:cache|lru_cache|cached_property)\b", re.MULTILINE)
"""Functions whose results are kept."""
QUICK = 0.005
"""Seconds of a test that the run did not list: it took less."""
BUDGET = 60.0
"""Seconds of tests that are run for one change, as they were noted: the nearest and quickest that fit."""


def note_reach(root: Path, arguments: list[str]) -> None:
    """Run the tests that ``arguments`` of pytest name, and add what they reach to the notes."""
    (root / NOTES).mkdir(exist_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "--durations=0", "-vv", "-n", "2", "-p", "no:cacheprovider"]
    coverage = ["--cov", "--cov-append", "--cov-context=test", "--cov-report="]
    run = subprocess.run([*command, *coverage, *arguments], cwd=root, stdout=subprocess.PIPE, text=True, check=False)
    with (root / NOTES / "durations.txt").open("a", encoding="utf-8") as notes:
        notes.write(run.stdout)
    print("\n".join(run.stdout.splitlines()[-5:]))


def collected(root: Path) -> set[str]:
    """The tests that there are now: the notes may name others."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "-m", "not benchmark"]
    run = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, text=True, check=True)
    return {line for line in run.stdout.splitlines() if "::" in line}


class Reach:
    """What was noted."""

    def __init__(self, root: Path, budget: float = BUDGET) -> None:
        self._root, self._budget = root, budget
        self._data = CoverageData(str(root / NOTES / "coverage"))
        self._data.read()
        self._seconds: dict[str, float] = defaultdict(float)
        for seconds, test in TOOK.findall((root / NOTES / "durations.txt").read_text(encoding="utf-8")):
            self._seconds[test.strip()] += float(seconds)
        self._here = collected(root)

    def tests_of(self, mutant: Mutant) -> tuple[list[str], int]:
        """The tests to run for a change, those of its file and room first, then the quickest; and how many reach it.

        What no test of this process reaches (it is worked out as a file is imported, or in a process beside) is left to
        all tests that reach its file, else to those of its room. So is what is worked out once and kept: coverage sees
        the first test alone that asks for it.
        """
        lines = self._data.contexts_by_lineno(mutant.module)
        source = (self._root / mutant.module).read_text(encoding="utf-8")
        tests = self._tests(lines.get(line, ()) for line in statement_of(source, mutant.line))
        is_constant = not source.splitlines()[mutant.line - 1].startswith((" ", "def ", "class "))
        if not tests or is_constant or KEPT.search(source):
            tests |= self._tests(lines.values())
        mirror = self._mirror(mutant.module)
        if "njit" in source:  # what numba compiled runs unseen
            tests |= {test for test in self._here if test.startswith(mirror)}
        name = Path(mutant.module).stem

        def far(test: str) -> tuple[bool, bool, float, str]:
            return name not in test.partition("::")[0], not test.startswith(mirror), self.seconds_of(test), test

        ordered = sorted(tests, key=far)
        return (self._within_budget(ordered) or [mirror]), len(tests)

    def seconds_of(self, test: str) -> float:
        """How long a test took."""
        return self._seconds.get(test, QUICK)

    def _tests(self, contexts):
        return {context.rpartition("|")[0] for of_line in contexts for context in of_line} & self._here

    def _within_budget(self, tests: list[str]) -> list[str]:
        kept, left = [], self._budget
        for test in tests:
            if self.seconds_of(test) <= left or not kept:
                kept.append(test)
                left -= self.seconds_of(test)
        return kept

    def _mirror(self, module: str) -> str:
        """The folder of tests/ that mirrors the module's room."""
        room = Path("tests", *Path(module).parts[2:-1])
        while not (self._root / room).is_dir():
            room = room.parent
        return room.as_posix()
