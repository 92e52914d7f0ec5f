"""``staffplan.batch``: many shops at once; and clusters that plan them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.door.given import jobs_of, scenario_of
from staffplan.schema.progress import nobody_watches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Executor

    import pandas as pd

    from staffplan.door.given import ScenarioLike
    from staffplan.schema.progress import Stop, Watcher
    from staffplan.schema.shops.batch import BatchResult


@dataclass(frozen=True, eq=False, repr=False)
class Batch:
    """What became of many shops.

    Attributes:
        data: ``rows``, ``count``, ``kept``, ``seconds``, ``interrupted``, ``pools``.
        files: The files of the summary.
    """

    data: BatchResult
    files: list[str]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """A row a shop that is done, in the order of the shops.

        Columns: ``shop``, ``outcome`` (optimal, feasible, infeasible, no_plan, failed, faulty), ``headcount`` and
        ``headcount_bound`` (agents), ``paid_hours``, ``cost``, ``human_inquiries`` (expected), ``predicted`` and
        ``certified`` (shares 0-1 in time), ``target_met``, ``seconds``, ``problem`` (why there is no plan), ``folder``;
        without a plan figures are missing.
        """
        import pandas as pd

        from staffplan.report.batch import COLUMNS

        return pd.DataFrame({name: [getattr(row, name) for row in self.data.rows] for name in COLUMNS})

    def __repr__(self) -> str:
        """How many shops have a plan, and their agents, in a line."""
        from staffplan.report.wording.shops import batch_headline

        return f"<Batch: {' '.join(batch_headline(self.data))}>"


def batch(
    shops: str | Path | Sequence[str | Path],
    scenario: ScenarioLike = None,
    *,
    out: str | Path,
    jobs: int | None = None,
    executor: Executor | None = None,
    pool: bool = False,
    watcher: Watcher | None = None,
    stop: Stop | None = None,
    **keys: object,
) -> Batch:
    """Plan many shops, each into its folder in ``out``, and write the summary of all.

    Args:
        shops: A folder of shops, a pattern of file names, a table of shops (csv, Excel, parquet), or several folders
            and forecasts.
        scenario: As for ``staffplan.solve``, for all shops; a shop's own scenario and its row hold over it.
        out: Folder for the plans and the summary, or a URL that fsspec knows.
        jobs: Shops planned at a time; None: one for each core.
        executor: Plans the shops, such as a :func:`cluster`; None: processes that are started for this.
        pool: Also what sharing agents among shops of the same rules could save at most.
        watcher: Called with a ``Progress`` for every shop that is done.
        stop: Setting it ends the work; what is done by then is kept, and not done again the next time.
        **keys: As for ``staffplan.solve``; they hold for every shop, over all else.

    Returns:
        A row a shop; one without a plan says why.

    Raises:
        InputError: before anything is planned: no shops, names or columns at fault, or a fault in every shop.
        OutputError: before anything is planned: ``out`` cannot be written.
    """
    from staffplan import pipeline
    from staffplan.report.headers import headers_in_use

    path, overrides = scenario_of(scenario, keys)
    found = pipeline.batch(
        [shops] if isinstance(shops, (str, Path)) else shops,
        path,
        overrides,
        out=out,
        headers=headers_in_use(),
        jobs=jobs_of(jobs),
        executor=executor,
        pool=pool,
        watcher=watcher or nobody_watches,
        stop=stop,
    )
    return Batch(found.result, found.files)


@contextmanager
def cluster(address: str = "local", jobs: int | None = None) -> Iterator[Executor]:
    """A Dask cluster as an executor for ``batch`` and ``sweep``; needs the extra ``staffplan[cluster]``.

    Args:
        address: Its scheduler, ``tcp://host:8786``; ``local``: workers of this machine, which end with the block.
        jobs: Workers of a local one; None: one for each core.

    Yields:
        The executor.

    Raises:
        InputError: distributed is not installed, nobody is there, or its versions are not those of this process.
    """
    from staffplan.processes.cluster.connect import connected

    with connected(address, jobs) as executor:
        yield executor
