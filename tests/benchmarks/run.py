"""The benchmark: staffplan and its peers on every case, one fresh process after the other.

    python tests/benchmarks/run.py --quick      about 25 runs in under 15 minutes
    python tests/benchmarks/run.py              everything: hours; the same first, then small cases
    python tests/benchmarks/document.py         tables and pictures in docs/benchmarks.md

Rows go to tests/benchmarks/results/<date>-scale.csv as they are measured. Started again, it goes on where it ended:
what has a row there is not run again (--date names the file to go on with). A peer that gave no answer to a case gets
no larger one of the same shape.
"""

import argparse
import fnmatch
import os
import sys
import tempfile
from datetime import UTC, datetime

import results
from cases import impossible, matrix, named
from tools import OURS, PEERS, TEXTBOOKS, measure

PEER_SHAPES = ("7d-60min-one", "7d-30min-one", "28d-60min-one", "28d-30min-one", "7d-15min-three")
"""Shapes that peers are run on unless all are asked for."""
QUICK = (
    *((OURS, f"peak{peak}-{shape}") for shape in ("7d-60min-one", "7d-30min-one") for peak in (3, 300, 10000)),
    *((OURS, f"peak{peak}-28d-30min-one") for peak in (3, 300, 10000)),
    *((OURS, f"peak{peak}-7d-15min-three") for peak in (3, 300, 10000)),
    (OURS, "peak300-28d-30min-barred"),
    (OURS, "peak300-28d-30min-capped"),
    *((tool, "peak3-7d-60min-one") for tool in TEXTBOOKS),
    *((tool, "peak3-7d-60min-one") for tool in ("pyworkforce-breaks", "pyworkforce-roster")),
    ("pyworkforce-required", "peak300-7d-60min-one"),
    ("pyworkforce-difference", "peak300-7d-60min-one"),
    ("textbook-cp_sat", "peak300-7d-60min-one"),
    (OURS, "peak10000-28d-15min-three"),
)
NO_ANSWER = ("no answer", "failed", "infeasible")


def size(case):
    """How large the model is, roughly; team sizes count only for peers."""
    return case.days * 60 // case.grid * (6 if case.rules == "three" else 1)


def plan(*, all_shapes=False):
    """Every run, (tool, case): what stands for the rest, then the small ones first; each peer's behind ours."""
    own = sorted([*matrix(), *impossible()], key=lambda case: (size(case), case.peak))
    peers = [case for case in matrix() if all_shapes or case.shape in PEER_SHAPES]
    runs = [*quick(), *((OURS, case) for case in own)]
    runs += [(tool, case) for case in sorted(peers, key=lambda c: (size(c), c.shape, c.peak)) for tool in PEERS]
    return list(dict.fromkeys(runs))


def quick():
    """A subset that stands for the rest."""
    return [(tool, named(name)) for tool, name in QUICK]


def beyond(tool, case, rows):
    """The smaller case of the same shape, to which the tool had no answer."""
    if tool == OURS:
        return None
    failed = (row for row in rows if row["tool"] == tool and row["outcome"] in NO_ANSWER)
    smaller = (named(row["case"]) for row in failed)
    return next((c.name for c in smaller if c.shape == case.shape and c.peak < case.peak), None)


def team_of(case, rows):
    """Agents by contract in our plan of the case; None: there is none yet."""
    for row in rows:
        if row["tool"] == OURS and row["case"] == case.name and row["by_contract"]:
            return {name: int(count) for name, count in results.pairs(row["by_contract"]).items()}
    return None


def go(runs, path, seconds):
    """Measure what has no row yet."""
    for number, (tool, case) in enumerate(runs, start=1):
        rows = results.read(path)
        head = f"[{number}/{len(runs)}] {tool:24} {case.name:28}"
        if any(row["tool"] == tool and row["case"] == case.name for row in rows):
            continue
        if smaller := beyond(tool, case, rows):
            print(head, f"left out: no answer to {smaller} already")
            continue
        team = team_of(case, rows)
        if tool != OURS and team is None:
            print(head, "left out: it needs the team size of our plan")
            continue
        with tempfile.TemporaryDirectory() as folder:
            row = results.append(path, measure(tool, case, folder, seconds=seconds, by_contract=team))
        print(head, said(row), flush=True)


def said(row):
    """A row in a line."""
    figures = f"{row['outcome']:12} {row.get('headcount') or '-'} (bound {row.get('bound') or '-'})"
    usage = f"{row['wall_s']:.1f} s, cpu {row['cpu_s']:.1f} s, {row['peak_mib']:.0f} MiB"
    lp = f", LP {row['lp_s']:.1f} s" if row.get("lp_s") is not None else ""
    broken = f", rules broken {row['rules_broken']}" if row.get("rules_broken") is not None else ""
    return f"{figures}  {usage}{lp}{broken}"


def chosen(options):
    """The runs that the command line asks for."""
    runs = quick() if options.quick else plan(all_shapes=options.all_shapes)
    runs = [(tool, case) for tool, case in runs if fnmatch.fnmatch(case.name, options.only)]
    return [(tool, case) for tool, case in runs if fnmatch.fnmatch(tool, options.tools)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a subset that stands for the rest")
    parser.add_argument("--only", default="*", metavar="PATTERN", help='cases by name: "peak300-*", "*-28d-15min-*"')
    parser.add_argument("--tools", default="*", metavar="PATTERN", help='tools by name: staffplan, "textbook-*"')
    parser.add_argument("--all-shapes", action="store_true", help="peers on every shape, not on five")
    parser.add_argument("--limit", type=int, default=60, metavar="SECONDS", help="time for each search (60)")
    parser.add_argument("--date", default=f"{datetime.now(UTC):%Y-%m-%d}", help="of the csv to go on with (today)")
    parser.add_argument("--list", action="store_true", help="say what would run, and end")
    options = parser.parse_args()
    runs = chosen(options)
    if options.list:
        print(*(f"{tool:24} {case.name}" for tool, case in runs), sep="\n")
        return
    if os.getloadavg()[0] > 0.5:
        print(f"the machine is busy (load {os.getloadavg()[0]:.1f}): times will be too long", file=sys.stderr)
    go(runs, results.path_of(options.date), options.limit)


if __name__ == "__main__":
    main()
