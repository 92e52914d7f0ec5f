"""Solvers in processes of their own: what is asked of them, what they answer, and the linear models they are given."""
