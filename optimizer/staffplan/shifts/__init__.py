"""The legal shifts and breaks of each contract, and the days that one person may work; no solver."""

from staffplan.shifts.legal_shifts import legal_work

__all__ = ["legal_work"]
