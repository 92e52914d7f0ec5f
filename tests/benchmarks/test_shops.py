"""Many shops at once: workers against one, against as many commands, and against Dask; memory and overhead of many.

STAFFPLAN_SHOPS sets how many shops (200), STAFFPLAN_TINY how many tiny ones (10,000); both are in the results.
"""

import csv
import importlib.util
import os
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime

import psutil
import pytest
from results import FOLDER, machine, version
from shop_instances import write_shops

from staffplan.processes.child import cores
from staffplan.report.files import csv_text

SHOPS = int(os.environ.get("STAFFPLAN_SHOPS", "200"))
TINY = int(os.environ.get("STAFFPLAN_TINY", "10000"))
AGAINST_ONE, AGAINST_COMMANDS, BESIDE_DASK = 1.8, 1.3, 1.1
OVERHEAD_SECONDS = 0.02
COLUMNS = (
    "way", "shops", "planned", "seconds", "work_seconds", "overhead_ms", "client_mib_warm", "client_mib_end",
    "scheduler_mib_warm", "scheduler_mib_end", "load_before", "load_after", "version", "measured_at", "machine",
)  # fmt: skip
STAFFPLAN = [sys.executable, "-m", "staffplan_cli.start"]
DASK = importlib.util.find_spec("distributed") is not None


def batch(folder, way, *options, watch=None):
    """``staffplan batch`` of the shops in ``folder``; the row of the results."""
    out = folder / f"plans-{way}"
    line = [*STAFFPLAN, "batch", folder / "shops", "-c", folder / "base.toml", "-o", out, "-q", *options]
    load, began, sizes = os.getloadavg()[0], time.perf_counter(), []
    with subprocess.Popen(list(map(str, line))) as process:
        while process.poll() is None:
            time.sleep(0.5)
            if watch is not None:
                with suppress(psutil.NoSuchProcess):  # it has ended
                    sizes.append(watch(process.pid))
    assert process.returncode == 0
    seconds = time.perf_counter() - began
    with (out / "summary.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    work = sum(float(row["seconds"] or 0) for row in rows)
    return row_of(way, rows, seconds, work, sizes, load), [(row["shop"], row["headcount"]) for row in rows]


def commands(folder):
    """As many ``staffplan solve`` as there are shops, two at a time."""
    names = [path.name for path in sorted((folder / "shops").iterdir())]
    line = f"{' '.join(STAFFPLAN)} solve shops/{{}}/forecast.csv -c base.toml -o plans-xargs/{{}} -q"
    load, began = os.getloadavg()[0], time.perf_counter()
    subprocess.run(["xargs", "-P2", "-I{}", *line.split()], input="\n".join(names), text=True, cwd=folder, check=True)
    seconds = time.perf_counter() - began
    found = [folder / "plans-xargs" / name / "plan.json" for name in names]
    rows = [{"headcount": "1" if path.exists() else ""} for path in found]
    return row_of("xargs-2", rows, seconds, 0.0, [], load)


def row_of(way, rows, seconds, work, sizes, load):
    planned = sum(bool(row["headcount"]) for row in rows)
    workers = 1 if way.endswith("-1") else 2
    overhead = 1000 * (seconds - work / workers) / len(rows) if work else None
    warm, end = (sizes[len(sizes) // 4], sizes[-1]) if len(sizes) > 8 else ((None, None), (None, None))
    memory = (warm[0], end[0], warm[1], end[1])
    figures = (way, len(rows), planned, seconds, work, overhead, *memory, load, os.getloadavg()[0])
    shown = ["" if one is None else f"{one:.1f}" if isinstance(one, float) else str(one) for one in figures]
    return [*shown, version(), f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", machine()["machine"]]


def keep(*rows):
    path = FOLDER / f"{datetime.now(UTC):%Y-%m-%d}-shops.csv"
    text = csv_text(COLUMNS, rows)
    with path.open("a", encoding="utf-8") as file:
        file.write(text if not file.tell() else text.partition("\n")[2])


def seconds_of(row):
    return float(row[COLUMNS.index("seconds")])


@pytest.mark.benchmark
@pytest.mark.skipif(cores() < 2, reason="one core alone cannot be faster")
def test_two_workers_are_faster_than_one_and_than_as_many_commands(tmp_path):
    write_shops(tmp_path, SHOPS)
    two, found = batch(tmp_path, "processes-2", "-j", "2")
    keep(two)
    one, same = batch(tmp_path, "processes-1", "-j", "1")
    keep(one)
    alone = commands(tmp_path)
    keep(alone)
    assert found == same
    assert seconds_of(alone) / seconds_of(two) >= AGAINST_COMMANDS, (alone, two)
    assert seconds_of(one) / seconds_of(two) >= AGAINST_ONE, (one, two)


@pytest.mark.benchmark
@pytest.mark.skipif(not DASK, reason="distributed is not installed (extra cluster)")
def test_dask_on_loopback_is_as_fast_as_processes(tmp_path):
    write_shops(tmp_path, SHOPS)
    ours, found = batch(tmp_path, "processes-2", "-j", "2")
    dask, same = batch(tmp_path, "dask-2", "-j", "2", "--cluster", "local")
    keep(ours, dask)
    assert found == same
    assert seconds_of(dask) / seconds_of(ours) <= BESIDE_DASK, (dask, ours)


@pytest.fixture
def loopback(tmp_path):
    """A scheduler and two workers, processes of their own; the address, and the scheduler's number."""
    dask = [sys.executable, "-m", "dask"]
    address = "tcp://127.0.0.1:18990"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = subprocess.Popen(
        [*dask, "scheduler", "--host", "127.0.0.1", "--port", "18990", "--no-dashboard"], **quiet
    )
    time.sleep(3)
    workers = subprocess.Popen(
        [*dask, "worker", address, "--nworkers", "2", "--nthreads", "1", "--no-dashboard"], cwd=tmp_path, **quiet
    )
    time.sleep(3)
    yield address, scheduler.pid
    for process in (workers, scheduler):
        process.terminate()
        process.wait(30)


@pytest.mark.benchmark
@pytest.mark.skipif(not DASK, reason="distributed is not installed (extra cluster)")
def test_thousands_of_tiny_shops_run_through_with_flat_memory(tmp_path, loopback):
    write_shops(tmp_path, TINY, volume=1.0)
    address, scheduler = loopback

    def mib(pid):
        return psutil.Process(pid).memory_info().rss / 2**20

    def watch(client):
        return mib(client), mib(scheduler)

    row, found = batch(tmp_path, "dask-tiny-2", "--cluster", address, watch=watch)
    keep(row)
    assert len(found) == TINY
    values = dict(zip(COLUMNS, row, strict=True))
    assert float(values["scheduler_mib_end"]) <= 1.2 * float(values["scheduler_mib_warm"]) + 20
    assert float(values["overhead_ms"]) <= 1000 * OVERHEAD_SECONDS
