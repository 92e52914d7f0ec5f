"""A day of a tiny shop, and rules by which it has a plan at once."""

FORECAST = "start,inquiries\n" + "".join(f"2026-11-02 {hour:02d}:00,{{}}\n" for hour in range(9, 18))
SCENARIO = """grid = "60min"
[opening]
hours = ["09:00", "18:00"]
[[contract]]
name = "day"
shift_lengths = ["9h"]
breaks = []
days_per_week = [1, 5]
hourly_cost = 30.0
"""
