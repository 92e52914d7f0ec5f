"""A writer that is killed on purpose: ``python killed.py FOLDER`` writes plan "b" over plan "a" once for each rename.

Before each try the folder holds plan "a" and a file of the planner's own. The process forks; the child kills itself
(as kill -9 does) just before or just after one of its renames; this one then reads the folder as the next command does.
A line a try: where it was killed, what the folder held. It ends when a child was not killed.
"""

import os
import shutil
import signal
import sys
from itertools import count
from pathlib import Path

from staffplan.storage.read import whole
from staffplan.storage.write import write_files

NAMES = ("schedule.csv", "coverage.csv", "report.html", "plan.json", "season/plan.json")
OLD_ONLY = "payroll.xlsx"


def main(folder: Path) -> None:
    for when in ("before", "after"):
        for turn in count(1):
            old(folder)
            child = os.fork()
            if not child:
                killed_at(turn, when)
                write_files(folder, contents("b"), remove=[OLD_ONLY])
                os._exit(0)
            _pid, status = os.waitpid(child, 0)
            print(when, turn, held(folder))
            if status == 0:
                break


def old(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    write_files(folder, {**contents("a"), OLD_ONLY: b"a"})
    (folder / "notes.txt").write_text("mine")


def contents(name: str) -> dict[str, bytes | Path]:
    return {file: f"{name} {file}".encode() for file in NAMES}


def killed_at(turn: int, when: str) -> None:
    """From here on this process is killed at its rename number ``turn``."""
    calls = count(1)

    def doomed(real):
        def rename(*arguments, **settings):
            mine = next(calls) == turn
            if mine and when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            real(*arguments, **settings)
            if mine:
                os.kill(os.getpid(), signal.SIGKILL)

        return rename

    os.rename, os.replace = doomed(os.rename), doomed(os.replace)


def held(folder: Path) -> str:
    """What the next reader finds: the plan's name, or what is wrong."""
    with whole(folder):
        texts = {file: (folder / file).read_bytes().decode() for file in NAMES}
    plans = {text[0] for text in texts.values()}
    right = all(text == f"{text[0]} {file}" for file, text in texts.items())
    own = (folder / "notes.txt").read_text() == "mine"
    old_file = (folder / OLD_ONLY).exists() == (plans == {"a"})
    left = [path.name for path in folder.iterdir() if path.name.startswith(".staffplan-switch")]
    return plans.pop() if len(plans) == 1 and right and own and old_file and not left else f"a mix: {texts}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
