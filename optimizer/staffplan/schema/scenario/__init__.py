"""What a planner may decide: the keys of a scenario and what they must be to one another."""
