"""The master's LP relaxation alone, solved by GLOP: what a plan's time is held against.

    python tests/benchmarks/lp_bound.py FORECAST SCENARIO

Prints seconds of building and of solving, the bound, and the model's size, as JSON.
"""

import json
import sys
import time

import numpy as np


def main(forecast, scenario):
    from ortools.math_opt.python import mathopt

    from staffplan.pipeline.problem import read_problem
    from staffplan.service import staffing
    from staffplan.shifts import legal_work
    from staffplan.solve.model.master import build_master

    problem = read_problem(forecast, scenario, {})
    need = staffing(problem.demand, problem.scenario)
    began = time.perf_counter()
    master = build_master(legal_work(problem.scenario, need.grid), need)
    proto = master.model.to_proto(master.headcount_cost(), relax=True)
    built = time.perf_counter()
    model = mathopt.Model.from_model_proto(proto)
    solved = time.perf_counter()
    result = mathopt.solve(model, mathopt.SolverType.GLOP)
    ended = time.perf_counter()
    bound = result.termination.objective_bounds.dual_bound
    return {
        "build_s": built - began,
        "lp_s": ended - solved,
        "bound": bound if np.isfinite(bound) else None,
        "reason": result.termination.reason.name,
        "columns": master.model.n_columns,
        "rows": master.model.n_rows,
        "terms": len(proto.linear_constraint_matrix.coefficients),
    }


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
