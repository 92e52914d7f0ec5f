"""The folder of a plan: what the files hold, and that they come all together or not at all."""

from __future__ import annotations

import csv
import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from payroll_plans import plan_of, shift

from staffplan.errors import OutputError
from staffplan.report import files
from staffplan.report.files import write_plan
from staffplan.report.roster_cells import roster_cells
from staffplan.schema.plan import PlanSummary
from staffplan.schema.scenario.keys import Scenario
from staffplan.storage import switch

if TYPE_CHECKING:
    from pathlib import Path

NIGHT = shift("0002", "2026-11-02 22:00", "2026-11-03 07:00", ("2026-11-03 02:00", "2026-11-03 03:00"), unpaid=1)
DAY = shift(
    "0001",
    "2026-11-02 09:00",
    "2026-11-02 18:00",
    ("2026-11-02 12:00", "2026-11-02 13:00"),
    ("2026-11-02 15:15", "2026-11-02 15:30"),
    unpaid=1,
)


@pytest.fixture
def plan():
    return plan_of([DAY, NIGHT], days=2)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_schedule_is_what_the_contract_says(plan, tmp_path):
    write_plan(plan, tmp_path / "plan")
    raw = (tmp_path / "plan" / "schedule.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfagent_id,contract,date,start,end,breaks,paid_hours,shift\n")
    first, second = rows(tmp_path / "plan" / "schedule.csv")
    assert first["breaks"] == "12:00-13:00;15:15-15:30"
    assert first["paid_hours"] == "8"
    assert (second["agent_id"], second["start"], second["end"]) == (
        "0002",
        "2026-11-02T22:00:00+08:00",
        "2026-11-03T07:00:00+08:00",
    )


def test_coverage_has_a_row_a_slot_and_empties_where_nobody_asks(plan, tmp_path):
    write_plan(plan, tmp_path / "plan")
    table = rows(tmp_path / "plan" / "coverage.csv")
    assert len(table) == 48
    assert table[0]["service_level"] == ""
    assert table[9] == {
        "start": "2026-11-02T09:00:00+08:00",
        "inquiries": "10",
        "human_inquiries": "3.333333",
        "required": "2",
        "on_duty": "1",
        "service_level": "0.5",
        "occupancy": "0.4",
    }


def test_summary_reads_back_equal(plan, tmp_path):
    write_plan(plan, tmp_path / "plan")
    data = json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))
    schedule = hashlib.sha256((tmp_path / "plan" / "schedule.csv").read_bytes()).hexdigest()
    assert PlanSummary.model_validate(data) == plan.summary.model_copy(update={"written": {"schedule.csv": schedule}})


def test_local_times_on_the_night_the_clock_goes_back():
    zone = "Europe/Berlin"
    night = shift("1", "2026-10-24 22:00", "2026-10-25 06:00", zone=zone)
    text = files.schedule_csv(plan_of([night], first="2026-10-24", days=2, scenario=Scenario(timezone=zone))).decode()
    assert "2026-10-24T22:00:00+02:00,2026-10-25T06:00:00+01:00,,9" in text


def test_same_plan_same_bytes(plan, tmp_path):
    one = write_plan(plan, tmp_path / "one")
    two = write_plan(plan, tmp_path / "two")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_a_second_plan_replaces_ours_and_keeps_what_is_not_ours(plan, tmp_path):
    folder = tmp_path / "plan"
    write_plan(plan, folder, {"payroll.xlsx": b"old workbook"})
    (folder / "notes.txt").write_text("mine")
    write_plan(plan_of([DAY], days=1), folder)
    assert sorted(path.name for path in folder.iterdir()) == ["coverage.csv", "notes.txt", "plan.json", "schedule.csv"]
    assert len(rows(folder / "schedule.csv")) == 1


def test_a_failed_run_leaves_the_older_plan(plan, tmp_path, monkeypatch):
    folder = tmp_path / "plan"
    write_plan(plan, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def full(path: Path, content: bytes | Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(switch, "put", full)
    with pytest.raises(OutputError, match="No space left"):
        write_plan(plan_of([DAY]), folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert list(tmp_path.iterdir()) == [folder]


def test_a_swap_that_fails_midway_is_undone_and_the_new_files_are_kept(plan, tmp_path, monkeypatch):
    folder = tmp_path / "plan"
    write_plan(plan, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    move = switch.move

    def blocked(source: Path, target: Path, undo: list[tuple[Path, Path]]) -> None:
        if source == folder / "plan.json":
            raise PermissionError(13, "Permission denied", str(source))
        move(source, target, undo)

    monkeypatch.setattr(switch, "move", blocked)
    with pytest.raises(OutputError, match="plan-new"):
        write_plan(plan_of([DAY]), folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert len(rows(tmp_path / "plan-new" / "schedule.csv")) == 1


@pytest.mark.parametrize("lock", ["~$payroll.xlsx", ".~lock.payroll.xlsx#"])
def test_a_workbook_that_is_open_is_named(plan, tmp_path, lock):
    (tmp_path / lock).touch()
    with pytest.raises(OutputError, match=r"payroll\.xlsx is open in Excel"):
        write_plan(plan, tmp_path, {"payroll.xlsx": b""})
    assert [path.name for path in tmp_path.iterdir()] == [lock]


def test_a_file_in_the_place_of_the_folder_is_named(plan, tmp_path):
    (tmp_path / "plan").write_text("mine")
    with pytest.raises(OutputError, match="is a file"):
        write_plan(plan, tmp_path / "plan")


def test_the_roster_has_a_cell_for_every_day(plan):
    cells = roster_cells(plan)
    assert list(cells) == sorted(cells)
    assert cells["0002"] == ["22:00-07:00", ""]
