"""Rules of the agents that the forecast needs by itself: stated for every slot, on duty unless missing has a price."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.violation import Violation
from staffplan.verify import figures
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.plan import Plan
    from staffplan.verify.roster import Roster


def given_need(roster: Roster, plan: Plan) -> NDArray[np.int64]:
    """Agents that plan.json has from the forecast for each slot, −1 where it has none, shape (n_slots,)."""
    given = plan.summary.required
    if given is None or len(given) != roster.n_slots:
        return np.full(roster.n_slots, -1, dtype=np.int64)
    return np.array([-1 if agents is None else agents for agents in given], dtype=np.int64)


def need_for_every_slot(roster: Roster, plan: Plan) -> Iterator[Violation]:
    """A need of the forecast is stated for every row of coverage.csv, or for none."""
    given = plan.summary.required
    if given is not None and len(given) != roster.n_slots:
        yield Violation(
            rule="required",
            found=_("{count} needs of the forecast stated").format(count=len(given)),
            allowed=_("{count}, one for each row of coverage.csv").format(count=roster.n_slots),
        )


def agents_needed(roster: Roster, plan: Plan, duty: NDArray[np.int64]) -> Iterator[Violation]:
    """As many are on duty as the forecast needs; where missing has a price, ``deviation`` counts it instead."""
    if roster.scenario.objective.prices is not None:
        return
    given = given_need(roster, plan)
    for slot in np.flatnonzero(duty < given):
        start = figures.moment(int(roster.slot_starts[slot]), roster.zone)
        found = _("{count} on duty").format(count=duty[slot])
        yield Violation(
            rule="agents_needed",
            date=date.fromordinal(int(roster.slot_clock.ordinal[slot])),
            found=_("{found} at {start}").format(found=found, start=start),
            allowed=_("at least {least}, as the forecast gave it").format(least=given[slot]),
        )
