"""Searches for a plan of the smallest headcount, and what they share."""
