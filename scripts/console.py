"""The console blocks of the docs are real: this runs their commands again and puts in what they print.

`python scripts/console.py docs/tutorial.md …`, or `make console`. Every page runs in a folder of its own that holds a
copy of the examples and of `docs/files`; pages that end in `.zh.md` are run in Chinese. Lines that begin with `$ ` are
commands, `> ` continues one, the other lines are output. A line `…` stands for output left out: what is shown before
another keeps its number of lines, what is shown behind one begins with the same word.

What a reader does by hand, in Excel say, stands as a command in a comment: `<!-- by hand: cp -r plan edited -->`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
FILES = ROOT / "docs" / "files"
"""What the pages offer for download."""
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
STEP = re.compile(r"```console\n(?P<block>.*?)```|<!-- by hand: (?P<hand>.*?) -->", re.DOTALL)
PROGRESS = re.compile(r"^ +\d+ (?:s|秒)  .*\n", re.MULTILINE)
TYPED = re.compile(r"\$ |> |>$")
MARK = "\ufeff"
"""How csv files begin, so that Excel knows their encoding."""
NEXT_LINE, LINE = "\n> ", "\n"
LEFT_OUT = "…"


def renewed(page: str, folder: Path, language: str = "en") -> str:
    """``page`` with the output of its commands, which run one after the other in ``folder``."""

    def step(found: re.Match[str]) -> str:
        if found["hand"]:
            _output(found["hand"], folder, language)
            return found[0]
        return f"```console\n{_block(found['block'], folder, language)}```"

    return STEP.sub(step, page)


def _block(text: str, folder: Path, language: str) -> str:
    shown = "".join(_again(command, old, folder, language) for command, old in _commands(text))
    return "".join(f"{line.rstrip()}\n" for line in shown.splitlines())


def _commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a block, continued lines in it, with the lines that the page shows below it."""
    command, old = "", list[str]()
    for line in text.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, old
            command, old = line[2:], []
        elif TYPED.match(line):
            command += f"\n{'> ' if line == '>' else line}"
        else:
            old.append(line)
    yield command, old


def _again(command: str, old: Sequence[str], folder: Path, language: str) -> str:
    new = _output(command.replace(NEXT_LINE, LINE), folder, language).splitlines()
    return "".join(f"{line}\n" for line in [f"$ {command}", *shortened(old, new)])


def shortened(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """``new`` with the lines left out that ``old`` leaves out."""
    if LEFT_OUT not in old:
        return list(new)
    kept, place = list[str](), 0
    for left_out, group in groupby(old, LEFT_OUT.__eq__):
        run = list(group)
        if left_out:
            kept.append(LEFT_OUT)
            continue
        if kept:
            place = _line_of(run[0], new, place)
        kept += new[place : place + len(run)]
        place += len(run)
    return kept if old[-1] == LEFT_OUT else [*kept, *new[place:]]


def _line_of(text: str, lines: Sequence[str], after: int) -> int:
    """Where the next line is whose first word is that of ``text``, or begins with it."""
    word = (text.split() or [""])[0]
    firsts = [(line.split() or [""])[0] for line in lines]
    for fits in (word.__eq__, lambda first: first.startswith(word)):
        for number in range(after, len(lines)):
            if fits(firsts[number]):
                return number
    message = f"no line begins with {word!r}"
    raise ValueError(message)


def _output(command: str, folder: Path, language: str) -> str:
    """What ``command`` shows: its result; also its errors, without the progress, where it fails."""
    settings = {"LANGUAGE": language, "NO_COLOR": "1", "COLUMNS": "80", "PYTHONUTF8": "1"}
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
        shutil.copytree(FILES, folder, dirs_exist_ok=True)
        for example in (ROOT / "data" / "examples").iterdir():
            if example.is_dir():
                shutil.copytree(example, folder / example.name)
        language = "zh" if path.name.endswith(".zh.md") else "en"
        return renewed(path.read_text(encoding="utf-8"), folder, language)


def results(page: str) -> list[tuple[str, str]]:
    """Each command of ``page`` and the first line shown of what it prints, which says what came out."""
    return [
        (f"$ {command.partition(LINE)[0]}", next((line for line in shown if line != LEFT_OUT), ""))
        for block in BLOCK.findall(page)
        for command, shown in _commands(block)
    ]


def main() -> None:
    """Renew the pages named on the command line."""
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(run(path), encoding="utf-8")


if __name__ == "__main__":
    main()
