"""What the terminal shows of forecasts, of what a log measures, and of a plan against what came."""
