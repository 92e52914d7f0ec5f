"""One shop of many: what is needed to plan it, and what it comes to, in whatever process or machine that is."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from staffplan.errors import InfeasibleError, InputError, NoPlanError, OutputError, ProcessEndedError
from staffplan.pipeline.gc_paused import uncollected
from staffplan.pipeline.plan.assemble import with_stages, with_warnings
from staffplan.pipeline.plan.documents import Documents
from staffplan.pipeline.plan.plan import Clock, plan_for
from staffplan.pipeline.problem import problem_of
from staffplan.report.headers import use_headers
from staffplan.schema.deadline import Deadline
from staffplan.schema.progress import Stop, nobody_watches
from staffplan.words.language import _, use_language
from staffplan.words.library_words import in_our_words
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from staffplan.read.tables.files import FileBytes
    from staffplan.report.payroll.inputs import PayrollInputs
    from staffplan.schema.forecast import Source
    from staffplan.schema.plan import Plan
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.shops.batch import ShopRow

    Files = Mapping[str, bytes | Path]


@dataclass(frozen=True)
class Task:
    """One shop to plan: data, no paths, so that it may as well be done on another machine."""

    row: ShopRow
    """Its row as far as it is known: name and digest, and where its input is faulty why."""
    given: Given | None
    """What it is planned from; None where its input is faulty."""
    out: str | None
    """Folder for the plan, or its URL; None: the files come back."""
    language: str
    """Language of what it says."""
    headers: Literal["en", "zh"] = "en"
    """Language of the csv files' headers."""


@dataclass(frozen=True)
class Given:
    """What a plan is made from."""

    forecast: FileBytes
    scenario: Scenario
    """All values in force."""
    sources: tuple[Source, ...]
    """The files of the scenario."""
    payroll: PayrollInputs
    """What the files say that the scenario names."""


@dataclass(frozen=True)
class Done:
    """What came of a task."""

    row: ShopRow
    files: Mapping[str, bytes] | None = None
    """The plan's files; None: they are written, or there are none."""


def planned(task: Task) -> Done:
    """The plan of the shop, written or sent back, whatever happens."""
    use_language(task.language)
    use_headers(task.headers)
    if task.given is None:
        return Done(task.row)
    began = time.monotonic()
    files: Mapping[str, bytes] | None = None
    found: dict[str, Any]
    try:
        plan, contents = _plan(task.given)
        found = _figures(plan)
        if task.out is None:
            files = {name: one if isinstance(one, bytes) else one.read_bytes() for name, one in contents.items()}
        else:
            found["folder"] = put(contents, task.out)
    except Exception as error:  # a shop that fails must not end the others
        found = _told(error)
    return Done(replace(task.row, seconds=time.monotonic() - began, **found), files)


def _told(error: Exception) -> dict[str, Any]:
    """Outcome and problem where there is no plan, or none that could be kept."""
    match error:
        case InfeasibleError():
            return {"outcome": "infeasible", "problem": " ".join(map(str, (error.summary, *error.remedies[:1])))}
        case NoPlanError():
            return {"outcome": "no_plan", "problem": str(error)}
        case InputError():
            return {"outcome": "faulty", "problem": str(error)}
        case OutputError() | ProcessEndedError():
            return {"outcome": "failed", "problem": str(error)}
        case MemoryError():
            return {"outcome": "failed", "problem": _("there is not enough memory")}
    return {"outcome": "failed", "problem": f"{type(error).__name__}: {error}"}


def _plan(given: Given) -> tuple[Plan, Files]:
    """The plan and all its files."""
    from staffplan.report.files import plan_files

    clock, scenario = Clock(), given.scenario
    deadline = Deadline(scenario.solve.time_limit.total_seconds(), time.monotonic())
    with clock.stage("read"):
        problem = problem_of(given.forecast, scenario, None)
        problem = replace(problem, sources=(*problem.sources, *given.sources))
    documents = Documents(inputs=given.payroll)
    plan = plan_for(problem, clock, nobody_watches, Stop(), documents=documents, deadline=deadline)
    with uncollected(), clock.stage("documents"):
        if documents.is_begun or deadline.allows(documents.seconds(plan)):
            extra = documents.finished(plan)
        else:
            extra, plan = {}, with_warnings(plan, Message.of("documents_left_out"))
    plan = with_stages(plan, clock.seconds)
    return plan, {**plan_files(plan, extra), **extra}


def _figures(plan: Plan) -> dict[str, Any]:
    summary = plan.summary
    return {
        "outcome": summary.status,
        "headcount": summary.headcount,
        "headcount_bound": summary.headcount_bound,
        "paid_hours": summary.paid_hours,
        "cost": summary.cost,
        "human_inquiries": float(sum(slot.human_inquiries for slot in plan.coverage)),
        "predicted": summary.service.predicted,
        "certified": summary.service.certified,
        "target_met": summary.service.target_met,
    }


def put(contents: Files, out: str) -> str:
    """Write a plan's files into the folder or URL ``out``; returns the name of the folder that they are in.

    A plan that somebody edited stays, and the new one goes beside it. Raises OutputError.
    """
    if "://" in out:
        return _put_there(contents, out)
    from staffplan.report.files import PLAN_FILES
    from staffplan.storage.edited import edited, place_for
    from staffplan.storage.write import write_files

    place = place_for(Path(out), edited(Path(out)))
    write_files(place, contents, remove=[name for name in PLAN_FILES if name not in contents])
    return place.name


def _put_there(contents: Files, url: str) -> str:
    """The same through fsspec; plan.json comes last, so that a folder with one is whole."""
    from staffplan.storage.elsewhere import write_elsewhere

    try:
        for name in sorted(contents, key=lambda name: name == "plan.json"):
            one = contents[name]
            write_elsewhere(f"{url}/{name}", one if isinstance(one, bytes) else one.read_bytes())
    except OSError as error:
        raise OutputError(
            _("{path} could not be written ({reason})").format(path=url, reason=in_our_words(error))
        ) from error
    return url.rpartition("/")[2]
