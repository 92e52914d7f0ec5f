"""Mutation tests: small changes of the code, each of which some test ought to notice.

`python tests/mutation/mutate.py reach` runs the tests once and notes which lines each of them reaches. `… draw` then
draws changes of the stages that decide whether a plan is right, tries one after the other in a copy of the tree, and
writes a dated csv (where there is one of that day, it goes on); `… again FILE` tries the survivors of such a csv once
more, after new tests were written and noted with `… reach tests/…`. docs/architecture.md says how the csv is read.
"""

import argparse
import csv
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, fields, replace
from datetime import date
from pathlib import Path
from queue import SimpleQueue

from forked import Forked
from mutants import STAGES, Mutant, drawn
from reach import BUDGET, NOTES, Reach, note_reach
from trial import Trial, tried

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "tests" / "benchmarks" / "results"
LEFT_BEHIND = (".git", ".venv", NOTES, "site", "node_modules")
"""Folders that no copy needs."""


def main() -> None:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    doing = parser.add_subparsers(dest="doing", required=True)
    doing.add_parser("reach", help="note what the tests reach; further arguments are pytest's")
    draw = doing.add_parser("draw", help="draw changes and try them")
    draw.add_argument("--count", type=int, default=200)
    draw.add_argument("--seed", type=int, default=1)
    draw.add_argument("--stages", nargs="+", default=STAGES, choices=STAGES)
    again = doing.add_parser("again", help="try the survivors once more")
    again.add_argument("file", type=Path)
    for each in (draw, again):
        each.add_argument("--seconds", type=float, default=BUDGET, help="of tests for one change, at most")
        each.add_argument("--beside", type=int, default=2, help="copies that are worked in side by side")
    known, others = parser.parse_known_args()
    if known.doing == "reach":
        note_reach(ROOT, others)
    elif known.doing == "draw":
        path = results_of(date.today(), known.seed)
        tried_before = {trial.mutant for trial in written(path) if trial.outcome != "error"}
        mutants = drawn(ROOT, known.count, known.seed, known.stages)
        try_all([mutant for mutant in mutants if mutant not in tried_before], path, known)
    else:
        survivors = [trial for trial in written(known.file) if trial.outcome in ("survived", "equivalent", "error")]
        try_all([trial.mutant for trial in survivors], known.file, known)


def results_of(day: date, seed: int) -> Path:
    """The csv of a day's draw; other draws than the first have their seed in its name."""
    return RESULTS / f"{day:%Y-%m-%d}-mutations{'' if seed == 1 else f'-{seed}'}.csv"


def try_all(mutants: list[Mutant], path: Path, known: argparse.Namespace) -> None:
    """Try each and write it to ``path`` at once; rows of other changes that are there stay."""
    reach = Reach(ROOT, known.seconds)
    rows = {trial.mutant: trial for trial in written(path)}
    with copies(known.beside) as free, ThreadPoolExecutor(known.beside) as pool:

        def one(mutant: Mutant) -> Trial:
            forked = free.get()
            try:
                return tried(forked, mutant, reach)
            finally:
                free.put(forked)

        for trial in (work.result() for work in as_completed([pool.submit(one, mutant) for mutant in mutants])):
            rows[trial.mutant] = judged(trial, rows.get(trial.mutant))
            write(path, list(rows.values()))
            print(f"{trial.outcome:9} {trial.module}:{trial.line} {trial.code}  [{trial.by}]", flush=True)
    print(summary(list(rows.values())))


def judged(trial: Trial, before: Trial | None) -> Trial:
    """The trial with what a person said of the change before, if no test notices it still."""
    if trial.outcome == "survived" and before is not None and before.outcome == "equivalent":
        return replace(trial, outcome="equivalent", why=before.why)
    return trial


@contextmanager
def copies(count: int) -> Iterator[SimpleQueue[Forked]]:
    """So many copies of the tree, each with a process in it, to take and give back."""
    free: SimpleQueue[Forked] = SimpleQueue()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as processes:
        for number in range(count):
            copy = Path(folder) / str(number)
            shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
            free.put(processes.enter_context(Forked(copy)))
        yield free


def written(path: Path) -> list[Trial]:
    """The rows of a csv; none where it is not there."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = ("line", "occurrence", "tests", "reach")
    return [Trial(**row | {name: int(row[name]) for name in numbers}) for row in rows]


def write(path: Path, trials: list[Trial]) -> None:
    """The csv, in the code's order."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [field.name for field in fields(Trial)], lineterminator="\n")
        table.writeheader()
        table.writerows(asdict(trial) for trial in sorted(trials, key=lambda trial: trial.mutant))


def summary(trials: list[Trial]) -> str:
    """How many of each outcome, and the share that tests noticed of those that change anything."""
    outcomes = ("killed", "timeout", "survived", "equivalent", "error")
    count = {outcome: sum(trial.outcome == outcome for trial in trials) for outcome in outcomes}
    caught = count["killed"] + count["timeout"]
    return f"{count}: {caught / max(caught + count['survived'], 1):.1%} of those that change anything are caught"


if __name__ == "__main__":
    main()
