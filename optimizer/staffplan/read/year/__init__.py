"""The file of a year: its seasons, their dates, and the supply."""
