"""``staffplan.check``: is a plan legal, and does it keep what it promises?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.door.plan import Plan
from staffplan.words.language import _

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from staffplan.schema.plan import Service
    from staffplan.schema.violation import Violation


@dataclass(frozen=True, eq=False, repr=False)
class Check:
    """What the checker, which knows no solver, says of a plan.

    Attributes:
        violations: Every broken rule: ``rule``, ``agent_id``, ``date``, ``found``, ``allowed``; empty: a legal plan.
        service: Target, predicted and certified service of the schedule as it stands; shares 0-1.
    """

    violations: tuple[Violation, ...]
    service: Service

    @property
    def legal(self) -> bool:
        """Whether no rule is broken."""
        return not self.violations

    @property
    def frame(self) -> pd.DataFrame:
        """A row a broken rule, shape (violations, 5): ``rule``, ``agent_id``, ``date``, ``found``, ``allowed``."""
        import pandas as pd

        from staffplan.schema.violation import Violation

        rows = [violation.model_dump() for violation in self.violations]
        frame = pd.DataFrame(rows, columns=list(Violation.model_fields))
        return frame.assign(date=pd.to_datetime(frame["date"]))

    def __repr__(self) -> str:
        """The verdict, in one line."""
        return f"<Check: {self._sentence()}>"

    def _sentence(self) -> str:
        if self.violations:
            return _("{count} broken rules").format(count=len(self.violations))
        if self.service.target_met is False:
            return _("legal, but the target is missed on the finished schedule")
        return _("legal")

    def _repr_html_(self) -> str:
        """What a notebook shows: the verdict, and the broken rules."""
        from staffplan.report.notebook.blocks import violations_block

        return violations_block(self._sentence(), self.violations)


def check(plan: Plan | str | Path) -> Check:
    """Hold a plan to every rule again, and certify its schedule anew, as ``staffplan check`` does.

    Args:
        plan: A plan, or the folder of one, also after hand edits.

    Raises:
        InputError: the folder cannot be read; all faults, each with file, row and column.
    """
    from staffplan import pipeline
    from staffplan.pipeline.checking import check_again

    found = check_again(plan.data) if isinstance(plan, Plan) else pipeline.check(plan)
    return Check(found.violations, found.service)
