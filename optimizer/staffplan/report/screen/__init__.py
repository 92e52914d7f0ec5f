"""What the terminal shows of plans and comparisons, as renderables for rich."""
