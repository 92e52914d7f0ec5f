"""The models and searches: bound, smallest headcount, a legal tour for everyone. No other stage has a solver.

Its rooms from the top: search, priced, searches, bound beside smoothing, tours, run, model, engine; each uses those
behind it. ``year`` stands beside them and uses tours, model and engine.

Its rooms from the top: search, priced, searches, bound beside smoothing, tours, run, model, engine; each uses those
behind it. ``year`` stands beside them and uses tours, model and engine.

Nothing is imported here: the solver's process needs one module of this package, and starts the sooner.
"""
