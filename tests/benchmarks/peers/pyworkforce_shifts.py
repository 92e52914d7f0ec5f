"""pyworkforce 0.5.4: its shifts, its breaks and its roster, asked for the same need.

    python pyworkforce_shifts.py {required,difference,breaks,roster} QUESTION.json ANSWER.json

``required`` and ``difference`` choose shifts that nobody works yet (MinRequiredResources, MinAbsDifference). Coverage
of a shift must be fixed, so that every place of the meal makes a shift of its own; rests lie in the middle of their
windows. ``breaks`` chooses shifts as if there were no breaks (MinRequiredResources) and places them afterwards
(BreakScheduler). ``roster`` gives the shifts of ``required`` to named people (MinHoursRoster). Its rest rule bars a
shift altogether on the day before several that are too near, so where it finds nothing it is asked again without that
rule, and the note says so. Each step gets a share of the time that is left. A shift over midnight covers the morning of
its own date in pyworkforce; the answer has it where it truly lies.
"""

import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path


class Clock:
    """The time limit, shared by the steps."""

    def __init__(self, seconds):
        self.began, self.seconds = time.perf_counter(), seconds

    @property
    def spent(self):
        return time.perf_counter() - self.began

    @property
    def left(self):
        return max(self.seconds - self.spent, 1.0)


def shift_types(question, with_breaks):
    """Name → (contract, start, length, breaks as pairs of place in the shift and length)."""
    types = {}
    for position, contract in enumerate(question["contracts"]):
        for shift in contract["shifts"]:
            for breaks in _placed(shift["breaks"]) if with_breaks else [()]:
                name = f"{position}/{shift['start']}/{shift['length']}/{breaks}"
                types[name] = position, shift["start"], shift["length"], breaks
    return types


def _placed(rules):
    """The longest break at each of its places, the others in the middle of their windows."""
    if not rules:
        return [()]
    longest = max(range(len(rules)), key=lambda k: rules[k]["length"])
    middle = [((rule["first"] + rule["last"]) // 2, rule["length"]) for rule in rules]
    places = range(rules[longest]["first"], rules[longest]["last"] + 1)
    return [(*middle[:longest], (place, rules[longest]["length"]), *middle[longest + 1 :]) for place in places]


def coverage(types, per_day):
    """0/1 of every slot of a day for every shift; what lies behind midnight wraps into the same day."""
    from pyworkforce.shifts import shift_coverage_from_periods

    return shift_coverage_from_periods({name: _periods(kind, per_day) for name, kind in types.items()}, per_day)


def _periods(kind, per_day):
    _, start, length, breaks = kind
    off = {place + k for place, slots in breaks for k in range(slots)}
    return [(start + k) % per_day for k in range(length) if k not in off]


def choose(kind, question, types, clock):
    """Rows (day, shift name, agents) of the scheduler, and its status."""
    from pyworkforce.scheduling import MinAbsDifference, MinRequiredResources

    per_day, days = question["slots_per_day"], question["days"]
    required = [question["required"][d * per_day : (d + 1) * per_day] for d in range(days)]
    scheduler = (MinAbsDifference if kind == "difference" else MinRequiredResources)(
        num_days=days,
        periods=per_day,
        shifts_coverage=coverage(types, per_day),
        required_resources=required,
        max_period_concurrency=4 * max(question["required"]),
        max_shift_concurrency=2 * max(question["required"]),
        max_search_time=clock.left / 3,
        num_search_workers=2,
    )
    found = scheduler.solve()
    rows = [(row["day"], row["shift"], row["resources"]) for row in found["resources_shifts"] if row["resources"] > 0]
    return rows, found["status"]


def place_breaks(question, types, rows, clock):
    """Breaks of each (day, shift), one list an agent; None where the scheduler finds no places."""
    from pyworkforce.breaks import BreakScheduler

    per_day, days = question["slots_per_day"], question["days"]
    placed = defaultdict(lambda: defaultdict(list))
    used = sorted({name for _, name, _ in rows})
    of_contract = defaultdict(list)
    for name in used:
        of_contract[types[name][0], types[name][2]].append(name)
    if len(of_contract) > 1:
        return None, "it knows one set of breaks for all shifts"
    ((position, length),) = of_contract
    rules = next(s["breaks"] for s in question["contracts"][position]["shifts"] if s["length"] == length)
    counts = {name: [0] * days for name in used}
    for day, name, agents in rows:
        counts[name][day] += agents
    scheduler = BreakScheduler(
        num_days=days,
        periods=per_day,
        shifts_coverage=coverage({name: types[name] for name in used}, per_day),
        scheduled_resources=counts,
        breaks=[
            {
                "name": str(k),
                "duration_periods": rule["length"],
                "min_start_after": rule["first"],
                "max_end_before": length - rule["last"] - rule["length"],
            }
            for k, rule in enumerate(rules)
        ],
        min_coverage=[question["required"][d * per_day : (d + 1) * per_day] for d in range(days)],
        max_search_time=clock.left / 2,
        num_search_workers=2,
    )
    found = scheduler.solve()
    if found["cost"] < 0:
        return None, found["status"]
    for row in found["break_schedule"]:
        agent = placed[row["day"], row["shift"]][row["slot"]]
        agent.append((row["start_period"], row["end_period"] - row["start_period"]))
    return {key: [sorted(agents[slot]) for slot in sorted(agents)] for key, agents in placed.items()}, found["status"]


def roster(question, types, rows, clock):
    """Agents by name: agent → [(day, shift name)]; and what to note."""
    from pyworkforce.rostering import MinHoursRoster

    days, per_day = question["days"], question["slots_per_day"]
    people, notes = {}, []
    for position, contract in enumerate(question["contracts"]):
        mine = [row for row in rows if types[row[1]][0] == position]
        names = sorted({name for _, name, _ in mine})
        if not names:
            continue
        needed = {name: [0] * days for name in names}
        for day, name, agents in mine:
            needed[name][day] += agents
        least_days = contract["days_per_week"][0] * days // 7
        team = max(contract["team"], -(-sum(map(sum, needed.values())) // least_days))
        agents = [f"{position}-{k}" for k in range(team)]
        hours = {name: round((types[name][2] - sum(s for _, s in types[name][3])) * 24 / per_day) for name in names}
        too_near = [
            {"origin": a, "destination": b}
            for a in names
            for b in names
            if types[a][1] + types[a][2] + contract["rest"] > per_day + types[b][1]
        ]
        for rest_rule in (too_near, None):
            scheduler = MinHoursRoster(
                num_days=days,
                resources=agents,
                shifts=names,
                shifts_hours=[hours[name] for name in names],
                min_working_hours=1,
                banned_shifts=None,
                max_resting=days - least_days,
                required_resources=needed,
                non_sequential_shifts=rest_rule,
                max_search_time=clock.left / 2,
                num_search_workers=2,
            )
            found = scheduler.solve()
            notes.append(f"roster {'with' if rest_rule else 'without'} rest rule: {found['status']}")
            if found["cost"] >= 0:
                for row in found["resource_shifts"]:
                    people.setdefault(row["resource"], []).append((row["day"], row["shift"]))
                break
        else:
            return None, notes
    return people, notes


def answer_rows(question, types, people, placed):
    """Rows of the answer; the breaks of each (day, shift) are dealt out in turn."""
    per_day, turn, rows = question["slots_per_day"], Counter(), []
    for agent, (_, work) in enumerate(sorted(people.items())):
        for day, name in sorted(work):
            position, start, length, breaks = types[name]
            begin = day * per_day + start
            here = [[begin + place, slots] for place, slots in breaks]
            if placed is not None:
                dealt = placed.get((day, name), [])
                mine = dealt[turn[day, name] % len(dealt)] if dealt else []
                here = [[day * per_day + first, slots] for first, slots in mine]
                turn[day, name] += 1
            rows.append([agent, position, begin, length, here])
    return rows


def alone(rows):
    """Everyone with one shift: who works which is left open."""
    single = [(day, name) for day, name, agents in rows for _ in range(agents)]
    return {f"{k:06d}": [shift] for k, shift in enumerate(single)}


def solve(kind, question):
    """The answer to ``question``: ``shifts`` for a roster, else ``chosen``, where everyone has one shift."""
    clock = Clock(question["seconds"])
    types = shift_types(question, with_breaks=kind != "breaks")
    rows, status = choose(kind, question, types, clock)
    notes = [f"{len(types)} shifts: {status} after {clock.spent:.1f} s"]
    people, placed, shifts, chosen = None, None, [], []
    if rows and kind == "roster":
        people, more = roster(question, types, rows, clock)
        notes += more
        shifts = [] if people is None else answer_rows(question, types, people, None)
    elif rows and kind == "breaks":
        placed, placing = place_breaks(question, types, rows, clock)
        notes.append(f"breaks: {placing}")
    if rows and kind != "roster" and (kind != "breaks" or placed is not None):
        chosen = answer_rows(question, types, alone(rows), placed)
    return {
        "status": "feasible" if shifts else "unknown",
        "bound": None,
        "build_s": None,
        "solve_s": clock.spent,
        "note": "; ".join(notes),
        "shifts": shifts,
        "chosen": chosen,
    }


if __name__ == "__main__":
    Path(sys.argv[3]).write_text(json.dumps(solve(sys.argv[1], json.loads(Path(sys.argv[2]).read_text()))))
