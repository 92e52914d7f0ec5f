"""Language: every text that a planner reads, its translation, and its width on a screen."""
