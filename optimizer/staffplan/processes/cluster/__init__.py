"""Dask as an Executor: other machines, or workers of this one that Dask looks after; needs the extra ``cluster``."""
