"""Each rule of a scenario relaxed by one step: what a planner could change."""
