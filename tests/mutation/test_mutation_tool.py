"""The tool that changes the code: what it changes, what it leaves alone, and what it says of a change."""

from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("cosmic_ray")

import mutants
import mutate
import reach
import trial
from forked import Forked
from mutants import Mutant, mutants_of, mutated, statement_of

CODE = '''"""A stage."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import json

LIMIT = 3


def is_under(value: int | None) -> bool:
    assert value is not None
    return value < (
        LIMIT
    )
'''
TEST = """from code_of_a_stage import is_under


def test_two_is_under():
    assert is_under(2)
"""
AT_LIMIT = """

def test_the_limit_is_not():
    assert not is_under(3)
"""


@pytest.fixture
def tree(tmp_path):
    """A tree with one file of the stage "verify", its tests, and a stage "solve" of the same text."""
    for stage in ("verify", "solve"):
        (tmp_path / "optimizer/staffplan" / stage).mkdir(parents=True)
        (tmp_path / "optimizer/staffplan" / stage / "code_of_a_stage.py").write_text(CODE)
    (tmp_path / "cli").mkdir()
    (tmp_path / "tests/verify").mkdir(parents=True)
    (tmp_path / "tests/verify/test_it.py").write_text(TEST)
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = optimizer/staffplan/verify\nmarkers = benchmark\n")
    return tmp_path


MODULE = "optimizer/staffplan/verify/code_of_a_stage.py"
BOUNDARY = Mutant(MODULE, 13, "ReplaceComparisonOperator_Lt_LtE", 0)
NUMBER = Mutant(MODULE, 8, "NumberReplacer", 0)


def test_types_and_assertions_stay_as_they_are(tree):
    assert mutants_of(tree, "verify") == [BOUNDARY, NUMBER]


def test_of_solve_the_numbers_of_constants_stay_too(tree):
    assert [mutant.operator for mutant in mutants_of(tree, "solve")] == [BOUNDARY.operator]


def test_the_change_is_made():
    assert "value <= (" in mutated(CODE, BOUNDARY)
    assert "LIMIT = 4" in mutated(CODE, NUMBER).replace("  ", " ")
    with pytest.raises(ValueError, match="nothing changed"):
        mutated(CODE, Mutant(MODULE, 1, BOUNDARY.operator, 1))


def test_the_same_seed_draws_the_same(tree):
    twice = [mutants.drawn(tree, 3, seed=5, stages=("verify", "solve")) for _ in range(2)]
    assert twice[0] == twice[1]
    assert sorted(mutant.module for mutant in twice[0]).count(MODULE) == 2


@pytest.mark.parametrize(("line", "lines"), [(13, (13, 15)), (14, (13, 15)), (11, (11, 11)), (8, (8, 8))])
def test_the_lines_of_a_statement(line, lines):
    found = statement_of(CODE, line)
    assert (found[0], found[-1]) == lines


class Notes:
    """What tests reach, without a run under coverage."""

    def tests_of(self, _mutant):
        return ["tests/verify/test_it.py"], 1

    def seconds_of(self, _test):
        return 1.0


def outcomes(tree, mutant):
    with Forked(tree, ()) as forked:
        found = trial.tried(forked, mutant, Notes())
    assert (tree / mutant.module).read_text() == CODE
    return found.outcome, found.by


def test_a_change_survives_until_a_test_notices_it(tree):
    assert outcomes(tree, BOUNDARY) == ("survived", "")
    path = tree / "tests/verify/test_it.py"
    path.write_text(TEST + AT_LIMIT)
    assert outcomes(tree, BOUNDARY) == ("killed", "tests/verify/test_it.py::test_the_limit_is_not")


def test_a_run_without_an_end_is_a_timeout(tree, monkeypatch):
    (tree / "tests/verify/test_it.py").write_text("def test_it():\n    while True:\n        pass\n")
    monkeypatch.setattr(trial, "SLACK", 0.5)
    monkeypatch.setattr(trial, "FACTOR", 1.0)
    assert outcomes(tree, BOUNDARY) == ("timeout", "")


def test_each_draw_of_a_day_has_a_file_of_its_own():
    names = [mutate.results_of(date(2026, 11, 30), seed).name for seed in (1, 2)]
    assert names == ["2026-11-30-mutations.csv", "2026-11-30-mutations-2.csv"]


def test_what_a_person_said_stays_until_a_test_notices_the_change(tmp_path):
    def row(outcome, why=""):
        return trial.Trial(MODULE, 13, BOUNDARY.operator, 0, outcome, 1, 1, "", "return value <= (", why)

    said = row("equivalent", "never met exactly")
    path = tmp_path / "mutations.csv"
    mutate.write(path, [said])
    assert mutate.written(path) == [said]
    assert mutate.judged(row("survived"), said) == said
    assert mutate.judged(row("killed"), said) == row("killed")
    assert mutate.summary([said, row("killed"), row("survived")]).endswith(
        "50.0% of those that change anything are caught"
    )


def test_the_nearest_and_quickest_tests_that_fit_are_run(tree, monkeypatch):
    (tree / reach.NOTES).mkdir()
    (tree / reach.NOTES / "durations.txt").write_text(
        "50.00s call     tests/verify/test_it.py::slow\n9.0s call     tests/cli/t.py::far\n"
    )
    notes = {
        13: ["tests/cli/t.py::far|run", "tests/verify/test_it.py::slow|run", "tests/verify/test_it.py::quick|run", ""]
    }

    class Data:
        def __init__(self, _path):
            pass

        def read(self):
            pass

        def contexts_by_lineno(self, _module):
            return notes

    monkeypatch.setattr(reach, "CoverageData", Data)
    names = {"tests/cli/t.py::far", "tests/verify/test_it.py::slow", "tests/verify/test_it.py::quick"}
    monkeypatch.setattr(reach, "collected", lambda _root: names)
    found = reach.Reach(tree, 55.0)
    assert found.tests_of(BOUNDARY) == (["tests/verify/test_it.py::quick", "tests/verify/test_it.py::slow"], 3)
    notes.clear()
    assert found.tests_of(BOUNDARY) == (["tests/verify"], 0)


@pytest.mark.parametrize(
    ("decorator", "is_kept"),
    [("@cache", True), ("    @lru_cache(maxsize=9)", True), ("@cached_property", True), ("@property", False)],
)
def test_what_is_kept_is_seen_by_its_decorator(decorator, is_kept):
    assert bool(reach.KEPT.search(f"import x\n\n{decorator}\ndef f(): ...\n")) is is_kept


def test_the_tree_of_the_tool_is_this_one():
    assert (mutate.ROOT / "tests/mutation/mutate.py").samefile(Path(mutate.__file__))
    assert all(mutants_of(mutate.ROOT, stage) for stage in ("verify",))
