"""Joining a Dask cluster, or starting one on this machine; versions are compared before any work."""

from __future__ import annotations

import platform
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from staffplan.errors import Fault, InputError
from staffplan.processes import memory
from staffplan.processes.child import cores
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from staffplan.processes.cluster.executor import Cluster
    from staffplan.words.messages import Value

OPTION = "--cluster"
LOCAL = "local"
KINDS = ("tcp://", "tls://")
CONNECT_SECONDS = 10
"""How long a scheduler may take to answer."""
WORKER_SECONDS = 30
"""How long a first worker may take to be there: it may be started with the command."""
COMPARED = ("staffplan", "ortools", "numpy", "scipy", "pandas", "distributed")
"""Packages whose versions must be the same everywhere: they decide what a plan is."""


@contextmanager
def connected(
    address: str, jobs: int | None = None, tell: Callable[[Message], None] | None = None
) -> Iterator[Cluster]:
    """The cluster at ``address`` (``tcp://host:8786``), or for ``local`` one of ``jobs`` workers on this machine.

    ``tell`` hears of its workers, their memory, and the address of its dashboard. Raises InputError before any work:
    distributed is not installed, nobody is there, or what runs there has other versions.
    """
    if address != LOCAL and not address.startswith(KINDS):
        raise _fault(address, repr(address), _("local, or a scheduler such as tcp://host:8786"))
    try:
        import distributed
    except ImportError as error:
        accepted = _("distributed installed: pip install 'staffplan[cluster]'")
        raise _fault(address, _("a cluster, which needs the package distributed"), accepted) from error
    from staffplan.processes.cluster.executor import Cluster

    with ExitStack() as stack:
        target = stack.enter_context(_local(jobs or cores())) if address == LOCAL else address
        connect = partial(distributed.Client, target, timeout=CONNECT_SECONDS, set_as_default=False)
        try:
            client = connect()
        except (OSError, TimeoutError) as error:
            accepted = _("the address of a scheduler that runs: dask scheduler")
            raise _fault(address, _("nobody who answers there"), accepted) from error
        cluster = Cluster(client, connect)
        stack.callback(cluster.shutdown)
        if address != LOCAL:
            _refuse_others(address, client)
        if tell is not None:
            tell(Message("cluster_ready", _about(address, client)))
        yield cluster


@contextmanager
def _local(jobs: int) -> Iterator[Any]:
    """A scheduler and ``jobs`` workers here; they end with this."""
    import distributed

    with distributed.LocalCluster(
        n_workers=jobs,
        threads_per_worker=1,
        memory_limit=memory.limit(jobs) or 0,
        dashboard_address="127.0.0.1:0",
        silence_logs="ERROR",
    ) as found:
        yield found


def _refuse_others(address: str, client: Any) -> None:  # noqa: ANN401
    """Raise InputError where there are no workers, or some have other versions than this process."""
    try:
        client.wait_for_workers(1, timeout=WORKER_SECONDS)
    except TimeoutError as error:
        accepted = _("workers at this scheduler: dask worker {address}").format(address=address)
        raise _fault(address, _("no worker"), accepted) from error
    there = client.get_versions(packages=list(COMPARED))
    places: dict[str, tuple[Any, tuple[str, ...]]] = {
        _("the scheduler"): (there["scheduler"], ("python", "distributed"))
    }
    places |= {f"{_('worker')} {name}": (found, ("python", *COMPARED)) for name, found in there["workers"].items()}
    faults = [
        Fault(f"{OPTION} {address}", f"{place}: {what}", _("the same versions as here"), code="inconsistent")
        for place, (found, names) in places.items()
        if (what := ", ".join(_differing(found, names)))
    ]
    if faults:
        raise InputError(faults)


def _differing(found: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    """``numpy 1.26.4 (here 2.3.5)`` for each that is another there."""
    host = dict(found["host"])
    have = {**found["packages"], "python": host.get("python", "")}
    for name in names:
        here, there = _version(name), _shortened(name, str(have.get(name) or _("none")))
        if here != there:
            yield _("{name} {there} (here {here})").format(name=name, there=there, here=here)


def _version(name: str) -> str:
    if name == "python":
        return _shortened(name, platform.python_version())
    try:
        return version(name)
    except PackageNotFoundError:
        return _("none")


def _shortened(name: str, text: str) -> str:
    """Of Python the first two numbers count."""
    return ".".join(text.split(".")[:2]) if name == "python" else text


def _about(address: str, client: Any) -> dict[str, Value]:  # noqa: ANN401
    workers = client.scheduler_info(n_workers=-1)["workers"]
    limits = [one["memory_limit"] for one in workers.values() if one["memory_limit"]]
    size = f"{min(limits) / 1e9:.1f} GB" if limits else _("no limit")
    return {"address": address, "workers": len(workers), "memory": size, "dashboard": client.dashboard_link}


def _fault(address: str, found: str, accepted: str) -> InputError:
    return InputError([Fault(f"{OPTION} {address}", found, accepted)])
