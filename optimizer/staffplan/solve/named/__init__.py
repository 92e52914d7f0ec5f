"""The later objectives of a team by name: fair shares, then wishes, at the smallest headcount."""
