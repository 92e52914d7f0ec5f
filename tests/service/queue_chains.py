"""Queues solved by brute force: the generator matrix, its stationary vector, and one customer followed by expm."""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import expm


@dataclass(frozen=True)
class Chain:
    """Rates of a birth-death chain, customers in system 0 … K, of which at most ``places`` do not wait."""

    arrival: float
    completions: np.ndarray
    leaving: float
    places: int

    def stationary(self):
        size = self.completions.size
        k = np.arange(size)
        down = self.completions + self.leaving * np.maximum(k - self.places, 0)
        generator = np.diag(np.full(size - 1, self.arrival), 1) + np.diag(down[1:], -1)
        generator -= np.diag(generator.sum(axis=1))
        system = np.vstack([generator.T, np.ones(size)])
        return np.linalg.lstsq(system, np.r_[np.zeros(size), 1.0], rcond=None)[0]

    def answered_within(self, seconds, ahead):
        """Probabilities that one with 0 … ``ahead`` waiting before them is answered, and has left, by ``seconds``."""
        full = self.completions[self.places]
        size = ahead + 3  # number ahead, answered, left
        generator = np.zeros((size, size))
        for i in range(ahead + 1):
            generator[i, i - 1 if i else ahead + 1] += full + i * self.leaving
            generator[i, ahead + 2] += self.leaving
        generator -= np.diag(generator.sum(axis=1))
        moved = expm(generator * seconds)
        return moved[: ahead + 1, ahead + 1], moved[: ahead + 1, ahead + 2]


def chat_chain(arrival, aht, agents, factor, leaving, size):
    """Every agent counted singly: k chats dealt out evenly, each agent completing at the rate of what they hold."""
    places = agents * len(factor)
    levels = (0.0, *factor)
    rates = np.zeros(size)
    for k in range(size):
        held = min(k, places)
        hands = [held // agents + (agent < held % agents) for agent in range(agents)] if agents else []
        rates[k] = sum(levels[hand] for hand in hands) / aht
    return Chain(arrival, rates, leaving, places)


def measured(chain, seconds):
    """What customers meet: probability of waiting, of leaving, mean wait, answered and left within ``seconds``."""
    p = chain.stationary()
    waiting = np.arange(p.size) - chain.places
    length = float(np.maximum(waiting, 0) @ p)
    answered, left = chain.answered_within(seconds, int(waiting[-1]))
    found = p[chain.places :]
    return {
        "probability_of_wait": float(found.sum()),
        "abandonment": chain.leaving * length / chain.arrival,
        "average_wait": length / chain.arrival,
        "queue_length": length,
        "in_time": float(p[: chain.places].sum() + found @ answered),
        "abandoned_within": float(found @ left),
    }
