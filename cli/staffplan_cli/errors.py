"""The one place that turns what went wrong into a message and an exit code; no traceback ever reaches a planner."""

from __future__ import annotations

import json
import os
import sys
import traceback
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import click

from staffplan.errors import (
    InfeasibleError,
    InputError,
    NoPlanError,
    OutputError,
    ProcessEndedError,
    StaffplanError,
)
from staffplan.words.language import _, marked
from staffplan.words.library_words import lacks_memory
from staffplan_cli.screen import in_colour
from staffplan_cli.signals import exit_code


class ExitCode(IntEnum):
    """How a command ended."""

    SOLVED = 0
    BROKEN = 1
    USAGE = 2
    INPUT = 3
    INFEASIBLE = 4
    NO_PLAN = 5
    FAULT = 70
    HUNG_UP = 129
    INTERRUPTED = 130
    PIPE_CLOSED = 141
    TERMINATED = 143


EXIT_CODES = {
    ExitCode.SOLVED: marked("done: the plan is written, the check found nothing"),
    ExitCode.BROKEN: marked("check and import-edits: the plan breaks rules or misses its target"),
    ExitCode.USAGE: marked("the command line is wrong"),
    ExitCode.INPUT: marked("a file is faulty, missing or cannot be written; every fault is listed"),
    ExitCode.INFEASIBLE: marked("no legal plan exists; the message says what cannot be met and what would help"),
    ExitCode.NO_PLAN: marked("no plan was found inside the time limit"),
    ExitCode.FAULT: marked("not enough memory, or a fault in staffplan itself; the message says which"),
    ExitCode.HUNG_UP: marked("stopped because its terminal was closed (HUP); otherwise as 130"),
    ExitCode.INTERRUPTED: marked("stopped with Ctrl-C; the best plan so far is written, if there was one"),
    ExitCode.PIPE_CLOSED: marked("the program that read the output closed it"),
    ExitCode.TERMINATED: marked("stopped by another program or the system (TERM); otherwise as 130"),
}
"""What each exit code means."""


class Stopped(Exception):  # noqa: N818
    """The user stopped the work before there was anything to write; the text says so."""


@dataclass(frozen=True)
class Complaint:
    """What the user is told."""

    code: ExitCode
    """Exit code of the command."""
    title: str
    """What went wrong, in a sentence."""
    items: tuple[str, ...] = ()
    """Details, a line each."""
    advice: str = ""
    """What to do next."""
    data: dict[str, Any] | None = None
    """More for programs."""


def complain(error: BaseException, *, as_json: bool) -> int:
    """Show ``error`` on standard error (for programs: on standard output) and return the exit code."""
    if os.environ.get("STAFFPLAN_DEBUG"):
        traceback.print_exception(error)
    if isinstance(error, click.ClickException) and not as_json:
        error.show()
        return error.exit_code
    complaint = complaint_about(error)
    if as_json:
        _print_json(complaint)
    else:
        _print_text(complaint)
    return complaint.code


def complaint_about(error: BaseException) -> Complaint:
    """What to tell the user about ``error``."""
    match error:
        case click.ClickException():
            return Complaint(ExitCode.USAGE, error.format_message())
        case InputError():
            return _input_complaint(error)
        case InfeasibleError():
            return _infeasible_complaint(error)
        case OutputError():
            return Complaint(ExitCode.INPUT, str(error))
        case NoPlanError():
            return Complaint(
                ExitCode.NO_PLAN,
                str(error),
                advice=_(
                    'Give the search more time: --time-limit 5min. A coarser grid (grid = "60min") is faster too.'
                ),
            )
        case ProcessEndedError():
            return _memory_complaint(str(error))
        case StaffplanError():
            return _failed_check(error)
        case Stopped():
            return Complaint(ExitCode.INTERRUPTED, str(error))
        case KeyboardInterrupt() | click.Abort():
            return _interruption()
        case _ if lacks_memory(error):
            return _memory_complaint(_("There is not enough memory for this plan."))
        case _ if exit_code() is not None:
            return _interruption()  # what was cut short may have turned the interruption into an error of its own
        case _:
            return _own_fault(error)


def _interruption() -> Complaint:
    return Complaint(ExitCode.INTERRUPTED, _("Stopped; nothing was written."))


def _input_complaint(error: InputError) -> Complaint:
    count = len(error.faults)
    title = _("The input has a fault:") if count == 1 else _("The input has {count} faults:").format(count=count)
    return Complaint(
        ExitCode.INPUT,
        title,
        tuple(str(error).splitlines()),
        _("Correct this and run the command again. Nothing was written."),
        {"faults": [fault.data() for fault in error.faults]},
    )


def _infeasible_complaint(error: InfeasibleError) -> Complaint:
    remedies = (_("What would help, the cheapest first:"), *error.remedies) if error.remedies else ()
    told = {"shortages": error.shortages, "remedies": error.remedies}
    return Complaint(
        ExitCode.INFEASIBLE,
        str(error.summary),
        tuple(map(str, (*error.shortages, *remedies))),
        _("Nothing was written."),
        {"summary": error.summary.data()} | {key: [one.data() for one in ones] for key, ones in told.items()},
    )


def _memory_complaint(title: str) -> Complaint:
    advice = _('Plan fewer days at once, or on a coarser grid (grid = "60min").')
    return Complaint(ExitCode.FAULT, title, advice=advice, data={"kind": "memory"})


def _failed_check(error: StaffplanError) -> Complaint:
    """What staffplan found wrong with its own work."""
    title, *items = str(error).splitlines()
    advice = _("This is a fault in staffplan itself: please send this text, with your input files, to its maintainer.")
    return Complaint(ExitCode.FAULT, title, tuple(items), advice)


def _own_fault(error: BaseException) -> Complaint:
    """One line for whatever nobody thought of."""
    what = f"{type(error).__name__}: {error}".split("\n")[0]
    return Complaint(
        ExitCode.FAULT,
        _(
            "Sorry, this is a fault in staffplan itself ({what}). To report it, run the command again with "
            "STAFFPLAN_DEBUG=1 and send what it prints, with your input files, to whoever maintains staffplan."
        ).format(what=what),
    )


def _print_text(complaint: Complaint) -> None:
    label = _("Error:")
    if in_colour(sys.stderr):
        label = click.style(label, fg="red", bold=True)
    lines = [f"{label} {complaint.title}", *(f"  {item}" for item in complaint.items)]
    if complaint.advice:
        lines.append(complaint.advice)
    sys.stderr.write("\n".join(lines) + "\n")


def _print_json(complaint: Complaint) -> None:
    error = {"kind": complaint.code.name.lower(), "exit_code": int(complaint.code), "message": complaint.title}
    sys.stdout.write(json.dumps({"error": error | (complaint.data or {})}, ensure_ascii=False, indent=2) + "\n")
