"""Processes beside this one: the only place that starts, feeds, reads and ends them."""
