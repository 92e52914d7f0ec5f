"""The names of the package: all there, none imported before it is used, ``solve`` the function in whatever order."""

import ast
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import staffplan

OWN_ONLY = "import sys; seen = set(sys.modules); import staffplan; print(*sorted(set(sys.modules) - seen))"


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_importing_the_package_imports_nothing_else():
    assert run(OWN_ONLY).split() == ["staffplan", "staffplan.late", "staffplan.solve", "staffplan.version"]


def test_help_imports_neither_door_nor_pandas():
    code = "import sys; sys.argv = ['staffplan', '--help']\nfrom staffplan_cli.main import main\ntry: main()\n"
    code += "except SystemExit: print('::', *sorted(sys.modules))"
    modules = run(code).partition("::")[2].split()
    assert "staffplan_cli.main" in modules
    assert not {"pandas", "numpy", "pydantic", "ortools"} & set(modules)
    assert not [name for name in modules if name.startswith("staffplan.door")]


@pytest.mark.parametrize("name", staffplan.__all__)
def test_every_name_is_there_and_documented(name):
    found = getattr(staffplan, name)
    assert name == "__version__" or inspect.getdoc(found)
    assert name in dir(staffplan)


def test_type_checkers_see_the_names_that_are_there():
    [guard] = [node for node in ast.parse(Path(staffplan.__file__).read_text("utf-8")).body if isinstance(node, ast.If)]
    seen = {alias.name for node in guard.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert seen | {"__version__"} == set(staffplan.__all__)


@pytest.mark.parametrize(
    "code",
    [
        "import staffplan; import staffplan.solve.search",
        "import staffplan.solve.search; import staffplan",
        "from staffplan.solve.engine.process import Engine; import staffplan",
        "import staffplan; staffplan.solve; from staffplan.solve import search; search.find_roster",
        "from staffplan import solve; import staffplan; from staffplan.solve.search import find_roster",
    ],
)
def test_solve_is_the_function_whoever_imported_the_stage_before(code):
    assert run(f"{code}; print(staffplan.solve.__module__)") == "staffplan.door.solving"


def test_a_name_that_is_not_there():
    with pytest.raises(AttributeError, match="has no attribute 'solved'"):
        _ = staffplan.solved


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "docs/reference/python.md"])
def test_pages_show_names_that_are_there(page):
    text = (Path(__file__).resolve().parents[2] / page).read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert blocks
    for block in blocks:
        ast.parse(block)
        assert set(re.findall(r"\bstaffplan\.(\w+)", block)) <= set(staffplan.__all__)
        assert not [name for name in re.findall(r"\bplan\.(\w+)", block) if not hasattr(staffplan.Plan, name)]
