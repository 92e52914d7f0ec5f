"""An Executor over a Dask scheduler: it waits for one that is restarted, and hands over again what that has lost."""

from __future__ import annotations

import threading
import time
import uuid
from asyncio import CancelledError
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from staffplan.errors import ProcessEndedError
from staffplan.processes.cluster.there import call

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_SECONDS = 600.0
"""How long a scheduler that is gone is waited for: a container's takes a minute or two to be there again."""
RETRY_SECONDS = 1.0
MOST_TIMES = 10
"""How often a task is handed over at most; one that kills its workers is given up by Dask itself, after four."""
WIDTH_SECONDS = 5.0
"""How often the workers are counted: they come and go."""


@dataclass(frozen=True, eq=False)
class _Sent:
    """A task on its way."""

    work: Callable[..., Any]
    given: tuple[Any, ...]
    future: Future[Any]
    times: int = 1


class Cluster(Executor):
    """The workers of a scheduler."""

    def __init__(self, client: Any, connect: Callable[[], Any]) -> None:  # noqa: ANN401 - distributed has no types
        """``client``: distributed's, which this ends; ``connect`` makes another one, or raises OSError."""
        self._client, self._connect = client, connect
        self._lock = threading.Lock()
        self._closed = False
        self._width, self._counted = 1, -WIDTH_SECONDS

    @property
    def width(self) -> int:
        """Tasks that are worked on at a time: threads of all workers."""
        if time.monotonic() - self._counted > WIDTH_SECONDS:
            self._counted = time.monotonic()
            with suppress(Exception):  # the scheduler is away: the last number holds
                self._width = max(sum(self._client.nthreads().values()), 1)
        return self._width

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401
        """Hand ``fn`` over with its argument; the result comes in the future, whatever happens to the scheduler.

        A task that kills its workers ends in ProcessEndedError; BrokenExecutor: the scheduler does not come back.
        """
        future: Future[Any] = Future()
        self._send(_Sent(partial(fn, **kwargs) if kwargs else fn, args, future))
        return future

    def _send(self, sent: _Sent) -> None:
        try:
            remote = self._there().submit(call, sent.work, *sent.given, key=f"plan-{uuid.uuid4().hex}", pure=False)
        except (OSError, TimeoutError) as error:
            _give_up(sent, BrokenExecutor(str(error)))
            return
        sent.future.add_done_callback(partial(_withdraw, remote))
        remote.add_done_callback(partial(self._came, sent))

    def _came(self, sent: _Sent, remote: Any) -> None:  # noqa: ANN401
        """Take the result over, in a thread of distributed's; what is neither done nor failed was lost."""
        if self._closed or sent.future.done():
            return
        try:
            result = remote.result()
        except CancelledError:
            self._again(sent)
        except Exception as error:
            if type(error).__name__ == "KilledWorker":
                _give_up(sent, ProcessEndedError())
            elif remote.status in ("cancelled", "lost"):
                self._again(sent)
            else:
                _give_up(sent, error)
        else:
            with suppress(Exception):  # withdrawn meanwhile
                sent.future.set_result(result)

    def _again(self, sent: _Sent) -> None:
        if self._closed:
            return
        if sent.times == MOST_TIMES:
            _give_up(sent, BrokenExecutor())
        else:
            self._send(_Sent(sent.work, sent.given, sent.future, sent.times + 1))

    def _there(self) -> Any:  # noqa: ANN401
        """The client, a new one where the last has given up. Raises OSError where the scheduler stays away."""
        with self._lock:
            until = time.monotonic() + PATIENCE_SECONDS
            while self._client.status not in ("running", "connecting", "newly-created"):
                if self._closed or time.monotonic() > until:
                    raise OSError
                try:
                    self._client = self._connect()
                except (OSError, TimeoutError):
                    time.sleep(RETRY_SECONDS)
            return self._client

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; what it still does is nobody's."""
        self._closed = True
        with suppress(Exception):  # the scheduler may be away
            self._client.close(timeout=5)


def _give_up(sent: _Sent, error: BaseException) -> None:
    with suppress(Exception):  # withdrawn meanwhile
        sent.future.set_exception(error)


def _withdraw(remote: Any, future: Future[Any]) -> None:  # noqa: ANN401
    if future.cancelled():
        with suppress(Exception):
            remote.cancel()
