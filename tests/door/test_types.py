"""What a type checker sees of the door: the functions' types, and errors where a name or an argument is wrong."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = """import staffplan
from staffplan import Plan, solve

plan: Plan = staffplan.solve("f.csv", {"share": 0.9}, seed=3)
reveal_type(solve("f.csv"))
reveal_type(plan.coverage)
reveal_type(staffplan.sweep("f.csv", vary={"share": [0.8, 0.9]}).data)
found: staffplan.Need = staffplan.require("f.csv", staffplan.Scenario())
staffplan.nothing
plan.nothing
staffplan.sweep("f.csv")
staffplan.solve(5)
"""
SEEN = [
    (5, 'note: Revealed type is "staffplan.door.plan.Plan"'),
    (6, 'note: Revealed type is "pandas.core.frame.DataFrame"'),
    (7, 'note: Revealed type is "staffplan.schema.sweep.SweepResult"'),
    (9, 'error: Module has no attribute "nothing"'),
    (10, 'error: "Plan" has no attribute "nothing"'),
    (11, 'error: Missing named argument "vary" for "sweep"'),
    (12, 'error: Argument 1 to "solve" has incompatible type "int"'),
]


@pytest.mark.slow
def test_mypy_sees_the_door_as_it_is(tmp_path):
    (tmp_path / "use.py").write_text(CODE)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file=", "--cache-dir", str(tmp_path / "cache"), "use.py"],
        cwd=tmp_path,
        env={"MYPYPATH": str(ROOT / "optimizer"), "PATH": ""},
        capture_output=True,
        text=True,
    )
    told = {}
    for line, text in re.findall(r"^use\.py:(\d+): (.*)$", done.stdout, re.MULTILINE):
        told.setdefault(int(line), text)
    assert sorted(told) == [line for line, _text in SEEN], done.stdout + done.stderr
    for line, text in SEEN:
        assert told[line].startswith(text)
