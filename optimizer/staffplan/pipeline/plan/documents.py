"""What people read of a plan: workbook, page, payroll files; and a roster that they edited."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.pipeline.gc_paused import uncollected
from staffplan.pipeline.plan.certify import certified
from staffplan.pipeline.plan.deviation import with_deviation_again
from staffplan.pipeline.plan.reopen import demand_of, with_service_again

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from staffplan.report.edits.edits import Change
    from staffplan.report.payroll.inputs import PayrollInputs
    from staffplan.report.sheets.workbook import WorkbookDraft
    from staffplan.schema.plan import Plan, Shift
    from staffplan.schema.violation import Violation


@dataclass(frozen=True)
class EditResult:
    """What became of an edited roster."""

    plan: Plan
    """The plan with the edits."""
    changes: tuple[Change, ...]
    """What the planner changed."""
    violations: tuple[Violation, ...]
    """The rules that the edited plan breaks."""
    cells: Mapping[tuple[str, date], str]
    """The cell of each agent's day: ``Roster!F12``."""
    files: list[Path]
    """The files written; empty where nothing was changed or a rule is broken."""


class Documents:
    """payroll.xlsx and report.html in the language in use; most of them can be made before a plan is certified.

    ``folders``: where files lie that the scenario names. Raises InputError where one of those files is faulty.
    """

    def __init__(self, folders: tuple[Path, ...] = ()) -> None:
        """Nothing is begun yet."""
        self._folders = folders
        self._begun: tuple[tuple[Shift, ...], WorkbookDraft] | None = None

    @uncollected()
    def begin(self, plan: Plan) -> None:
        """Make what ``plan``'s certified service does not stand in."""
        from staffplan.report.sheets.workbook import WorkbookDraft

        self._begun = None
        self._begun = plan.shifts, WorkbookDraft(plan, _inputs(plan, self._folders))

    @uncollected()
    def finished(self, plan: Plan) -> dict[str, bytes | Path]:
        """The files of ``plan``, from what was begun if its shifts are those of that plan."""
        from staffplan.report.page.page import render_page

        if self._begun is None or self._begun[0] is not plan.shifts:
            self.begin(plan)
        assert self._begun is not None
        _shifts, workbook = self._begun
        self._begun = None
        return {"payroll.xlsx": workbook.finished(plan), "report.html": render_page(plan).encode()}


def documents(plan: Plan, folders: tuple[Path, ...] = ()) -> dict[str, bytes | Path]:
    """The files of a finished plan, as :class:`Documents` makes them."""
    return Documents(folders).finished(plan)


def report(directory: Path) -> list[Path]:
    """Write the documents of the plan in ``directory`` again. Raises InputError, OutputError."""
    from staffplan.read import read_plan
    from staffplan.report.files import write_files

    return write_files(directory, documents(read_plan(directory), (directory,)))


def export(directory: Path, layout: str, out: Path | None = None) -> Path:
    """Write payroll in the columns of ``layout`` (a name or a file); by default into the folder, by the layout's name.

    Raises InputError, OutputError.
    """
    from staffplan.read import read_plan
    from staffplan.report.files import write_files
    from staffplan.report.payroll.layout import export as export_as
    from staffplan.report.payroll.layout import load_layout

    chosen = load_layout(layout)
    plan = read_plan(directory)
    target = out or directory / f"{Path(layout).stem}.{chosen.format}"
    content = export_as(plan, chosen, _inputs(plan, (directory,)))
    return write_files(target.parent, {target.name: content})[0]


def import_edits(directory: Path, roster: Path, *, keep_broken: bool = False) -> EditResult:
    """Take a roster edited in Excel back into the plan's folder, unless it breaks rules (or ``keep_broken``).

    Raises InputError with every cell that cannot be read, OutputError.
    """
    from staffplan.read import read_plan
    from staffplan.report.edits.edits import import_edits as edits_of
    from staffplan.report.files import write_plan
    from staffplan.verify import check_plan

    edited = edits_of(read_plan(directory), roster)
    if not edited.changes:
        return EditResult(edited.plan, (), check_plan(edited.plan, edited.plan.summary.aht_s), edited.cells, [])
    demand = demand_of(edited.plan)
    plan = certified(with_deviation_again(with_service_again(edited.plan, demand)), demand)
    broken = check_plan(plan, plan.summary.aht_s)
    files = [] if broken and not keep_broken else write_plan(plan, directory, documents(plan, (directory,)))
    return EditResult(plan, edited.changes, broken, edited.cells, files)


def _inputs(plan: Plan, folders: tuple[Path, ...]) -> PayrollInputs:
    """The files that the scenario names, looked for in ``folders`` and beside the plan's own inputs."""
    from staffplan.report.payroll.inputs import read_payroll_inputs

    beside = [Path(name).parent for name in plan.summary.inputs]
    return read_payroll_inputs(plan.summary.scenario, (*folders, *beside))
