"""The pictures of docs/benchmarks.md: time, memory, headcount and broken rules by size, on logarithmic axes."""

from itertools import product

from run import PEER_SHAPES
from tools import OURS, PEERS, TEXTBOOKS

GRIDS = {60: "#0072b2", 30: "#d55e00", 15: "#009e73"}
TOOLS = {
    OURS: ("#000000", "o"),
    "textbook-cp_sat": ("#d55e00", "s"),
    "textbook-gscip": ("#0072b2", "^"),
    "textbook-highs": ("#009e73", "v"),
    "pyworkforce-required": ("#cc79a7", "D"),
    "pyworkforce-difference": ("#e69f00", "d"),
    "pyworkforce-breaks": ("#999999", "x"),
    "pyworkforce-roster": ("#882255", "P"),
}
PEOPLE = (OURS, *TEXTBOOKS, "pyworkforce-roster")
"""The tools whose plans are for named people."""


def draw(rows, folder):
    """Draw all pictures into ``folder``; returns their paths."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams |= {"svg.hashsalt": "staffplan", "svg.fonttype": "none", "font.size": 9, "axes.grid": True}
    mpl.rcParams |= {"grid.alpha": 0.3, "axes.spines.top": False, "axes.spines.right": False}
    folder.mkdir(parents=True, exist_ok=True)
    figures = {
        "time": own(
            rows, "wall_s", "seconds, the whole command (dashed: LP relaxation; crosses: no answer)", beside="lp_s"
        ),
        "memory": own(rows, "peak_mib", "MiB, all processes"),
    }
    if any(row.tool in PEERS for row in rows):
        figures["peers"] = by_tool(rows, tuple(TOOLS), "wall_s", "seconds (crosses: no answer)")
        figures["headcount"] = by_tool(rows, PEOPLE, "headcount", "agents (staffplan's bound dotted)", beside="bound")
        figures["broken"] = by_tool(rows, PEOPLE, "rules_broken", "broken rules", zero=True)
    paths = []
    for name, figure in figures.items():
        path = folder / f"{name}.svg"
        figure.savefig(path, metadata={"Date": None}, bbox_inches="tight")
        paths.append(path)
    return paths


def own(rows, field, label, beside=None):
    """Our runs: a panel for rules and days, a line for each grid."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 6), layout="constrained")
    panels = figure.subplots(2, 2, sharex=True, sharey=True)
    for (rules, days), panel in zip(product(("one", "three"), (7, 28)), panels.flat, strict=True):
        for grid, colour in GRIDS.items():
            here = [r for r in rows if r.tool == OURS and r.case.shape == f"{days}d-{grid}min-{rules}"]
            line(panel, here, field, color=colour, marker="o")
            if beside:
                line(panel, here, beside, color=colour, linestyle="--", linewidth=0.8)
        finish(panel, f"{days} days, {rules} contract{'s' if rules == 'three' else ''}")
    handles = [panels[0][0].plot([], [], color=colour, marker="o")[0] for colour in GRIDS.values()]
    figure.legend(handles, [f"{grid} min" for grid in GRIDS], loc="outside upper center", ncols=3, frameon=False)
    figure.supylabel(label)
    figure.supxlabel("agents required at the peak")
    return figure


def by_tool(rows, tools, field, label, *, beside=None, zero=False):
    """All tools: a panel for each shape that peers were run on."""
    from matplotlib.figure import Figure

    shapes = [shape for shape in PEER_SHAPES if any(r.tool in PEERS and r.case.shape == shape for r in rows)]
    figure = Figure(figsize=(8, 3 * -(-len(shapes) // 2) + 0.6), layout="constrained")
    panels = figure.subplots(-(-len(shapes) // 2), 2, sharex=True, sharey=True, squeeze=False)
    for panel in panels.flat[len(shapes) :]:
        panel.set_visible(False)
    drawn = {}
    for shape, panel in zip(shapes, panels.flat, strict=False):
        for tool in tools:
            here = [r for r in rows if r.tool == tool and r.case.shape == shape]
            colour, marker = TOOLS[tool]
            handle = line(panel, here, field, color=colour, marker=marker, markersize=4)
            if handle is not None:
                drawn.setdefault(tool, handle)  # one of each for the legend
            if beside and tool == OURS:
                line(panel, here, beside, color=colour, linestyle=":", linewidth=1)
        finish(panel, shape, zero=zero)
    if zero:  # axes are shared: what is set on one holds for all
        panels[0][0].set_ylim(bottom=-0.3)
    figure.legend(drawn.values(), drawn, loc="outside upper center", ncols=4, frameon=False)
    figure.supylabel(label)
    figure.supxlabel("agents required at the peak")
    return figure


def line(panel, rows, field, **style):
    """Draw a field of ``rows`` over their size, a cross where a run gave no answer; None where there is no line."""
    points = sorted(
        (row.case.peak, getattr(row, field), row.answered) for row in rows if getattr(row, field) is not None
    )
    for peak, value, answered in points:
        if not answered:
            panel.plot(peak, value, color=style["color"], marker="x", markersize=7, linestyle="none")
    points = [(peak, value) for peak, value, answered in points if answered]
    return panel.plot(*zip(*points, strict=True), **style)[0] if points else None


def finish(panel, title, *, zero=False):
    panel.set_xscale("log")
    panel.set_yscale(**({"value": "symlog", "linthresh": 1} if zero else {"value": "log"}))
    panel.set_title(title, fontsize=9)
