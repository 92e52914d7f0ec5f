"""Commands that learn from what came: forecasts, and what a log measures."""
