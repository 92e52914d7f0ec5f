"""The models: lower bound, headcount, tours. The only stage that knows a solver.

Nothing is imported here: the solver's process needs one module of this package, and starts the sooner.
"""
