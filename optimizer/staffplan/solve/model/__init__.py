"""The master model: one variable for each legal shift and state, one function for each family of constraints."""
