"""The same agents exchange tours in a second process too, with other random numbers: the first to cover all counts.

Which is first is told by counting exchanges, not by the clock, so that the answer does not depend on which process is
faster. How many a plan takes is a matter of luck, most often far more or far fewer than the average: of two tries the
first takes about half as many.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from staffplan.errors import ProcessEndedError
from staffplan.processes import child

if TYPE_CHECKING:
    from collections.abc import Callable

    from staffplan.processes.beside import Beside
    from staffplan.processes.inside import Parent
    from staffplan.solve.searches.choices import Tour
    from staffplan.solve.searches.moves import Exchange

REPORTED = 20
"""After so many exchanges the other process says how far it is."""
WAIT_SECONDS = 0.05
"""How often it is seen whether all is over meanwhile."""


@dataclass(frozen=True)
class _Task:
    """What the other process is to do."""

    number: int
    exchange: Exchange
    moves: int
    keep: bool


@dataclass(frozen=True)
class _Report:
    """How far it is with a task."""

    number: int
    moves: int
    """Exchanges made."""
    ended: bool
    """Whether it makes no more."""
    tours: list[tuple[int, Tour]] | None = None
    """Contract and tour of each agent, where nothing is short."""


class ExchangeBeside:
    """A process that exchanges tours, started at once and used for one task after the other."""

    def __init__(self, head_start: int) -> None:
        """Start the process; it imports what it needs while ``head_start`` exchanges for each agent are made here."""
        self._head_start = head_start
        self._process = child.started(child.EXCHANGER)
        self._tasks = 0

    def __enter__(self) -> Self:
        """The process itself."""
        return self

    def __exit__(self, *_details: object) -> None:
        """End the process, whatever it does."""
        self._process.end()

    def settled(self, exchange: Exchange, moves: int, over: Callable[[], bool], *, keep: bool) -> bool:
        """Whether nothing is short after so many exchanges at most, here or there, or those made until it is ``over``.

        ``exchange`` then has the team of whoever came first, there after the head start here. ``keep``: each contract
        keeps its number of agents.
        """
        behind = self._head_start * len(exchange.team.tours)
        there = _There(self._begin(exchange, max(moves - behind, 0), keep=keep), behind, self._process)
        made = 0
        while exchange.short and made < moves and not over() and not there.found_by(made):
            exchange.exchange(keep=keep)
            made += 1
        there.wait(made, over)
        if there.tours is not None and (exchange.short or there.reached < made):
            exchange.become(there.tours)
        return not exchange.short

    def _begin(self, exchange: Exchange, moves: int, *, keep: bool) -> int:
        """The number of the new task, for which the other process leaves the one before."""
        self._tasks += 1
        self._process.send(_Task(self._tasks, exchange.twin(), moves, keep))
        return self._tasks


class _There:
    """How far the other process is with one task."""

    def __init__(self, number: int, behind: int, process: Beside) -> None:
        """Its exchanges count from ``behind`` on."""
        self._number, self._behind, self._process = number, behind, process
        self._ended = process.has_ended
        self.reached = behind
        self.tours: list[tuple[int, Tour]] | None = None

    def found_by(self, move: int) -> bool:
        """Whether it is known to have come to nothing short by this exchange."""
        while not self._ended and self._process.has_news:
            self._hear(0.0)
        return self.tours is not None and self.reached <= move

    def wait(self, move: int, over: Callable[[], bool]) -> None:
        """Wait until it has come as far as ``move``, or makes no more exchanges, or all is ``over``."""
        while not self._ended and self.reached < move and not over():
            self._hear(WAIT_SECONDS)

    def _hear(self, seconds: float) -> None:
        try:
            report: _Report = self._process.receive(seconds)
        except TimeoutError:
            return
        except ProcessEndedError:
            self._ended = True
            return
        if report.number == self._number:
            self._ended, self.reached, self.tours = report.ended, self._behind + report.moves, report.tours


def main(parent: Parent) -> None:
    """Exchange tours, one task after the other; a new one ends the one before."""
    while True:
        task: _Task = parent.receive()
        exchange, moves = task.exchange, 0
        while exchange.short and moves < task.moves and not parent.has_news:
            exchange.exchange(keep=task.keep)
            moves += 1
            if moves % REPORTED == 0:
                parent.send(_Report(task.number, moves, ended=False))
        parent.send(_Report(task.number, moves, ended=True, tours=None if exchange.short else exchange.team.tours))
