"""What people read of a plan: workbook, page, payroll files; and a roster that they edited."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.pipeline.gc_paused import uncollected
from staffplan.pipeline.plan.certify import certified
from staffplan.pipeline.plan.deviation import with_deviation_again
from staffplan.pipeline.plan.named import with_team_again
from staffplan.pipeline.plan.reopen import demand_of, with_service_again

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from staffplan.report.edits.edits import Change
    from staffplan.report.payroll.inputs import PayrollInputs
    from staffplan.report.sheets.workbook import WorkbookDraft
    from staffplan.schema.plan import Plan, Shift
    from staffplan.schema.violation import Violation


SECONDS_OF_A_SHIFT, SECONDS_OF_A_SLOT = 5e-5, 2e-4
"""What workbook and page take about (100,000 shifts: 5 s)."""


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
    notes: tuple[str, ...] = ()
    """What was changed in the workbook and does not come back."""


class Documents:
    """payroll.xlsx and report.html in the language in use; most of them can be made before a plan is certified.

    ``folders``: where files lie that the scenario names. Raises InputError where one of those files is faulty.
    """

    def __init__(self, folders: tuple[Path, ...] = (), inputs: PayrollInputs | None = None) -> None:
        """Nothing is begun yet; ``inputs``: what those files say, where they were read before."""
        self._folders, self._known = folders, inputs
        self._begun: tuple[tuple[Shift, ...], PayrollInputs, WorkbookDraft] | None = None

    @staticmethod
    def seconds(plan: Plan) -> float:
        """About how long making them takes."""
        return SECONDS_OF_A_SHIFT * len(plan.shifts) + SECONDS_OF_A_SLOT * len(plan.coverage)

    @property
    def is_begun(self) -> bool:
        """Whether most of them is made."""
        return self._begun is not None

    @uncollected()
    def begin(self, plan: Plan) -> None:
        """Make what ``plan``'s certified service does not stand in."""
        from staffplan.report.sheets.workbook import WorkbookDraft

        self._begun = None
        inputs = self._known or inputs_of(plan, self._folders)
        self._begun = plan.shifts, inputs, WorkbookDraft(plan, inputs)

    @uncollected()
    def finished(self, plan: Plan) -> dict[str, bytes | Path]:
        """The files of ``plan``, from what was begun if its shifts are those of that plan."""
        from staffplan.report.page.page import render_page

        if self._begun is None or self._begun[0] is not plan.shifts:
            self.begin(plan)
        assert self._begun is not None
        _shifts, inputs, workbook = self._begun
        self._begun = None
        names = {agent_id: agent.name for agent_id, agent in inputs.agents.items()}
        return {"payroll.xlsx": workbook.finished(plan), "report.html": render_page(plan, names=names).encode()}


def documents(plan: Plan, folders: tuple[Path, ...] = ()) -> dict[str, bytes | Path]:
    """The files of a finished plan, as :class:`Documents` makes them."""
    return Documents(folders).finished(plan)


def write(plan: Plan, directory: Path, folders: tuple[Path, ...] = ()) -> list[Path]:
    """Write all files of ``plan`` into ``directory``, together or not at all. Raises InputError, OutputError.

    Edits that somebody made there stay, and the plan goes beside them (``plan-2``), unless it was read from a folder:
    then it holds edits itself. ``folders``: where files lie that the scenario names, besides those of the plan's own
    inputs.
    """
    from staffplan.report.files import PLAN_FILES, write_plan
    from staffplan.storage.edited import edited, place_for
    from staffplan.storage.write import check_writable

    place = directory if plan.summary.written else place_for(directory, edited(directory))
    check_writable(place, PLAN_FILES)
    return write_plan(plan, place, documents(plan, folders))


def report(directory: Path) -> list[Path]:
    """Write the documents of the plan in ``directory`` again; a workbook that was changed by hand stays beside.

    Raises InputError, OutputError.
    """
    from staffplan.read import read_plan
    from staffplan.report.files import plan_json
    from staffplan.storage.edited import digests
    from staffplan.storage.write import write_files

    plan = read_plan(directory)
    made = documents(plan, (directory,))
    written = plan.summary.written | digests(made)
    return write_files(directory, {**made, "plan.json": plan_json(plan, written), **kept_workbook(directory)})


def kept_workbook(directory: Path, taken_in: Path | None = None) -> dict[str, bytes | Path]:
    """The workbook of the plan in ``directory`` under another name, where it holds edits that are not ``taken_in``."""
    from staffplan.storage.edited import edited
    from staffplan.storage.write import free_name

    path = directory / "payroll.xlsx"
    is_taken_in = taken_in is not None and taken_in.exists() and path.exists() and path.samefile(taken_in)
    return {} if path not in edited(directory) or is_taken_in else {free_name(path).name: path}


def export(directory: Path, layout: str, out: Path | None = None) -> Path:
    """Write payroll in the columns of ``layout`` (a name or a file); by default into the folder, by the layout's name.

    An ``out`` that ends in .csv or .xlsx is written as that, whatever the layout says. Raises InputError, OutputError.
    """
    from staffplan.read import read_plan
    from staffplan.report.payroll.layout import FORMATS, load_layout
    from staffplan.report.payroll.layout import export as export_as
    from staffplan.storage.write import check_writable, write_files

    chosen = load_layout(layout)
    target = out or directory / f"{Path(layout).stem}.{chosen.format}"
    if (ending := target.suffix.lower().removeprefix(".")) in FORMATS:
        chosen = chosen.model_copy(update={"format": ending})
    check_writable(target.parent, [target.name])
    plan = read_plan(directory)
    content = export_as(plan, chosen, inputs_of(plan, (directory,)))
    return write_files(target.parent, {target.name: content})[0]


def import_edits(directory: Path, roster: Path, *, keep_broken: bool = False) -> EditResult:
    """Take a roster edited in Excel back into the plan's folder, unless it breaks rules (or ``keep_broken``).

    Raises InputError with every cell that cannot be read, OutputError.
    """
    from staffplan.read import read_plan
    from staffplan.report.edits.edits import import_edits as edits_of
    from staffplan.report.files import write_plan
    from staffplan.verify import check_plan

    before = with_digest(read_plan(directory), directory)
    edited = edits_of(before, roster, inputs_of(before, (directory,)))
    if not edited.changes:
        return EditResult(
            edited.plan, (), check_plan(edited.plan, edited.plan.summary.aht_s), edited.cells, [], edited.notes
        )
    demand = demand_of(edited.plan)
    plan = certified(with_deviation_again(with_service_again(edited.plan, demand)), demand)
    plan = with_team_again(plan, demand.grid)
    broken = check_plan(plan, plan.summary.aht_s)
    if broken and not keep_broken:
        return EditResult(plan, edited.changes, broken, edited.cells, [], edited.notes)
    extra = documents(plan, (directory,)) | kept_workbook(directory, roster)
    files = write_plan(plan, directory, extra)
    return EditResult(plan, edited.changes, broken, edited.cells, files, edited.notes)


def with_digest(plan: Plan, directory: Path) -> Plan:
    """``plan`` with the digest of its schedule before an edit, also where an older version kept none."""
    from staffplan.storage.edited import digests

    written = digests({"schedule.csv": directory / "schedule.csv"}) | plan.summary.written
    return plan.model_copy(update={"summary": plan.summary.model_copy(update={"written": written})})


def inputs_of(plan: Plan, folders: tuple[Path, ...]) -> PayrollInputs:
    """The files that the scenario names, looked for in ``folders`` and beside the plan's own inputs; and its team."""
    from staffplan.report.payroll.inputs import read_payroll_inputs

    beside = [Path(name).parent for name in plan.summary.inputs]
    team = None if plan.summary.team is None else plan.summary.team.team
    return read_payroll_inputs(plan.summary.scenario, (*folders, *beside), team)
