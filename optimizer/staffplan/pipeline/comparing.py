"""``compare``: several plans side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.errors import Fault, InputError
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from staffplan.report.compare.figures import Comparison
    from staffplan.schema.plan import Plan


def compare(directories: Sequence[str | Path]) -> Comparison:
    """Read the plans of two folders or more and set them side by side; the first is what the others are held against.

    Raises InputError with the faults of all folders.
    """
    return compare_named(dict(zip(names_of(directories), directories, strict=True)))


def compare_named(given: Mapping[str, Plan | str | Path]) -> Comparison:
    """Set the plans side by side, each a plan or its folder, under the names that they shall have.

    Raises InputError with the faults of all folders.
    """
    from staffplan.read import read_plan
    from staffplan.report.compare.figures import compare_plans

    if len(given) < 2:
        found = _("{count} plans").format(count=len(given))
        accepted = _("the folders of two plans or more")
        raise InputError([Fault(_("the plans to compare"), found, accepted, code="option")])
    plans: dict[str, Plan] = {}
    faults: list[Fault] = []
    for name, plan in given.items():
        try:
            plans[name] = read_plan(plan) if isinstance(plan, (str, Path)) else plan
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return compare_plans(plans)


def names_of(directories: Sequence[str | Path]) -> list[str]:
    """The folders' own names where these differ, else the names as given, numbered where even these are the same."""
    given = [str(directory) for directory in directories]
    short = [Path(directory).resolve().name or str(directory) for directory in directories]
    names = short if len(set(short)) == len(short) else given
    return [
        name if names.count(name) == 1 else f"{name} ({names[: place + 1].count(name)})"
        for place, name in enumerate(names)
    ]
