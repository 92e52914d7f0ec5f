"""One change tried: made in a copy of the tree, its tests run, the copy mended again."""

import importlib.util
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from forked import Forked
from mutants import Mutant, mutated
from reach import Reach

SLACK, FACTOR = 60.0, 4.0
"""Seconds, and times what the tests took, after which a run of tests is ended: the change made something endless."""
FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/.*?)(?: - .*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Trial:
    """How it went, as a row of the csv."""

    module: str
    line: int
    operator: str
    occurrence: int
    outcome: str
    """killed, survived or timeout, error where pytest itself failed; equivalent is what a person says of a survivor."""
    tests: int
    """Run, at most."""
    reach: int
    """Tests that reach the change."""
    by: str
    """The test that failed."""
    code: str
    """The changed line."""
    why: str = ""
    """Of an equivalent change: why nothing that it does can be wrong."""

    @property
    def mutant(self) -> Mutant:
        """What was changed."""
        return Mutant(self.module, self.line, self.operator, self.occurrence)


def tried(forked: Forked, mutant: Mutant, reach: Reach) -> Trial:
    """Try a change in the copy of ``forked``. A test that fails without it as well does not count."""
    tests, reached = reach.tests_of(mutant)
    original = (forked.copy / mutant.module).read_text(encoding="utf-8")
    code = mutated(original, mutant)

    def trial(outcome: str, by: str = "") -> Trial:
        line = next((new for old, new in zip(original.splitlines(), code.splitlines()) if old != new), "")  # noqa: B905
        row = (mutant.module, mutant.line, mutant.operator, mutant.occurrence)
        return Trial(*row, outcome, len(tests), reached, by, line.strip())

    while tests:
        seconds = SLACK + FACTOR * sum(map(reach.seconds_of, tests))
        with _changed(forked.copy / mutant.module, original, code):
            ended, output = forked.run(tests, seconds)
        if ended is None:
            return trial("timeout")
        if ended == 0:
            return trial("survived")
        failed = FAILED.search(output)
        if failed is None:
            return trial("error", output[-200:])
        by = failed.group(1)
        if by not in tests or forked.run([by], seconds)[0] == 0:
            return trial("killed", by)
        tests = [test for test in tests if test != by]
    return trial("survived")


@contextmanager
def _changed(path: Path, original: str, code: str) -> Iterator[None]:
    """Inside, the file has the change; what Python compiled of it before is removed each time."""
    compiled = Path(importlib.util.cache_from_source(str(path)))
    try:
        path.write_text(code, encoding="utf-8")
        compiled.unlink(missing_ok=True)
        yield
    finally:
        path.write_text(original, encoding="utf-8")
