"""Several solvers' processes side by side: each piece of work gets one of them, and every result is in its place."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING, Self, TypeVar

from staffplan.processes.child import cores
from staffplan.solve.engine.process import Engine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from staffplan.schema.progress import Stop

MOST = 4
ITEMS_EACH = 2
"""Pieces of work for which another process is worth the second that it takes to start."""
Item = TypeVar("Item")
Result = TypeVar("Result")


class Crew:
    """As many engines as the machine has cores for, and the work is worth."""

    def __init__(self, stop: Stop, seed: int, items: int) -> None:
        """Start processes for about so many ``items`` at once; ``stop`` ends their searches at once."""
        size = max(1, min(cores(), MOST, items // ITEMS_EACH))
        self.engines = [Engine(stop, seed) for _one in range(size)]

    def __enter__(self) -> Self:
        """The crew itself."""
        return self

    def __exit__(self, *_details: object) -> None:
        """End the processes."""
        for engine in self.engines:
            engine.__exit__()

    @property
    def first(self) -> Engine:
        """The engine for what is done one after the other."""
        return self.engines[0]

    def each(self, work: Callable[[Engine, Item], Result], items: Sequence[Item]) -> list[Result]:
        """``work`` on every item, with an engine of its own meanwhile; the results in the items' order."""
        free: SimpleQueue[Engine] = SimpleQueue()
        for engine in self.engines:
            free.put(engine)

        def one(item: Item) -> Result:
            engine = free.get()
            try:
                return work(engine, item)
            finally:
                free.put(engine)

        with ThreadPoolExecutor(len(self.engines)) as pool:
            return list(pool.map(one, items))
