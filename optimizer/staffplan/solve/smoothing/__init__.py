"""The later objectives, at the smallest headcount: fewest paid hours, then service spread evenly."""
