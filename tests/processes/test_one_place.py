"""Code that starts a process stands in one package."""

import ast
from pathlib import Path

import pytest

import staffplan
import staffplan_cli

ROOTS = [Path(package.__file__).parent for package in (staffplan, staffplan_cli)]
STARTERS = {"subprocess", "multiprocessing", "_posixsubprocess", "pty"}
"""Modules that start processes, or the library's own classes that do."""
CALLS = {"ProcessPoolExecutor", "fork", "forkpty", "popen", "system", "startfile", "posix_spawn", "posix_spawnp"}


def starts_of(source):
    """Every place of ``source`` that could start a process: (line, what)."""
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name.split(".")[0] for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [(node.module or "").split(".")[0], *(alias.name for alias in node.names)]
        elif isinstance(node, ast.Attribute):
            names = [node.attr]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names = [node.value]  # import_module("subprocess"), sys.modules["multiprocessing"]
        of_os = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os"
        for name in names:
            if name in STARTERS | CALLS or (of_os and name.startswith(("spawn", "exec"))):
                yield node.lineno, name


def test_processes_are_started_in_one_package_only():
    files = [path for root in ROOTS for path in root.rglob("*.py")]
    found = {path: [*starts_of(path.read_text(encoding="utf-8"))] for path in files}
    assert len(files) > 200
    assert {path.parent for path, starts in found.items() if starts} == {ROOTS[0] / "processes"}


@pytest.mark.parametrize(
    "source",
    [
        "import subprocess",
        "from multiprocessing.pool import Pool",
        "from concurrent.futures import ProcessPoolExecutor",
        "import concurrent.futures as f; f.ProcessPoolExecutor(2)",
        "import os; os.fork()",
        "from os import posix_spawn",
        "import os; os.execv('x', [])",
        "import_module('subprocess').run([])",
    ],
)
def test_every_way_to_start_one_is_seen(source):
    assert list(starts_of(source))


def test_other_code_is_not_taken_for_it():
    assert not list(starts_of("import os\nfrom concurrent.futures import ThreadPoolExecutor\nos.getpid()"))
