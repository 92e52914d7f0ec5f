"""Theory against Ciw, an independent discrete-event simulator, on random cases of Erlang C, Erlang A and chat."""

from math import sqrt

import ciw
import numpy as np
import pytest
from scipy.stats import t as student

from staffplan.service.steady.chat import chat_queue

CASES = 20
RUNS = 12
CUSTOMERS = 1500
WARM_UP = 60.0
"""In handling times; twice that is left after the last customer who counts, so that nobody's wait is cut off."""
AT_MOST_MISSED = 1
FACTOR = (1.0, 1.7, 2.5)


class ChatNode(ciw.PSNode):
    """Chats share the agents evenly: with k in hand each goes on at the k-th part of the agents' throughput."""

    def speed(self, held):
        agents = self.ps_capacity // len(FACTOR)
        hands = [held // agents + (agent < held % agents) for agent in range(agents)]
        return sum((0.0, *FACTOR)[hand] for hand in hands) / held if held else 0.0

    def update_all_service_end_dates(self):
        now, held = self.simulation.current_time, min(self.number_of_individuals, self.ps_capacity)
        for customer in self.all_individuals:
            if customer.with_server:
                customer.time_left -= (now - customer.date_last_update) * self.speed(self.last_occupancy)
                customer.service_end_date = now + customer.time_left / self.speed(held)
                customer.date_last_update = now
        self.last_occupancy = held


def drawn_cases():
    """Queues in which some wait and some do not: runs in which nobody waits would give no interval."""
    random = np.random.default_rng(618)
    number = 0
    while number < CASES:
        kind = ("erlang_c", "erlang_a", "chat")[number % 3]
        agents = int(random.integers(1, 11))
        factor = FACTOR if kind == "chat" else (1.0,)
        load = random.uniform(0.6, 1.2 if kind == "erlang_a" else 0.9) * agents * factor[-1]
        leaving = random.uniform(0.2, 3) if kind == "erlang_a" else 0.0
        seconds = random.uniform(0, 0.3)
        queue, _, _ = chat_queue(np.array([load]), np.ones(1), np.array([float(agents)]), factor, leaving)
        if 0.3 < queue.in_time(seconds)[0] < 0.95:
            yield agents, load, factor, leaving, seconds, queue
            number += 1


def simulated(agents, load, factor, leaving, seconds, seed):
    """Share answered in time and mean wait of one run, over customers who come after the warm-up."""
    chat = len(factor) > 1
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(load)],
        service_distributions=[ciw.dists.Exponential(1.0)],
        number_of_servers=[agents * len(factor)],
        **({"reneging_time_distributions": [ciw.dists.Exponential(leaving)]} if leaving else {}),
        **({"ps_thresholds": [1]} if chat else {}),
    )
    ciw.seed(seed)
    end = WARM_UP + CUSTOMERS / load
    simulation = ciw.Simulation(network, node_class=ChatNode if chat else None)
    simulation.simulate_until_max_time(end + 2 * WARM_UP)
    records = [record for record in simulation.get_all_records() if WARM_UP <= record.arrival_date < end]
    in_time = [record.record_type == "service" and record.waiting_time <= seconds for record in records]
    return np.mean(in_time), np.mean([record.waiting_time for record in records])


def inside(values, expected):
    """Whether the 99% interval of the runs' mean holds what theory says."""
    reach = student.ppf(0.995, len(values) - 1) * np.std(values, ddof=1) / sqrt(len(values))
    return abs(np.mean(values) - expected) <= max(reach, 1e-12)


@pytest.mark.slow
def test_theory_lies_in_the_simulators_interval():
    missed_shares, missed_waits = [], []
    for number, (agents, load, factor, leaving, seconds, queue) in enumerate(drawn_cases()):
        runs = [simulated(agents, load, factor, leaving, seconds, RUNS * number + run) for run in range(RUNS)]
        shares, waits = zip(*runs, strict=True)
        if not inside(shares, queue.in_time(seconds)[0]):
            missed_shares.append((agents, load, factor, leaving, seconds, np.mean(shares)))
        if not inside(waits, queue.average_wait[0]):
            missed_waits.append((agents, load, factor, leaving, np.mean(waits)))
    assert len(missed_shares) <= AT_MOST_MISSED, missed_shares
    assert len(missed_waits) <= AT_MOST_MISSED, missed_waits
