import os
import sys

import pytest


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Writes a module that processes started from here can import, and gives its name."""
    before = os.environ.get("PYTHONPATH")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(tmp_path), before])))
    monkeypatch.syspath_prepend(tmp_path)

    def written(code, name="beside_test"):
        (tmp_path / f"{name}.py").write_text(code)
        return name

    yield written
    for name in {path.stem for path in tmp_path.glob("*.py")}:
        sys.modules.pop(name, None)
