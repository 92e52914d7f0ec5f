"""What can go wrong, in a planner's words: every error that leaves the library is a StaffplanError."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN_FAULTS = 20
"""How many faults of one input are shown; the rest are counted."""
FaultCode = Literal[
    "file",
    "syntax",
    "column",
    "row",
    "cell",
    "step",
    "gap",
    "duplicate",
    "ambiguous",
    "unknown_key",
    "missing_key",
    "wrong_value",
    "inconsistent",
    "option",
]
"""What is wrong with an input, for programs, the same in every language and release; docs/cli.md explains them."""


class StaffplanError(Exception):
    """The root of all errors that staffplan raises on purpose."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input: where it is, what was found, what is accepted."""

    file: str
    """The file as the user named it, or the option (``--share``)."""
    found: str
    """What stands there, or what is missing, as a phrase."""
    accepted: str
    """What would be accepted, as a phrase."""
    row: int | None = None
    """The row as Excel counts: the header is row 1. None where the fault is no single row's."""
    column: str | None = None
    """The column's header, or the scenario's key (``target.share``)."""
    code: FaultCode | None = None
    """What is wrong, for programs; None: the place says it."""

    @property
    def kind(self) -> FaultCode:
        """The code; where none is given, what of the input is at fault: an option, a cell, a row, a column, a file."""
        if self.code is not None:
            return self.code
        if self.file.startswith("--"):
            return "option"
        if self.row is not None:
            return "row" if self.column is None else "cell"
        return "file" if self.column is None else "column"

    def data(self) -> dict[str, Any]:
        """The fault for programs."""
        return asdict(self) | {"code": self.kind}

    def __str__(self) -> str:
        """One line: ``forecast.csv, row 7, column inquiries: found 'x'; accepted: a number of 0 or more``."""
        place = [self.file]
        if self.row is not None:
            place.append(_("row {row}").format(row=self.row))
        if self.column is not None:
            place.append(self.column)
        return _("{place}: found {found}; accepted: {accepted}").format(
            place=", ".join(place), found=self.found, accepted=self.accepted
        )


class InputError(StaffplanError):
    """The input has faults; all of them are here, in the order of the file (exit code 3)."""

    def __init__(self, faults: list[Fault] | tuple[Fault, ...], *, ended: bool = False) -> None:
        """Keep ``faults`` (at least one); ``ended``: reading ended there, and more may follow."""
        self.faults = tuple(faults)
        self.ended = ended
        super().__init__(self._text())

    def _text(self) -> str:
        lines = [str(fault) for fault in self.faults[:SHOWN_FAULTS]]
        rest = len(self.faults) - SHOWN_FAULTS
        if rest > 0:
            more = _("and at least {rest} more faults") if self.ended else _("and {rest} more faults")
            lines.append(more.format(rest=rest))
        return "\n".join(lines)


class InfeasibleError(StaffplanError):
    """No legal plan exists: what cannot be met, when, and the cheapest rule to relax (exit code 4)."""

    def __init__(
        self, summary: Message | str, shortages: Sequence[Message | str] = (), remedies: Sequence[Message | str] = ()
    ) -> None:
        """``summary`` in a sentence; ``shortages`` by slot or day; ``remedies``, cheapest first."""
        self.summary = Message.read(summary)
        self.shortages = tuple(map(Message.read, shortages))
        self.remedies = tuple(map(Message.read, remedies))
        super().__init__(self.summary, self.shortages, self.remedies)

    def __str__(self) -> str:
        """All of it, a line each, in the language in use."""
        return "\n".join(map(str, (self.summary, *self.shortages, *self.remedies)))


class NoPlanError(StaffplanError):
    """The time limit ended, or the user stopped, before any plan was found (exit code 5, or 130)."""

    def __init__(self, message: str, bound: float | None = None) -> None:
        """``bound``: proved: no plan has a smaller objective; None: nothing is proved."""
        super().__init__(message)
        self.bound = bound


class ProcessEndedError(StaffplanError):
    """A process beside this one ended before its work was done, or could not be started (exit code 70)."""

    def __init__(self, text: str = "") -> None:
        """``text`` tells what happened; without it, that memory most probably ran out."""
        unknown = _("A process ended before its work was done: most probably there is not enough memory.")
        super().__init__(text or unknown)


class OutputError(StaffplanError):
    """A file could not be written; what was there before is untouched (exit code 3)."""
