"""The model of a year of seasons: which supply to hold in each, at the least cost."""
