"""The solvers, each in a process of its own, and the linear models that they are given."""
