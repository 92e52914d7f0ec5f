"""A plan's folder, also after somebody edited the schedule."""
