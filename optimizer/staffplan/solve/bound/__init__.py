"""Valid lower bounds of the headcount before any plan is known."""
