"""The models: lower bound, headcount, tours. The only stage that knows a solver."""

from staffplan.solve.search import find_roster

__all__ = ["find_roster"]
