"""What came of a plan: volumes as forecasts have them, and beside them who was there and how many were in time."""
