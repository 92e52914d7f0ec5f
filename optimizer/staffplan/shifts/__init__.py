"""The legal shifts and breaks of each contract, and the days that one person may work; no solver."""

from staffplan.shifts.legal_shifts import legal_work
from staffplan.shifts.workable import has_legal_tour

__all__ = ["has_legal_tour", "legal_work"]
