"""``solve``: from a forecast to a checked plan in its folder."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.errors import Fault, InputError
from staffplan.pipeline.gc_paused import uncollected
from staffplan.pipeline.import_ahead import import_ahead
from staffplan.pipeline.plan.assemble import with_stages, with_warnings
from staffplan.pipeline.plan.documents import Documents
from staffplan.pipeline.plan.plan import Clock, plan_for
from staffplan.pipeline.problem import NO_TEAM, folders_of, read_problem
from staffplan.schema.deadline import Deadline
from staffplan.schema.progress import Progress, Stop, Watcher, nobody_watches
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from staffplan.pipeline.problem import Overrides, TableInput, TeamInput
    from staffplan.schema.plan import Plan
    from staffplan.schema.reading import Reading
    from staffplan.schema.scenario.keys import Scenario


EXPLAIN_SHARE = 0.4
"""Of the time limit, for the explanation where one is wanted."""


@dataclass(frozen=True)
class SolveResult:
    """A plan and where it is."""

    plan: Plan
    """The plan."""
    files: list[Path]
    """The files written; empty where none were wanted."""
    reading: Reading | None = None
    """What was read of the forecast."""
    kept: tuple[Path, ...] = ()
    """Files that somebody changed by hand where the plan was to go: it is in a folder beside them."""


def solve(
    forecast: TableInput,
    scenario_path: str | Path | None = None,
    overrides: Overrides | None = None,
    *,
    out: Path | None = None,
    watcher: Watcher = nobody_watches,
    stop: Stop | None = None,
    explain: bool = False,
    two_steps: bool = False,
    people: TeamInput = NO_TEAM,
) -> SolveResult:
    """Plan the smallest legal team for the forecast, check it, and write its folder ``out``.

    A plan in ``out`` that was edited by hand stays, and the new one is written beside it (``plan-2``).

    Raises InputError, InfeasibleError, NoPlanError, OutputError. Where ``stop`` was set, the best plan so far is
    written and says so (``interrupted``).
    """
    from staffplan.storage.edited import edited, place_for

    clock, stop, began = Clock(), stop or Stop(), time.monotonic()
    if out is not None:
        ready(out)
    watcher(Progress("reading_files"))
    with clock.stage("read"):
        problem = read_problem(forecast, scenario_path, overrides or {}, people=people)
    watcher(Progress("forecast_read", values={"file": problem.sources[0].path}, reading=problem.reading))
    refuse_with_prices(problem.scenario, {"--two-steps": two_steps, "--explain": explain})
    import_ahead(holidays=bool(problem.scenario.payroll.country))
    documents = None if out is None else Documents(folders_of(scenario_path, forecast))
    deadline = Deadline(problem.scenario.solve.time_limit.total_seconds(), began)
    deadline = deadline.keeping(EXPLAIN_SHARE * deadline.limit) if explain else deadline
    plan = plan_for(problem, clock, watcher, stop, two_steps=two_steps, documents=documents, deadline=deadline)
    if explain and not stop.is_set():
        from staffplan.pipeline.plan.explain import with_explanation

        with clock.stage("explain"):
            plan = with_explanation(problem, plan, watcher, stop, deadline.left - Documents.seconds(plan))
    if out is None or documents is None:
        return SolveResult(with_stages(plan, clock.seconds), [], problem.reading)
    watcher(Progress("writing_files", plan.summary.headcount, plan.summary.headcount_bound))
    kept = edited(out)  # only now: people work while the search does
    plan, files = written(plan, place_for(out, kept), documents, clock, deadline)
    return SolveResult(plan, files, problem.reading, kept)


def refuse_with_prices(scenario: Scenario, options: Mapping[str, bool]) -> None:
    """Raise InputError where the need has prices and an option asks for what supposes that it is a rule."""
    if scenario.objective.prices is None:
        return
    found = _("used while objective.overstaff, understaff or per_shift_type give the need a price")
    accepted = _("only where the need is a rule: without these three keys")
    faults = [Fault(option, found, accepted, code="inconsistent") for option, used in options.items() if used]
    if faults:
        raise InputError(faults)


def ready(out: Path) -> None:
    """Raise OutputError now where the plan could not be written later."""
    from staffplan.report.files import PLAN_FILES
    from staffplan.storage.edited import edited, place_for
    from staffplan.storage.write import check_writable

    check_writable(place_for(out, edited(out)), PLAN_FILES)


@uncollected()
def written(
    plan: Plan, out: Path, documents: Documents, clock: Clock, deadline: Deadline | None = None
) -> tuple[Plan, list[Path]]:
    """The plan with its stages' seconds, and the files of its folder: tables, workbook, page.

    Workbook and page are left out where they would end far behind the ``deadline``; the plan then says so.
    """
    from staffplan.report.files import write_plan

    extra: dict[str, bytes | Path] = {}
    with clock.stage("documents"):
        if documents.is_begun or deadline is None or deadline.allows(documents.seconds(plan)):
            extra = documents.finished(plan)
        else:
            plan = with_warnings(plan, Message.of("documents_left_out"))
    plan = with_stages(plan, clock.seconds)
    return plan, write_plan(plan, out, extra)
