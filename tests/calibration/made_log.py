"""Logs of contacts by a simulation that shares no code with the product: what is measured on them is known."""

import heapq
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from staffplan.schema.forecasting.contacts import ContactLog

BEGINS = datetime(2026, 3, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = 86_400.0


def made(days=10, agents=8, places=1, factor=(1.0,), aht=200.0, patience=150.0, rate=0.04, seed=1, shown=1.0):
    """Days from 9 to 17 h. An agent with j contacts completes factor[j - 1] per ``aht``; all share its speed.

    ``shown``: each agent is away for the rest of that share of the time, in turns of a minute, but is seen at work.
    """
    random = np.random.default_rng(seed)
    rows = []
    for day in range(days):
        rows += _day(random, day * DAY + 9 * 3600.0, agents, places, factor, aht, patience, rate, shown)
    rows.sort()
    return log_of(rows, agents)


def log_of(rows, agents):
    table = np.array([row[:4] for row in rows], dtype=float)
    return ContactLog(
        "log.csv",
        "Asia/Shanghai",
        BEGINS,
        table[:, 0],
        table[:, 1],
        table[:, 2],
        table[:, 3].astype(np.int64),
        tuple(f"A{k}" for k in range(agents)),
        np.zeros(len(table), dtype=bool),
        False,
    )


def _day(random, begin, agents, places, factor, aht, patience, rate, shown):
    """Work is counted in seconds of one contact alone; each agent's contacts go forward at factor[j - 1] / j."""
    rows, queue = [], []
    arrivals = begin + np.cumsum(random.exponential(1 / rate, int(rate * 8 * 3600)))
    work = [[] for _agent in range(agents)]  # [work left, row] of each contact in hand
    speed = shown  # of everybody: the rest of the time goes elsewhere
    now, coming = begin, 0
    while coming < len(arrivals) or any(work):
        ends = [
            (now + min(hand)[0] * len(hand) / (factor[len(hand) - 1] * speed), k) for k, hand in enumerate(work) if hand
        ]
        then, who = min(ends, default=(np.inf, -1))
        arrives = arrivals[coming] if coming < len(arrivals) else np.inf
        moment = min(then, arrives)
        for hand in work:
            for each in hand:
                each[0] -= (moment - now) * factor[len(hand) - 1] * speed / len(hand)
        now = moment
        if arrives <= then:
            heapq.heappush(queue, (arrives, arrives + random.exponential(patience)))
            coming += 1
        else:
            done = min(work[who])
            work[who].remove(done)
            rows.append((*done[1], now, who))
        while queue and min(map(len, work)) < places:
            came, leaves = heapq.heappop(queue)
            if leaves < now:
                rows.append((came, np.nan, leaves, -1))
                continue
            agent = min(range(agents), key=lambda k: (len(work[k]), random.random()))
            work[agent].append([random.exponential(aht), (came, now)])
    rows += [(came, np.nan, leaves, -1) for came, leaves in queue]
    return rows


def csv_of(log):
    """The log as a table's text."""

    def text(seconds):
        return "" if seconds != seconds else f"{log.begins + timedelta(seconds=float(seconds)):%Y-%m-%d %H:%M:%S}"

    rows = [
        ",".join([text(log.arrived[k]), text(log.answered[k]), text(log.ended[k]), log.agents[a] if a >= 0 else ""])
        for k, a in enumerate(log.agent.tolist())
    ]
    return "\n".join(["arrived,answered,ended,agent", *rows])
