"""The console blocks of the docs are real: this runs their commands again and puts in what they print.

`python scripts/console.py docs/tutorial.md …`, or `make console`. Every page runs in a folder of its own that holds a
copy of the examples. Lines that begin with `$ ` are commands, `> ` continues one, the other lines are output.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
PROGRESS = re.compile(r"^ +\d+ s  .*\n", re.MULTILINE)
TYPED = re.compile(r"\$ |> |>$")
MARK = "\ufeff"
"""How csv files begin, so that Excel knows their encoding."""
NEXT_LINE, LINE = "\n> ", "\n"


def renewed(page: str, folder: Path) -> str:
    """``page`` with the output of its commands, which run one after the other in ``folder``."""
    return BLOCK.sub(lambda block: f"```console\n{_block(block[1], folder)}```", page)


def _block(text: str, folder: Path) -> str:
    typed = [f"{line} " if line == ">" else line for line in text.splitlines() if TYPED.match(line)]
    commands = "\n".join(typed)[2:].split("\n$ ")
    shown = "".join(f"$ {text}\n{_output(text.replace(NEXT_LINE, LINE), folder)}" for text in commands)
    return "".join(f"{line.rstrip()}\n" for line in shown.splitlines())


def _output(command: str, folder: Path) -> str:
    """What ``command`` shows: its result; also its errors, without the progress, where it fails."""
    settings = {"LANGUAGE": "en", "NO_COLOR": "1", "COLUMNS": "80", "PYTHONUTF8": "1"}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        command, shell=True, cwd=folder, capture_output=True, text=True, env={**os.environ, **settings, "PATH": path}
    )
    text = done.stdout + (PROGRESS.sub("", done.stderr) if done.returncode else "")
    lines = [line.rstrip() for line in text.replace(MARK, "").splitlines()]
    return "".join(f"{line}\n" for line in lines)


def run(path: Path) -> str:
    """The page at ``path`` with its output made anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for example in (ROOT / "data" / "examples").iterdir():
            if example.is_dir():
                shutil.copytree(example, folder / example.name)
        return renewed(path.read_text(encoding="utf-8"), folder)


def results(page: str) -> list[tuple[str, str]]:
    """Each command of ``page`` and the first line that it prints, which says what came out."""
    found = []
    for block in BLOCK.findall(page):
        lines = [line for line in block.splitlines() if not line.startswith(">")]
        for line, below in zip(lines, [*lines[1:], "$ "], strict=True):
            if line.startswith("$ "):
                found.append((line, "" if below.startswith("$ ") else below))
    return found


def main() -> None:
    """Renew the pages named on the command line."""
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(run(path), encoding="utf-8")


if __name__ == "__main__":
    main()
