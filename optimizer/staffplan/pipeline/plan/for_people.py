"""What the people of a plan get: a calendar each, and the roster for the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.errors import Fault, InputError
from staffplan.pipeline.plan.documents import inputs_of
from staffplan.words.language import _

if TYPE_CHECKING:
    from pathlib import Path


def export_calendars(directory: Path, out: Path) -> list[Path]:
    """Write a calendar for each person of the plan in ``directory`` into ``out``. Raises InputError, OutputError."""
    from staffplan.read import read_plan
    from staffplan.report.people.calendars import calendars
    from staffplan.storage.write import write_files

    plan = read_plan(directory)
    names = {agent_id: agent.name for agent_id, agent in inputs_of(plan, (directory,)).agents.items()}
    return write_files(out, calendars(plan, names))


def export_wall(directory: Path, out: Path) -> Path:
    """Write the roster of the plan in ``directory`` as a page for the wall. Raises InputError, OutputError."""
    from staffplan.read import read_plan
    from staffplan.report.page.wall import wall_roster
    from staffplan.storage.write import write_files

    page = wall_roster(read_plan(directory))
    if page is None:
        accepted = _("a plan of people by name (solve with --team)")
        raise InputError([Fault(str(directory), _("a plan that counts agents without names"), accepted)])
    return write_files(out.parent, {out.name: page.encode()})[0]
