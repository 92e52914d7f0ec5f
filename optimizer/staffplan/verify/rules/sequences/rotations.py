"""The rule of rotations: each known day of an agent is one that the rotation allows, at one phase for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.scenario.rotation import EITHER, OFF, WORK
from staffplan.schema.violation import Violation
from staffplan.verify.rules.concerned import concerned, of_agent
from staffplan.verify.rules.sequences.days import begin, names_of, shift_on
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.scenario.rotation import Rotation
    from staffplan.verify.roster import Roster

    Positions = NDArray[np.intp]

UNKNOWN = -2
"""Sign of a day of which nothing is known; -1 of a day off; else the position of the shift's name."""


def rotation(roster: Roster) -> Iterator[Violation]:
    """Agents work by their contract's rotation; of a free phase, the days that do not fit the one that fits best."""
    table_of = {table.name: table for table in roster.scenario.rotation if table.steps}
    for contract, agents in concerned(roster, lambda contract: contract.rotation in table_of):
        table = table_of[contract.rotation or ""]
        names, signs = _signs(roster, agents)
        if roster.cyclic and signs.shape[1] % len(table.steps):
            yield Violation(
                rule="rotation",
                found=_("{days} days in the cycle").format(days=signs.shape[1]),
                allowed=_("a multiple of {days}, the days of the rotation {name}").format(
                    days=len(table.steps), name=table.name
                ),
            )
            continue
        fits = np.array([[_fits(step, name) for name in (*names, None)] for step in table.steps], dtype=np.bool_)
        phases = _phases(roster, table, fits, signs)
        for row, day in np.argwhere(_misfits(fits, signs, phases)):
            step = int(phases[row] + day) % len(table.steps)
            sign = signs[row, day]
            yield of_agent(
                roster,
                "rotation",
                int(agents[row]),
                _found(names[sign] if sign >= 0 else None, step, table),
                _allowed(table.steps[step]),
                int(day),
            )


def _signs(roster: Roster, agents: Positions) -> tuple[tuple[str, ...], Positions]:
    """The names of shifts, and what each of ``agents`` does on each day, shape (agents, columns)."""
    names, name = names_of(roster)
    on = shift_on(roster)[agents]
    signs = np.where(on >= 0, name[on], -1)
    if not roster.cyclic:
        signs[signs[:, 0] < 0, 0] = UNKNOWN
    return names, signs


def _fits(step: str, name: str | None) -> bool:
    """Whether a step of the table allows a shift of this name ("" for one without), or None, a day off."""
    if step == EITHER:
        return True
    if step == OFF or name is None:
        return step == OFF and name is None
    return step == WORK or name.startswith(step)


def _phases(roster: Roster, table: Rotation, fits: NDArray[np.bool_], signs: Positions) -> Positions:
    """The day of the table that each agent has in the first column: the shared one, or that which fits best."""
    steps = len(table.steps)
    if table.phase == "shared":
        opening = roster.first_day + begin(roster)
        begins = opening if table.begins is None else table.begins.toordinal()
        return np.full(len(signs), (roster.first_day - begins) % steps, dtype=np.intp)
    distinct, where = np.unique(signs, axis=0, return_inverse=True)
    misfits = np.zeros((len(distinct), steps), dtype=np.int32)
    for day in range(signs.shape[1]):
        misfits += _wrong(np.roll(fits, -day, axis=0), distinct[:, day]).T
    best: Positions = misfits.argmin(axis=1)[where.ravel()]
    return best


def _misfits(fits: NDArray[np.bool_], signs: Positions, phases: Positions) -> NDArray[np.bool_]:
    """The days that do not fit the agents' phases, shape (agents, columns)."""
    step = (phases[:, None] + np.arange(signs.shape[1])) % len(fits)
    misfits: NDArray[np.bool_] = ~fits[step, signs] & (signs != UNKNOWN)
    return misfits


def _wrong(fits: NDArray[np.bool_], signs: Positions) -> NDArray[np.bool_]:
    """Whether each step does not allow what stands in ``signs``, shape (steps, signs); what is unknown it does."""
    wrong: NDArray[np.bool_] = ~fits[:, signs] & (signs != UNKNOWN)
    return wrong


def _found(name: str | None, step: int, table: Rotation) -> str:
    what = _("a day off") if name is None else _("the shift {name}").format(name=name) if name else _("a shift")
    return _("{what} on day {day} of the rotation {name}").format(what=what, day=step + 1, name=table.name)


def _allowed(step: str) -> str:
    if step == OFF:
        return _("a day off")
    return _("a shift") if step == WORK else _("a shift whose name begins with {text}").format(text=step)
