"""The textbook model: one boolean per agent, day and shift; in CP-SAT, or in SCIP or HiGHS.

    python textbook.py {cp_sat,gscip,highs} QUESTION.json ANSWER.json

Made as well as it can be without ceasing to be what it is. The team has the size of staffplan's plan and 5% more;
agents of a contract are ordered; the rest between two days enters as cliques; every rule is tied to whether the agent
is used at all; the breaks are not the agent's but counted for each day, shift and place, since who of those in a shift
takes which one does not matter.
"""

import json
import sys
import time
from datetime import timedelta
from pathlib import Path

import numpy as np


class Model:
    """Minimise cost · v over rows and columns, all whole numbers; built in bulk."""

    def __init__(self):
        self.upper, self.cost = [], []
        self.rows, self.columns, self.values = [], [], []
        self.row_lower, self.row_upper = [], []
        self.n_columns = self.n_rows = 0

    def add_columns(self, count, upper, cost=0.0):
        self.upper.append(np.full(count, upper))
        self.cost.append(np.full(count, cost))
        self.n_columns += count
        return np.arange(self.n_columns - count, self.n_columns)

    def add_rows(self, count, lower=-np.inf, upper=np.inf):
        self.row_lower.append(np.broadcast_to(np.asarray(lower, dtype=float), count))
        self.row_upper.append(np.broadcast_to(np.asarray(upper, dtype=float), count))
        self.n_rows += count
        return np.arange(self.n_rows - count, self.n_rows)

    def add_terms(self, rows, columns, values=1.0):
        row, column, value = np.broadcast_arrays(rows, columns, values)
        self.rows.append(row.ravel())
        self.columns.append(column.ravel())
        self.values.append(value.ravel().astype(float))

    def matrix(self):
        """Rows, columns and values of all terms, ordered by row and column."""
        row, column, value = (np.concatenate(part) for part in (self.rows, self.columns, self.values))
        order = np.lexsort((column, row))
        return row[order], column[order], value[order]


class Contract:
    """The columns of one contract's agents: ``used`` (agents,), ``works`` (agents, days with the eve, shifts)."""

    def __init__(self, model, rules, days, per_day):
        self.rules, self.n_days = rules, days + 1
        self.start = np.array([shift["start"] for shift in rules["shifts"]])
        self.length = np.array([shift["length"] for shift in rules["shifts"]])
        self.per_day, team = per_day, rules["team"]
        self.used = model.add_columns(team, 1, cost=1.0)
        exists = np.ones((self.n_days, len(self.start)), dtype=bool)
        exists[0] = self.start + self.length > per_day  # of the eve, what reaches into the period
        self.day, self.shift = np.nonzero(exists)
        self.works = model.add_columns(team * len(self.day), 1).reshape(team, len(self.day))
        self.breaks = []

    def begins(self):
        """First slot of each (day, shift), counted from the first day of the period."""
        return (self.day - 1) * self.per_day + self.start[self.shift]


def build(question):
    """The model and its contracts."""
    model = Model()
    days, per_day = question["days"], question["slots_per_day"]
    contracts = [Contract(model, rules, days, per_day) for rules in question["contracts"]]
    cover = model.add_rows(days * per_day, lower=question["required"])
    for contract in contracts:
        add_agents(model, contract)
        add_cover(model, contract, cover)
        add_breaks(model, contract, cover)
        add_order(model, contract)
    return model, contracts


def add_agents(model, contract):
    """What holds for one agent, for all agents at once: Σ of a set of its shifts between multiples of ``used``."""
    rules, day = contract.rules, contract.day
    least, most = rules["days_per_week"]
    run = rules["max_days_in_row"]
    for d in range(contract.n_days):
        _per_agent(model, contract, day == d, most=1)
    for first in range(1, contract.n_days, 7):
        _per_agent(model, contract, (day >= first) & (day < first + 7), least=least, most=most)
    for first in range(contract.n_days - run):
        _per_agent(model, contract, (day >= first) & (day <= first + run), most=run)
    for chosen in _too_near(contract):
        _per_agent(model, contract, chosen, most=1)


def _per_agent(model, contract, chosen, least=None, most=None):
    columns = contract.works[:, chosen]
    for limit, bounds in ((least, {"lower": 0}), (most, {"upper": 0})):
        if limit is not None:
            rows = model.add_rows(len(columns), **bounds)
            model.add_terms(rows[:, None], columns)
            model.add_terms(rows, contract.used, -limit)


def _too_near(contract):
    """Cliques: shifts of a day that end too late for a start by τ of the next day, and those starts, for every τ."""
    rested = contract.start + contract.length + contract.rules["rest"] - contract.per_day
    before = None
    for tau in sorted(set(contract.start.tolist()), reverse=True):
        late = rested > tau
        if not late.any() or (before is not None and (late == before).all()):
            before = late
            continue
        before = late
        for d in range(contract.n_days - 1):
            here = (contract.day == d) & late[contract.shift]
            yield here | ((contract.day == d + 1) & (contract.start[contract.shift] <= tau))


def add_cover(model, contract, cover):
    """Everyone in a shift counts in each of its slots."""
    begins, lengths = contract.begins(), contract.length[contract.shift]
    for offset in range(int(lengths.max())):
        slot = begins + offset
        inside = (slot >= 0) & (slot < len(cover)) & (offset < lengths)
        model.add_terms(cover[slot[inside]][None, :], contract.works[:, inside])


def add_breaks(model, contract, cover):
    """For each day, shift and break: how many take it at each place; they do not count then."""
    for k, (begin, shift) in enumerate(zip(contract.begins(), contract.shift, strict=True)):
        for rank, rule in enumerate(contract.rules["shifts"][shift]["breaks"]):
            starts = begin + np.arange(rule["first"], rule["last"] + 1)
            columns = model.add_columns(len(starts), contract.rules["team"])
            row = model.add_rows(1, 0, 0)
            model.add_terms(row, columns)
            model.add_terms(row, contract.works[:, k], -1)
            contract.breaks.append((k, rank, starts, rule["length"], columns))
            for offset in range(rule["length"]):
                inside = (starts + offset >= 0) & (starts + offset < len(cover))
                model.add_terms(cover[starts[inside] + offset], columns[inside], -1)


def add_order(model, contract):
    """Limits of the headcount; agents are used in their order. To order their days besides made solvers slower."""
    least, most = contract.rules["headcount"]
    row = model.add_rows(1, least, np.inf if most is None else most)
    model.add_terms(row, contract.used)
    rows = model.add_rows(len(contract.used) - 1, lower=0)
    model.add_terms(rows, contract.used[:-1])
    model.add_terms(rows, contract.used[1:], -1)


def solve_cp_sat(model, seconds):
    from ortools.sat.python import cp_model

    cp = cp_model.CpModel()
    upper = np.concatenate(model.upper).astype(int)
    columns = [cp.new_int_var(0, int(top), "") for top in upper]
    row, column, value = model.matrix()
    ends = np.searchsorted(row, np.arange(model.n_rows + 1))
    lower, most = np.concatenate(model.row_lower), np.concatenate(model.row_upper)
    for r in range(model.n_rows):
        terms = slice(ends[r], ends[r + 1])
        coefficients, names = value[terms].astype(int), [columns[c] for c in column[terms]]
        negative = np.flatnonzero(coefficients < 0)
        if most[r] == 0 and lower[r] == -np.inf and len(negative) == 1 and (np.abs(coefficients) == 1).all():
            # Σ works ≤ used, as CP-SAT knows it best.
            cp.add_at_most_one(~name if k == negative[0] else name for k, name in enumerate(names))
        else:
            expression = cp_model.LinearExpr.weighted_sum(names, coefficients.tolist())
            span = (int(b) if np.isfinite(b) else sign * 10**9 for b, sign in ((lower[r], -1), (most[r], 1)))
            cp.add_linear_constraint(expression, *span)
    priced = np.flatnonzero(np.concatenate(model.cost))
    cp.minimize(sum(columns[c] for c in priced))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2

    def run(started):
        solver.parameters.max_time_in_seconds = max(seconds - (time.perf_counter() - started), 0.1)
        code = solver.solve(cp)
        status = {cp_model.OPTIMAL: "optimal", cp_model.FEASIBLE: "feasible", cp_model.INFEASIBLE: "infeasible"}
        found = code in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        values = np.array([solver.value(name) for name in columns]) if found else None
        return status.get(code, "unknown"), solver.best_objective_bound, values

    return run


def solve_mathopt(model, seconds, solver):
    from ortools.math_opt import model_pb2
    from ortools.math_opt.python import mathopt

    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(model.n_columns))
    proto.variables.lower_bounds.extend(np.zeros(model.n_columns))
    proto.variables.upper_bounds.extend(np.concatenate(model.upper))
    proto.variables.integers.extend(np.ones(model.n_columns, dtype=bool))
    proto.linear_constraints.ids.extend(range(model.n_rows))
    proto.linear_constraints.lower_bounds.extend(np.concatenate(model.row_lower))
    proto.linear_constraints.upper_bounds.extend(np.concatenate(model.row_upper))
    row, column, value = model.matrix()
    proto.linear_constraint_matrix.row_ids.extend(row)
    proto.linear_constraint_matrix.column_ids.extend(column)
    proto.linear_constraint_matrix.coefficients.extend(value)
    cost = np.concatenate(model.cost)
    proto.objective.linear_coefficients.ids.extend(np.flatnonzero(cost))
    proto.objective.linear_coefficients.values.extend(cost[cost != 0])
    whole = mathopt.Model.from_model_proto(proto)

    def run(started):
        limit = max(seconds - (time.perf_counter() - started), 0.1)
        parameters = mathopt.SolveParameters(time_limit=timedelta(seconds=limit))
        result = mathopt.solve(whole, mathopt.SolverType[solver], params=parameters)
        reason = result.termination.reason.name
        values = None
        if result.has_primal_feasible_solution():
            of = result.variable_values()
            values = np.round([of[variable] for variable in whole.variables()]).astype(int)
        known = {"OPTIMAL": "optimal", "INFEASIBLE": "infeasible"}
        status = known.get(reason, "unknown" if values is None else "feasible")
        return status, result.termination.objective_bounds.dual_bound, values

    return run


def tours(contracts, values):
    """The rows of the answer: every agent's shifts, the breaks dealt out in turn."""
    found, agent = [], 0
    for position, contract in enumerate(contracts):
        team = {}
        begins = contract.begins()
        for index, works in enumerate(contract.works):
            for k in np.flatnonzero(values[works]):
                length = int(contract.length[contract.shift[k]])
                team.setdefault(int(k), []).append([agent + index, position, int(begins[k]), length, []])
        for k, _rank, starts, length, columns in contract.breaks:
            places = np.repeat(starts, values[columns])
            for row, start in zip(team.get(k, ()), places, strict=True):
                row[4].append([int(start), length])
        found += [row for rows in team.values() for row in rows]
        agent += len(contract.works)
    return found


def main(solver, question_path, answer_path):
    began = time.perf_counter()
    question = json.loads(Path(question_path).read_text())
    model, contracts = build(question)
    seconds = question["seconds"]
    run = solve_cp_sat(model, seconds) if solver == "cp_sat" else solve_mathopt(model, seconds, solver.upper())
    built = time.perf_counter()
    status, bound, values = run(began)
    answer = {
        "status": status,
        "bound": bound if np.isfinite(bound) else None,
        "build_s": built - began,
        "solve_s": time.perf_counter() - built,
        "note": f"{model.n_columns} columns, {model.n_rows} rows, {sum(map(len, model.rows))} terms",
        "shifts": [] if values is None else tours(contracts, values),
    }
    Path(answer_path).write_text(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
