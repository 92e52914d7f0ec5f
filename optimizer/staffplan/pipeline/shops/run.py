"""The shops on their way through an Executor: what is done is noted at once, and told."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from staffplan.errors import OutputError
from staffplan.pipeline.shops.shop import Task, planned, put
from staffplan.processes.pool import results
from staffplan.schema.progress import Progress
from staffplan.words.language import _, current_language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor
    from typing import Literal

    from staffplan.pipeline.shops.inputs import Inputs
    from staffplan.pipeline.shops.shop import Done
    from staffplan.schema.progress import Stop, Watcher
    from staffplan.schema.shops.batch import Shop, ShopRow
    from staffplan.words.messages import Value


@dataclass(eq=False)
class Run:
    """The shops that are left to plan, and what came of them."""

    shops: Sequence[Shop]
    inputs: Inputs
    out: str
    """Folder of all plans, or its URL."""
    sends_back: bool
    """Whether workers send plans back, as those of a cluster that sees no folder of this machine."""
    headers: Literal["en", "zh"]
    watcher: Watcher
    stop: Stop
    note: Callable[[ShopRow], None]
    """Called with every row that is done."""
    before: int = 0
    """Shops that were done before."""
    done: dict[str, ShopRow] = field(default_factory=dict)
    """The rows that are done, by the shop's name."""

    def __post_init__(self) -> None:
        """Begin to count the time."""
        self._began = time.monotonic()
        self._language = current_language()

    def through(self, jobs: int, executor: Executor | None) -> None:
        """Plan ``jobs`` shops at a time, until all are done or ``stop`` is set."""
        self.watcher(self._news(None))
        found = results(planned, self.shops, jobs=jobs, stop=self.stop, executor=executor, load=self._task)
        with closing(found):
            for place, done in found:
                row = self._lost(self.shops[place]) if done is None else self._at_home(done)
                self.done[row.shop] = row
                self.note(row)
                self.watcher(self._news(row))

    def _task(self, shop: Shop) -> Task:
        row, given = self.inputs.ready(shop)
        out = None if self.sends_back else f"{self.out}/{shop.name}"
        return Task(row, given, out, self._language, self.headers)

    def _at_home(self, done: Done) -> ShopRow:
        """The row, once its plan's files are where they belong."""
        if done.files is None:
            return done.row
        try:
            return replace(done.row, folder=put(done.files, f"{self.out}/{done.row.shop}"))
        except OutputError as error:
            return replace(_without_plan(done.row), problem=str(error))

    def _lost(self, shop: Shop) -> ShopRow:
        """What is told of a shop whose process died."""
        row = _without_plan(self.inputs.look(shop))
        return replace(row, problem=_("its process ended: too little memory?"))

    def _news(self, latest: ShopRow | None) -> Progress:
        """How many shops are done, what the latest came to, how fast it goes and how long the rest may take."""
        done, count = len(self.done), len(self.shops)
        values: dict[str, Value] = {"done": self.before + done, "count": self.before + count}
        if latest is not None:
            values |= {"shop": latest.shop, "agents": latest.headcount, "outcome": latest.outcome}
        if done:
            each = (time.monotonic() - self._began) / done
            values["per_minute"] = round(60 / each, 1) if each else None
            if done < count:
                values["seconds_left"] = round(each * (count - done))
        return Progress("shops_done", values=values)


def _without_plan(row: ShopRow) -> ShopRow:
    """The row of a shop that failed after all: no figures."""
    from staffplan.schema.shops.batch import ShopRow as Row

    return Row(row.shop, "failed", digest=row.digest, seconds=row.seconds)
