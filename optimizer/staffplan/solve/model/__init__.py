"""The master model: variables for shifts, breaks and states, one function for each family of constraints."""
