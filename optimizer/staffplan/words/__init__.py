"""Language: every text a planner reads, its translation, and how wide it is on a screen."""
