"""A year of seasons, from its file to its folder."""
