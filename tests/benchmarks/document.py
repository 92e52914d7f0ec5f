"""docs/benchmarks.md and its pictures, from the newest csv.

    python tests/benchmarks/document.py [CSV]

Every figure of the page stands beside the number of the row it comes from. Pictures need matplotlib (`pip install
--group docs`).
"""

import argparse
import sys
from itertools import groupby
from pathlib import Path
from statistics import median

import results
import summary
from run import PEER_SHAPES
from tools import OURS, PEERS, PYWORKFORCES, TEXTBOOKS

PAGE = results.ROOT / "docs" / "benchmarks.md"
PICTURES = results.ROOT / "docs" / "images" / "benchmarks"

HEAD = """\
# Benchmarks

<!-- Made by tests/benchmarks/document.py from {name}{figures}: do not edit by hand. -->

Measured on {dates}, {machine}, {cores} cores, staffplan {versions}. A number in brackets is the row of
`tests/benchmarks/results/{name}` that the figure before it comes from. To measure again:

```
python tests/benchmarks/run.py --quick     # a part, under 15 minutes
python tests/benchmarks/run.py             # everything; it can be stopped and goes on where it ended
python tests/benchmarks/document.py        # this page, from the newest csv
```

Each run is a fresh process of the whole command, `staffplan solve`: reading, curves, models, search, tours, the check
of every rule, writing. Time is wall time; memory is the largest sum over its processes, looked at every 50 ms. Each
search may take {limits} s. Beside each stands the LP relaxation of the model alone, solved by GLOP in a process of its
own. Every plan, whoever made it, goes through the checker of `staffplan check`; hours short are missing agents × time
on the real clock.
{loads}
"""
CASES = """\
## The cases

Volumes follow one day curve (quiet nights, peaks at 10:30, 15:00 and 21:00) and factors of the weekdays, scaled so that
Erlang C asks for just the peak that a case is named by: 90% within 30 s in every slot, five minutes an inquiry, around
the clock.

- `one`: 9 h shifts with a meal of an hour that starts 3 to 5 h into the shift, five days a week, six in a row at most,
  11 h of rest.
- `three`: full-time as before; part-time of 6 h on four or five days, a fifth of the peak at least; long days of 11 h
  on four days, half of the peak at most; each with a meal and two rests. Rests last 15 min on the 15 min grid and 30
  min on the 30 min grid; the 60 min grid holds none.
- `ninefive`: `one` with 9 h and 5 h shifts. `barred`: `one`, but shifts start from 7:00 to 15:00 only. `capped`: `one`
  with twice the peak as the most agents.

`python tests/benchmarks/cases.py NAME DIR` writes any of them.
"""
PEERS_HEAD = """\
## Beside what one would take instead

Peers get the same need, and {limit} s, the building of their model included.

- `textbook-*` is one boolean per agent, day and shift, in CP-SAT, SCIP and HiGHS, made as well as it can be: agents in
  order, rest as cliques, a team of staffplan's headcount and 5% more, breaks counted and not each agent's.
- `pyworkforce-*` is release 0.5.4: `required` and `difference` are its two ways to choose shifts, `breaks` its break
  scheduler behind the first, `roster` its roster of the shifts of the first. It plans each day for itself: a shift over
  midnight covers the small hours of its own date, and nobody comes from the eve.
"""
FIGURES = """\
## What tests hold

`pytest -m benchmark tests/benchmarks` holds headcounts and times to their figures. Its last run of each case, with the
row of `tests/benchmarks/results/{name}`. `week-60-0.8-20` plans service and shifts together for a
weekly target of 80% within 20 s and 60 inquiries in Monday's busiest half hour; `--two-steps` fixes what each half hour
needs first.

| case | headcount | proved | time | memory | rules broken | |
|---|---|---|---|---|---|---|
{rows}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("csv", nargs="?", type=Path, default=results.newest(), help="absent: the newest")
    options = parser.parse_args()
    if options.csv is None:
        sys.exit("no csv yet: run tests/benchmarks/run.py first")
    rows = summary.load(options.csv)
    PAGE.write_text(page(rows, options.csv.name, results.newest("figures")), encoding="utf-8")
    import pictures

    for path in pictures.draw(rows, PICTURES):
        print(path.relative_to(results.ROOT))
    print(PAGE.relative_to(results.ROOT))


def page(rows, name, figures=None):
    """The text of the page; ``figures`` is the csv that the tests wrote."""
    parts = [
        head(rows, name, figures),
        asked(rows),
        weaker(rows),
        pictures_of("time", "memory"),
        own(rows),
        impossible(rows),
        peers(rows),
        held(figures),
        CASES,
    ]
    return "\n".join(part for part in parts if part)


def head(rows, name, figures):
    """What was measured, when, on what."""
    loads = [row.load_1min for row in rows if row.load_1min is not None]
    note = (
        f"\nBefore a run the machine's load was {min(loads):.1f} to {max(loads):.1f}, {median(loads):.1f} in the"
        " middle; the run before it leaves about 1.\n"
        if loads
        else ""
    )
    return HEAD.format(
        name=name,
        figures=f" and {figures.name}" if figures else "",
        dates=" and ".join(sorted({row.measured_at[:10] for row in rows})),
        machine=", ".join(sorted({row.machine for row in rows})),
        cores=", ".join(sorted({str(row.cores) for row in rows})),
        versions=", ".join(sorted({row.version for row in rows if row.tool == OURS})),
        limits=", ".join(sorted({str(row.limit_s) for row in rows})),
        loads=note,
    )


def asked(rows):
    """What was asked, beside what was measured."""
    lines = ["## What was asked", "", "| asked | measured | |", "|---|---|---|"]
    for question, answer, met in summary.verdicts(rows):
        lines.append(f"| {question} | {answer} | {'met' if met else '**not met**' if met is False else '-'} |")
    return "\n".join(lines) + "\n"


def weaker(rows):
    """The runs that fall short of what was asked, one by one."""
    found = list(summary.weaker(rows))
    if not found:
        return ""
    return "\n".join(["## Weaker than asked", "", *(f"- {line}" for line in found)]) + "\n"


def pictures_of(*names):
    lines = [f"![{name} by size, on logarithmic axes](images/benchmarks/{name}.svg)" for name in names]
    return "\n\n".join(lines) + "\n"


def own(rows):
    """All our runs, a table for each shape."""
    mine = [row for row in rows if row.tool == OURS and row.case.solvable]
    lines = ["## staffplan on every case", ""]
    for shape, group in by_shape(mine):
        lines += [
            f"### {shape}",
            "",
            "| peak | headcount | proved | LP bound | time | LP alone | processor | memory | rules broken | |",
            "|---|---|---|---|---|---|---|---|---|---|",
        ]
        for row in group:
            cells = [row.case.peak, row.headcount or row.outcome, row.bound, number(row.lp_bound, 2), s(row.wall_s)]
            cells += [s(row.lp_s), s(row.cpu_s), mib(row.peak_mib), row.rules_broken, ref(row)]
            lines.append(table_row(cells))
        lines.append("")
    return "\n".join(lines)


def impossible(rows):
    """Months without a plan: how soon they are named."""
    mine = [row for row in rows if row.tool == OURS and not row.case.solvable]
    if not mine:
        return ""
    lines = [
        "## Months without any legal plan",
        "",
        "| case | ends as | time | what it says | |",
        "|---|---|---|---|---|",
    ]
    for row in mine:
        said = row.detail.removeprefix("Error: ").replace("|", "/")
        lines.append(table_row([row.case.name, row.outcome, s(row.wall_s), said[:160] + "…", ref(row)]))
    return "\n".join(lines) + "\n"


def peers(rows):
    """Peers beside our runs of the same cases."""
    theirs = [row for row in rows if row.tool in PEERS]
    if not theirs:
        return ""
    limits = ", ".join(sorted({str(row.limit_s) for row in theirs}))
    parts = [PEERS_HEAD.format(limit=limits), reach(rows), pictures_of("peers", "headcount", "broken")]
    for title, tools in (("One boolean per agent, day and shift", TEXTBOOKS), ("pyworkforce 0.5.4", PYWORKFORCES)):
        parts += [f"### {title}", "", "\n".join(beside(rows, tools)), ""]
    return "\n".join(parts)


def reach(rows):
    """The largest case of each shape that each tool answered."""
    shapes = [shape for shape, _ in by_shape([row for row in rows if row.tool in PEERS])]
    shapes.sort(key=lambda shape: PEER_SHAPES.index(shape) if shape in PEER_SHAPES else len(PEER_SHAPES))
    lines = ["The largest peak that each answered with a plan for named people, and the first it did not:", ""]
    lines += ["| | " + " | ".join(shapes) + " |", "|---|" + "---|" * len(shapes)]
    for tool in (OURS, *TEXTBOOKS, "pyworkforce-roster"):
        cells = [tool]
        for shape in shapes:
            cells.append(reached([row for row in rows if row.tool == tool and row.case.shape == shape]))
        lines.append(table_row(cells))
    return "\n".join(lines) + "\n"


def reached(rows):
    """The reach of one tool's rows of one shape, in words."""
    if not rows:
        return "not run"
    last, first = summary.reach(rows)
    answered = f"{last.case.peak} {ref(last)}" if last else "none"
    return answered + (f"; not {first.case.peak} {ref(first)}" if first else "")


def beside(rows, tools):
    """Rows of the peers, each below our own run of the case."""
    names = "case, tool, outcome, headcount, proved, time, memory, person-shifts, hours short, rules broken, "
    yield table_row(names.split(", "))
    yield "|" + "---|" * len(names.split(", "))
    cases = dict.fromkeys(row.case for row in rows if row.tool in tools)
    for case in cases:
        for row in rows:
            if row.case == case and row.tool in (OURS, *tools):
                broken = f"{row.rules_broken} ({row.broken})" if row.rules_broken else row.rules_broken
                cells = [case.name if row.tool == OURS else "", row.tool, row.outcome, row.headcount, row.bound]
                cells += [s(row.wall_s), mib(row.peak_mib), row.person_shifts, number(row.hours_short, 1), broken]
                yield table_row([*cells, ref(row)])


def held(figures):
    """The last row of each case that tests hold to its figures."""
    if figures is None:
        return ""
    last = {values["case"]: values for values in results.read(figures)}
    lines = []
    for case, values in last.items():
        cells = [case, values["headcount"] or values["outcome"], values["bound"], s(float(values["wall_s"]))]
        cells += [mib(float(values["peak_mib"])), values["rules_broken"], f"[{values['row']}]"]
        lines.append(table_row(cells))
    return FIGURES.format(name=figures.name, rows="\n".join(lines))


def by_shape(rows):
    """(shape, its rows by size), as the csv has them."""
    ordered = sorted(rows, key=lambda r: (r.case.rules, r.case.days, -r.case.grid, r.case.peak))
    return [(shape, list(group)) for shape, group in groupby(ordered, key=lambda row: row.case.shape)]


def table_row(cells):
    return "| " + " | ".join("" if cell is None else str(cell) for cell in cells) + " |"


def ref(row):
    return f"[{row.row}]"


def s(seconds):
    if seconds is None:
        return None
    return f"{seconds:.2f} s" if seconds < 1 else f"{seconds:.1f} s" if seconds < 100 else f"{seconds:.0f} s"


def mib(size):
    return None if size is None else f"{size:.0f} MiB"


def number(value, digits):
    return None if value is None else f"{value:.{digits}f}"


if __name__ == "__main__":
    main()
