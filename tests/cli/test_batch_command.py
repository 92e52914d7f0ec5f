"""``staffplan batch``: what it hands on, shows and exits with; the pipeline is a fake, and once the real one."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

import pytest

from staffplan.pipeline.shops.batch import Batch
from staffplan.schema.progress import Progress
from staffplan.schema.shops.batch import BatchResult, Pool, ShopRow

FORECAST = "start,inquiries\n" + "".join(f"2026-11-02 {hour:02d}:00,{{}}\n" for hour in range(9, 18))
SCENARIO = """grid = "60min"
[opening]
hours = ["09:00", "18:00"]
[[contract]]
name = "day"
shift_lengths = ["9h"]
breaks = []
days_per_week = [1, 5]
"""


def row(name, heads, outcome="optimal"):
    return ShopRow(
        name, outcome, heads, heads - (outcome != "optimal"), 40.0 * heads, None, 500.0, 0.95, 0.94, True, 1.0
    )


PLANNED = (row("north", 5), row("south", 7, "feasible"))
FAULTY = ShopRow("west", "faulty", problem="west.csv: found nothing; accepted: a table")
IMPOSSIBLE = ShopRow("east", "infeasible", problem="Nobody may work.")


@dataclass
class Batcher:
    """Stands in for the pipeline and remembers what it was asked."""

    rows: tuple = (*PLANNED, FAULTY)
    pools: tuple = ()
    interrupted: bool = False
    asked: dict = field(default_factory=dict)

    def __call__(self, shops, scenario, overrides, **settings):
        settings["watcher"](Progress("shops_done", values={"done": 2, "count": 3, "shop": "south", "agents": 7}))
        self.asked = {"shops": shops, "scenario": scenario, "overrides": overrides} | settings
        result = BatchResult(self.rows, 3, 1, 12.0, self.interrupted, self.pools)
        return Batch(result, ["plans/summary.csv"], 2)


@pytest.fixture
def batched(run, replace):
    def batched(*arguments, **of):
        fake = Batcher(**of)
        replace("batch", fake)
        return run("batch", *arguments, "-o", "plans"), fake.asked

    return batched


def test_shops_sums_and_problems_are_shown(batched):
    result, asked = batched("shops", "-c", "base.toml", "--share", "90%", "-j", "3", "--pool")
    assert result.exit_code == 0
    assert "2 shops have a plan, with 12 agents together." in result.stdout
    assert "fewer than 11 agents are impossible" in result.stdout
    assert "west (faulty input): west.csv: found nothing" in " ".join(result.stdout.split())
    assert "1 shops were done before" in result.stdout
    assert re.search(r"All +12 +11 +480", result.stdout)
    assert "plans/summary.csv is written." in result.stdout
    assert "2 of 3 shops · south: 7 agents" in result.stderr
    assert asked["shops"] == ("shops",)
    assert asked["overrides"] == {"target.share": ("--share", 0.9)}
    assert (asked["jobs"], asked["pool"], asked["headers"], asked["executor"]) == (3, True, "en", None)


def test_pools_are_told(batched):
    result, _asked = batched("shops", pools=(Pool(("north", "south"), 12, 11, 9, 10),))
    text = " ".join(result.stdout.split())
    assert "if everybody could serve every shop, at least 9: pooling saves 3 at most." in text


def test_programs_get_json_and_lines_of_progress(batched):
    result, _asked = batched("shops", "--json", "--progress", "json")
    data = json.loads(result.stdout)
    assert [shop["shop"] for shop in data["shops"]] == ["north", "south", "west"]
    assert (data["total"]["headcount"], data["files"], data["kept"]) == (12, ["plans/summary.csv"], 1)
    assert json.loads(result.stderr.splitlines()[0])["values"]["shop"] == "south"


@pytest.mark.parametrize(
    ("rows", "interrupted", "code"),
    [
        ((IMPOSSIBLE,), False, 4),
        ((IMPOSSIBLE, FAULTY), False, 5),
        (PLANNED, True, 130),
        ((), True, 130),
        ((IMPOSSIBLE, *PLANNED), False, 0),
    ],
)
def test_exit_codes(batched, rows, interrupted, code):
    assert batched("shops", rows=rows, interrupted=interrupted)[0].exit_code == code


def test_chinese(batched):
    result, asked = batched("shops", "--lang", "zh", "--headers", "zh")
    assert "2 家店铺有方案" in result.stdout
    assert asked["headers"] == "zh"


def test_the_cluster_is_the_executor(batched, monkeypatch):
    from contextlib import contextmanager

    from staffplan.processes.cluster import connect

    @contextmanager
    def joined(address, jobs, tell):
        tell(connect.Message.of("cluster_ready", address=address, workers=2, memory="4 GB", dashboard="http://x"))
        yield "the cluster"

    monkeypatch.setattr(connect, "connected", joined)
    result, asked = batched("shops", "--cluster", "tcp://host:8786")
    assert asked["executor"] == "the cluster"
    assert "cluster tcp://host:8786: 2 workers, 4 GB each, dashboard http://x" in result.stderr
    assert batched("shops", "--cluster", "tcp://host:8786", "-j", "2")[0].exit_code == 2


def test_no_cluster_is_known_before_the_shops_are_read(batched, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    result, asked = batched("shops", "--cluster", "local")
    assert result.exit_code == 3
    assert "pip install 'staffplan[cluster]'" in result.stderr
    assert asked == {}


def test_without_a_cluster_nothing_of_it_is_imported():
    """Start-up stays what it is: neither Dask nor fsspec."""
    code = (
        "import sys, staffplan_cli.commands.batch, staffplan_cli.commands.sweep\n"
        "import staffplan.pipeline.shops.batch, staffplan.pipeline.shops.shop, staffplan.processes.pool\n"
        "assert not {'distributed', 'dask', 'fsspec', 'pyarrow'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.fixture
def shops(tmp_path):
    for number in range(12):
        folder = tmp_path / "shops" / f"{number:02d}"
        folder.mkdir(parents=True)
        (folder / "forecast.csv").write_text(FORECAST.format(*[5 + number + hour for hour in range(9)]))
    (tmp_path / "base.toml").write_text(SCENARIO)
    return tmp_path


def rows_of(folder):
    return list(csv.DictReader(io.StringIO((folder / "plans" / "summary.csv").read_text("utf-8-sig"))))


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_whatever_ends_it_the_next_goes_on(shops, number):
    """A real process, ended in the middle: every shop is done once, none is lost."""
    line = [sys.executable, "-m", "staffplan_cli.start", "batch", "shops", "-c", "base.toml", "-o", "plans", "-j", "2"]
    journal = shops / "plans" / ".staffplan-batch" / "rows.jsonl"
    with subprocess.Popen(line, cwd=shops, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while not (journal.exists() and len(journal.read_text().splitlines()) >= 2):
            time.sleep(0.05)
            assert process.poll() is None
        process.send_signal(number)
        code = process.wait(60)
    before = [json.loads(text)["shop"] for text in journal.read_text().splitlines()]
    if number == signal.SIGKILL:
        assert code == -signal.SIGKILL
    else:
        assert code == 128 + number
        assert sorted(row["shop"] for row in rows_of(shops)) == sorted(before)
    done = subprocess.run([*line, "--json", "-q"], cwd=shops, capture_output=True, text=True, check=True)
    data = json.loads(done.stdout)
    assert (data["kept"], data["total"]["shops"]) == (len(before), 12)
    assert sorted(json.loads(text)["shop"] for text in journal.read_text().splitlines()) == [
        f"{k:02d}" for k in range(12)
    ]


def test_faults_known_before_any_work(run, tmp_path):
    (tmp_path / "shops.csv").write_text("shop,forecast,colour\na,f.csv,red\n")
    result = run("batch", "shops.csv", "-o", "plans")
    assert result.exit_code == 3
    assert "colour" in result.stderr
    assert not (tmp_path / "plans").exists()
