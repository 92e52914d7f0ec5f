"""Which solver does what: the one place where solvers have names."""

from __future__ import annotations

from typing import Literal

Role = Literal["search", "relaxation", "proof", "switches"]
"""What a solver is asked for: a plan, a linear program, a proof, a plan whose columns are mostly yes or no."""
SOLVERS: dict[Role, str] = {"search": "GSCIP", "relaxation": "GLOP", "proof": "HIGHS", "switches": "CP_SAT"}
"""The MathOpt SolverType of each role.

SCIP finds plans of these models sooner than HiGHS, which raises bounds sooner; GLOP's dual simplex is the fastest of
their linear programs; CP-SAT is best at switches (shift types in use or not: decision 6).
"""
SECOND_OPINION: dict[Role, Role] = {
    "search": "proof",
    "relaxation": "proof",
    "proof": "search",
    "switches": "search",
}
"""Who is asked where the first one's answer does not hold, or is none."""


def takes_callbacks(solver: str) -> bool:
    """Whether the solver tells of better solutions on the way and knows how hard to look for them."""
    return solver == "GSCIP"


def threads_for(solver: str) -> int:
    """Threads that the solver is given; 0 leaves it to the solver (HiGHS takes no other value)."""
    return 1 if solver == "CP_SAT" else 0
