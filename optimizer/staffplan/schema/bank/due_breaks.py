"""The breaks that written shifts should have."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.schema.bank.clock import breaks_on, parts_on
from staffplan.schema.scenario.named_shift import breaks_within

if TYPE_CHECKING:
    from collections.abc import Hashable

    from staffplan.schema.plan import Shift
    from staffplan.schema.scenario.keys import BreakRule, Scenario

NOTHING = timedelta(0)


class DueBreaks:
    """The breaks that written shifts of a scenario should have, each kind of shift looked up once."""

    def __init__(self, scenario: Scenario) -> None:
        """None yet."""
        self._zone = ZoneInfo(scenario.timezone)
        self._contracts = {contract.name: contract for contract in scenario.contract}
        self._named = {each.name: each for each in scenario.shift}
        self._known: dict[Hashable, tuple[BreakRule, ...]] = {}

    def of(self, shift: Shift) -> tuple[BreakRule, ...]:
        """By the shift's name and day, or by its length where it has no name; none of an unknown contract."""
        length = timedelta(seconds=shift.end.timestamp() - shift.start.timestamp())
        key = (shift.contract, shift.shift_name, shift.date if shift.shift_name else length)
        if key not in self._known:
            self._known[key] = self._of(shift, length)
        return self._known[key]

    def _of(self, shift: Shift, length: timedelta) -> tuple[BreakRule, ...]:
        contract, named = self._contracts.get(shift.contract), self._named.get(shift.shift_name)
        if contract is None:
            return ()
        parts = () if named is None else parts_on(named, shift.date, self._zone)
        if named is None or not parts:
            return breaks_within(contract.breaks, ((NOTHING, length),))
        return breaks_on(named.rules(contract), parts)
