"""``batch``: many shops, each planned as ``solve`` would, on all cores of the machine or on a cluster."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from staffplan.errors import Fault, InputError
from staffplan.pipeline.shops.inputs import Inputs
from staffplan.pipeline.shops.journal import journal_of
from staffplan.pipeline.shops.pooled import pools_of
from staffplan.pipeline.shops.run import Run
from staffplan.pipeline.shops.summary import check_place, write_summary
from staffplan.processes.child import cores
from staffplan.processes.pool import width_of
from staffplan.schema.progress import Progress, Stop, Watcher, nobody_watches
from staffplan.schema.shops.batch import BatchResult
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from staffplan.pipeline.problem import Overrides
    from staffplan.pipeline.shops.journal import Journal
    from staffplan.schema.shops.batch import Shop, ShopRow


@dataclass(frozen=True, eq=False)
class Batch:
    """All shops, and where their plans are."""

    result: BatchResult
    """What became of them."""
    files: list[str]
    """The files of the whole."""
    jobs: int
    """Shops that were planned at a time."""


def batch(
    shops: Sequence[str | Path],
    scenario_path: str | Path | None = None,
    overrides: Overrides | None = None,
    *,
    out: str | Path,
    headers: Literal["en", "zh"] = "en",
    jobs: int | None = None,
    executor: Executor | None = None,
    pool: bool = False,
    watcher: Watcher = nobody_watches,
    stop: Stop | None = None,
) -> Batch:
    """Plan every shop that ``shops`` names, each into its folder in ``out``, and write the summary of all.

    ``shops``: a folder, a pattern or a table (:func:`staffplan.read.shops.find.find_shops`). What each is planned by:
    the scenario's file for all, over it the shop's own file, over it the columns of its row, over it ``overrides``.
    ``jobs``: by default one for each core. ``executor``: plans the shops instead of processes that are started for
    this; the plans come back from it, unless ``out`` is a URL. What was done before for the same inputs is kept; a
    shop without a plan is a row that says why. ``pool``: also what sharing agents
    could save at most. Where ``stop`` was set, the summary holds what is done.

    Raises InputError, OutputError before anything is planned.
    """
    from staffplan.read.shops.find import find_shops

    place, stop = str(out).rstrip("/"), stop or Stop()
    watcher(Progress("reading_files"))
    inputs = Inputs(scenario_path, overrides or {})
    found = find_shops([str(one) for one in shops], place)
    check_place(place)
    jobs = min(jobs or cores(), len(found)) if executor is None else width_of(executor)
    with journal_of(place) as journal:
        began = time.monotonic()
        known = _known(found, inputs, journal, watcher, stop)
        left = [shop for shop in found if shop.name not in known]
        run = Run(
            left,
            inputs,
            place,
            sends_back=executor is not None and "://" not in place,
            headers=headers,
            watcher=watcher,
            stop=stop,
            note=journal.add,
            before=len(known),
        )
        run.through(jobs, executor)
        rows = tuple(row for shop in found if (row := (known | run.done).get(shop.name)) is not None)
        pools = pools_of(found, rows, inputs, jobs, executor, watcher, stop) if pool else ()
        result = BatchResult(
            rows,
            count=len(found),
            kept=sum(row.outcome != "faulty" for row in known.values()),
            seconds=time.monotonic() - began,
            interrupted=len(rows) < len(found),
            pools=pools,
        )
        return Batch(result, write_summary(result, place), jobs)


def _known(shops: Sequence[Shop], inputs: Inputs, journal: Journal, watcher: Watcher, stop: Stop) -> dict[str, ShopRow]:
    """The rows that need no planning: shops whose inputs are faulty, and those that were done before.

    Raises InputError where every shop is faulty.
    """
    known: dict[str, ShopRow] = {}
    faulty = 0
    for shop in shops:
        if stop.is_set():
            return known
        row = inputs.look(shop)
        faulty += row.outcome == "faulty"
        if (kept := row if row.outcome == "faulty" else journal.kept(row)) is not None:
            known[shop.name] = kept
    if faulty == len(shops):
        raise InputError([_fault(row) for row in known.values()])
    values = {"count": len(shops), "faulty": faulty, "kept": len(known) - faulty}
    watcher(Progress("shops_read", values=values))
    return known


def _fault(row: ShopRow) -> Fault:
    return Fault(row.shop, row.problem, _("a shop whose files can be read"))
