"""The models: lower bound, headcount, tours. The only stage that knows a solver.

Its rooms from the top: search, priced, searches, bound beside smoothing, tours, run, model, engine; each uses those
behind it. ``year`` stands beside them and uses tours, model and engine.

Nothing is imported here: the solver's process needs one module of this package, and starts the sooner.
"""
