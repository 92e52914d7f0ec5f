"""What [team] must be to the rest of the scenario: one function per rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.schema.scenario.consistency.contract import Inconsistency
from staffplan.words.language import _
from staffplan.words.near import near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from staffplan.schema.scenario.keys import Scenario


def people_have_dates(scenario: Scenario) -> Iterator[Inconsistency]:
    """A typical week has no dates, so nobody is there by name."""
    if scenario.cyclic and scenario.team.file is not None:
        accepted = _("nobody by name: cyclic = true plans a typical week, which has no dates")
        yield Inconsistency("team.file", f'"{scenario.team.file}"', accepted)


def hires_have_contracts(scenario: Scenario) -> Iterator[Inconsistency]:
    """Whoever is hired has a contract of the scenario, which is named once."""
    names, hire = [contract.name for contract in scenario.contract], scenario.team.hire or ()
    for k, name in enumerate(hire, start=1):
        if name in names and name not in hire[: k - 1]:
            continue
        accepted = _("the name of a contract, once: {names}").format(names=", ".join(names))
        if name not in names and (meant := near(name, names)) is not None:
            accepted = _("did you mean {key}?").format(key=meant)
        yield Inconsistency(f"team.hire[{k}]", repr(name), accepted)


PEOPLE_RULES: tuple[Callable[[Scenario], Iterator[Inconsistency]], ...] = (people_have_dates, hires_have_contracts)
