"""A written plan simulated agent by agent, from schedule.csv, coverage.csv and plan.json alone.

Nothing of staffplan is used: the files are read here, and every shift of schedule.csv is worked by its own agent, who
comes, takes breaks and goes by the clock, and first finishes what is in hand. The certified queue knows heads alone:
where one goes and another comes at the same moment, it sees no change, and whoever goes takes an inquiry along that the
fresh one would not have; ``heads`` does as it does. Customers are served first come, first served, by one of the agents
there who hold fewest inquiries, drawn at random.
"""

import csv
import heapq
import json
import random
from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from math import sqrt
from pathlib import Path

import numpy as np

Z_99 = 2.5758
"""Half-width of a 99% confidence interval in standard errors."""
FACTORS = (1.0, 1.7, 2.5, 2.9, 3.5)
"""Throughput by chats in hand where the plan gives none: the default that docs/reference/scenario.md states."""
GOES, COMES = 0, 1
"""At the same moment one goes before another comes."""
UNIT = {"h": 3600, "m": 60, "s": 1}


def seconds(text):
    """Seconds of a duration as plan.json writes it: ``1h30min``, ``20s``."""
    total, number = 0.0, ""
    for part in text.replace("min", "m").replace(" ", ""):
        if part in UNIT:
            total, number = total + float(number) * UNIT[part], ""
        else:
            number += part
    return total


@dataclass(frozen=True)
class Written:
    """What the files of a plan's folder say; times in seconds from the first slot."""

    slot_s: float
    volume: np.ndarray
    """Expected inquiries to humans of each slot, shape (slots,)."""
    label: list
    """Group of the target's scope of each slot; None: the slot is not scored."""
    shifts: list
    """(agent, [(from, to), …] on duty) of every shift."""
    on_duty: np.ndarray
    """Agents on duty in each slot by coverage.csv, shape (slots,)."""
    aht_s: float
    within_s: float
    patience_s: float | None
    throughput: tuple
    """By chats in hand, from 1 on."""
    absence: float
    share: float
    certified: dict
    """Service level of each group, and of the whole period under ``all``, as plan.json says it."""


def read(folder):
    """The plan in ``folder``; what this simulation does not know is refused."""
    folder = Path(folder)
    summary = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    scenario, service = summary["scenario"], summary["service"]
    handling, target = scenario["handling"], service["target"]
    assert not scenario["cyclic"]
    assert scenario["shrinkage"]["planned"] == 0
    assert handling["aht_by_concurrency"] is None
    aht_s = seconds(handling["aht"])
    assert np.allclose(summary["aht_s"] or aht_s, aht_s)
    slots = rows(folder / "coverage.csv")
    starts = [datetime.fromisoformat(row["start"]) for row in slots]
    groups = {group["label"]: group["certified"] for group in service["by_group"]}
    return Written(
        slot_s=(starts[1] - starts[0]).total_seconds(),
        volume=np.array([float(row["human_inquiries"]) for row in slots]),
        label=[label(start, target["scope"], target["scoring_window"]) for start in starts],
        shifts=[(row["agent_id"], on_duty(row, starts[0])) for row in rows(folder / "schedule.csv")],
        on_duty=np.array([int(row["on_duty"]) for row in slots]),
        aht_s=aht_s,
        within_s=seconds(target["within"]),
        patience_s=handling["patience"] and seconds(handling["patience"]),
        throughput=tuple(handling["concurrency_factor"] or FACTORS)[: handling["concurrency"]],
        absence=scenario["shrinkage"]["absence"],
        share=target["share"],
        certified=groups | {"all": service["certified"]},
    )


def rows(path):
    """The rows of a csv file as dictionaries."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def label(start, scope, window):
    """The group that a slot counts in: its day, the Monday of its week, or the period; None outside the window."""
    if window and not window[0] <= f"{start:%H:%M}" < window[1]:
        return None
    day = start.date()
    return str({"day": day, "week": day - timedelta(days=day.weekday()), "period": "period"}[scope])


def on_duty(row, zero):
    """When the agent of a row of schedule.csv is on duty: the shift without its breaks."""
    start, end = (datetime.fromisoformat(row[name]) for name in ("start", "end"))
    moments = [start]
    for text in filter(None, row["breaks"].split(";")):
        for clock in text.split("-"):
            moment = start.replace(hour=int(clock[:2]), minute=int(clock[3:]))
            moments.append(moment if moment >= moments[-1] else moment + timedelta(days=1))
    times = [(moment - zero).total_seconds() for moment in [*moments, end]]
    return [(a, b) for a, b in zip(times[::2], times[1::2], strict=True) if b > a]


def counted(plan):
    """Agents on duty in each slot by schedule.csv alone, shape (slots,)."""
    middles = (np.arange(len(plan.volume)) + 0.5) * plan.slot_s
    spans = [span for _agent, spans in plan.shifts for span in spans]
    return sum(((first <= middles) & (middles < last)).astype(int) for first, last in spans)


class Floor:
    """The agents there, by how many inquiries each holds, and what they are at."""

    def __init__(self, plan, draws):
        self.rates = [0.0, *(factor / plan.aht_s for factor in plan.throughput)]
        self.most = len(plan.throughput)
        self.draws = draws
        self.there = [[] for _ in range(self.most + 1)]
        self.held, self.version, self.present = defaultdict(int), defaultdict(int), set()
        self.ends = []

    def _move(self, agent, by, now):
        if agent in self.present:
            self.there[self.held[agent]].remove(agent)
        self.held[agent] += by
        if agent in self.present:
            self.there[self.held[agent]].append(agent)
        self.version[agent] += 1
        rate = self.rates[self.held[agent]]
        if rate:
            heapq.heappush(self.ends, (now + self.draws.expovariate(rate), agent, self.version[agent]))

    def come(self, agent):
        """The agent is on duty, perhaps still at an inquiry from before."""
        self.present.add(agent)
        self.there[self.held[agent]].append(agent)

    def go(self, agent):
        """The agent takes no more, and finishes what is in hand."""
        self.present.discard(agent)
        self.there[self.held[agent]].remove(agent)

    def anybody(self):
        """One of those there, drawn at random."""
        there = [agent for agents in self.there for agent in agents]
        return there[int(self.draws.random() * len(there))]

    def free(self):
        """The agents who may take the next inquiry; empty where nobody may."""
        return next((agents for agents in self.there[: self.most] if agents), ())

    def take(self, now):
        """One of them takes an inquiry."""
        agents = self.free()
        self._move(agents[int(self.draws.random() * len(agents))], 1, now)

    def next_end(self):
        """When the next inquiry ends; handling times are exponential, so that those drawn before a change lapse."""
        while self.ends and self.ends[0][2] != self.version[self.ends[0][1]]:
            heapq.heappop(self.ends)
        return self.ends[0][0] if self.ends else float("inf")

    def finish(self):
        """The next inquiry ends."""
        now, agent, _version = heapq.heappop(self.ends)
        self._move(agent, -1, now)


def by_name(spans):
    """Who comes and goes when: each shift's own agent. (moment, kind, agent), in order."""
    return sorted(
        (moment, kind, number)
        for number, each in enumerate(spans)
        for span in each
        for moment, kind in zip(span, (COMES, GOES), strict=True)
    )


def by_heads(spans):
    """The same where only numbers count: at each moment as many as the number rises or falls by; who goes is open."""
    change = Counter()
    for each in spans:
        for first, last in each:
            change[first] += 1
            change[last] -= 1
    numbers = count()
    return [
        (moment, COMES, next(numbers)) if by > 0 else (moment, GOES, None)
        for moment, by in sorted(change.items())
        for _ in range(abs(by))
    ]


def once(plan, generator, draws, *, heads=False):
    """One run of the period: customers who came and who were answered in time, by slot; shape (2, slots)."""
    counts = generator.poisson(plan.volume)
    slot_of = np.repeat(np.arange(len(counts)), counts)
    arrivals = np.sort((slot_of + generator.random(len(slot_of))) * plan.slot_s).tolist()
    floor, waiting = Floor(plan, draws), deque()
    in_time = np.zeros(len(counts))
    spans = [each for _agent, each in plan.shifts if not plan.absence or draws.random() >= plan.absence]
    clock = by_heads(spans) if heads else by_name(spans)
    clock.append((float("inf"), GOES, None))
    turn, coming, end = 0, 0, len(counts) * plan.slot_s + plan.within_s
    arrivals.append(float("inf"))
    while True:
        now = min(arrivals[coming], floor.next_end(), clock[turn][0])
        if now > end:
            return np.array([counts, in_time])
        if now == clock[turn][0]:
            _moment, kind, agent = clock[turn]
            floor.come(agent) if kind == COMES else floor.go(floor.anybody() if agent is None else agent)
            turn += 1
        elif now == arrivals[coming]:
            leaves = now + draws.expovariate(1 / plan.patience_s) if plan.patience_s else float("inf")
            waiting.append((now, leaves))
            coming += 1
        else:
            floor.finish()
        while waiting and (waiting[0][1] < now or floor.free()):
            came, leaves = waiting.popleft()
            if leaves >= now:
                in_time[min(int(came / plan.slot_s), len(counts) - 1)] += now - came <= plan.within_s
                floor.take(now)


def simulate(plan, *, heads=False, within=0.001, seed=1, least=30, most=100_000):
    """Service level and 99% half-width of each group and of ``all``, with the number of runs.

    ``heads``: only the numbers on duty count, as in the certified queue: where one goes and another comes at the same
    moment, nothing changes. Else everybody is there by name: who goes finishes, who comes is free.

    Runs until every half-width is under ``within``. The ratio of sums, its error by the delta method.
    """
    groups = {name: np.array([each == name for each in plan.label]) for name in plan.certified if name != "all"}
    groups["all"] = np.array([each is not None for each in plan.label])
    generator, draws = np.random.default_rng(seed), random.Random(seed)
    runs = {name: [] for name in groups}
    for number in range(1, most + 1):
        result = once(plan, generator, draws, heads=heads)
        for name, slots in groups.items():
            runs[name].append(result[:, slots].sum(axis=1))
        if number >= least and number % 10 == 0:
            found = {name: ratio(np.array(totals)) for name, totals in runs.items()}
            if all(half < within for _level, half in found.values()):
                return found, number
    raise AssertionError(f"half-widths over {within} after {most} runs: {found}")


def ratio(totals):
    """Answered in time ÷ came, over all runs, and the 99% half-width; ``totals`` has shape (runs, 2)."""
    came, in_time = totals.T
    level = in_time.sum() / came.sum()
    spread = (in_time - level * came).std(ddof=1)
    return level, Z_99 * spread / (came.mean() * sqrt(len(came)))
