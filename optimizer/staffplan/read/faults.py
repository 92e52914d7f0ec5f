"""How readers gather what is wrong, so that all of it is told together."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeVar

from staffplan.errors import Fault, InputError
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from staffplan.errors import FaultCode

SHOWN_CHARACTERS = 40
"""How much of a cell's text a fault repeats."""
MOST_FAULTS = 1_000
"""So many faults are kept, then reading ends: a few show what is wrong with all."""
T = TypeVar("T")


class CellFaultError(ValueError):
    """A cell that cannot be read: what was found and what is accepted, as phrases."""

    def __init__(self, found: str, accepted: str, code: FaultCode | None = None) -> None:
        """Both phrases end up in a :class:`Fault`."""
        self.found = found
        self.accepted = accepted
        self.code = code
        super().__init__(found, accepted)


class Faults:
    """The faults of one file."""

    def __init__(self, file: str) -> None:
        """``file`` as the user named it."""
        self.file = file
        self.list: list[Fault] = []

    def add(
        self,
        found: str,
        accepted: str,
        row: int | None = None,
        column: str | None = None,
        code: FaultCode | None = None,
    ) -> None:
        """Note one fault.

        Raises:
            InputError: there are so many that the file is another thing than it is taken for.
        """
        self.list.append(Fault(self.file, found, accepted, row, column, code))
        if len(self.list) >= MOST_FAULTS:
            raise InputError(self._in_order(), ended=True)

    def read(self, parse: Callable[[object], T], cell: object, row: int, column: str) -> T | None:
        """What ``parse`` makes of ``cell``; None, and a fault, where it refuses."""
        try:
            return parse(cell)
        except CellFaultError as fault:
            self.add(fault.found, fault.accepted, row, column, fault.code)
            return None

    def stop(
        self,
        found: str,
        accepted: str,
        row: int | None = None,
        column: str | None = None,
        code: FaultCode | None = None,
    ) -> NoReturn:
        """Note a fault after which nothing more can be read, and raise.

        Raises:
            InputError: always, with all faults so far.
        """
        self.add(found, accepted, row, column, code)
        raise InputError(self.list)

    def raise_any(self) -> None:
        """Go on if there are none.

        Raises:
            InputError: with all faults, in the order of the rows.
        """
        if self.list:
            raise InputError(self._in_order())

    def _in_order(self) -> list[Fault]:
        return sorted(self.list, key=lambda fault: fault.row or 0)


def shown(value: object) -> str:
    """``value`` as a fault repeats it: short, on one line, quoted where it is text."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return _("nothing")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return "NaN" if value != value else f"{value:.10g}"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time | timedelta | int):
        return str(value)
    text = value if isinstance(value, str) else repr(value)
    if len(text) > SHOWN_CHARACTERS:
        text = text[:SHOWN_CHARACTERS] + "…"
    return repr(text) if isinstance(value, str) else text
