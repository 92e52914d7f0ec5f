"""Legal shifts and breaks of a contract, and the days one person may work. No solver in here."""

from staffplan.shifts.legal_shifts import legal_work

__all__ = ["legal_work"]
