"""What the stages exchange about a year of seasons."""
