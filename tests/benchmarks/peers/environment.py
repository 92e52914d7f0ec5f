"""An environment of its own for each peer, made once outside of the checkout and found again.

    python tests/benchmarks/peers/environment.py

makes all of them. They lie in ~/.cache/staffplan-benchmarks (or under $XDG_CACHE_HOME).
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Environment:
    """What a peer is installed from."""

    name: str
    packages: tuple[str, ...]
    least_python: tuple[int, int] = (3, 11)

    @property
    def folder(self):
        cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        return Path(cache) / "staffplan-benchmarks" / self.name

    @property
    def python(self):
        """Its interpreter; makes the environment if it is not there yet."""
        python, done = self.folder / "bin" / "python", self.folder / "installed"
        if not done.exists():
            subprocess.run([_python(self.least_python), "-m", "venv", "--clear", self.folder], check=True)
            subprocess.run([python, "-m", "pip", "install", "--quiet", *self.packages], check=True)
            done.touch()
        return python


TEXTBOOK = Environment("textbook", ("ortools==9.15.6755", "numpy"))
PYWORKFORCE = Environment("pyworkforce-0.5.4", ("pyworkforce==0.5.4",), (3, 12))


def _python(least):
    """A Python that is new enough: this one, one on the path, or one of pyenv's."""
    if sys.version_info >= least:
        return sys.executable
    names = [f"python3.{minor}" for minor in range(least[1], least[1] + 4)]
    known = [found for name in names if (found := shutil.which(name))]
    known += [str(p) for name in names for p in sorted(Path.home().glob(f".pyenv/versions/{name[6:]}.*/bin/python"))]
    for python in known:  # what lies on the path may be a shim for a version that is switched off
        if subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0:
            return python
    sys.exit(f"needs Python {least[0]}.{least[1]} or newer: install it, or put it on the path")


if __name__ == "__main__":
    for environment in (TEXTBOOK, PYWORKFORCE):
        print(environment.name, environment.python)
