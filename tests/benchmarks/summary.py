"""What the rows of a csv say: typed rows, what was asked beside what was measured, what is weaker."""

from dataclasses import dataclass

import results
from cases import Case, named
from tools import OURS

HARDEST = "peak10000-28d-15min-three"


@dataclass(frozen=True)
class Row:
    """One row of the csv; None where it has no figure."""

    row: int
    case: Case
    tool: str
    version: str
    limit_s: int
    outcome: str
    headcount: int | None
    bound: int | None
    lp_bound: float | None
    lp_s: float | None
    wall_s: float
    cpu_s: float
    peak_mib: float
    person_shifts: int | None
    hours_short: float | None
    rules_broken: int | None
    broken: str
    stages: str
    detail: str
    measured_at: str
    cores: int
    load_1min: float | None
    machine: str

    @property
    def proved(self):
        return self.outcome == "optimal"

    @property
    def search_s(self):
        """Seconds of the search alone, without reading, checking and writing; None where there is no plan."""
        seconds = results.pairs(self.stages).get("solve")
        return None if seconds is None else float(seconds)

    @property
    def answered(self):
        """Whether there is a plan, or shifts that somebody might work."""
        return self.outcome in ("optimal", "feasible", "shifts only")


WHOLE = ("row", "limit_s", "headcount", "bound", "person_shifts", "rules_broken", "cores")
REAL = ("lp_bound", "lp_s", "wall_s", "cpu_s", "peak_mib", "hours_short", "load_1min")


def load(path):
    """The rows of a csv."""
    return [_row(values) for values in results.read(path)]


def _row(values):
    kept = {name: values[name] for name in Row.__dataclass_fields__}
    kept |= {name: int(kept[name]) if kept[name] else None for name in WHOLE}
    kept |= {name: float(kept[name]) if kept[name] else None for name in REAL}
    return Row(**kept | {"case": named(values["case"])})


def verdicts(rows):
    """(what was asked, what was measured, whether it is met; None: not measured)."""
    mine = [row for row in rows if row.tool == OURS]
    solvable = [row for row in mine if row.case.solvable]
    coarse = [row for row in solvable if row.case.grid >= 30]
    for days, most in ((7, 10), (28, 15)):
        yield _proved_in_time(f"grids of 60 and 30 min, {days} days: proved, {most} s", coarse, days, most)
    yield _hardest(solvable)
    yield _against_lp([row for row in solvable if row.case.days == 7 and row.lp_s is not None])
    yield _flat(solvable)
    yield _legal(solvable)
    yield _named([row for row in mine if not row.case.solvable])


def _proved_in_time(question, rows, days, most):
    rows = [row for row in rows if row.case.days == days]
    if not rows:
        return question, "not measured", None
    slowest = max(rows, key=lambda row: row.wall_s)
    proved = sum(row.proved for row in rows)
    answer = f"{proved} of {len(rows)} proved; the slowest took {slowest.wall_s:.1f} s [{slowest.row}]"
    return question, answer, proved == len(rows) and slowest.wall_s <= most


def _hardest(rows):
    question = "15 min, 28 days, three contracts, peak 10,000: within one agent, 60 s, 3 GiB"
    row = next((row for row in rows if row.case.name == HARDEST), None)
    if row is None:
        return question, "not measured", None
    if row.headcount is None:
        return question, f"{row.outcome} after {row.wall_s:.1f} s [{row.row}]", False
    answer = (
        f"{row.headcount} agents, at least {row.bound}; {row.wall_s:.1f} s; {row.peak_mib / 1024:.1f} GiB [{row.row}]"
    )
    return question, answer, row.headcount - row.bound <= 1 and row.wall_s <= 60 and row.peak_mib <= 3072


def beyond_lp(row):
    """Whether a 7-day run takes longer than five times its LP relaxation, and than 2 s."""
    return row.case.days == 7 and row.lp_s is not None and row.wall_s > _by_lp(row)


def _by_lp(row):
    return max(5 * row.lp_s, 2.0)


def _against_lp(rows):
    question = "7 days: the whole in 5 times the time of the LP relaxation, or 2 s"
    if not rows:
        return question, "not measured", None
    worst = max(rows, key=lambda row: row.wall_s / _by_lp(row))
    held = sum(not beyond_lp(row) for row in rows)
    searches = sum(row.search_s is not None and row.search_s <= _by_lp(row) for row in rows)
    answer = (
        f"{held} of {len(rows)} (the search alone: {searches}); "
        f"the farthest took {worst.wall_s:.1f} s for an LP of {worst.lp_s:.2f} s [{worst.row}]"
    )
    return question, answer, held == len(rows)


def _flat(rows):
    question = "peak 3 against peak 10,000: times within a factor of 3"
    by_name = {row.case.name: row for row in rows}
    pairs = [(row, by_name.get(f"peak10000-{row.case.shape}")) for row in rows if row.case.peak == 3]
    pairs = [(small, large) for small, large in pairs if large is not None]
    if not pairs:
        return question, "not measured", None
    worst = max(pairs, key=lambda pair: _factor(*pair))
    held = sum(_factor(*pair) <= 3 for pair in pairs)
    small, large = worst
    apart = f"{small.case.shape} with {small.wall_s:.1f} s [{small.row}] and {large.wall_s:.1f} s [{large.row}]"
    return question, f"{held} of {len(pairs)} shapes; the farthest apart: {apart}", held == len(pairs)


def _factor(a, b):
    return max(a.wall_s / b.wall_s, b.wall_s / a.wall_s)


def _legal(rows):
    rows = [row for row in rows if row.rules_broken is not None]
    if not rows:
        return "no plan breaks a rule", "not measured", None
    broken = [row for row in rows if row.rules_broken]
    where = " ".join(f"[{row.row}]" for row in broken)
    return "no plan breaks a rule", f"{len(broken)} of {len(rows)} plans do {where}".rstrip(), not broken


def _named(rows):
    question = "months without a legal plan: named and explained in 10 s"
    if not rows:
        return question, "not measured", None
    slowest = max(rows, key=lambda row: row.wall_s)
    right = sum(row.outcome == "infeasible" for row in rows)
    answer = f"{right} of {len(rows)}; the slowest took {slowest.wall_s:.1f} s [{slowest.row}]"
    return question, answer, right == len(rows) and slowest.wall_s <= 10


def weaker(rows):
    """Our runs that fall short, in words."""
    for row in rows:
        if row.tool != OURS or not row.case.solvable:
            continue
        name = row.case.name
        if row.headcount is None:
            yield f"{name}: {row.outcome} after {row.wall_s:.1f} s [{row.row}]"
        elif not row.proved:
            gap = row.headcount - row.bound
            yield f"{name}: {row.headcount} agents, proved only that {row.bound} are needed (gap {gap}) [{row.row}]"
        slow = row.case.grid >= 30 and row.wall_s > (10 if row.case.days == 7 else 15)
        if slow or beyond_lp(row):
            beside = "" if row.lp_s is None else f", its LP relaxation {row.lp_s:.2f} s"
            yield f"{name}: {row.wall_s:.1f} s{beside} [{row.row}]"


def reach(rows):
    """Of one tool's rows of one shape: the largest with a plan, and the smallest above it without."""
    ordered = sorted(rows, key=lambda row: row.case.peak)
    answered = [row for row in ordered if row.headcount is not None]
    last = answered[-1] if answered else None
    above = [row for row in ordered if row.headcount is None and (last is None or row.case.peak > last.case.peak)]
    return last, above[0] if above else None
