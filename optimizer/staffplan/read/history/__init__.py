"""Histories: what came, with gaps as they are, and the events that a planner names."""
